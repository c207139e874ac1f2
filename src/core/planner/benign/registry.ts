import { admissionChanges } from "./admission-changes.ts";
import type { BenignRule } from "./benign.ts";
import { certificates } from "./certificates.ts";
import { cordonedNodes } from "./cordoned-nodes.ts";
import { disruptionBudgets } from "./disruption-budgets.ts";
import { goneNodes } from "./gone-nodes.ts";
import { memoryUse } from "./memory-use.ts";
import { quotas } from "./quotas.ts";
import { services } from "./services.ts";
import { suspended } from "./suspended.ts";
import { upgrades } from "./upgrades.ts";

/** All that is known to look like a fault and to be none; a file a family. */
export const benignRules: readonly BenignRule[] = [
  ...disruptionBudgets,
  ...suspended,
  ...cordonedNodes,
  ...goneNodes,
  ...upgrades,
  ...services,
  ...quotas,
  ...memoryUse,
  ...admissionChanges,
  ...certificates,
];
