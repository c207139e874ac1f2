import { withoutTerminalCodes } from "../../evidence/printed-lines.ts";

/**
 * What a line of a log says, without what stands on every line: times, level, thread and source. Of JSON the message, its error and
 * what else it names; line ends within the text stay, as each part says a thing of its own.
 */
export const saidIn = (line: string): string => {
  const text = withoutTime(line.slice(0, 8000).replace(prefix, "").trim());
  const said = text.startsWith("{") && text.endsWith("}") ? fromJson(text) : undefined;
  return (said ?? fromFields(text) ?? withoutHead(text))
    .trim()
    .replace(/^"?(?:message|msg|error)"?: "(.{1,4000})",?$/, "$1");
};

/** What `kubectl logs --prefix` prints before each line. */
const prefix = /^\[pod\/[^\]\s]{1,300}\] /;

const withoutTime = (text: string): string =>
  withoutTerminalCodes(text).replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,16} (?:std(?:out|err) [FP] )?(?=\S)/, "");

type Named = readonly [key: string, value: string];

const messageKeys = ["msg", "message", "@m", "@mt", "log", "event", "text", "Message"];
const errorKeys = [
  "error",
  "err",
  "exception",
  "Exception",
  "reason",
  "cause",
  "error.message",
  "exception.message",
  "err.detail",
  "error.detail",
  "detail",
  "details",
];
/** Fields that say when, where and by whom a line was written. */
const isAround =
  /^(?:level|lvl|severity|loglevel|log_level|log\.level|levelname|time|ts|t|date|datetime|timestamp|@timestamp|@l|@t|caller|logger|log\.\w+|name|pid|hostname|host\.\w+|trace\w*|span\w*|stack\w*|error\.(?:type|stack\w*|code)|thread\w*|threadName|source|file|line|func|function|module|service\w*|service\.[\w.]+|ecs\.[\w.]+|event\.[\w.]+|process\.[\w.]+|elasticsearch\.[\w.]+|cluster\.\w+|node\.\w+|version|v|env|commit|app|request_?id|req_?id|correlation\w*)$/i;

const fromJson = (text: string): string | undefined => {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    return undefined;
  }
  const named = Object.entries(fields as object).map(([key, value]): Named => [key, plain(value)]);
  return sentenceOf(named);
};

/** An error as loggers print it is an object with a message. */
const plain = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return value === null || value === undefined ? "" : String(value);
  const inner = value as { readonly message?: unknown; readonly msg?: unknown; readonly error?: unknown };
  const message = inner.message ?? inner.msg ?? inner.error;
  return typeof message === "string" ? message : JSON.stringify(value).slice(0, 300);
};

/** `time=... level=error msg="..." err="..."`, as logrus, slog and zap's console print it. */
const fromFields = (text: string): string | undefined => {
  if (!/(?:^|\s)(?:msg|message)=/.test(text) || !/(?:^|\s)(?:level|lvl|severity|time|ts|t)=/.test(text))
    return undefined;
  const named = [...text.matchAll(/(?:^|\s)([\w.@-]{1,40})=(?:"((?:[^"\\]|\\.){0,2000})"|(\S{0,400}))/g)].map(
    (match): Named => [match[1]!, (match[2] ?? match[3] ?? "").replaceAll(/\\n/g, "\n").replaceAll(/\\(["\\])/g, "$1")],
  );
  return sentenceOf(named);
};

const sentenceOf = (named: readonly Named[]): string | undefined => {
  const message = firstNamed(named, messageKeys);
  const error = firstNamed(named, errorKeys);
  if (message === undefined && error === undefined) return undefined;
  const others = named.filter(
    ([key, value]) =>
      value !== "" &&
      value.length <= 120 &&
      value !== message?.[1] &&
      value !== error?.[1] &&
      !isAround.test(key) &&
      key !== message?.[0] &&
      key !== error?.[0],
  );
  const said = [message?.[1], error && error[1] !== message?.[1] ? error[1] : undefined].filter(Boolean).join(": ");
  return `${said}${others
    .slice(0, 4)
    .map(([key, value]) => ` ${key}=${value}`)
    .join("")}`;
};

const firstNamed = (named: readonly Named[], keys: readonly string[]): Named | undefined => {
  for (const key of keys) {
    const found = named.find(([name, value]) => name === key && value !== "");
    if (found) return found;
  }
  return undefined;
};

const levels =
  "FATAL|PANIC|EMERG|CRITICAL|CRIT|ALERT|ERROR|ERR|SEVERE|WARN|WARNING|WRN|INFO|INF|NOTICE|LOG|System|Fatal|Panic|Error|Warning|Warn|Info|fatal|panic|crit|alert|emerg|error|warn|warning|info|notice";
/** What loggers put before a message, piece by piece: times, levels, threads, process ids, sources. */
const heads: readonly RegExp[] = [
  /^[IWEF]\d{4}(?:\d\d)? \d\d:\d\d:\d\d\.\d+ +\d+ \S{1,80}?(?:\] ?|:\d{1,5} )(?: *⋮)?(?: *\[[\w,?-]{1,40}\])? */,
  /^[[(]?\d{4}[-/.]\d\d[-/.]\d\d[T ]?(?:\d\d:\d\d(?::\d\d)?)?[\d.,:+Z-]*(?: ?(?:UTC|GMT|CES?T|[+-]\d{4}))?[\])]? ?[:-]? */,
  /^\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]? */,
  /^(?:[A-Z][a-z]{2} )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(?:\.\d+)? */,
  new RegExp(`^[[<(]?(?:${levels})[\\])>]?(?:\\s*\\(\\d{1,5}\\))?(?: ?:|\\s)(?:\\s*-\\s)?\\s*`),
  new RegExp(`^:?(?:[\\w.$-]{1,60} - )?(?:${levels})(?: - |:[\\w.]{1,60}:)\\s*`),
  /^\{[\w-]{0,40}\} /,
  /^\[[\w .:/@#-]{0,60}\] *[:-]? */,
  /^\((?:main|\d{1,6}|[\w-]{1,30}-\d{1,6})\) *[:-]? */,
  /^<[\d.]{3,20}> */,
  /^\d{1,6}:[A-Z] (?=\d)/,
  /^[#*] +(?=\S)/,
  /^\d{1,6}(?:#\d{1,6})?: \*?/,
  /^\d{1,6} (?=\[)/,
  /^\d{1,6} --- /,
  /^(?:pid|tid)=\S{1,20} */,
  /^[A-Z]?[\w$.]{1,60}\.(?:java|go|scala|kt|py|rb|rs|cc?|cpp):\d{1,5} - */,
  /^- +/,
];

const withoutHead = (text: string): string => {
  let rest = text;
  for (let round = 0; round < 10; round++) {
    const head = heads.map((one) => one.exec(rest)?.[0] ?? "").find((found) => found !== "");
    if (head === undefined || head.length >= rest.length) break;
    rest = rest.slice(head.length);
  }
  return rest;
};

/** Whether a line begins a record of its own, by what loggers put before a message. */
export const hasHead = (line: string): boolean => {
  const text = withoutTime(line);
  return text.startsWith("{") || heads.slice(0, 8).some((one) => one.test(text)) || /(?:^|\s)level=/.test(text);
};
