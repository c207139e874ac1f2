import { type Paraphrase, row, subjectOfText } from "./paraphrase.ts";

const key = "(?!(?:the|an?|its?|that|this|label|annotation|old|new)\\b)([a-z][\\w./-]{1,80})";
const value = "('[^'\n]{1,200}'|\"[^\"\n]{1,200}\"|[^\\s,;\"'`]{1,120})";
const quoted = "('[^'\n]{1,200}'|\"[^\"\n]{1,200}\")";
const shall = "(?:should|must|has to|needs to|ought to|shall|is to|is supposed to)";
const become =
  "(?:now |rather |instead |really |from now on )?(?:read|be|say|become|show|contain|have the value|be (?:changed|set|corrected|switched) to)(?: now)?(?: set to| changed to)?";
const turn = "(?:correct|fix|change|turn|switch|flip|adjust|set|update|make|put)";

/** Labels and annotations that are to have another value. */
export const metadataOrders: readonly Paraphrase[] = [
  row("[^?]{0,200}\\bchange[- ]cause\\b[^?]{0,300}", (match) => changeCause(match[0])),
  row(`annotate {labelled} (?:with|by|using) (?:an? |the )?(?!(?:label|annotation|value|key|text)\\b)([a-z][\\w./-]{1,80})(?: of| set to| being| saying| as|:)? ${quoted}`, (match) => `annotate ${match[1]} ${match[2]}=${match[3]}`),
  row(`(?:add|put|set|attach|write|give|store|record) (?:an? |the )?(?!(?:label|annotation|value|key|text)\\b)([a-z][\\w./-]{1,80}) ${quoted} as (?:an? )?(?:annotation )(?:to|on|onto|at|for|of) {labelled}`, (match) => `annotate ${match[3]} ${match[1]}=${match[2]}`),
  row(`(?:add|put|set|attach|write|give|store|record) (?:an? |the )?description ${quoted} (?:to|on|onto|at|for|of) {labelled}`, (match) => `annotate ${match[2]} description=${match[1]}`),
  row(`(?:set|put|write|change|make) (?:the )?description (?:of|on|for) {labelled} (?:to|as|:) ${quoted}`, (match) => `annotate ${match[1]} description=${match[2]}`),
  row(`(label|annotate) {labelled} (?:as|with|by) (?:the |an? )?(?!(?:label|labels|annotation|key|the|an?|value|name|its|my|new|old)\\b)([a-z][\\w./-]{1,60}) ([A-Za-z0-9][\\w.-]{0,62})(?=[.!]?$)`, (match) => `${match[1]!.toLowerCase()} ${match[2]} ${match[3]}=${match[4]}`),
  row(`(?:the )?(label|annotation) ${key} (?:on|of|at|for) {labelled} ${shall} ${become} ${value}`, (match) => put(match[1]!, match[3]!, match[2]!, match[4]!)),
  row(`(?:the )?${key} (label|annotation) (?:on|of|at|for) {labelled} ${shall} ${become} ${value}`, (match) => put(match[2]!, match[3]!, match[1]!, match[4]!)),
  row(`(?:on|for|at) {labelled},? (?:the )?(label|annotation) ${key} ${shall} ${become} ${value}`, (match) => put(match[2]!, match[1]!, match[3]!, match[4]!)),
  row(`{labelled}'s (label|annotation) ${key} ${shall} ${become} ${value}`, (match) => put(match[2]!, match[1]!, match[3]!, match[4]!)),
  row(`{labelled}'s ${key} (label|annotation) ${shall} ${become} ${value}`, (match) => put(match[3]!, match[1]!, match[2]!, match[4]!)),
  row(`${turn} (?:the )?(label|annotation) ${key} (?:on|of|at|for) {labelled} (?:to|into|say|read|be|from \\S{1,63} to) ${value}`, (match) => put(match[1]!, match[3]!, match[2]!, match[4]!)),
  row(`${turn} (?:the )?${key} (label|annotation) (?:on|of|at|for) {labelled} (?:to|into|say|read|be|from \\S{1,63} to) ${value}`, (match) => put(match[2]!, match[3]!, match[1]!, match[4]!)),
  row(`(?:get|take|pull|strip|rip|peel) (?:the )?(label|annotation) ${key} (?:off|from|out of|away from)(?: of)? {labelled}`, (match) => `remove the ${match[1]!.toLowerCase()} ${match[2]} from ${match[3]}`),
  row(`(?:get|take|pull|strip|rip|peel) (?:the )?${key} (label|annotation) (?:off|from|out of|away from)(?: of)? {labelled}`, (match) => `remove the ${match[2]!.toLowerCase()} ${match[1]} from ${match[3]}`),
  row("(?:an? |the )?(?:new )?(label|annotation) {pair} (?:for|on|to|onto) {labelled}(?= please| pls)", (match) => `${match[1]!.toLowerCase() === "label" ? "label" : "annotate"} ${match[3]} ${match[2]}`),
  row(`(?:the )?(?:label )?([a-z][\\w./-]{1,60})(?: [a-z0-9][\\w.-]{0,80})? ${shall}(?: now| rather| instead)? (?:read|be|say|become|show|contain)(?: set to)? ([\\w.-]{1,63})\\b`, (match, text) => relabelled(text, match[1]!, match[2]!)),
  row("(?:correct|fix|change|turn|switch|flip|adjust)(?: the)? (?:label )?([a-z][\\w./-]{1,60}) (?:label )?(?:from [\\w.-]{1,63} )?(?:to|into) ([\\w.-]{1,63})\\b", (match, text) => relabelled(text, match[1]!, match[2]!)),
]; // biome-ignore format: one line a paraphrase

/** The cause is quoted; what it is the cause of is one object. */
function changeCause(said: string): string | null {
  const cause = new RegExp(quoted).exec(said)?.[1];
  const object = /\b(deployment|deploy|statefulset|daemonset|sts|ds)[ /]["'`]?([a-z0-9][a-z0-9-]{0,80}[a-z0-9])/i.exec(
    cause === undefined ? said : said.replace(cause, ""),
  );
  const place = /\b(?:in|of|from) (?:the )?(?:namespace|ns) ([a-z0-9-]{1,63})\b/i.exec(said)?.[1];
  if (
    cause === undefined ||
    object === null ||
    /\b(?:what|which|why|who|where|show|print|get|list|remove|delete|drop)\b/i.test(said.replace(cause, ""))
  )
    return null;
  return `annotate ${object[1]} ${object[2]}${place === undefined ? "" : ` in namespace ${place}`} kubernetes.io/change-cause=${cause}`;
}

function put(what: string, object: string, key: string, value: string): string {
  const verb = what.toLowerCase() === "label" ? "label" : "annotate";
  return `${verb} ${object} ${key}=${value.replace(/[.!?]+$/, "")} overwrite`;
}

/** Only where the text speaks of a label, and of the object that has it. */
function relabelled(text: string, key: string, value: string): string | null {
  const subject = subjectOfText(text);
  if (!/\blabel/i.test(text) || subject?.includes(" ") !== true) return null;
  const said = /^(?:pod|deployment|deploy|statefulset|sts|daemonset|ds|service|svc|job|cronjob|node|namespace|ns)$/i;
  // `it should say prod`: the label was named before
  const label = said.test(key) || key === "it" ? /\blabel ["'`]?([a-z][\w./-]{0,60})/i.exec(text)?.[1] : key;
  return label === undefined ? null : `label ${subject} ${label}=${value} overwrite`;
}
