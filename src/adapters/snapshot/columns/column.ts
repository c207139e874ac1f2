import type { Fields } from "../../../core/evidence/observed.ts";
import { at, textAt } from "./fields.ts";
import { since } from "./timestamp.ts";

/** One column of a Table, in the shape of meta.k8s.io/v1 TableColumnDefinition; priority above 0 shows with `-o wide` only. */
export type ColumnDefinition = {
  readonly name: string;
  readonly type: "string" | "integer" | "boolean" | "date";
  readonly format: "" | "name" | "quantity" | "duration";
  readonly description: string;
  readonly priority: number;
};

/** What a cell depends on besides its object. */
export type Context = {
  /** Milliseconds since 1970 from which ages are counted. */
  readonly now: number;
};

/** The columns of one resource and the cells of one of its objects, in the same order. */
export type Columns = {
  readonly definitions: readonly ColumnDefinition[];
  cells(object: Fields, context: Context): readonly unknown[];
  /** The order of the rows of a list, for the one resource that the server does not list by namespace and name. */
  compare?(a: Fields, b: Fields): number;
};

export type Column = { readonly definition: ColumnDefinition; readonly cell: Cell };
type Cell = (object: Fields, context: Context) => unknown;

/** Joins columns into the table of a resource. */
export function columns(...list: readonly Column[]): Columns {
  return {
    definitions: list.map((column) => column.definition),
    cells: (object, context) => list.map((column) => column.cell(object, context)),
  };
}

/** A column whose cells are printed as text whatever they are: most columns of the server say `string`. */
export function text(name: string, description: string, cell: Cell): Column {
  return { definition: { name, type: "string", format: "", description, priority: 0 }, cell };
}

export function integer(name: string, description: string, cell: Cell): Column {
  return { definition: { name, type: "integer", format: "", description, priority: 0 }, cell };
}

export function boolean(name: string, description: string, cell: Cell): Column {
  return { definition: { name, type: "boolean", format: "", description, priority: 0 }, cell };
}

/** The same column, shown with `-o wide` only. */
export function wide(column: Column): Column {
  return { ...column, definition: { ...column.definition, priority: 1 } };
}

/** The same column with the format `name`, by which clients find the object's name. */
export function named(column: Column): Column {
  return { ...column, definition: { ...column.definition, format: "name" } };
}

export const objectName = (object: Fields): string => textAt(object, "metadata", "name");

export const name: Column = named(text("Name", "Name of the object.", objectName));

export const age: Column = text("Age", "Time since the object was created.", (object, { now }) =>
  since(at(object, "metadata", "creationTimestamp"), now),
);

/** The two columns of kinds without a printer of their own: NAME and CREATED AT, a timestamp in UTC as it is. */
export const plain: Columns = columns(name, {
  definition: {
    name: "Created At",
    type: "date",
    format: "",
    description: "When the object was created.",
    priority: 0,
  },
  cell: createdAt,
});

function createdAt(object: Fields): string {
  const parsed = Date.parse(textAt(object, "metadata", "creationTimestamp"));
  const known = Number.isNaN(parsed) ? "0001-01-01T00:00:00.000Z" : new Date(parsed).toISOString();
  return known.replace(/\.\d{3}Z$/, "Z");
}
