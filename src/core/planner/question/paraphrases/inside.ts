import { type Paraphrase, row } from "./paraphrase.ts";

const tools = "nslookup|dig|curl|wget|ping";

/** What is tried from inside a pod with a program that is named. */
export const insideOrders: readonly Paraphrase[] = [
  row(`(?:check|test|verify|see|try|find out|use|probe|look|have a look)\\b(?=[^?!]{0,200}\\b(?:${tools})\\b)(?:[^?!.]|\\.(?=\\S)){0,300}`, (match) => tried(match[0])),
]; // biome-ignore format: one line a paraphrase

const name = "[a-z0-9][a-z0-9.-]{0,80}";
const place = `(?: (?:in|of)(?: the)?(?: namespace| ns)? ${name}(?: namespace)?(?= |,|$))?`;
const spot = new RegExp(
  `\\b(?:inside|within|in|from|on|whether|if|that)(?: of)? (?:the )?((?:running )?pod ${name}|${name}-\\d{1,3})(${place})(?=[ ,]|$)`,
  "i",
);
const program = new RegExp(`\\b(${tools})\\b`, "i");
const address =
  /\bhttps?:\/\/[\w./:?&=%-]{1,200}[\w/]|(?<![\w./-])(?:[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}|(?!pod\b)[a-z0-9-]{1,63}(?=:\d))(?::\d{1,5})?(?:\/[\w./-]{0,100})?(?![\w-])/gi;
const said =
  /\b(?:resolves?|look up|lookup|reach(?:es)?|pings?|query|queries|host ?name|host|name|service|connects? to|talks? to) (?!(?:the|a|an|to|with|from|whether|if|it|name|host|service|using|via|in|inside|pod)\b)([a-z0-9][a-z0-9-]{0,62})\b/i;

/** Who tells how it went wants no more of the same. */
const tells =
  /\b(?:fails?|failed|failing|hangs?|hung|tim(?:es?|ed|ing) out|refused|never|why|cannot|\w+n't|errors?|returns?|returned|works?|worked|gets?|got|says?|said|shows?|does not|did not)\b/i;

/** `run "nslookup db.data" in pod web-0`; null where the program, the pod or what it is to reach is not said. */
function tried(text: string): string | null {
  const [pod, tool] = [spot.exec(text), program.exec(text)?.[1]?.toLowerCase()];
  if (pod === null || tool === undefined || (tells.test(text) && !/\b(?:whether|if)\b/i.test(text))) return null;
  const rest = text.replace(pod[0], " ");
  const told = rest.match(address) ?? [];
  const target = told.length > 1 ? undefined : (told[0] ?? said.exec(rest)?.[1]);
  if (target === undefined || target.toLowerCase() === tool) return null;
  const where = pod[1]!.replace(/^running /i, "");
  return `run "${tool === "wget" ? "wget -qO-" : tool} ${target}" in ${/^pod /i.test(where) ? where : `pod ${where}`}${pod[2]}`;
}
