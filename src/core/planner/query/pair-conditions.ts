import type { Clause } from "./clause.ts";
import { type Condition, unless } from "./condition.ts";
import { cell, type RowSet } from "./row.ts";
import { holdsOneOf } from "./value-conditions.ts";

const pair = /(?<![\w.-])([a-z][\w./-]{0,80})(!?=)=?(\w[\w.-]{0,62})(?![\w.-])/gi;

/** What is said before a pair that records have not. */
const lacking =
  /\b(?:(?:(?:do|does|did)(?: not|n't)|not|never) (?:carry|have|bear|hold|get|wear|show)(?: the| a)?|(?:not|never|without|lacks?|lacking|missing)(?: (?:with|labell?ed|the|a|having))*)(?: labels?)? $/i;

/** `with the label tier=batch`, `tier!=batch`, `that do not carry tier=batch`: the pair says of which field the value is. */
export function pairConditions(clause: Clause, set: RowSet): readonly Condition[] {
  if (set.sort === "log") return [];
  const found = [...clause.text.matchAll(pair)].flatMap((match) => {
    const [whole, key, sign, value] = match;
    const own = conditionOf(key!, value!, set);
    if (own === null) return [];
    clause.blank(match.index, match.index + whole.length);
    const denial = lacking.exec(clause.text.slice(0, match.index));
    if (denial !== null) clause.blank(denial.index, match.index);
    return [unless(own, sign === "!=" || denial !== null)];
  });
  if (found.length > 0) clause.take(/\b(?:the |a )?labels?(?= )/);
  return found;
}

function conditionOf(key: string, value: string, set: RowSet): Condition | null {
  const field = set.fields.find(({ name }) => name === `label ${key}` || name.endsWith(`/${key}`))?.name;
  if (field !== undefined) return holdsOneOf(field, [value], new Set([value.toLowerCase()]));
  const column = set.fields.find(({ name }) => name.toLowerCase() === "labels")?.name;
  if (column === undefined) return null;
  return {
    said: `with label ${key}=${value}`,
    fields: [column],
    holds: (row) => cell(row, column).split(",").includes(`${key}=${value}`),
  };
}
