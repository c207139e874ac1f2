import { type Paraphrase, row } from "./paraphrase.ts";

const locally =
  "(?:localhost|my (?:own )?local |127\\.0\\.0\\.1|local port|my (?:own )?(?:local )?port|locally|(?:on|at|from|to) (?:my|our|this) (?:own |local )?(?:machine|laptop|computer|workstation|pc))";
const kind = "(?:service|svc|pod|po|deployment|deploy|statefulset|sts|replicaset)";

/** A port on somebody's own machine that leads to one in the cluster. Both ports have to be said. */
export const portOrders: readonly Paraphrase[] = [
  row(`(?:open|bring|make|get|have|put|expose) (?:me )?(?:the )?port (\\d{2,5}) (?:of|on|from) (?:the )?(?:${kind}) {name}((?: (?:in|of|from)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63})?) (?:available |reachable |accessible |open )?(?:on|at|to) (?:my|this) (?:own |local )?(?:machine|laptop|computer|workstation|pc)(?=[.!?]?$| please| pls)`, (match, text) => (complains.test(text) ? null : `port-forward ${match[0].match(new RegExp(`(?:of|on|from) (?:the )?(${kind}) `, "i"))![1]!.toLowerCase()} ${match[2]}${match[3]} ${match[1]}:${match[1]}`)),
  row(`(?:reach|access|open|connect|bind|link|make|get|hit|call|use|talk to|see|view|map|bring|forward|have|expose|wire|route)\\b(?=[^?]{0,300}\\b${locally})[^?]{0,400}$|(?:reach|access|open|connect|bind|link|make|get|hit|call|use|talk to|see|view|map|bring|forward|have|expose|wire|route)\\b(?=[^?]{0,300}\\b${locally})[^?]{0,400}(?=\\?)`, (_, text) => forwarded(text)),
]; // biome-ignore format: one line a paraphrase

/** `I need service x on localhost:3000, it listens on 80`. */
export const wishedPorts: readonly Paraphrase[] = [
  row(`(?:the )?(?:${kind} |[a-z0-9][a-z0-9-]{0,60} ${kind}\\b)(?=[^?]{0,300}\\b${locally})[^?]{0,400}$`, (_, text) => forwarded(text)),
]; // biome-ignore format: one line a paraphrase

/** Two ports are told, of which one is the local one; whatever else is a number belongs to another order. */
function forwarded(text: string): string | null {
  const local = firstOf(text, locals);
  const target = targetIn(text);
  const ports = [...text.matchAll(/(?<![\w.-])(\d{2,5})(?![\w-]|\.\d)/g)].map(([, port]) => port!);
  const others = [...new Set(ports.filter((port) => port !== local))];
  const remote = others.length === 0 && ports.length > 1 ? local : others[0];
  if (local === undefined || remote === undefined || target === null || others.length > 1) return null;
  if (complains.test(text) || /\b(?:image|replicas?|copy|cp)\b/i.test(text)) return null;
  return `port-forward ${target} ${local}:${remote}`;
}

function firstOf(text: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

const locals: readonly RegExp[] = [
  /\b(?:localhost|127\.0\.0\.1):(\d{2,5})\b/i,
  /\b(?:local|my|my own|my local) port (\d{2,5})\b/i,
  /\bport (\d{2,5}) (?:locally|of localhost|on localhost|(?:on|of|at) (?:my|our|this) (?:own |local )?(?:machine|laptop|computer|workstation|pc))\b/i,
  /\b(?:on|at|from|to) (?:my|our|this) (?:own |local )?(?:machine|laptop|computer|workstation|pc)(?: at| on| under)?(?: port)? (\d{2,5})\b/i,
  /\bmy (?:own )?local (\d{2,5})\b/i,
  /\blocally (?:on|at|under|via|through) (?:port )?(\d{2,5})\b/i,
  /\bon (?:my )?(?:local(?:host)?|machine|laptop)(?:'s)?(?: port)? (\d{2,5})\b/i,
];

/** Who tells that it does not work wants no other way to it. */
const complains =
  /\b(?:not|never|cannot|\w+n't|refused|fail\w*|errors?|broken|why|time ?outs?|timing|timed|hang\w*|stuck|unreachable|nothing|used to|still|reset)\b/i;

/** The one object that is spoken of, as `service x in namespace y`. */
function targetIn(text: string): string | null {
  const name = "([a-z0-9][a-z0-9-]{0,61})";
  const place = "(?:,? (?:in|from|of)(?: the)?(?: (?:namespace|ns))? ([a-z0-9][a-z0-9-]{0,61})(?: namespace| ns)?)?";
  const after = new RegExp(`\\b(${kind})[ /](?:named |called )?${name}${place}`, "i").exec(text);
  const placed =
    /\b(?:the )?(?:(?:namespace|ns) ([a-z0-9][a-z0-9-]{0,61})|(?<=\b(?:in|of|from) (?:the )?)([a-z0-9][a-z0-9-]{0,61}) namespace)\b/i
      .exec(text)
      ?.slice(1)
      .find((one) => one !== undefined);
  const isName = (said: string | undefined) => said !== undefined && !notNames.test(said);
  if (after !== null && isName(after[2])) return objectOf(after[1]!, after[2]!, after[3] ?? placed);
  const beside = new RegExp(`\\b${name} (${kind})\\b${place}`, "i").exec(text);
  return beside !== null && isName(beside[1]) ? objectOf(beside[2]!, beside[1]!, beside[3] ?? placed) : null;
}

function objectOf(kindSaid: string, name: string, place: string | undefined): string {
  const isPlace = place !== undefined && !notNames.test(place);
  return `${kindSaid.toLowerCase()} ${name}${isPlace ? ` in namespace ${place}` : ""}`;
}

const notNames =
  /^(?:the|an?|my|our|its?|this|that|these|on|in|at|of|to|from|for|with|port|ports|is|are|was|listens?|locally|localhost|local|via|through|and|or|which|where|by|as|need|want|access|reach|open|running|namespace|ns|cluster)$/i;
