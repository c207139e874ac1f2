import type { Output } from "../situations.ts";
import { disruptionBudgets } from "./disruption-budgets.ts";
import { suspended } from "./suspended.ts";

/** What looks like a fault and is none; `says` is in the first 600 characters. Without `says`: the same look, and a fault. */
export type Row = {
  readonly code: string;
  readonly name: string;
  readonly question: string;
  readonly outputs: readonly Output[];
  readonly says?: RegExp;
};

/** A file a family, as in src/core/planner/benign. */
const rows: readonly Row[] = [...disruptionBudgets, ...suspended];

export const benignCases = rows.flatMap((row) => (row.says === undefined ? [] : [{ ...row, says: row.says }]));
export const faultCases = rows.filter(({ says }) => says === undefined);
