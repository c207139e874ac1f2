import { shortened } from "../../../diagnosis/logs/decisive-line.ts";
import { clockIn } from "../../../diagnosis/logs/log-times.ts";
import { saidIn } from "../../../diagnosis/logs/said-in-line.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import type { Answered } from "../../answers/answer.ts";
import { countIn } from "../../question/details.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isDurationKey, isSizeKey, numberOf, secondsOf } from "./line-fields.ts";
import { filtersOf, groupKey, logRows, type Row, saidKeys } from "./log-filters.ts";

/** The slowest, largest and most frequent of what logs tell by fields, averages and sums of them: over all lines that were printed. */
export function logExtremes(question: Question, view: ClusterView): Answered | null {
  const asked = question.text.toLowerCase();
  if (view.logs.length === 0 || !gate.test(asked)) return null;
  const { rows, names } = logRows(question, view);
  if (rows.length < 2) return null;
  const filters = filtersOf(question, rows);
  const meant = rows.filter((row) => filters.every((one) => one.holds(row)));
  if (meant.length === 0) return null;
  const place = `in the log of ${enumerated(names, 3) || "the container"}`;
  const said = filters.length > 0 ? ` with ${filters.map((one) => one.said).join(" and ")}` : "";
  const context: Context = { asked, rows: meant, place, said, wanted: countIn(question.plain) };
  return distinct(context) ?? averages(context) ?? extremes(context) ?? frequencies(context);
}

const superlative =
  /\b(?:slowest|fastest|quickest|longest|shortest|largest|biggest|smallest|heaviest|highest|lowest|max|maximum|min|minimum|peak|worst)\b/;

type Context = {
  readonly asked: string;
  readonly rows: readonly Row[];
  readonly place: string;
  readonly said: string;
  readonly wanted: number | null | undefined;
};

const gate =
  /\b(?:slowest|fastest|quickest|longest|shortest|largest|biggest|smallest|heaviest|highest|lowest|max|maximum|min|minimum|peak|worst|most|fewest|least|average|mean|median|p\d\d|percentile|total|sum|top \d+|(?:by|per|each|every|grouped?)|different|distinct|unique)\b/;

type Measured = { readonly row: Row; readonly value: number; readonly text: string };
type Measure = { readonly key: string; readonly isTime: boolean; readonly values: readonly Measured[] };

/** The field that a question wants the most or least of: time, size, or one that it names. */
function measureOf({ asked, rows }: Context): Measure | null {
  const keys = [...new Set(rows.flatMap(({ fields }) => [...fields.keys()]))];
  const times =
    /\b(?:slow\w*|fast\w*|quick\w*|long\w*|short\w*|latenc\w+|duration\w*|took|takes?|response times?|p\d\d)\b/.test(
      asked,
    );
  const sizes = /\b(?:large\w*|big\w*|small\w*|heav\w+|sizes?|bytes|payloads?|traffic|volume)\b/.test(asked);
  const after =
    /\b(?:highest|lowest|max(?:imum)?|min(?:imum)?|largest|biggest|smallest|worst|peak|average|mean|median|total|sum of(?: the)?) ([\w.]{1,40}(?: \w{1,30})?)/.exec(
      asked,
    )?.[1] ?? "";
  const isRead = (key: string) => rows.some(({ fields }) => readOf(key, fields.get(key) ?? "") !== undefined);
  const nearest = saidKeys(after, keys).filter(isRead);
  const named = nearest.length > 0 ? nearest : saidKeys(asked, keys).filter(isRead);
  const fitting =
    named.length > 0 && !times && !sizes
      ? named
      : keys.filter((key) => (times ? isDurationKey(key) : sizes && isSizeKey(key)));
  const both = fitting.filter((key) => named.includes(key));
  const all = (both.length > 0 ? both : fitting.length > 0 ? fitting : nearest).map((key) => ({
    key,
    isTime: isDurationKey(key),
    values: valuesOf(rows, key),
  }));
  return (
    all
      .filter(({ values }) => values.length > 0)
      .toSorted((one, other) => other.values.length - one.values.length)[0] ?? null
  );
}

const readOf = (key: string, text: string): number | undefined =>
  isDurationKey(key) ? secondsOf(key, text) : numberOf(text);

function valuesOf(rows: readonly Row[], key: string): readonly Measured[] {
  return rows.flatMap((row) => {
    const text = row.fields.get(key);
    const value = text === undefined ? undefined : readOf(key, text);
    return value === undefined ? [] : [{ row, value, text: text! }];
  });
}

function extremes(context: Context): Answered | null {
  const { asked, place, said, wanted } = context;
  const word = superlative.exec(asked)?.[0];
  const measure = word === undefined ? null : measureOf(context);
  if (word === undefined || measure === null) return null;
  const sign = /^(?:fastest|quickest|shortest|smallest|lowest|min)/.test(word) ? 1 : -1;
  const ordered = measure.values.toSorted((one, other) => sign * (one.value - other.value));
  const [first, ...rest] = ordered;
  const more = rest.slice(0, Math.min(9, Math.max(1, (wanted ?? 2) - 1)));
  const what =
    /\b(rpcs?|calls?|requests?|quer(?:y|ies)|jobs?|transactions?|tasks?|statements?|responses?|messages?|batch(?:es)?)\b/
      .exec(asked)?.[1]
      ?.replace(/ies$/, "y")
      .replace(/(?<=batch)es$|s$/, "") ?? "line";
  return {
    summary: `The ${word} ${what} ${place} (of ${ordered.length} lines with ${measure.key}${said === "" ? "" : `, ${said.trim()}`}): ${told(first!.row, measure.key, asked)}.${more.length > 0 ? ` Then ${more.map(({ row }) => told(row, measure.key, asked, 3)).join("; ")}.` : ""}`,
    details: "",
    lines: [first!, ...more].map(({ row }) => row.line).slice(0, 5),
  };
}

const framing =
  /^(?:ts|time|timestamp|@timestamp|level|lvl|severity|svc|service|logger|caller|hostname|host\.name|pid|v|app)$/i;

/** The fields of a line: what was measured and what the question names first. */
function told({ fields, line }: Row, key: string, asked: string, limit = 12): string {
  const named = saidKeys(asked, [...fields.keys()]);
  const kept = [...fields].filter(([name]) => !framing.test(name));
  if (kept.length < 3 && !line.text.includes("{")) return shortened(saidIn(line.text), 200);
  const rank = (name: string): number =>
    subject.test(name) ? 0 : name === key ? 1 : named.includes(name) ? 2 : /^(?:.{0,20}\.)?method$/i.test(name) ? 3 : 4;
  const ordered = kept.toSorted(([one], [other]) => rank(one) - rank(other)).slice(0, limit);
  const clock = clockIn(line.text);
  return `${ordered.map(([name, value]) => `${name}=${value.length > 100 ? `${value.slice(0, 100)}…` : value}`).join(" ")}${clock === "" ? "" : ` at ${clock}`}`;
}

const subject =
  /^(?:rpc|path|url|uri|route|endpoint|operation|op|query|statement|sql|job|task|http\.(?:path|route|url)|request\.(?:path|url|uri)|grpc\.method|handler)$/i;

/** `how many different tenants`: the values of a field. */
function distinct({ asked, rows, place, said }: Context): Answered | null {
  const word = /\b(?:different|distinct|unique) ((?:[\w-]{1,30} ?){1,2})/.exec(asked)?.[1];
  if (word === undefined) return null;
  const keys = [...new Set(rows.flatMap(({ fields }) => [...fields.keys()]))].filter((key) => !isDurationKey(key));
  const key = saidKeys(word.split(" ")[0]!, keys)[0] ?? saidKeys(word, keys)[0];
  if (key === undefined) return null;
  const having = rows.filter(({ fields }) => fields.has(key));
  const values = new Set(having.map(({ fields }) => fields.get(key)!));
  return {
    summary: `${values.size} different ${key} (${enumerated([...values], 12)}) ${place}, over ${having.length} lines${said}.`,
    details: "",
    lines: having.map(({ line }) => line).slice(0, 5),
  };
}

/** Averages, medians, percentiles and sums, of all or of each value of a field. */
function averages(context: Context): Answered | null {
  const { asked, rows, place, said } = context;
  const percentile = /\bp(\d\d)\b|\b(\d\d)(?:th)? percentile\b/.exec(asked);
  const isMedian = /\bmedian\b/.test(asked);
  const isMean = /\b(?:average|mean|avg)\b/.test(asked);
  const isSum =
    /\b(?:total|sum|altogether|in all|summed)\b/.test(asked) &&
    /\b(?:how (?:much|long)|what|which|sum|total (?:\w+ )?(?:size|bytes|duration|time))\b/.test(asked) &&
    !/\bhow (?:many|often)\b/.test(asked) &&
    (!superlative.test(asked) || groupKey(asked, rows) !== null);
  if (percentile === null && !isMedian && !isMean && !isSum) return null;
  const measure = measureOf(context);
  if (measure === null) return null;
  const rank = isMedian ? 50 : Number(percentile?.[1] ?? percentile?.[2] ?? 50);
  const compute = (values: readonly Measured[]): number =>
    isSum ? sum(values) : isMean ? sum(values) / values.length : at(values, rank);
  const word = isSum ? "total" : isMean ? "average" : isMedian ? "median" : `p${rank}`;
  const key = groupKey(asked, rows, measure.key);
  const all = `The ${word} ${measure.key} ${place} is ${shown(measure, compute(measure.values))}, over ${measure.values.length} lines${said}.`;
  if (key === null) return { summary: all, details: "", lines: measure.values.map(({ row }) => row.line).slice(0, 5) };
  const groups = [...Map.groupBy(measure.values, ({ row }) => row.fields.get(key) ?? "")]
    .filter(([value]) => value !== "")
    .map(([value, values]) => ({ value, values, result: compute(values) }));
  const sign = /\b(?:fastest|lowest|smallest|least|quickest|shortest)\b/.test(asked) ? 1 : -1;
  const ordered = groups.toSorted((one, other) => sign * (one.result - other.result));
  return {
    summary: `The ${word} ${measure.key} by ${key} ${place}: ${enumerated(
      ordered
        .slice(0, 8)
        .map(({ value, values, result }) => `${value} ${shown(measure, result)} (${values.length} lines)`),
      8,
    )}. ${all}`,
    details: "",
    lines: ordered[0]?.values.map(({ row }) => row.line).slice(0, 5) ?? [],
  };
}

const sum = (values: readonly Measured[]): number => values.reduce((all, { value }) => all + value, 0);

function at(values: readonly Measured[], rank: number): number {
  const ordered = values.map(({ value }) => value).toSorted((one, other) => one - other);
  return ordered[Math.min(ordered.length - 1, Math.max(0, Math.ceil((rank / 100) * ordered.length) - 1))]!;
}

function shown({ isTime }: Measure, value: number): string {
  if (!isTime) return String(Number(value.toFixed(2)));
  return value < 1 ? `${Number((value * 1000).toFixed(1))}ms` : `${Number(value.toFixed(3))}s`;
}

/** `which endpoint got the most 5xx`, `requests per status`, `most frequent error code`: lines by the values of a field. */
function frequencies({ asked, rows, place, said, wanted }: Context): Answered | null {
  if (!counting.test(asked)) return null;
  const key = groupKey(asked, rows);
  if (key === null) return null;
  const strip = (value: string) => (/path|url|uri|route|endpoint/i.test(key) ? value.split("?")[0]! : value);
  const groups = Map.groupBy(
    rows.filter(({ fields }) => fields.has(key)),
    ({ fields }) => strip(fields.get(key)!),
  );
  const sign = /\b(?:fewest|least|rarest)\b/.test(asked) ? 1 : -1;
  const ordered = [...groups].toSorted(([, one], [, other]) => sign * (one.length - other.length));
  const [first] = ordered;
  if (first === undefined || groups.size > rows.length * 0.9 + 1) return null;
  const of = [...groups.values()].reduce((all, one) => all + one.length, 0);
  const list = ordered.slice(0, Math.max(5, wanted ?? 5)).map(([value, own]) => `${value} ${own.length}`);
  const ranks = /\b(?:most|fewest|least|top|highest|common\w*|frequent\w*|often|rarest)\b/.test(asked);
  const tie = ordered.filter(([, own]) => own.length === first[1].length).length;
  const lead = ranks
    ? `${first[0]} ${sign < 0 ? "is the most frequent" : "is the rarest"} ${key} ${place}: ${first[1].length} of ${of} lines${said}${tie > 1 ? ` (${tie} have as many)` : ""}.`
    : `By ${key} ${place}, over ${of} lines${said}:`;
  return {
    summary: `${lead}${ordered.length > 1 || !ranks ? ` ${ranks ? "All: " : ""}${enumerated(list, 12)}${ordered.length > list.length ? ` and ${ordered.length - list.length} more values` : ""}.` : ""}`,
    details: "",
    lines: first[1].map(({ line }) => line).slice(0, 5),
  };
}

const counting =
  /\b(?:which|what|whose)\b[^?.]{0,80}\b(?:most|fewest|least|top|rarest)\b|\bmost (?:frequent\w*|common\w*|often)\b|\btop (?:\d+|three|five|ten)\b|\b(?:how many|how often|counts?|number of|breakdown|distribution)\b[^?]{0,80}\b(?:per|by|each|every)\b/;
