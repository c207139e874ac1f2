import type { ClusterView } from "../../evidence/observed.ts";
import { fieldsOf } from "./object-rows.ts";
import type { Row, RowSet } from "./row.ts";

/** Events, each with the object that it is about. */
export function eventSets(view: ClusterView): readonly RowSet[] {
  if (view.events.length === 0) return [];
  const rows = view.events.map((event): Row => {
    const cells = new Map([
      ["kind", event.object.kind],
      ["name", event.object.name],
      [event.object.kind.toLowerCase(), event.object.name],
      ["type", event.type],
      ["reason", event.reason],
      ["message", event.message],
      ["count", `${event.count}`],
    ]);
    if (event.object.namespace !== undefined) cells.set("namespace", event.object.namespace);
    if (event.lastSeen !== null) cells.set("last seen", `${Math.round(event.lastSeen)}s`);
    if (event.firstSeen !== null) cells.set("first seen", `${Math.round(event.firstSeen)}s`);
    return { cells, lines: [event.line] };
  });
  return [{ sort: "event", nouns: ["event"], fields: fieldsOf(rows), rows, named: ["name"] }];
}
