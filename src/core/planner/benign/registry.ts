import { autoscaling } from "./autoscaling.ts";
import type { BenignRule } from "./benign.ts";
import { daemonCoverage } from "./daemon-coverage.ts";
import { disruptionBudgets } from "./disruption-budgets.ts";
import { sidecars } from "./sidecars.ts";
import { statefulSets } from "./stateful-sets.ts";
import { suspended } from "./suspended.ts";
import { terminating } from "./terminating.ts";

/** All that is known to look like a fault and to be none; a file a family. */
export const benignRules: readonly BenignRule[] = [
  ...disruptionBudgets,
  ...suspended,
  ...statefulSets,
  ...terminating,
  ...sidecars,
  ...daemonCoverage,
  ...autoscaling,
];
