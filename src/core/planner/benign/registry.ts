import { appliedRevisions } from "./applied-revisions.ts";
import { autoscaling } from "./autoscaling.ts";
import type { BenignRule } from "./benign.ts";
import { caches } from "./caches.ts";
import { certificateTries } from "./certificate-tries.ts";
import { columns } from "./columns.ts";
import { unlessCallsFail } from "./complaints.ts";
import { cronTimes } from "./cron-times.ts";
import { daemonCoverage } from "./daemon-coverage.ts";
import { daemonIdle } from "./daemon-idle.ts";
import { deployments } from "./deployments.ts";
import { disruptionBudgets } from "./disruption-budgets.ts";
import { expiredBackups } from "./expired-backups.ts";
import { firstRuns } from "./first-runs.ts";
import { ingressClasses } from "./ingress-classes.ts";
import { jobSteps } from "./job-steps.ts";
import { largerVolumes } from "./larger-volumes.ts";
import { misreadings } from "./misreadings.ts";
import { movedPods } from "./moved-pods.ts";
import { nextRuns } from "./next-runs.ts";
import { nodeReboots } from "./node-reboots.ts";
import { nodeUpgrades } from "./node-upgrades.ts";
import { oldReplicaSets } from "./old-replica-sets.ts";
import { ordinaryLogs } from "./ordinary-logs.ts";
import { pastTroubles } from "./past-troubles.ts";
import { placeholders } from "./placeholders.ts";
import { platform } from "./platform.ts";
import { readiness } from "./readiness.ts";
import { removedJobs } from "./removed-jobs.ts";
import { replacedMembers } from "./replaced-members.ts";
import { revisionGaps } from "./revision-gaps.ts";
import { rolloutsUnderWay } from "./rollouts-under-way.ts";
import { searchLists } from "./search-lists.ts";
import { sidecars } from "./sidecars.ts";
import { startingUp } from "./starting-up.ts";
import { statefulSets } from "./stateful-sets.ts";
import { stoppedPods } from "./stopped-pods.ts";
import { suspended } from "./suspended.ts";
import { switchovers } from "./switchovers.ts";
import { terminating } from "./terminating.ts";
import { unusualFigures } from "./unusual-figures.ts";
import { zeroPlans } from "./zero-plans.ts";

/** All that is known to look like a fault and to be none; a file a family. */
export const benignRules: readonly BenignRule[] = [
  ...disruptionBudgets,
  ...suspended,
  ...zeroPlans,
  ...[
    ...statefulSets,
    ...terminating,
    ...sidecars,
    ...daemonCoverage,
    ...daemonIdle,
    ...autoscaling,
    ...oldReplicaSets,
    ...deployments,
    ...rolloutsUnderWay,
    ...nodeReboots,
    ...pastTroubles,
    ...nodeUpgrades,
    ...readiness,
    ...placeholders,
    ...startingUp,
    ...cronTimes,
    ...firstRuns,
    ...nextRuns,
    ...movedPods,
    ...stoppedPods,
    ...columns,
    ...jobSteps,
    ...largerVolumes,
    ...removedJobs,
    ...revisionGaps,
    ...appliedRevisions,
    ...expiredBackups,
  ].map(unlessCallsFail),
  ...ingressClasses,
  ...searchLists,
  ...platform,
  ...certificateTries,
  ...caches,
  ...replacedMembers,
  ...switchovers,
  ...ordinaryLogs,
  ...misreadings,
  ...unusualFigures,
];
