import { cronFields } from "../../../diagnosis/workloads/cron-fields.ts";

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
  const fields = cronFields(schedule);
  const from = wallOf(after, zone);
  if (fields === null || from === null) return null;
  const { minutes, hours, dates, months, weekdays, isEither } = fields;
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
