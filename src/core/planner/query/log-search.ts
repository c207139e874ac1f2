import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { stemsOf } from "../question/understand.ts";
import { enumerated } from "../wording.ts";
import { ofLog, type Search, searchOf } from "./log-question.ts";
import { absentAnswer, foundAnswer, missingOf } from "./log-telling.ts";
import { textOf } from "./log-text.ts";
import type { Row, RowSet } from "./row.ts";

/** `who deleted X, and when`, `did it ever lose its lease`: the lines of the logs that say so, or that none of them does; null for other questions. */
export function logSearch(question: string, sets: readonly RowSet[], view: ClusterView): Answered | null {
  const logs = meantLogs(
    question,
    sets.filter(({ sort }) => sort === "log"),
  );
  const isLogOnly = sets.every(({ sort, nouns }) => sort === "log" || nouns[0] === "pod");
  const search = logs.length === 0 ? null : searchOf(question, logs, isLogOnly);
  if (search === null || search.needles.length === 0) return null;
  const all = logs.flatMap(entriesOf);
  const meant = all.filter((row) => search.conditions.every((one) => one.holds(row)));
  const hits = meant.filter((row) => search.needles.every((one) => one.holds(textOf(row))));
  const place = placeOf(logs);
  if (hits.length > 0) return foundAnswer(search, hits, all.length, place, view);
  if (search.wish !== "whether" && !(lacksOwn(search, meant) && (isLogOnly || ofLog.test(question.toLowerCase()))))
    return null;
  return absentAnswer(search, meant, all.length, place);
}

/** The logs that are named, else all of them. */
function meantLogs(question: string, logs: readonly RowSet[]): readonly RowSet[] {
  const plain = question.toLowerCase();
  const named = logs.filter(({ place = [] }) =>
    place.some((one) => [one, ...stemsOf(one)].some((stem) => stem.includes("-") && plain.includes(stem))),
  );
  return named.length > 0 ? named : logs;
}

/** Every line, those that go on with the entry before among them. */
const entriesOf = (set: RowSet): readonly Row[] => [
  ...set.rows,
  ...(set.further ?? []).map((line): Row => ({ cells: new Map(), lines: [line] })),
];

/** A name, an id or a path that no line holds: then none says who did it. */
const lacksOwn = ({ needles }: Search, rows: readonly Row[]): boolean => missingOf(needles, rows).length > 0;

const placeOf = (logs: readonly RowSet[]): string => {
  const names = [...new Set(logs.flatMap(({ title }) => title ?? []))];
  return names.length === 0 ? "the log" : `the log of ${enumerated(names, 3)}`;
};
