import { entriesAt } from "../../diagnosis/objects/fields.ts";
import { quantity } from "../../diagnosis/objects/quantity.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { fieldsOf } from "./object-rows.ts";
import { cell, type Field, type Row, type RowSet } from "./row.ts";
import { spelledQuantity } from "./units.ts";

/** What is granted, taken and left of each resource: of quotas, and of nodes by what their pods request. */
export function resourceSets(view: ClusterView, tables: readonly RowSet[]): readonly RowSet[] {
  const rows = [...quotas(view, tables), ...nodes(view, tables)];
  if (rows.length === 0) return [];
  return [
    {
      sort: "part",
      nouns: ["resource", "quota"],
      fields: fieldsOf(rows).map(withWords),
      rows,
      named: ["of", "resource"],
    },
  ];
}

const words: Readonly<Record<string, readonly string[]>> = {
  free: [
    "can still be requested",
    "still be requested",
    "still free",
    "free",
    "left",
    "remaining",
    "remain",
    "headroom",
    "still available",
    "unused",
    "still be used",
    "still be created",
    "spare",
  ],
  used: ["handed out", "taken", "allocated", "given out", "assigned", "consumed", "in use"],
  "used share": ["used share"],
  hard: ["hard", "limit", "quota", "allowed", "hard limit"],
};

const withWords = (field: Field): Field => ({ ...field, said: [...(words[field.name] ?? []), ...field.said] });

function quotas(view: ClusterView, tables: readonly RowSet[]): readonly Row[] {
  const printed = tables
    .filter(({ fields }) => fields.some(({ name }) => name === "hard") && fields.some(({ name }) => name === "used"))
    .flatMap(({ rows }) => rows)
    .map((row) => withRest(row, cell(row, "used"), cell(row, "hard")));
  if (printed.length > 0) return printed;
  return view.of("ResourceQuota").flatMap((object) => {
    const used = entriesAt(object.fields, "status", "used");
    return [...entriesAt(object.fields, "status", "hard")].map(([resource, hard]) => {
      const cells = new Map([
        ["resource", resource],
        ["used", used.get(resource) ?? ""],
        ["hard", hard],
        ["of", object.ref.name],
        ["namespace", object.ref.namespace ?? ""],
      ]);
      return withRest({ cells, lines: [object.cite("status", "used", resource)] }, used.get(resource) ?? "", hard);
    });
  });
}

/** `Allocated resources` beside what the node has to give. */
function nodes(view: ClusterView, tables: readonly RowSet[]): readonly Row[] {
  return tables
    .filter(({ fields }) => ["resource", "requests", "limits"].every((one) => fields.some(({ name }) => name === one)))
    .flatMap(({ rows }) => rows)
    .flatMap((row) => {
      const node = view.of("Node").find(({ ref }) => ref.name === cell(row, "of"));
      const allocatable = entriesAt(node?.fields, "status", "allocatable").get(cell(row, "resource")) ?? "";
      if (node === undefined || allocatable === "") return [];
      const cells = new Map([...row.cells, ["allocatable", allocatable]]);
      const lines = [...row.lines, node.cite("status", "allocatable", cell(row, "resource"))];
      return [withRest({ cells, lines }, cell(row, "requests"), allocatable)];
    });
}

function withRest(row: Row, used: string, hard: string): Row {
  const taken = quantity(used.split(" ")[0] ?? "");
  const most = quantity(hard);
  if (taken === undefined || most === undefined) return row;
  const cells = new Map(row.cells);
  cells.set("free", spelledQuantity(most - taken, [hard, used.split(" ")[0]!]));
  if (most > 0) cells.set("used share", `${Math.round((taken / most) * 1000) / 10}%`);
  return { ...row, cells };
}
