import { kindNamed } from "../../../kubectl/kinds.ts";
import { isSoftWord, isStopWord } from "../stop-words.ts";
import { type Paraphrase, row } from "./paraphrase.ts";

const kinds =
  "(?:cluster ?ip |node ?port |load ?balancer |external ?name |headless )service|(?:generic |tls |opaque |docker-registry |docker |registry |(?:image )?pull |image )?secret|deployment|cron ?job|job|config ?map|cm|service ?account|sa|cluster ?role ?binding|role ?binding|cluster ?role|role|resource ?quota|quota|pod disruption budget|pdb|priority ?class|ingress|pod";
const name = "[a-z0-9][a-z0-9.-]{0,80}";
/** Who goes on like this tells of what is there. */
const tells =
  "(?![^?]{0,300}(?<![\\w-])(?:why|what|which|who|how|is|are|was|were|crash\\w*|fail\\w*|hang\\w*|stuck|error\\w*|not|never|pending|keeps?|does|did|doesn't|didn't|won't|can't|cannot|problem|issue|broken|down|restarts|logs?|status|described?|yaml|events?|dies|died|stays?|gets?|has|have|starts|comes|came|went|throws?|exits?|loops?|restarted|complains?|refuses?|no|unreachable|unavailable|unhealthy|timeouts?|timing|refused|slow|missing|gone|wrong|empty|4[0-2]\\d|50\\d|[45]xx)(?![\\w-]))";
const joint =
  "(?:(?= (?:with|from|in|for|that|using|running|made|created|built|based|image|and|on|of|to|please|pls|\\d|--|[a-z]+=))|(?=[,;:.!]|$))";

const called = "((?:named|called) )?";
const noName = "(?!(?:for|with|in|from|on|to|is|that|and|of|named|called|list|which)\\b)";

/** What is to be made, said as a new thing: `new service account robot in ci`. */
export const newOrders: readonly Paraphrase[] = [
  row(`(?:an? )?(?:brand )?new (namespace|ns) ${called}(?=[a-z0-9-]{1,63}(?:[.,;!]|$| please| pls| for))${noName}{name}${tells}`, made),
  row(`(?:the )?(?:namespace|ns) {name} (?:should|must|has to|needs to|is to|shall) be (?:created|made|set up)(?! (?:by|in|on|when|if))`, "create namespace $1"),
  row(`(?:an? )?(?:brand )?new (?:(?:simple|plain|single|small|basic|fresh|little) ){0,2}(${kinds}) ${tells}${called}${noName}(${name})${joint}`, made),
  row(`an? (${kinds}) (?:named |called )(${name})${joint}${tells}[^?]{0,300}\\b(?:please|pls)(?=[.!]|$)`, (match) => `create ${match[0].replace(/,? ?\b(?:please|pls)$/i, "")}`),
]; // biome-ignore format: one line a paraphrase

/** What is to be made, said as a need: `we need a cron job beat that runs ...`. */
export const neededOrders: readonly Paraphrase[] = [
  row(`an? (?:new )?(namespace|ns) ${called}(?=[a-z0-9-]{1,63}(?:[.,;!]|$| please| pls| for))${noName}{name}`, made),
  row(`an? (?:(?:new|simple|plain|single|small|basic|fresh|little) ){0,3}(${kinds}) ${called}${noName}(${name})${joint}`, made),
]; // biome-ignore format: one line a paraphrase

/** What only one that is to be made needs to have said of it. */
const specified = /\bimage\b|=|[a-z0-9]:v?\d|\bfrom\b|\breplicas?\b/i;

/** What stands behind the kind is its name when that is said, or when it is no word of everyday language: `I need a secret rotated`. */
function made([, kind, said, name]: RegExpExecArray, text: string): string | null {
  const isProse = isStopWord(name!.toLowerCase()) || /^(?!.*[\d-]).*(?:ed|ing|ion|ment)$/i.test(name!);
  const isLoose = /^(?:secret|config ?map|cm)$/i.test(kind!) && !/[\d-]/.test(name!) && !specified.test(text);
  if (said === undefined && isLoose) return null;
  const isPlace = /^(?:namespace|ns)$/i.test(kind!) && kindNamed(name!.toLowerCase()) === undefined;
  const isMeant = isSoftWord(name!.toLowerCase()) && (isPlace || specified.test(text));
  return said === undefined && isProse && !isMeant
    ? null
    : `create ${/^(?:namespace|ns)$/i.test(kind!) ? "namespace" : `a ${kind} named`} ${name}`;
}
