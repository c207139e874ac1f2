import { type Operation, operationIn } from "./operation-in-line.ts";

/** How long a line of a log says that something took, and what it was. */
export type LineTiming = {
  readonly operation: Operation;
  readonly milliseconds: number;
  /** The part of it that took most of it, where the line says how the time was spent. */
  readonly part: { readonly name: string; readonly milliseconds: number } | null;
};

/** The duration that a line gives with what it was spent on; undefined for lines that give none, or none of something that is waited for. */
export const timingIn = (line: string): LineTiming | undefined => {
  const text = line.slice(0, 2000);
  if (!/\d/.test(text) || notWaitedFor.test(text)) return undefined;
  const milliseconds = durationIn(text);
  if (milliseconds === undefined) return undefined;
  return { operation: operationIn(text), milliseconds, part: partOf(text, milliseconds) };
};

/** Starts, clean-ups, pauses and limits: nobody waits for the first, and the others are no measurement. */
const notWaitedFor =
  /\b(?:[Ss]tarted|[Ss]tarting|[Bb]ooted|[Ii]niti?ali[sz]\w{1,8}|checkpoint|auto(?:matic )?(?:vacuum|analy[sz]e)|[Cc]ompact\w{0,4}|Pause (?:Young|Full|Remark|Cleanup|Init|Final)|Mark-(?:Compact|sweep)|Scavenge|[Ss]nooz\w{1,4}|[Ss]leeping|next run|[Uu]ptime|changes? in \d{1,6} seconds|[Bb]ack-?off|retry(?:ing)? (?:in|after)|[Ii]nterval|[Cc]onnect(?:ion)?[ _-]?[Tt]ime-?[Oo]ut(?:Error|Exception)?|[Cc]onnect(?:ion)? timed out)\b/;

const durationIn = (text: string): number | undefined => {
  for (const read of readers) {
    const found = read(text);
    if (found !== undefined) return found;
  }
  return undefined;
};

const unitFactor: ReadonlyMap<string, number> = new Map([
  ["ns", 1e-6],
  ["us", 1e-3],
  ["µs", 1e-3],
  ["micros", 1e-3],
  ["ms", 1],
  ["msec", 1],
  ["millis", 1],
  ["milliseconds", 1],
  ["s", 1000],
  ["sec", 1000],
  ["secs", 1000],
  ["seconds", 1000],
  ["second", 1000],
  ["m", 60_000],
  ["min", 60_000],
]);
const unit = "(ns|us|µs|micros|msec|millis|milliseconds|ms|secs|sec|seconds|second|s|min|m)";
const named = new RegExp(
  `(?:^|[\\s"'{,;(\\[|])["']?((?:[a-zA-Z]{1,16}[_.-]){0,3}(?:[a-zA-Z]{0,16}(?:duration|latency|elapsed|took|response[_-]?time|request[_-]?time|query[_-]?time|service[_-]?time|exec\\w{0,6}[_-]?time|time[_-]?taken|duration_?millis|time_?ms)|dur|rt|rtt|cost|total|ms))([_-]?(?:ms|millis|us|µs|micros|s|sec|secs|seconds|ns))?["']?\\s?[=:]\\s?["']?(\\d{1,12}(?:\\.\\d{1,12})?)(?:\\s?${unit}(?![a-zA-Z]))?`,
  "gi",
);
const spoken = new RegExp(
  `\\b(?:took|in|after|elapsed|within|lasted|spent|waited|duration:)\\s(\\d{1,9}(?:\\.\\d{1,9})?)\\s?${unit}\\b`,
);
const bare = /(?:^|[\s([])(\d{1,8}(?:\.\d{1,6})?)\s?(ms|milliseconds|s|µs|us)(?=[\s,;)\]]|$)/;
const compound = /\b(?:took|duration|elapsed|latency)["']?[=:\s]{1,2}["']?(\d{1,3})m(\d{1,2}(?:\.\d{1,9})?)s/;

/** The ways in which durations are written, the surest first. */
const readers: readonly ((text: string) => number | undefined)[] = [
  (text) => seconds(/^# Query_time: (\d{1,6}\.\d{1,9})/.exec(text)?.[1]),
  (text) =>
    seconds(
      /\brt=(\d{1,5}\.\d{3})\b/.exec(text)?.[1] ?? /\brequest_time["']?[=:] ?["']?(\d{1,5}\.\d{3})\b/.exec(text)?.[1],
    ),
  (text) =>
    seconds(
      /HTTP\/[\d.]{1,3}" \d{3} \d{1,12} "[^"\n]{0,300}" "[^"\n]{0,300}" (?:\d{1,9} )?(\d{1,5}\.\d{3})\b/.exec(
        text,
      )?.[1],
    ),
  (text) =>
    numberOf(
      /HTTP\/[\d.]{1,3}" \d{3} \S{1,6} [^\n]{0,60}? \d{1,12} \d{1,12} (\d{1,7}) (?:\d{1,7}|-) "/.exec(text)?.[1],
    ),
  (text) => {
    const match = compound.exec(text);
    return match === null ? undefined : Number(match[1]) * 60_000 + Number(match[2]) * 1000;
  },
  (text) => longestNamed(text),
  (text) => withUnit(spoken.exec(text)),
  (text) =>
    /\b(?:timeout|deadline|limit|budget|threshold|expected|every|retry)\b/i.test(text)
      ? undefined
      : withUnit(bare.exec(text)),
];

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
const seconds = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text) * 1000;
const withUnit = (match: RegExpExecArray | null): number | undefined =>
  match === null ? undefined : Number(match[1]) * (unitFactor.get(match[2]!) ?? 1);

/** Limits and expectations are named like measurements. */
const noMeasure = /(?:expected|max|min|limit|budget|threshold|timeout|avg|total_lease|interval|since)/i;

const longestNamed = (text: string): number | undefined => {
  let longest: number | undefined;
  for (const [, key, suffix, digits, written] of text.matchAll(named)) {
    if (noMeasure.test(key!)) continue;
    const value = Number(digits) * factorOf(key!, suffix, written, digits!);
    if (longest === undefined || value > longest) longest = value;
  }
  return longest;
};

const factorOf = (key: string, suffix: string | undefined, written: string | undefined, digits: string): number => {
  if (written !== undefined) return unitFactor.get(written.toLowerCase()) ?? 1;
  const said = (suffix ?? "").replace(/^[_-]/, "").toLowerCase();
  if (said !== "") return unitFactor.get(said) ?? 1;
  if (/total|cost/i.test(key)) return 0;
  if (/(?:ms|millis)$/i.test(key)) return 1;
  return /\.\d{3,}$/.test(digits) && Number(digits) < 600 ? 1000 : 1;
};

/** `(Views: 11.0ms | ActiveRecord: 11958.4ms)`, `total=5010ms dns=5002ms`: where most of the time went. */
const partOf = (text: string, whole: number): LineTiming["part"] => {
  if (whole < 500) return null;
  const parts = [...text.matchAll(/\b([A-Za-z][\w.]{1,24})(?:=|: ?)(\d{1,8}(?:\.\d{1,6})?)\s?ms\b/g)]
    .map(([, name, digits]) => ({ name: name!, milliseconds: Number(digits) }))
    .filter(({ name }) => !/^(?:total|took|duration|elapsed|latency|dur|rt|timeout|budget|in)$/i.test(name));
  const most = parts.sort((left, right) => right.milliseconds - left.milliseconds)[0];
  return most && parts.length > 1 && most.milliseconds >= whole * 0.6 && most.milliseconds <= whole * 1.01
    ? most
    : null;
};
