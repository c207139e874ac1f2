/** How far into a line a time is looked for: behind a level, a thread or a client address, not inside the message. */
const searched = 96;

type Form = readonly [RegExp, (match: RegExpExecArray, year: number) => string | number];

const clock = String.raw`(\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?`;
const months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";

/** The forms in which programs write the time of a log line; without an offset it counts as UTC, as containers nearly always run. */
const forms: readonly Form[] = [
  [
    new RegExp(String.raw`(\d{4})[-/](\d\d)[-/](\d\d)[T ]${clock} ?(Z|UTC|[+-]\d\d:?\d\d)?`),
    ([, year, month, day, time, fraction, offset]) => instant(`${year}-${month}-${day}`, time!, fraction, offset),
  ],
  [
    new RegExp(String.raw`^[IWEF](\d\d)(\d\d) ${clock}`),
    ([, month, day, time, fraction], year) => instant(`${year}-${month}-${day}`, time!, fraction, "Z"),
  ],
  [
    new RegExp(String.raw`(\d\d)[/ ](${months})[/ ](\d{4})[: ]${clock}(?: (Z|[+-]\d{4}))?`),
    ([, day, month, year, time, fraction, offset]) => {
      const number = String(months.split("|").indexOf(month!) + 1).padStart(2, "0");
      return instant(`${year}-${number}-${day}`, time!, fraction, offset);
    },
  ],
  [/"(?:ts|time|timestamp)":(\d{10}(?:\.\d+)?)[,}]/, ([, seconds]) => Number(seconds) * 1000],
  [/"(?:ts|time|timestamp)":(\d{13})[,}]/, ([, milliseconds]) => Number(milliseconds)],
];

/**
 * When a line of a log was written, in milliseconds since 1970, by the time near its beginning; undefined when it shows none.
 * `recordedAt` supplies the year of klog lines (`I0317 14:32:10`), which have none.
 */
export function logTime(line: string, recordedAt: number): number | undefined {
  const head = line.slice(0, searched);
  for (const [form, read] of forms) {
    const match = form.exec(head);
    const found = match && read(match, new Date(recordedAt).getUTCFullYear());
    const time = typeof found === "string" ? Date.parse(found) : found;
    if (time !== null && time !== undefined && !Number.isNaN(time)) return time;
  }
  return undefined;
}

function instant(date: string, time: string, fraction = "", offset = "Z"): string {
  const zone = offset === "UTC" ? "Z" : offset.replace(/^([+-]\d\d):?(\d\d)$/, "$1:$2");
  return `${date}T${time}.${fraction.padEnd(3, "0").slice(0, 3)}${zone}`;
}
