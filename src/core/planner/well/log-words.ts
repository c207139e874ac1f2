import { levelOf } from "../../evidence/logs/log-level.ts";
import { messageIn } from "../../evidence/logs/log-message.ts";

/** Why a line holds a word of trouble and tells of none; null: it tells of some, or holds no such word. */
export type Harmless = "counter" | "name" | "caller";

const trouble =
  /(?<![a-z])(?:errors?|errs?|exceptions?|fail(?:ed|ures?|s|ing)?|fatal|panics?|refused|denied|timed[ -]?out|timeouts?|unreachable|abort(?:ed)?|crash(?:ed)?|unable|cannot|can't|could ?n.t|could not|lost|killed|oom\w{0,6}|corrupt\w{0,4}|exhausted)(?![a-z])|[a-z](?:Error|Exception)s?(?![a-z])|error|exception/gi;

/** Words that only count, and have counted nothing: `decode_errors=0`, `error_rate=0.00%`, `"failed": 0`, `0 failures`, `err=null`, `no error`. */
const counted =
  /(?<![\w.])[\w.-]{0,60}?(?:errors?|errs?|exceptions?|fail(?:ed|ures?)|timeouts?|aborted|dropped|rejected)[\w.-]{0,40}["']?\s{0,2}[:=]\s{0,2}["']?(?:0+(?:\.0+)?%?|no data|none|null|nil|<nil>|false|-|\[\]|\{\}|""|'')(?![\w.])|(?<![\w.])(?:0|no|zero|without(?: any)?) [\w -]{0,30}?(?:errors?|failures?|failed|exceptions?|timeouts?)\b|\b(?:errors?|failed|failures?|exceptions?|timeouts?)(?: percent(?:age)?| rate| count| cases)?(?:[: ]{1,2}| {0,2}: {0,2}| is | was )(?:0|no data)(?![\w.])/gi;
/** The same, and they have counted some: `write_errors=12`, `error_rate=1.5%`; limits and plans count nothing. */
const someCounted =
  /(?:errors?|errs?|exceptions?|fail(?:ed|ures?))(?![\w-]{0,30}(?:budget|threshold|limit|timeout|max|code))[\w-]{0,30}["']?\s{0,2}[:=]\s{0,2}["']?(?:[1-9]|0\.\d{0,6}[1-9])/i;
/** Names: paths, URLs, files, topics, metrics, classes, packages, settings. */
const named =
  /(?:https?:\/)?\/[\w./%~?&=+-]{0,200}(?:error|exception|fail|timeout|fatal)[\w./%~?&=+:-]{0,200}|\b[\w-]{1,80}\.(?:errors?|failed|dlq)\b|\b[\w-]{0,80}(?:error|exception|fail\w{0,4}|timeout)[\w-]{0,80}\.(?:\w{2,5})\b|\b(?:[a-z]\w{0,40}\.){1,8}\w{0,80}(?:Error|Exception)\w{0,40}|\b\w{0,60}(?:Error|Exception)(?:Handler|Mapper|Controller|Filter|Reporter|Page|Resolver|Translator|Advice|Log|Boundary|Middleware)s?\w{0,20}|\b(?:errors?|failed|failures?|err|timeout)[_-](?!message|msg|text|reason)[a-z]\w{0,40}|\b[a-z]\w{0,40}[_-](?:errors?|failures?|failed|timeouts?)(?![\w=])|\b(?:error|exception) (?:handler|budget|page|log|mapper|code table|topic|queue)s?\b|\btimeout[\w"']{0,8}[=:] ?["']?\d{1,9}\s?(?:ms|s|m|h)?\b/gi;
/** What somebody asked for, in the parameters of a request: `?q=fatal+error`, `params={q=connection+refused&rows=20}`. */
const asked = /[?&][\w.%[\]-]{1,60}=[^&\s"'}]{0,400}|\bparams=\{[^}\n]{0,1000}\}/g;
/** What somebody who calls did wrong, and was told. */
const caller =
  /\b(?:client|caller|device|user|peer|request)s? (?:[\w-]{1,30} ){0,3}(?:sent|gave|malformed|invalid|disconnect\w*|closed|cancel\w*)|\bmalformed\b|\bbad request\b|\b4(?:00|01|03|04|05|09|10|13|15|22|29)\b|\binvalid (?:input|request|payload|token|argument|credentials|json|topic)\b|\bvalidation (?:failed|error)\b|\bmessage dropped\b|\bunprocessable\b/i;

/** Reads one line that was found by a word of trouble. */
export function harmlessIn(text: string): Harmless | null {
  const line = text.slice(0, 2000);
  const { level } = messageIn(text);
  if (level === "fatal" || (level === "error" && isMarked(line))) return null;
  const uncounted = line.replaceAll(counted, " ").replaceAll(asked, " ");
  if (someCounted.test(uncounted)) return null;
  if (!holds(uncounted)) return !holds(line) ? null : holds(line.replaceAll(asked, " ")) ? "counter" : "name";
  const unnamed = uncounted.replaceAll(named, " ");
  if (!holds(unnamed)) return "name";
  return caller.test(line) && level !== "error" ? "caller" : null;
}

/** A line without the words that count trouble and have counted none. */
export const withoutNone = (line: string): string => line.replaceAll(counted, " ");

/** Whether the words of trouble in a line only count, and have counted nothing. */
export const countsNone = (line: string): boolean => holds(line) && !holds(withoutNone(line));

/** Whether a line itself says that it is an error, beyond a word somewhere in it. */
const isMarked = (line: string): boolean => levelOf(line.replaceAll(counted, " ").replaceAll(named, " ")) === "error";

/** Whether a line holds a word of trouble that is not only counted as zero or a name. */
export const holds = (line: string): boolean => {
  trouble.lastIndex = 0;
  return trouble.test(line);
};
