/** The fields of a line of a log by their names, as JSON, logfmt and access logs write them; empty where the line has none. */
export function fieldsIn(line: string): ReadonlyMap<string, string> {
  const text = line.slice(0, 20_000);
  const json = jsonIn(text);
  if (json !== null) return json;
  const fields = new Map<string, string>(accessIn(text));
  for (const [, key, quoted, plain] of text.matchAll(pair)) {
    const value = quoted ?? plain!.replace(/[,;)\]}]+$/, "");
    if (!fields.has(key!) && value !== "") fields.set(key!, value);
  }
  if (!fields.has("duration") && ![...fields.keys()].some((key) => isDurationKey(key))) {
    const took = spoken.exec(text);
    if (took !== null) fields.set("duration", `${took[1]}${unitOf(took[2]!)}`);
  }
  return fields;
}

const pair = /(?<![\w.&?/])([A-Za-z_@][\w.@-]{0,60})[=](?:"([^"\n]{0,2000})"|([^\s"=&]{1,1000}))(?=[\s,;)\]}]|$)/g;
const spoken =
  /\b(?:took|taken|in|after|elapsed:?|within|lasted|spent|duration:?|latency:?|time:) (\d{1,9}(?:\.\d{1,9})?) ?(ms|msec|milliseconds|µs|us|s|sec|secs|seconds|second|min|minutes)\b/i;

const unitOf = (unit: string): string =>
  /^ms|^milli/i.test(unit) ? "ms" : /^min/i.test(unit) ? "m" : /^[µu]s/.test(unit) ? "us" : "s";

function jsonIn(text: string): ReadonlyMap<string, string> | null {
  const from = text.indexOf("{");
  if (from < 0 || from > 300 || !text.trimEnd().endsWith("}")) return null;
  let value: unknown;
  try {
    value = JSON.parse(text.slice(from));
  } catch {
    return null;
  }
  const fields = new Map<string, string>();
  const visit = (one: unknown, prefix: string, depth: number): void => {
    if (typeof one !== "object" || one === null) return;
    for (const [key, item] of Object.entries(one)) {
      if (fields.size > 100) return;
      if (typeof item === "object" && item !== null && !Array.isArray(item) && depth < 3)
        visit(item, `${prefix}${key}.`, depth + 1);
      else if (item !== null && typeof item !== "object") fields.set(`${prefix}${key}`, `${item}`);
    }
  };
  visit(value, "", 0);
  return fields;
}

/** The common and combined formats, what servers append to them, and requests that are told in other words. */
function accessIn(text: string): readonly (readonly [string, string])[] {
  const found =
    /(?:^|\] |\s)(\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]{3,45}) \S{1,100} \S{1,200} \[([^\]\n]{10,40})\] "([A-Z]{3,10}) (\S{1,3000})[^"\n]{0,20}" (\d{3}) (\d{1,15}|-)(?: "[^"\n]{0,2000}" "[^"\n]{0,1000}")?(?: (\d{1,9}(?:\.\d{1,6})?))?/.exec(
      text,
    );
  if (found !== null) {
    const [, client, , method, path, status, bytes, more] = found;
    return [
      ["client", client!],
      ["method", method!],
      ["path", path!],
      ["status", status!],
      ["bytes", bytes === "-" ? "0" : bytes!],
      ...(more?.includes(".") === true ? [["request_time", more] as const] : []),
    ];
  }
  const envoy =
    /"([A-Z]{3,10}) (\S{1,3000}) HTTP\/[\d.]{1,3}" (\d{3}) \S{1,10} (?:\S{1,60} ){0,3}?(\d{1,12}) (\d{1,12}) (\d{1,9}) (?:\d{1,9}|-) "/.exec(
      text,
    );
  if (envoy !== null)
    return [
      ["method", envoy[1]!],
      ["path", envoy[2]!],
      ["status", envoy[3]!],
      ["bytes", envoy[5]!],
      ["duration", `${envoy[6]}ms`],
    ];
  const told =
    /\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) "?(\/\S{0,2000}?)"?(?= |,|$)(?:[^\n]{0,40}?[ =](\d{3})(?= |,|$))?/.exec(
      text,
    );
  if (told === null) return [];
  return [["method", told[1]!], ["path", told[2]!], ...(told[3] === undefined ? [] : [["status", told[3]] as const])];
}

const durationKey =
  /(?:^|[._-])(?:dur|duration|elapsed|took|latency|rt|rtt|cost|runtime|time_taken|exec_?time|request_?time|response_?time|resp_?time|query_?time|service_?time|processing_?time|upstream_response_time|total_?time|time_?ms|ms|millis)(?:[._-]?(?:ms|millis|milliseconds|us|micros|ns|nanos|s|sec|secs|seconds))?$/i;

/** `durationMs` and `responseTime` as well as `duration_ms`. */
export const isDurationKey = (key: string): boolean => durationKey.test(key.replaceAll(/([a-z])([A-Z])/g, "$1_$2"));

export const isSizeKey = (key: string): boolean =>
  /(?:^|[._-])(?:bytes|size|length|body_bytes_sent|bytes_sent|response_size|content_length|payload|len|mb|kb)(?:[._-]?(?:bytes|kb|mb))?$/i.test(
    key.replaceAll(/([a-z])([A-Z])/g, "$1_$2"),
  );

const units: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  sec: 1,
  secs: 1,
  seconds: 1,
  m: 60,
  min: 60,
  h: 3600,
};

/** Seconds of `287.3ms`, `2.871s`, `4m2.6s`, or of a bare number by what its key says; undefined for what is no duration. */
export function secondsOf(key: string, value: string): number | undefined {
  const text = value.trim();
  if (/^\d{1,12}(?:\.\d{1,12})?$/.test(text)) return Number(text) * (units[bareUnit(key, text)] ?? 1);
  const parts = [...text.matchAll(/(\d{1,12}(?:\.\d{1,12})?) ?(ns|us|µs|ms|seconds|secs|sec|s|min|m|h)(?![a-z])/gi)];
  if (parts.length > 0) {
    if (parts.map(([whole]) => whole).join("").length < text.replaceAll(" ", "").length) return undefined;
    return parts.reduce((sum, [, digits, unit]) => sum + Number(digits) * (units[unit!.toLowerCase()] ?? 1), 0);
  }
  const clock = /^(\d{1,2}):(\d{2}):(\d{2}(?:\.\d{1,7})?)$/.exec(text);
  return clock === null ? undefined : Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
}

/** A number without a unit: seconds where it has a point and the key does not say else, as in nginx; milliseconds otherwise. */
function bareUnit(key: string, text: string): string {
  const plain = key.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
  if (/(?:^|[._-])(?:ms|millis|milliseconds)$/.test(plain)) return "ms";
  if (/(?:^|[._-])(?:us|micros)$/.test(plain)) return "us";
  if (/(?:^|[._-])(?:ns|nanos)$/.test(plain)) return "ns";
  if (/(?:^|[._-])(?:s|sec|secs|seconds)$/.test(plain)) return "s";
  return text.includes(".") && /request_time|response_time|^rt$|^urt$/.test(plain) ? "s" : "ms";
}

/** A number as it stands, or bytes of `12KB`, `3.4 MiB`; undefined for what is none. */
export function numberOf(value: string): number | undefined {
  const found = /^(-?\d{1,15}(?:\.\d{1,12})?) ?(%|[kmgt]i?b?|b|bytes)?$/i.exec(value.trim());
  if (found === null) return undefined;
  const letter = (found[2] ?? "").toLowerCase()[0] ?? "";
  const base = /i/i.test(found[2] ?? "") ? 1024 : 1000;
  return Number(found[1]) * (letter === "" ? 1 : base ** Math.max(0, "kmgt".indexOf(letter) + 1));
}
