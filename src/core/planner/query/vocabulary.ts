import { stemsOf } from "../question/understand.ts";
import { type Shape, shapeOf } from "./amounts.ts";
import { cell, type RowSet } from "./row.ts";

/** The words that a set of records brings: its values, names and fields. Made once a set. */
export type Vocabulary = {
  /** The fields that hold a value, in lower case and without angle brackets. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Fields of names that begin with a word and a dash, as pods do with the name of their owner. */
  readonly stems: ReadonlyMap<string, readonly string[]>;
  shape(field: string): Shape;
};

const made = new WeakMap<RowSet, Vocabulary>();

export function vocabularyOf(set: RowSet): Vocabulary {
  const known = made.get(set) ?? vocabulary(set);
  made.set(set, known);
  return known;
}

const nameFields = new Set([
  "name",
  "pod",
  "object",
  "workload",
  "service",
  "node",
  "configmap",
  "of",
  "job",
  "ingress",
]);
/** Cells that are texts or numbers of their own, of which no value is looked for word by word. */
const spoken = new Set(["message", "age", "count", "time", "duration", "first seen", "last seen", "node status"]);

function vocabulary(set: RowSet): Vocabulary {
  const values = new Map<string, string[]>();
  const stems = new Map<string, string[]>();
  for (const { name } of set.fields) {
    if (spoken.has(name)) continue;
    const seen = new Set<string>();
    for (const row of set.rows) {
      const text = cell(row, name);
      if (text === "" || text.length > 300 || seen.has(text)) continue;
      seen.add(text);
      for (const value of valuesIn(text)) add(values, value, name);
      if (nameFields.has(name)) for (const stem of starts(text)) add(stems, stem, name);
    }
  }
  const shapes = new Map<string, Shape>();
  return {
    values,
    stems,
    shape(field) {
      const shape = shapes.get(field) ?? shapeOf(set, field);
      shapes.set(field, shape);
      return shape;
    },
  };
}

/** Fields come one after the other, so that a field that is already there stands last. */
function add(map: Map<string, string[]>, key: string, field: string): void {
  const fields = map.get(key);
  if (fields === undefined) map.set(key, [field]);
  else if (fields.at(-1) !== field) fields.push(field);
}

/** A cell, its parts where it lists several, and what stands behind a kind: `Deployment/web` is also `web`. */
export function valuesIn(text: string): readonly string[] {
  const whole = text
    .toLowerCase()
    .replaceAll(/[<>[\]"]/g, "")
    .trim();
  const parts = /[, ]/.test(whole) ? whole.split(/[, ]+/) : /^[a-z]+:[a-z]+$/.test(whole) ? whole.split(":") : [];
  const behind = /^[a-z.]{2,40}\/([a-z0-9][a-z0-9.-]*)$/.exec(whole)?.[1];
  const first = /^([a-z0-9-]+)\.[a-z0-9.-]+\.(?:internal|local|com|net)$/.exec(whole)?.[1];
  return [whole, ...parts, ...(behind === undefined ? [] : [behind]), ...(first === undefined ? [] : [first])].filter(
    (one) => one !== "",
  );
}

/** What a name was made from, and each beginning of it that ends before a dash. */
function starts(text: string): readonly string[] {
  const name = text.toLowerCase();
  const found: string[] = [...stemsOf(name)];
  for (let at = name.indexOf("-"); at > 1 && found.length < 12; at = name.indexOf("-", at + 1))
    found.push(name.slice(0, at));
  return found;
}
