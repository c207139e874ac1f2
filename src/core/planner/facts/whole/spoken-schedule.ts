const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = "January February March April May June July August September October November December".split(" ");

const macros: Readonly<Record<string, string>> = {
  "@hourly": "every hour, on the hour",
  "@daily": "every day at 00:00",
  "@midnight": "every day at 00:00",
  "@weekly": "every Sunday at 00:00",
  "@monthly": "on the 1st of every month at 00:00",
  "@yearly": "on 1 January at 00:00",
  "@annually": "on 1 January at 00:00",
};

/** A schedule of cron in words: `30 6 * * 1-5` is `Monday to Friday at 06:30`; null for what is none. */
export function spokenSchedule(schedule: string): string | null {
  const text = schedule.trim();
  const every = /^@every (\S{1,20})$/.exec(text)?.[1];
  if (every !== undefined) return `every ${every}`;
  const [minute, hour, date, month, weekday, ...more] = text.split(/\s+/);
  if (weekday === undefined || more.length > 0) return macros[text] ?? null;
  if (![minute, hour, date, month, weekday].every((one) => /^[\d*/,?a-z-]{1,60}$/i.test(one!))) return null;
  const when = [onDays(date!, weekday!), monthsSaid(month!)].filter((one) => one !== "").join(" ");
  const clock = atTimes(minute!, hour!);
  return clock.startsWith("every") && when === "every day" ? clock : `${when} ${clock}`;
}

const isAny = (field: string): boolean => field === "*" || field === "?" || field === "*/1";

function onDays(date: string, weekday: string): string {
  const ofMonth = isAny(date) ? "" : `on day ${date.replaceAll(",", ", ").replaceAll("-", " to ")} of the month`;
  const ofWeek = isAny(weekday) ? "" : weekdaysSaid(weekday);
  if (ofMonth !== "" && ofWeek !== "") return `${ofMonth} and also ${ofWeek}`;
  return ofMonth !== "" ? ofMonth : ofWeek !== "" ? ofWeek : "every day";
}

function weekdaysSaid(field: string): string {
  const name = (part: string) =>
    days[
      /^\d$/.test(part)
        ? Number(part) % 7
        : days.findIndex((day) => day.slice(0, 3).toLowerCase() === part.toLowerCase())
    ] ?? part;
  return field
    .split(",")
    .map((part) => part.split("-").map(name).join(" to "))
    .join(", ");
}

function monthsSaid(field: string): string {
  if (isAny(field)) return "";
  const name = (part: string) => (/^\d{1,2}$/.test(part) ? (months[Number(part) - 1] ?? part) : part);
  return `in ${field
    .split(",")
    .map((part) => part.split("-").map(name).join(" to "))
    .join(", ")}`;
}

const two = (text: string): string => text.padStart(2, "0");

function atTimes(minute: string, hour: string): string {
  const isFixed = (field: string) => /^[\d,]+$/.test(field);
  if (isFixed(minute) && isFixed(hour)) {
    const clocks = hour.split(",").flatMap((one) => minute.split(",").map((part) => `${two(one)}:${two(part)}`));
    return `at ${clocks.slice(0, 12).join(", ")}`;
  }
  const step = /^(?:\*|0)\/(\d{1,2})$/;
  const minutes = isAny(minute)
    ? "every minute"
    : step.test(minute)
      ? `every ${step.exec(minute)![1]} minutes`
      : isFixed(minute)
        ? `at minute ${minute.split(",").map(two).join(", ")}`
        : `at minutes ${minute}`;
  if (isAny(hour)) return isFixed(minute) ? `every hour ${minutes}` : minutes;
  if (step.test(hour)) return `${minutes} of every ${step.exec(hour)![1]} hours (from 00:00)`;
  return `${minutes} of the hours ${hour.replaceAll("-", " to ")}`;
}
