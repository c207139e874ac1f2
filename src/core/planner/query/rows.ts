import { memo } from "../../diagnosis/objects/memo.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { containerSets } from "./container-rows.ts";
import { eventSets } from "./event-rows.ts";
import { jsonpathSets } from "./jsonpath-rows.ts";
import { logSets, wholeLogs } from "./log-rows.ts";
import { withNodes } from "./node-fields.ts";
import { fieldsOf, objectSets } from "./object-rows.ts";
import { partSets } from "./part-rows.ts";
import { portSets } from "./port-rows.ts";
import { resourceSets } from "./resource-rows.ts";
import { cell, type Row, type RowSet } from "./row.ts";
import { tableSets } from "./table-rows.ts";
import { withWorkloads } from "./workload-rows.ts";

/** Every output as records: the sets that a question may be asked of, those of whole objects first. */
export const rowSets = memo((view: ClusterView): readonly RowSet[] => {
  const objects = withWorkloads(withNodes(joined(objectSets(view), jsonpathSets(view.evidence))));
  const tables = tableSets(view.evidence);
  return [
    ...objects,
    ...partSets(view, objects),
    ...resourceSets(view, tables),
    ...containerSets(view),
    ...portSets(view),
    ...eventSets(view),
    ...tables,
    ...logSets(wholeLogs(view.evidence)),
  ];
});

/** Two outputs about the same objects are one set, joined by name. */
function joined(sets: readonly RowSet[], more: readonly RowSet[]): readonly RowSet[] {
  const rest = more.filter((set) => !sets.some((one) => one.nouns[0] === set.nouns[0]));
  const both = sets.map((set) => {
    const other = more.find((one) => one.nouns[0] === set.nouns[0]);
    if (other === undefined) return set;
    const byName = new Map(other.rows.map((row) => [cell(row, "name"), row]));
    const rows = set.rows.map((row) => withMore(row, byName.get(cell(row, "name"))));
    const known = new Map(other.fields.map((field) => [field.name, field.said]));
    return { ...set, rows, fields: fieldsOf(rows, known) };
  });
  return [...both, ...rest];
}

const withMore = (row: Row, other: Row | undefined): Row =>
  other === undefined || (cell(other, "namespace") !== "" && cell(other, "namespace") !== cell(row, "namespace"))
    ? row
    : { cells: new Map([...row.cells, ...other.cells]), lines: [...row.lines, ...other.lines] };
