import type { Answered } from "../answers/answer.ts";
import { enumerated } from "../wording.ts";
import { cell, type Row, type RowSet } from "./row.ts";

/** `which settings differ`, `what is different between a and b`: two records, or the keys of two, beside each other. */
export function differenceAnswer(question: string, sets: readonly RowSet[]): Answered | null {
  if (
    !/\b(?:differ(?:s|ent|ences?)?|deviates?|(?:is|are) not the same|unlike)\b/.test(question) ||
    !/\b(?:which|what|where|how|list|show)\b/.test(question)
  )
    return null;
  return settings(question, sets) ?? objects(question, sets);
}

function settings(question: string, sets: readonly RowSet[]): Answered | null {
  const set = sets.find(({ named }) => named[0] === "key");
  if (set === undefined) return null;
  const groups = [...Map.groupBy(set.rows, (row) => `${cell(row, "namespace")}/${cell(row, "configmap")}`)];
  const named = groups.filter(([, rows]) => question.includes(cell(rows[0]!, "configmap")));
  const pair = named.length === 2 ? named : groups.length === 2 ? groups : [];
  const [one, other] = pair;
  if (one === undefined || other === undefined) return null;
  const valueIn = (rows: readonly Row[], key: string) => rows.find((row) => cell(row, "key") === key);
  const keys = [...new Set([...one[1], ...other[1]].map((row) => cell(row, "key")))];
  const differing = keys.filter((key) => shown(valueIn(one[1], key)) !== shown(valueIn(other[1], key)));
  const names = labels(one[0], other[0]);
  const said = differing.map(
    (key) => `${key} (${names[0]} ${shown(valueIn(one[1], key))}, ${names[1]} ${shown(valueIn(other[1], key))})`,
  );
  return {
    summary:
      said.length === 0
        ? `No difference: all ${keys.length} keys have the same values in ${one[0]} and ${other[0]}.`
        : `${said.length} of ${keys.length} keys differ: ${enumerated(said, 12)}.`,
    details: "",
    lines: differing.flatMap((key) =>
      [valueIn(one[1], key), valueIn(other[1], key)].flatMap((row) => row?.lines ?? []),
    ),
  };
}

const shown = (row: Row | undefined): string => (row === undefined ? "not set" : cell(row, "value").slice(0, 80));

/** The namespaces where the names are the same, else the names. */
function labels(one: string, other: string): readonly [string, string] {
  const [place, name] = one.split("/");
  const [otherPlace, otherName] = other.split("/");
  return name === otherName ? [place!, otherPlace!] : [name!, otherName!];
}

/** Fields that differ between any two objects and say nothing. */
const own =
  /^(?:name|namespace|age|created|ip|cluster ip|uid|owner|node|object|pod|label pod-template-hash|time|started|restarts|cpu|memory)$/;

function objects(question: string, sets: readonly RowSet[]): Answered | null {
  for (const set of sets) {
    if (set.sort !== "object" && set.nouns[0] !== "container") continue;
    const named = set.rows.filter(
      (row) =>
        isNamed(question, cell(row, "name")) || (cell(row, "object") !== "" && isNamed(question, cell(row, "object"))),
    );
    const [one, other] = named;
    if (named.length !== 2 || one === undefined || other === undefined) continue;
    const fields = set.fields
      .map(({ name }) => name)
      .filter((field) => !own.test(field) && cell(one, field) !== cell(other, field));
    if (fields.length === 0) continue;
    const names = labels(
      `${cell(one, "namespace")}/${cell(one, "name")}`,
      `${cell(other, "namespace")}/${cell(other, "name")}`,
    );
    const said = fields.map(
      (field) =>
        `${field} (${names[0]} ${cell(one, field) || "not set"}, ${names[1]} ${cell(other, field) || "not set"})`,
    );
    return {
      summary: `${said.length} fields differ: ${enumerated(said, 12)}.`,
      details: "",
      lines: [...one.lines, ...other.lines],
    };
  }
  return null;
}

const isNamed = (question: string, name: string) =>
  name.length > 2 && question.split(/[^a-z0-9.-]+/).includes(name.toLowerCase());
