import type { Line } from "../../../evidence/evidence.ts";
import { messageIn } from "../../../evidence/logs/log-message.ts";
import { courseIn, idle } from "../../well/log-course.ts";
import { type Entry, entriesOf, isTrouble, prefix } from "./log-entries.ts";
import { type Ordinary, ordinaries } from "./ordinary.ts";

/** What a log consists of: alarming entries by what they are, and the work that goes on beside them. */
export type Census = {
  readonly count: number;
  readonly groups: readonly Group[];
  /** Alarming entries that are nothing known, and are over: the last of them, and what says so. */
  readonly past: { readonly entries: readonly Entry[]; readonly over: Line; readonly isStart: boolean } | null;
  /** Alarming entries that are neither; they leave all else undecided. */
  readonly open: readonly Entry[];
  readonly isDoubtful: boolean;
  /** Only what alarms was picked from the log: what goes well beside it has to be shown elsewhere. */
  readonly isBare: boolean;
  readonly work: Group | null;
};

type Group = { readonly said: string; readonly entries: readonly Entry[] };

/** Reads a log as a whole; null when nothing in it alarms. */
export function censusOf(lines: readonly Line[], asked: string, shown: (words: RegExp) => boolean): Census | null {
  const isSifted = /\|\s{0,4}(?:e?grep|awk|jq|rg)\b/.test(lines[0]?.command ?? "");
  const all = entriesOf(lines);
  const kinds = ordinaries.filter(({ unlessAsked, when }) => !unlessAsked?.test(asked) && when?.(all) !== false);
  const kindOf = (entry: Entry) => kinds.find((kind) => isOf(kind, entry));
  const troubles = all.filter((entry) => isTrouble(entry) || isTold(entry, kindOf(entry)));
  if (troubles.length === 0) return null;
  const of = [...Map.groupBy(troubles, kindOf)].filter((pair): pair is [Ordinary, Entry[]] => pair[0] !== undefined);
  const known = of.filter(([kind, entries]) => fits(kind, all, entries, shown));
  const explained = new Set(known.flatMap(([, entries]) => entries));
  const unknown = troubles.filter((entry) => !explained.has(entry));
  const past = unknown.length === 0 ? null : pastOf(all, unknown);
  const shares = new Set(known.filter(([{ isShare }]) => isShare).flatMap(([, entries]) => entries));
  const works = all.filter((entry) => isWork(entry) && !explained.has(entry) && !unknown.includes(entry));
  const isOutgrown = shares.size > 0 && !isSmall(shares, new Set(works), all) && !(isSifted && works.length === 0);
  const open = [...(past === null ? unknown : []), ...(isOutgrown ? shares : [])];
  const misfits = of.filter((pair) => !known.includes(pair) && pair[0].fits !== undefined);
  const isDoubtful =
    open.length > 0 && (isOutgrown || misfits.some(([, entries]) => open.includes(entries[0]!)) || goesOn(open, all));
  const isBare = shares.size > 0 && works.length === 0;
  return { count: all.length, groups: merged(known), past, open, isDoubtful, isBare, work: workIn(works) };
}

/** Errors of which nothing is known are what the end of the log mostly tells of. */
function goesOn(open: readonly Entry[], all: readonly Entry[]): boolean {
  const known = new Set(open);
  const end = all.slice(Math.floor((all.length * 3) / 4));
  const bad = end.filter((entry) => known.has(entry)).length;
  return open.length >= 3 && bad >= 1 && bad >= end.filter((entry) => isWork(entry) && !known.has(entry)).length;
}

const isTold = ({ level }: Entry, kind: Ordinary | undefined): boolean =>
  kind !== undefined && (level === "warning" || kind.atAnyLevel === true);

const isOf = ({ of, not }: Ordinary, { text }: Entry): boolean => of.test(text) && !not?.test(text);

export const gpus = /nvidia\.com\/gpu["']?: {0,8}["']?[1-9]/;

function fits(
  { fits: isFit, endsIn, needs, said }: Ordinary,
  all: readonly Entry[],
  own: readonly Entry[],
  shown: (words: RegExp) => boolean,
) {
  if (/\bGPU\b/.test(said) && shown(gpus)) return false;
  if (needs !== undefined && !shown(needs)) return false;
  if (endsIn !== undefined && !all.slice(all.indexOf(own.at(-1)!) + 1).some(({ text }) => endsIn.test(text)))
    return false;
  return isFit?.(all, own) ?? true;
}

/** More goes well than is refused, over all and towards the end, and the share has not grown to several times of what it was. */
function isSmall(shares: ReadonlySet<Entry>, works: ReadonlySet<Entry>, all: readonly Entry[]): boolean {
  const end = all.slice(Math.floor((all.length * 2) / 3));
  const begin = all.slice(0, Math.ceil(all.length / 2));
  const amount = (part: readonly Entry[], of: ReadonlySet<Entry>) => part.filter((one) => of.has(one)).length;
  const rate = (part: readonly Entry[]) =>
    amount(part, shares) / Math.max(1, amount(part, shares) + amount(part, works));
  const hasGrown = amount(end, shares) >= 8 && rate(end) > 0.25 && rate(end) > 3 * rate(begin);
  return !hasGrown && [all, end].every((part) => amount(part, works) >= amount(part, shares));
}

const started =
  /\bStarted [\w.]{1,80} in \d{1,5}(?:\.\d{1,6})? ?s|\bserver (?:has )?(?:started|running|listening|is (?:ready|up|running))\b|\b(?:now )?listening (?:on|at|for)\b|\bready to (?:accept|handle|serve) (?:connections|requests|traffic)\b|\bapplication (?:startup complete|started|is ready)\b|\bstarted in RUNNING mode\b|\bstarted in \d{1,6}(?:\.\d{1,6})? ?m?s|\baccepting connections\b|\bserving (?:on|at)\b|\bready for connections\b|\bready in \d{1,6} ?m?s\b|\bsuccessfully started\b|\b(?:start|started|startup|start-up|boot) (?:completed?|finished|successful(?:ly)?|done)\b|\bworker (?:ready|booted)\b|\bcelery@\S{1,80} ready\b|\binitiali[sz]ation complete\b/i;

/** Entries of which nothing is known are over when the program started after all of them, or its log says so. */
function pastOf(all: readonly Entry[], open: readonly Entry[]): Census["past"] {
  const last = all.indexOf(open.at(-1)!);
  const start = all
    .slice(last + 1)
    .findLast(({ text, level }) => level !== "error" && started.test(text.slice(0, 1000)));
  if (start !== undefined) return { entries: open, over: start.line, isStart: true };
  const bad = new Set(open.map(({ line }) => line));
  const course = courseIn(
    all.map(({ line }) => line),
    (line) => bad.has(line),
  );
  return course.state === "recovered" ? { entries: open, over: course.over!, isStart: false } : null;
}

const isWork = ({ text, level, status }: Entry): boolean =>
  (level === "info" || level === "debug" || level === "unknown") &&
  (status === null || status < "400") &&
  !idle.test(text.slice(0, 1000));

/** How many entries of a log tell of work that went well. */
export const worksIn = (lines: readonly Line[]): number =>
  entriesOf(lines).filter((entry) => isWork(entry) && !isTrouble(entry)).length;

const merged = (known: readonly (readonly [Ordinary, readonly Entry[]])[]): readonly Group[] =>
  [...Map.groupBy(known, ([{ said }]) => said)]
    .map(([said, same]) => ({ said, entries: same.flatMap(([, entries]) => entries) }))
    .toSorted((one, other) => other.entries.length - one.entries.length);

const success =
  /\b(?:success\w*|succeeded|completed?|created|placed|processed|accepted|done|ok|saved|stored|sent|delivered|reconciled|committed|confirmed|authori[sz]ed|approved|paid|settled|published|consumed|served|handled|synced|finished|2\d\d)\b/i;

/** What the log says most of things that went well. */
function workIn(works: readonly Entry[]): Group | null {
  const answers = works.filter(({ status }) => status !== null && status < "300");
  const groups = [...Map.groupBy(works, ({ line }) => shapeOf(line)).entries()].map(([said, entries]) => ({
    said,
    entries,
  }));
  const best = groups
    .toSorted((one, other) => other.entries.length - one.entries.length)
    .toSorted((one, other) => Number(success.test(other.said)) - Number(success.test(one.said)))[0];
  if (answers.length > (best?.entries.length ?? 0)) return { said: "answers with 2xx", entries: answers };
  return best ?? null;
}

const shapeOf = ({ text }: Line): string =>
  saidIn(text)
    .replaceAll(/\d+(?:\.\d+)?/g, "#")
    .replaceAll(/[=:]\S{1,200}/g, "=…")
    .slice(0, 80);

/** The message of a line without its time, level and place. */
export const saidIn = (told: string): string => {
  const text = told.replace(prefix, "");
  const said = /\bmsg="([^"\n]{1,300})"/.exec(text)?.[1] ?? messageIn(text).text;
  return said
    .replace(
      /^\W{0,2}\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?\W{0,2}(?: ?UTC)?\s{0,4}/,
      "",
    )
    .replace(/^[IWEF]\d{4} [\d:.]{8,20}\s{1,8}\d{1,8} /, "")
    .replace(
      /^(?:FATAL|ERROR|WARN(?:ING)?|INFO|DEBUG)\s{1,3}\d{1,8} --- (?:\[[^\]\n]{0,100}\] ){1,3}\S{1,100}\s{0,40}: /,
      "",
    )
    .replaceAll(/\s+/g, " ")
    .trim();
};
