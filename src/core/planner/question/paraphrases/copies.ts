import { type Paraphrase, row } from "./paraphrase.ts";

const file =
  "[\"'`]?((?:~|\\.{1,2})?/[\\w./+-]{1,200}|[\\w-][\\w./+-]{0,150}\\.[a-z][a-z0-9]{0,7}|\\./[\\w./+-]{1,200})[\"'`]?";
const path = "[\"'`]?(/[\\w./+-]{0,200})[\"'`]?";
/** A path of several parts, or of a file: what one gets from an address has neither. */
const deep = `(?=/[\\w.+-]+(?:/[\\w+-]|\\.\\w))${path}`;
const pod =
  "(?:the )?((?:pod [a-z0-9][a-z0-9.-]{0,80}|[a-z0-9]{1,60}(?:-[a-z0-9]{1,60}){1,8})(?: (?:in|of|from)(?: the)?(?: namespace| ns)? [a-z0-9-]{1,63}(?: namespace)?|,? (?:ns|namespace|-n) [a-z0-9-]{1,63})?)";
const verbs =
  "push|put|send|drop|shove|stuff|place|transfer|upload|copy|move|deliver|ship|load|throw|stick|bring|get|cp|pop|plant|dump";
const takes =
  "get|grab|take|bring|extract|fetch|pull|download|copy|retrieve|save|transfer|cp|snatch|lift|rescue|collect";
const mine = "(?: (?:to|onto|on|into) (?:my |this |the local )(?:laptop|machine|computer|disk|side|pc|workstation))?";

/** Files brought into a pod and out of one, its ports on a machine of ours, and a copy of it to look into. */
export const copyOrders: readonly Paraphrase[] = [
  row(`(?:${verbs}) (?:me |us )?(?:the |my )?(?:local )?(?:file |folder |directory )?${file} (?:into|in|onto|on|to|over to|inside|up to) ${pod},? (?:at|under|in|into|to|as|below|inside) (?:the )?(?:path |folder |directory )?${path}`, (match) => into(match[1]!, match[3]!, match[2]!)),
  row(`(?:${verbs}) (?:me |us )?(?:the |my )?(?:local )?(?:file |folder |directory )?${file} (?:into|in|onto|to|under|at|over to) (?:the )?(?:path |folder |directory )?${path} (?:in|of|on|inside|at) ${pod}`, (match) => into(match[1]!, match[2]!, match[3]!)),
  row(`(?:${takes}) (?:me |us )?(?:the )?(?:file |folder |directory )?${deep} (?:from|off|out of|of|in|inside|from inside|down from) ${pod}${mine}(?! (?:to|into|as) [\\w./])`, (match) => `copy ${match[1]} from ${podOf(match[2]!)}`),
  row(`(?:${takes}|back ?up|archive|dump) (?:me |us )?(?:the )?(?:file |folder |directory )?${path} (?:from|off|out of|of|in|inside) ${pod},? (?:to|into|as) (?:the )?(?:local )?(?:file |folder |directory )?((?:\\.{0,2}/)?[\\w./+-]{1,200})(?= please| pls|[.!]?$)`, (match) => `copy ${match[1]} from ${podOf(match[2]!)} to ${match[3]}`),
  row(`(?:the )?(?:file |folder |directory )${path} (?:from|of|in|inside|out of) ${pod} (?:on|onto|to) my (?:laptop|machine|computer|disk|pc)`, (match) => `copy ${match[1]} from ${podOf(match[2]!)}`),
  row("port (\\d{2,5}) of (.{3,80}?) (?:should|shall|must|has to|needs to) (?:be|appear|land|show up)(?: reachable| available)? (?:on|at|under|as) (?:my )?(?:own |local )?(?:port |localhost:?)(\\d{2,5})", "forward local port $3 to port $1 of $2"),
  row(`(?:clone|duplicate|copy) ${pod} (?:as|to|into|under the name) {name} (?:for|to) debug(?:ging)?(?: it)? (?:with|using) (?:the )?(?:image )?([a-z0-9][\\w.:/-]{1,200})`, (match) => `debug ${podOf(match[1]!)} with image ${match[3]} copied to ${match[2]}`),
  row(`(?:make |create |start |get |take )?(?:me )?(?:a )?(?:copy|clone|duplicate)(?: of)? ${pod},? (?:to|as|into|named|called|under the name)(?: of)? {name} (?=[^?.]{0,120}\\bdebug)[^?.]{0,120}?(?:\\bimage ["'\`]?([a-z0-9][\\w.:/-]{1,200})|\\b(?:an?|the) ["'\`]?(?!new\\b|extra\\b|debug\\b|ephemeral\\b|additional\\b|second\\b|other\\b)([a-z0-9][\\w.:/-]{1,200})["'\`]? (?:container|image)\\b)`, (match) => `debug ${podOf(match[1]!)} with image ${match[3] ?? match[4]} copied to ${match[2]}`),
  row("cp ([a-z0-9][a-z0-9-]{0,80}):(/[\\w./+-]{1,200}) ((?:\\.{0,2}/)?[\\w./+-]{1,200})(?=[!]?$| please| pls)", (match) => `copy ${match[2]} from pod ${match[1]} to ${match[3]}`),
]; // biome-ignore format: one line a paraphrase

/** The path inside stands last in kubectl's own order, the folder of a file with the name of the file. */
function into(local: string, inside: string, pod: string): string {
  return `copy ${local} into ${inside} of ${podOf(pod)}`;
}

function podOf(said: string): string {
  return /^(?:the )?pod /i.test(said) ? said : `pod ${said.replace(/^the /i, "")}`;
}
