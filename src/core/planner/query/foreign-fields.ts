import type { RowSet } from "./row.ts";

/** What a clause asks for in words of which another set has a part as well: `cluster ip` is no `ip` of a pod. */
const alike: readonly (readonly [said: RegExp, field: RegExp])[] = [
  [/\b(?:cluster|service)[- ]?ip\b/, /^cluster[- ]?ip$/],
  [/\b(?:external|public)[- ]?(?:ip|address)\b/, /^(?:external[- ]?ip|address(?:es)?|hosts?)$/],
  [/\bhow (?:often|many times)\b.*\brestart/, /^restarts?$/],
];

/** Whether a clause asks for a field that a set has not, though it has one that is called alike. */
export const asksForForeignField = (text: string, set: RowSet): boolean =>
  alike.some(([said, field]) => said.test(text) && !set.fields.some(({ name }) => field.test(name)));
