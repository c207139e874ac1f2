import { fieldsOf } from "./object-rows.ts";
import { cell, type Row, type RowSet } from "./row.ts";

const kinds: ReadonlySet<string> = new Set(["deployment", "stateful set", "daemon set"]);

/** Workloads of several kinds are asked for together, too: each kind alone would be a part of the answer. */
export function withWorkloads(sets: readonly RowSet[]): readonly RowSet[] {
  const own = sets.filter(({ sort, nouns }) => sort === "object" && kinds.has(nouns[0]!));
  if (own.length < 2) return sets;
  const rows = own.flatMap((set) => set.rows.map((row) => rowOf(row, set.nouns[0]!)));
  const several = new Set(rows.map((row) => cell(row, "namespace"))).size > 1;
  const all: RowSet = {
    sort: "object",
    nouns: ["workload"],
    fields: fieldsOf(rows),
    rows,
    named: several ? ["namespace", "kind", "name"] : ["kind", "name"],
  };
  const alone = sets.map((set) =>
    own.includes(set) ? { ...set, nouns: set.nouns.filter((one) => one !== "workload") } : set,
  );
  return [...alone, all];
}

/** DaemonSets tell how many are ready and how many are desired in two columns. */
function rowOf(row: Row, kind: string): Row {
  const [ready, desired] = [cell(row, "ready"), cell(row, "desired")];
  const both: readonly (readonly [string, string])[] =
    /^\d+$/.test(ready) && /^\d+$/.test(desired) ? [["ready", `${ready}/${desired}`]] : [];
  return {
    cells: new Map([...row.cells, ["kind", kind], ...both]),
    get lines() {
      return row.lines;
    },
  };
}
