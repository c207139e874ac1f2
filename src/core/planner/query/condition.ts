import { isEmpty } from "./amounts.ts";
import { cell, type Row } from "./row.ts";

/** What is asked of a record; `said` follows a noun in the plural: `pods with status Running`. */
export type Condition = {
  readonly said: string;
  /** The fields that decide it, shown with the records that meet it. */
  readonly fields: readonly string[];
  holds(row: Row): boolean;
};

export const denied = (condition: Condition): Condition => ({
  said: `not ${condition.said}`,
  fields: condition.fields,
  holds: (row) => !condition.holds(row),
});

export const anyOf = (conditions: readonly Condition[]): Condition => ({
  said: conditions.map(({ said }) => said).join(" or "),
  fields: conditions.flatMap(({ fields }) => fields),
  holds: (row) => conditions.some((one) => one.holds(row)),
});

export const unless = (condition: Condition, isDenied: boolean): Condition =>
  isDenied ? denied(condition) : condition;

/** A field holds nothing, or nothing yet. */
export const lacks = (field: string): Condition => ({
  said: `without ${field}`,
  fields: [field],
  holds: (row) =>
    isEmpty(cell(row, field)) || (/\b(?:limits?|requests?)$/.test(field) && /^0(?: \(0%\))?$/.test(cell(row, field))),
});
