/** Wall clock of a time zone as if it were UTC, in milliseconds; null where the zone is none. */
function wallOf(at: number, zone: string): number | null {
  try {
    const text = new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      dateStyle: "short",
      timeStyle: "medium",
    }).format(at);
    const wall = Date.parse(`${text.replace(" ", "T")}Z`);
    return Number.isNaN(wall) ? null : wall;
  } catch {
    return null;
  }
}

/** When a schedule comes first after a moment, in milliseconds; null for one that cannot be read or does not come within five years. */
export function nextDue(schedule: string, zone: string, after: number): number | null {
  const fields = fieldsOf(schedule);
  const from = wallOf(after, zone);
  if (fields === null || from === null) return null;
  const [minutes, hours, dates, months, weekdays, isEither] = fields;
  for (let day = 0; day < 1830; day++) {
    const midnight = Math.floor(from / 86_400_000 + day) * 86_400_000;
    const date = new Date(midnight);
    const [isDate, isWeekday] = [dates.has(date.getUTCDate()), weekdays.has(date.getUTCDay())];
    if (!months.has(date.getUTCMonth() + 1) || !(isEither ? isDate || isWeekday : isDate && isWeekday)) continue;
    const walls = [...hours].flatMap((hour) => [...minutes].map((minute) => midnight + (hour * 60 + minute) * 60_000));
    const first = walls.filter((wall) => wall > from).sort((one, other) => one - other)[0];
    if (first !== undefined) return first - ((wallOf(first, zone) ?? first) - first);
  }
  return null;
}

type Fields = readonly [
  ReadonlySet<number>,
  ReadonlySet<number>,
  ReadonlySet<number>,
  ReadonlySet<number>,
  ReadonlySet<number>,
  /** Days of the month and of the week are both named: either will do. */
  boolean,
];

const macros: ReadonlyMap<string, string> = new Map([
  ["@hourly", "0 * * * *"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@weekly", "0 0 * * 0"],
  ["@monthly", "0 0 1 * *"],
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
]);

function fieldsOf(schedule: string): Fields | null {
  const text = schedule.trim().replace(/^(?:CRON_)?TZ=\S{1,60} +/, "");
  const parts = (macros.get(text) ?? text).split(/\s+/);
  if (parts.length !== 5) return null;
  const minutes = valuesOf(parts[0]!, 0, 59, []);
  const hours = valuesOf(parts[1]!, 0, 23, []);
  const dates = valuesOf(parts[2]!, 1, 31, []);
  const months = valuesOf(parts[3]!, 1, 12, monthNames);
  const weekdays = valuesOf(parts[4]!, 0, 7, dayNames);
  if (minutes === null || hours === null || dates === null || months === null || weekdays === null) return null;
  const isEither = !/^[*?]/.test(parts[2]!) && !/^[*?]/.test(parts[4]!);
  return [minutes, hours, dates, months, new Set([...weekdays].map((one) => one % 7)), isEither];
}

const monthNames = ["", ..."jan feb mar apr may jun jul aug sep oct nov dec".split(" ")];
const dayNames = "sun mon tue wed thu fri sat".split(" ");

/** `1,15`, `mon-fri`, a star with a step. */
function valuesOf(field: string, least: number, most: number, names: readonly string[]): ReadonlySet<number> | null {
  const numberOf = (text: string) => (names.includes(text) ? names.indexOf(text) : /^\d{1,2}$/.test(text) ? +text : -1);
  const values = new Set<number>();
  for (const part of field.toLowerCase().split(",")) {
    const match = /^(?:([*?])|(\w{1,3})(?:-(\w{1,3}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (match === null) return null;
    const [, star, one, other, step] = match;
    const from = star === undefined ? numberOf(one!) : least;
    const to = star !== undefined || (other === undefined && step !== undefined) ? most : numberOf(other ?? one!);
    if (from < least || to > most || to < from || step === "0") return null;
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}
