import type { Fields } from "../../core/evidence/observed.ts";
import type { ColumnDefinition, Columns, Context } from "./columns/column.ts";
import { entriesAt, integerAt, textAt } from "./columns/fields.ts";
import { humanDuration } from "./columns/human-duration.ts";
import { jsonPath } from "./json-path.ts";
import { nameOf } from "./kube-object.ts";
import type { Resource } from "./resources.ts";
import { timeOf } from "./times.ts";

const nameColumn = {
  name: "Name",
  type: "string",
  format: "name",
  description: "Name must be unique within a namespace.",
  priority: 0,
} as const;

const ageColumn = { name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp" };

/** The columns of a custom resource as its CustomResourceDefinition lists them; Name and Age when it lists none. */
export function customColumns({ custom }: Resource): Columns {
  const listed = custom === undefined ? [] : entriesAt(custom, "additionalPrinterColumns");
  const columns = (listed.length === 0 ? [ageColumn] : listed).map(column);
  return {
    definitions: [nameColumn, ...columns.map(({ definition }) => definition)],
    cells: (object, context) => [nameOf(object), ...columns.map(({ cell }) => cell(object, context))],
  };
}

function column(listed: Fields): { definition: ColumnDefinition; cell: (object: Fields, context: Context) => unknown } {
  const type = textAt(listed, "type");
  const path = textAt(listed, "jsonPath");
  const find = jsonPath(path);
  return {
    definition: {
      name: textAt(listed, "name"),
      type,
      format: textAt(listed, "format"),
      description: textAt(listed, "description") || `Custom resource definition column (in JSONPath format): ${path}`,
      priority: integerAt(listed, "priority"),
    } as unknown as ColumnDefinition,
    cell: (object, { now }) => cell(type, find(object), now),
  };
}

/** One cell, by the column's type (k8s.io/apiextensions-apiserver/pkg/registry/customresource/tableconvertor). */
function cell(type: string, values: readonly unknown[], now: number): unknown {
  const [first] = values;
  if (first === undefined || first === null) return null;
  if (type === "date") return age(first, now);
  if (type === "integer") return typeof first === "number" ? Math.trunc(first) : null;
  if (type === "number") return typeof first === "number" ? first : null;
  if (type === "boolean") return typeof first === "boolean" ? first : null;
  return values.map(printed).join(",");
}

function age(value: unknown, now: number): string {
  const time = typeof value === "string" ? timeOf(value) : undefined;
  return time === undefined ? "<invalid>" : humanDuration(now - time);
}

function printed(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
