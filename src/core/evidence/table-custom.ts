import { FieldsBuilder } from "./fields-builder.ts";
import type { Fields, ObjectRef } from "./observed.ts";

/** The path (`status.phase`) behind each heading of `-o custom-columns=NAME:.metadata.name,PHASE:.status.phase`. */
export function customPaths(argument: string): ReadonlyMap<string, string> {
  return new Map(
    argument.split(/,(?=[^,:\]]+:)/).map((column) => {
      const colon = column.indexOf(":");
      return [
        column.slice(0, colon).trim().toUpperCase(),
        column
          .slice(colon + 1)
          .trim()
          .replace(/^\{?\.?|\}$/g, ""),
      ];
    }),
  );
}

/** Fields by the paths of the columns; paths through lists (`spec.containers[*].image`) stay cells only. */
export function customFields(
  ref: ObjectRef,
  cells: ReadonlyMap<string, string>,
  paths: ReadonlyMap<string, string>,
): Fields {
  const builder = new FieldsBuilder();
  builder.set(["metadata", "name"], ref.name, 0);
  builder.set(["metadata", "namespace"], ref.namespace, 0);
  for (const [heading, path] of paths) {
    const cell = cells.get(heading);
    if (cell === undefined || cell === "" || cell === "<none>" || !/^\w+(?:\.\w+)*$/.test(path)) continue;
    builder.set(path.split("."), typed(cell), 0);
  }
  return builder.fields;
}

function typed(cell: string): unknown {
  if (/^\d{1,15}$/.test(cell)) return Number(cell);
  return cell === "true" || cell === "false" ? cell === "true" : cell;
}
