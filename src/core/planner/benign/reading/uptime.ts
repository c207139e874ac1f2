const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/**
 * Whether a moment lies in a plan such as `Mon-Fri 07:00-19:00 Europe/Berlin` (the words of kube-downscaler). A weekday and a time in
 * the question (`Saturday 11:20`) come before the clock. Null where neither tells, or the plan is not understood.
 */
export function isWithin(plan: string, at: number | null, question: string): boolean | null {
  const match =
    /\b([A-Z][a-z]{2})-([A-Z][a-z]{2}) (\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})(?: ([A-Za-z_]{2,20}(?:\/[A-Za-z_]{2,30}){0,2}))?/.exec(
      plan,
    );
  if (match === null) return null;
  const moment = momentIn(question) ?? (at === null ? null : momentOf(at, match[7] ?? "UTC"));
  const [first, last] = [days.indexOf(match[1]!), days.indexOf(match[2]!)];
  if (moment === null || first < 0 || last < 0) return null;
  const isDay = first <= last ? moment.day >= first && moment.day <= last : moment.day >= first || moment.day <= last;
  if (!isDay) return false;
  if (moment.minute === null) return null;
  return (
    moment.minute >= Number(match[3]) * 60 + Number(match[4]) &&
    moment.minute < Number(match[5]) * 60 + Number(match[6])
  );
}

type Moment = { readonly day: number; readonly minute: number | null };

function momentIn(question: string): Moment | null {
  const match =
    /\b(Sun|Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?)(?:day)?\b(?:[^?!\n]{0,20}?(\d{1,2}):(\d{2}))?/i.exec(
      question,
    );
  if (match === null) return null;
  const day = days.findIndex((one) => match[1]!.toLowerCase().startsWith(one.toLowerCase()));
  return { day, minute: match[2] === undefined ? null : Number(match[2]) * 60 + Number(match[3]) };
}

function momentOf(at: number, zone: string): Moment | null {
  try {
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).formatToParts(at);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
    return { day: days.indexOf(part("weekday")), minute: Number(part("hour")) * 60 + Number(part("minute")) };
  } catch {
    return null;
  }
}
