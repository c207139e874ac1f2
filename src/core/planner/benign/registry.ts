import type { BenignRule } from "./benign.ts";
import { caches } from "./caches.ts";
import { certificates } from "./certificates.ts";
import { disruptionBudgets } from "./disruption-budgets.ts";
import { ingressClasses } from "./ingress-classes.ts";
import { ordinaryLogs } from "./ordinary-logs.ts";
import { searchLists } from "./search-lists.ts";
import { suspended } from "./suspended.ts";

/** All that is known to look like a fault and to be none; a file a family. */
export const benignRules: readonly BenignRule[] = [
  ...disruptionBudgets,
  ...ingressClasses,
  ...searchLists,
  ...certificates,
  ...caches,
  ...ordinaryLogs,
  ...suspended,
];
