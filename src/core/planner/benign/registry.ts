import type { BenignRule } from "./benign.ts";
import { disruptionBudgets } from "./disruption-budgets.ts";
import { suspended } from "./suspended.ts";

/** All that is known to look like a fault and to be none; a file a family. */
export const benignRules: readonly BenignRule[] = [...disruptionBudgets, ...suspended];
