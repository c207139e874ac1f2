export const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * A time in which no change runs. `once`: from and to in milliseconds since the epoch. `weekly`: begins on each of the days at
 * minute `from` of the local day and ends at the next minute `to`; the same minute twice is a whole day. `timezone` is an IANA name.
 */
export type FreezeWindow =
  | { readonly kind: "once"; readonly from: number; readonly to: number; readonly reason: string | null }
  | {
      readonly kind: "weekly";
      readonly days: readonly Weekday[];
      readonly from: number;
      readonly to: number;
      readonly timezone: string;
      readonly reason: string | null;
    };

/** The first window that is open at `now` (milliseconds since the epoch), as a sentence with its end; null when none is. A time that is not known is inside every window. */
export function openFreeze(windows: readonly FreezeWindow[], now: number | null): string | null {
  const open = windows.find((window) => now === null || isOpen(window, now));
  if (open === undefined) return null;
  const why = open.reason === null ? "" : ` (${open.reason})`;
  return `no change runs in the freeze window ${windowText(open)}${why}; it ends ${endText(open, now)}`;
}

function isOpen(window: FreezeWindow, now: number): boolean {
  return window.kind === "once" ? now >= window.from && now < window.to : beginning(window, now) !== null;
}

type Weekly = Extract<FreezeWindow, { kind: "weekly" }>;

/** The day on which the window that is open now has begun; null when none is open. The clock on the wall decides, also on days when it is put forward or back. */
function beginning(window: Weekly, now: number): Weekday | null {
  const { day, minute } = wallClock(window.timezone, now);
  const dayBefore = shifted(day, -1);
  const passesMidnight = window.to <= window.from;
  if (window.days.includes(day) && minute >= window.from && (passesMidnight || minute < window.to)) return day;
  return passesMidnight && window.days.includes(dayBefore) && minute < window.to ? dayBefore : null;
}

function wallClock(timezone: string, now: number): { readonly day: Weekday; readonly minute: number } {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return {
    day: parts.get("weekday")!.toLowerCase() as Weekday,
    minute: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
  };
}

function shifted(day: Weekday, days: number): Weekday {
  return weekdays[(weekdays.indexOf(day) + days + 7) % 7]!;
}

function windowText(window: FreezeWindow): string {
  if (window.kind === "once") return `${instant(window.from)} to ${instant(window.to)}`;
  return `${window.days.join(", ")} ${timeOfDay(window.from)} to ${timeOfDay(window.to)} ${window.timezone}`;
}

function endText(window: FreezeWindow, now: number | null): string {
  if (window.kind === "once") return `at ${instant(window.to)}`;
  const begun = now === null ? null : beginning(window, now);
  const day = begun === null ? "" : `${window.to <= window.from ? shifted(begun, 1) : begun} `;
  return `${day}at ${timeOfDay(window.to)} ${window.timezone}`;
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}

function timeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
