const ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" "); // biome-ignore format: one list
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

const figure = `(?:\\d{1,6}|(?:${tens.join("|")})(?:[- ](?:${ones.slice(1, 10).join("|")}))?|${ones.slice(1).join("|")})`;
const unit = "(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?)";
const apart = "(?<![\\w=./:-])";

type Said = readonly [said: RegExp, as: (whole: string, ...groups: string[]) => string];

const amount = (source: string, as: Said[1]): Said => [new RegExp(`${apart}(?:${source})\\b`, "gi"), as];

/** Amounts of time in words, the longer first, with what they are in figures. */
const said: readonly Said[] = [
  amount("three[- ]quarters? of an? hour|three[- ]quarters? hours?", () => "45 minutes"),
  amount("(?:(?:an?|one) )?quarter(?: of an?| of the)?[- ]hour", () => "15 minutes"),
  amount("(?:(?:an?|one) )?half[- ](?:(?:of )?an? )?(?:minute|hour|day)", (whole) => halfOf(whole)),
  amount(`(${figure}) and a (half|quarter) (minute|hour|day)s?`, (_, count, part, of) => andPart(amountOf(count!), part!, of!)),
  amount(`(${figure}|an?) (minute|hour|day)s? and (?:a |one )(half|quarter)(?! of| hours?| minutes?)`, (_, count, of, part) => andPart(amountOf(count!), part!, of!)),
  amount("(?<=\\b(?:last|past|previous) )(minute|hour|day) and a (half|quarter)", (_, of, part) => andPart(1, part!, of!)),
  amount(`(${figure}|an?) ?(?:hours?|hrs?|h)(?:,? and|,)? ?(${figure}) ?(?:minutes?|mins?|m)`, (_, hours, minutes) => `${amountOf(hours!) * 60 + amountOf(minutes!)} minutes`),
  amount(`(${figure}|an?) ?(?:minutes?|mins?|m)(?:,? and|,)? ?(${figure}) ?(?:seconds?|secs?|s)`, (_, minutes, seconds) => `${amountOf(minutes!) * 60 + amountOf(seconds!)} seconds`),
  amount(`(?:an? )?couple(?: of)? (${unit})`, (_, of) => `2 ${of}`),
  amount(`(${figure})[ -](full )?(${unit})`, (whole, count, full, of) => (whole === "one second" ? whole : `${amountOf(count!)} ${full ?? ""}${of}`)),
]; // biome-ignore format: one line an amount

/** What stands in quotes is meant as it is written. */
const quotation = /((?<=^|[\s(,[{:=])(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|`[^`\n]{0,300}`)(?=$|[\s,.;:!?)\]}]))/;

/** A text with its amounts of time in figures and one unit: `ninety seconds` as `90 seconds`, `an hour and a half` as `90 minutes`. */
export function timesInFigures(text: string): string {
  if (!mayBe.test(text) || text.length > longest || text.trim().includes("\n")) return text;
  return text
    .split(quotation)
    .map((piece, at) => (at % 2 === 1 ? piece : inFigures(piece)))
    .join("");
}

/** What is longer, or has lines, holds tables of ages. */
const longest = 600;

const mayBe = /\b(?:sec|min|hour|hr|day|week|\d+ ?[hm] ?\d)/i;

function inFigures(text: string): string {
  return said.reduce((read, [pattern, as]) => read.replace(pattern, (...found) => as(...found)), text);
}

function amountOf(word: string): number {
  const lower = word.toLowerCase();
  if (/^\d/.test(lower)) return Number(lower);
  if (/^an?$/.test(lower)) return 1;
  const [first, second] = lower.split(/[- ]/);
  const ten = tens.indexOf(first!);
  return ten < 0 ? ones.indexOf(first!) : (ten + 2) * 10 + Math.max(0, ones.indexOf(second ?? "zero"));
}

const parts: Readonly<Record<string, readonly [size: number, name: string]>> = {
  minute: [60, "seconds"],
  hour: [60, "minutes"],
  day: [24, "hours"],
};

function halfOf(whole: string): string {
  const [size, name] = parts[/minute|hour|day/i.exec(whole)![0].toLowerCase()]!;
  return `${size / 2} ${name}`;
}

function andPart(count: number, part: string, of: string): string {
  const [size, name] = parts[of.toLowerCase()]!;
  return `${count * size + size / (/half/i.test(part) ? 2 : 4)} ${name}`;
}
