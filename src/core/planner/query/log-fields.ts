import { levelNamed, levelOf } from "../../evidence/logs/log-level.ts";
import { plainField } from "./field-words.ts";
import { isFiller } from "./filler.ts";

/** The fields of one log line, whatever wrote it: time, level, status code, duration, path, client, and every named one. */
export function logFields(text: string): Map<string, string> {
  const cells = new Map<string, string>();
  const own = withoutPrefix(text.slice(0, 4000), cells);
  if (own.startsWith("{") && own.trimEnd().endsWith("}") && addJson(own, cells)) return cells;
  cells.set("message", own);
  const access = addAccess(own, cells);
  if (!access) {
    addTime(own, cells);
    addPairs(own, cells);
    addTail(own, cells);
    addSpoken(own, cells);
  }
  if (!cells.has("level")) {
    const level = levelOf(own);
    if (level !== "unknown" && !access) cells.set("level", level);
  }
  return cells;
}

/** `[pod/web-0/app] ` of `--prefix`, and the time of `--timestamps`. */
function withoutPrefix(text: string, cells: Map<string, string>): string {
  const prefix = /^\[pod\/([a-z0-9][a-z0-9.-]{0,252})\/([a-z0-9-]{1,63})\] /.exec(text);
  if (prefix !== null) {
    cells.set("pod", prefix[1]!);
    cells.set("container", prefix[2]!);
  }
  const rest = text.slice(prefix?.[0].length ?? 0);
  const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z) (?=\S)/.exec(rest);
  if (stamp === null) return rest;
  cells.set("time", stamp[1]!);
  return rest.slice(stamp[0].length);
}

/** How well-known keys are called here, and in which unit a number under them is. */
const known: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:time|ts|timestamp|@?timestamp|datetime|date|start time|time local|time iso8601|t|event ?time|stage timestamp|request received timestamp)$/,
    "time",
  ],
  [/^(?:level|lvl|severity|log level|loglevel|levelname)$/, "level"],
  [/^(?:msg|message|log|event|text)$/, "message"],
  [
    /^(?:downstream ?status|status|status ?code|http ?status(?: code)?|response ?code|code|http response status code|resp status)$/,
    "status code",
  ],
  [
    /^(?:duration|request ?time|elapsed|took|latency|response ?time|request duration|time taken|cost|upstream response time)(?: (ms|us|ns|s|seconds|millis|sec))?$/,
    "duration",
  ],
  [
    /^(?:request ?path|path|uri|url|request ?uri|http ?path|url path|http target|route|x envoy original path|request)$/,
    "path",
  ],
  [/^(?:request ?method|method|verb|http ?method)$/, "method"],
  [
    /^(?:client ?host|client ?ip|remote ?addr|remote ?ip|remote|ip|client ?addr(?:ess)?|x forwarded for|source ?ip|downstream remote address)$/,
    "client ip",
  ],
  [/^(?:request ?host|host|authority|vhost|server ?name|http host)$/, "host"],
];

function addJson(text: string, cells: Map<string, string>): boolean {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return false;
  }
  addEntries(parsed, "", cells, 0);
  if (!cells.has("message")) cells.set("message", text.slice(0, 400));
  return true;
}

function addEntries(value: unknown, before: string, cells: Map<string, string>, depth: number): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  for (const [key, entry] of Object.entries(value).slice(0, 60)) {
    const name = plainField(key);
    if (typeof entry === "object" && depth < 2) addEntries(entry, name, cells, depth + 1);
    else if (entry !== null && typeof entry !== "object") put(name, before, entry as string | number | boolean, cells);
  }
}

function put(name: string, before: string, value: string | number | boolean, cells: Map<string, string>): void {
  const row = known.find(([pattern]) => pattern.test(name));
  const field = row?.[1] ?? name;
  if (field === "" || (cells.has(field) && row !== undefined && before !== "")) return;
  if (field === "level") cells.set(field, levelNamed(value) === "unknown" ? `${value}` : levelNamed(value));
  else if (field === "duration") cells.set(field, durationOf(value, row![0].exec(name)?.[1], name));
  else if (field === "time" && typeof value === "number") cells.set(field, isoOf(value));
  else cells.set(row === undefined && cells.has(field) ? `${before} ${field}` : field, `${value}`);
}

/** The fields that zap's console form prints behind the message. */
function addTail(text: string, cells: Map<string, string>): void {
  const at = text.indexOf('{"');
  if (at < 1 || !text.trimEnd().endsWith("}")) return;
  try {
    addEntries(JSON.parse(text.slice(at)), "", cells, 0);
  } catch {
    // no JSON: what is in braces is part of the message
  }
}

const unitOf: Readonly<Record<string, number>> = {
  ms: 1e-3,
  millis: 1e-3,
  us: 1e-6,
  ns: 1e-9,
  s: 1,
  sec: 1,
  seconds: 1,
};

/** Seconds with their unit. Of bare numbers the key tells the unit; whole numbers above a million can only be nanoseconds. */
function durationOf(value: string | number | boolean, unit: string | undefined, name: string): string {
  if (typeof value !== "number" && !/^\d{1,18}(?:\.\d{1,12})?$/.test(`${value}`)) return `${value}`;
  const number = Number(value);
  const factor =
    unitOf[unit ?? ""] ??
    (Number.isInteger(number) && number >= 1e5
      ? 1e-9
      : Number.isInteger(number) && !/request ?time/.test(name)
        ? 1e-3
        : 1);
  return `${Math.round(number * factor * 1e6) / 1e6}s`;
}

function isoOf(value: number): string {
  const seconds = value > 1e11 ? value / 1000 : value;
  return seconds > 1e8 && seconds < 1e11 ? new Date(Math.round(seconds * 1000)).toISOString() : `${value}`;
}

/** Access logs of nginx, ingress-nginx, Apache, Envoy and HAProxy. */
function addAccess(text: string, cells: Map<string, string>): boolean {
  const combined =
    /^(\S{3,80}) \S{1,80} \S{1,80} \[([^\]]{10,40})\] "([A-Z]{3,10}) (\S{1,2000})[^"]{0,20}" (\d{3}) (\d{1,15}|-)/.exec(
      text,
    );
  if (combined !== null) {
    set(cells, {
      "client ip": combined[1]!,
      time: combined[2]!,
      method: combined[3]!,
      path: combined[4]!,
      "status code": combined[5]!,
      bytes: combined[6]!,
    });
    const rest = text.slice(combined[0].length);
    const ingress = /"[^"]{0,1000}" "[^"]{0,1000}" (\d{1,9}) (\d{1,6}\.\d{1,6}) \[([^\]]{0,200})\]/.exec(rest);
    const timed = ingress?.[2] ?? / (?:rt=|request_time=)?(\d{1,6}\.\d{3})(?:\s|$)/.exec(rest)?.[1];
    if (timed !== undefined) cells.set("duration", `${timed}s`);
    if (ingress !== null) cells.set("upstream", ingress[3]!);
    return true;
  }
  const envoy =
    /^\[(\d{4}-[^\]]{10,30})\] "([A-Z]{3,10}) (\S{1,2000}) [^"]{0,20}" (\d{1,3}) (\S{1,40}) .{0,400}? (\d{1,15}) (\d{1,15}) (\d{1,9}) (\d{1,9}|-) /.exec(
      text,
    );
  if (envoy !== null) {
    set(cells, {
      time: envoy[1]!,
      method: envoy[2]!,
      path: envoy[3]!,
      "status code": envoy[4]!,
      flags: envoy[5]!,
      duration: `${Number(envoy[8]) / 1000}s`,
    });
    return true;
  }
  const haproxy =
    /(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5} \[([^\]]{10,30})\] (\S{1,80}) (\S{1,120}) (\S{3,40}) (\d{3}) (\d{1,15}) .{0,200}"([A-Z]{3,10}) (\S{1,2000})/.exec(
      text,
    );
  if (haproxy === null) return false;
  const total = /(\d{1,9})$/.exec(haproxy[5]!)?.[1];
  set(cells, {
    "client ip": haproxy[1]!,
    time: haproxy[2]!,
    frontend: haproxy[3]!,
    backend: haproxy[4]!,
    "status code": haproxy[6]!,
    method: haproxy[8]!,
    path: haproxy[9]!,
  });
  if (total !== undefined) cells.set("duration", `${Number(total) / 1000}s`);
  return true;
}

function set(cells: Map<string, string>, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) cells.set(name, value);
}

function addTime(text: string, cells: Map<string, string>): void {
  if (cells.has("time")) return;
  const head = text.slice(0, 80);
  const stamp =
    /\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d)(?!\d))?/.exec(head)?.[0] ??
    /\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?/.exec(head)?.[0] ??
    /(?<![\d:.])\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?![\d:])/.exec(head)?.[0];
  if (stamp !== undefined) cells.set("time", stamp);
}

/** `key=value`, `key="a value"` and `key: value` as logfmt, klog and prose write them. */
function addPairs(text: string, cells: Map<string, string>): void {
  if (text.includes("="))
    for (const [, key, quoted, bare] of text.matchAll(
      /(?<![\w.=-])([A-Za-z][\w.@-]{0,40})=(?:"([^"]{0,1000})"|([^\s,;"\])]{1,300}))/g,
    ))
      put(plainField(key!), "", quoted ?? bare!, cells);
  for (const [, key, value] of text.matchAll(
    /(?<![\w/.-])([A-Za-z][A-Za-z_]{1,30}): ?([\w./:+-]{1,80})(?=[\s,;)\]]|$)/g,
  )) {
    const name = plainField(key!);
    if (!cells.has(name) && !/^(?:error|warning|info|caused|at|http|https)$/.test(name)) cells.set(name, value!);
  }
}

/** `order SO-486272`, `batch 17`, `in 494 ms`: a word and the number or id that follows it. */
function addSpoken(text: string, cells: Map<string, string>): void {
  for (const [, word, value] of text.matchAll(
    /(?<![\w./-])([A-Za-z][a-z]{2,24})(?: (?:no|id|number|#))?[ #]{1,2}([A-Za-z]{0,8}[-_#]?\d[\w-]{0,60})(?![\w.]*[:/]\d)/g,
  )) {
    const name = word!.toLowerCase();
    if (!cells.has(name) && !/^(?:for|with|the|and|from|after|took|status|than|line|over|http)$/.test(name))
      cells.set(name, value!);
  }
  for (const [, word, single, double] of text.matchAll(
    /(?<![\w./-])([A-Za-z][a-z]{2,24})(?: name| id)?[ :]{1,2}(?:'([^'\s]{1,100})'|"([^"\s]{1,100})")/g,
  )) {
    const name = word!.toLowerCase();
    if (!cells.has(name) && !isFiller(name)) cells.set(name, single ?? double!);
  }
  const user = /\b(?:user|by(?: user)?|account)[ =:]{1,2}([a-z][\w.@-]{1,60})(?![\w=(])/i.exec(text)?.[1];
  if (user !== undefined && !cells.has("user") && !isFiller(user.toLowerCase()))
    cells.set("user", user.replace(/[.:]$/, ""));
  const took =
    /(?:\bin|took|after|duration:?|elapsed:?) (\d{1,9}(?:\.\d{1,6})?) ?(ms|s|sec|seconds|milliseconds|min)\b/.exec(
      text,
    );
  if (took !== null && !cells.has("duration")) {
    const factor = took[2]!.startsWith("m") ? (took[2] === "min" ? 60 : 1e-3) : 1;
    cells.set("duration", `${Math.round(Number(took[1]) * factor * 1e6) / 1e6}s`);
  }
}
