import type { LogTemplate } from "../observed.ts";

type Level = LogTemplate["level"];

const words: readonly (readonly [Level, RegExp])[] = [
  ["fatal", /\b(?:fatal|panic|emerg|emergency|critical|crit)\b/i],
  [
    "error",
    /\b(?:[Ee]rror|ERROR|[Ee]rr|ERR|[Ss]evere|SEVERE|[Ff]ailure|FAILURE|[Ff]ailed|FAILED)\b|(?:Exception|Error|EXCEPTION|ERROR)\b/,
  ],
  ["warning", /\b(?:warn|warning)\b/i],
  ["info", /\b(?:info|notice|information)\b/i],
  ["debug", /\b(?:debug|trace|verbose)\b/i],
];

const named: ReadonlyMap<string, Level> = new Map([
  ["fatal", "fatal"],
  ["ftl", "fatal"],
  ["panic", "fatal"],
  ["pnc", "fatal"],
  ["dpanic", "fatal"],
  ["emerg", "fatal"],
  ["emergency", "fatal"],
  ["critical", "fatal"],
  ["crit", "fatal"],
  ["alert", "fatal"],
  ["error", "error"],
  ["err", "error"],
  ["severe", "error"],
  ["warn", "warning"],
  ["wrn", "warning"],
  ["warning", "warning"],
  ["info", "info"],
  ["inf", "info"],
  ["log", "info"],
  ["information", "info"],
  ["notice", "info"],
  ["debug", "debug"],
  ["dbg", "debug"],
  ["trace", "debug"],
  ["verbose", "debug"],
]);

const letters: ReadonlyMap<string, Level> = new Map([
  ["F", "fatal"],
  ["C", "fatal"],
  ["E", "error"],
  ["W", "warning"],
  ["D", "debug"],
]);

/** What the console logger of .NET puts before category and number of an event: `fail: Shop.Api[1]`. */
const microsoft =
  /^(?:\[?\d{4}-\d\d-\d\d[T ])?(?:\[?\d\d:\d\d:\d\d\S{0,16} )?(trce|dbug|info|warn|fail|crit): [\w.`+<>]{1,200}\[\d{1,6}\]/;
const microsoftLevels: ReadonlyMap<string, Level> = new Map([
  ["trce", "debug"],
  ["dbug", "debug"],
  ["warn", "warning"],
  ["fail", "error"],
  ["crit", "fatal"],
]);

/** The level of an event of .NET's console logger that begins at an offset; its message stands indented below. Else unknown. */
export function eventLevelAt(text: string, at: number): Level {
  if (text.charCodeAt(at + 4) !== 58 || text.charCodeAt(at + 5) !== 32) return "unknown";
  const short = microsoft.exec(text.slice(at, at + 240))?.[1];
  return short === undefined ? "unknown" : (microsoftLevels.get(short) ?? "info");
}

/** A time and then a level: what follows, be it a level of something else, belongs to the message. */
const statedFirst =
  /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d\S{0,20} {1,3}\[? {0,2}(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL)(?=[\]\s:|])/;

/** A line of an access log of a call that was answered well: what its path is called says nothing. */
const served = /"[A-Z]{3,7} [^"\n]{1,1500} HTTP\/[\d.]{1,3}" [123]\d\d(?=[\s"]|$)/;

/** The level that a word or number names; numbers as pino and bunyan use them (30 info, 50 error). */
export function levelNamed(level: unknown): Level {
  if (typeof level === "number") {
    if (level >= 60) return "fatal";
    if (level >= 50) return "error";
    if (level >= 40) return "warning";
    return level >= 30 ? "info" : "debug";
  }
  return typeof level === "string" ? (named.get(level.toLowerCase()) ?? "unknown") : "unknown";
}

/**
 * The level of a plain log line: the letter of klog (`E1122 ...`) or capnslog (`W | op-mon: ...`), a `level=` field, a level word in capitals or brackets near
 * its beginning, and last the words of the message itself.
 */
export function levelOf(text: string): Level {
  const klog = /^([IWEF])\d{4}(?:\d\d)? \d\d:\d\d/.exec(text)?.[1];
  if (klog !== undefined) return klog === "E" ? "error" : klog === "W" ? "warning" : klog === "F" ? "fatal" : "info";
  const letter = /^(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?Z? (?:([DIWEF]) [a-z]|([CDINWEF]) \| )/i.exec(
    text,
  );
  if (letter !== null) return letters.get(letter[1] ?? letter[2]!) ?? "info";
  if (served.test(text.slice(0, 2000))) return "info";
  const short = microsoft.exec(text)?.[1];
  if (short !== undefined) return microsoftLevels.get(short) ?? "info";
  const stated = statedFirst.exec(text)?.[1];
  if (stated !== undefined) return levelNamed(stated);
  const field = /\b(?:level|lvl|severity)=["']?(\w+)/i.exec(text)?.[1];
  if (field !== undefined) return levelNamed(field);
  const head = text.slice(0, 120).replace(nothingWrong, " ");
  const marked =
    /(?:^|[\s[(<|"])(FATAL|PANIC|EMERG|CRITICAL|CRIT|ALERT|ERROR|ERR|SEVERE|WARN|WARNING|WRN|INFO|INF|LOG(?=: )|NOTICE|DEBUG|DBG|TRACE|FTL|PNC|Fatal|Panic|Critical|Error|Warning|Warn|Info|Debug|fatal|panic|crit|error|warn|warning|info|notice|debug)(?=[\s\])>|":,]|$)/.exec(
      head,
    );
  if (marked !== null) return levelNamed(marked[1]);
  const told = text.slice(0, 2000).replace(nothingWrong, " ");
  return (
    words.find(
      ([level, pattern]) => (level === "fatal" || level === "error" || level === "warning") && pattern.test(told),
    )?.[0] ?? "unknown"
  );
}

/** Words of trouble in reports that there was none: `0 errors`, `failed 0`, `errors=0`, `err=null`, `no error`, `error_rate: 0.00`. */
const nothingWrong =
  /\b(?:0|no|zero|without(?: any)?) (?:errors?|failures?|failed|exceptions?|warnings?|alerts?)\b|\b(?:errors?|err|failures?|failed|exceptions?|warnings?|alerts?|fatal|critical)(?:[ _-](?:rate|count|total|ratio|percent(?:age)?|cases))?["']?(?: ?[:=] ?| is | )["']?(?:0+(?:\.0+)?%?|no data|none|null|nil|<nil>|false|\[\]|\{\}|n\/a)(?![\w.])|\b(?:errors?|failures?|failed)[_-](?:rate|count|total|ratio|threshold|log|page|handler|budget)\b|\b(?:on|x)[-_]error\b|\/(?:var\/log\/)?[\w./-]{0,80}error\.log\b/gi;
