import { keyOf } from "../joining/join-sightings.ts";
import type { Seen } from "../observed.ts";
import type { Sighting } from "../reading.ts";
import { fieldsOfRow } from "./table-fields.ts";

const amounts = ["CPU(CORES)", "MEMORY(BYTES)"];

/** `top pods --containers` has a row for each container: a pod is shown by the largest amount of each, with the row that it stands in. */
export function largestOfContainers(rows: readonly Sighting[]): readonly Sighting[] {
  return [...Map.groupBy(rows, ({ ref }) => keyOf(ref)).values()].map((group) =>
    group.length === 1 ? group[0]! : largestOf(group),
  );
}

function largestOf(rows: readonly Sighting[]): Sighting {
  const first = rows[0]!;
  const printed = new Map(first.printed ?? []);
  for (const heading of amounts) {
    const cells = rows.flatMap((row) => row.printed?.get(heading) ?? []);
    if (cells.length > 0) printed.set(heading, cells.reduce(larger));
  }
  const texts = new Map([...printed].map(([heading, { value }]) => [heading, value]));
  return {
    ref: first.ref,
    source: "table",
    printed,
    fields: fieldsOfRow(first.ref, texts),
    find: (path) => first.find(path),
  };
}

/** kubectl prints all amounts of a column in one unit. */
const larger = (one: Seen<string>, other: Seen<string>): Seen<string> =>
  Number.parseFloat(other.value) > Number.parseFloat(one.value) ? other : one;
