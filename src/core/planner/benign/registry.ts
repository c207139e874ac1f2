import { certificateTries } from "./access/certificate-tries.ts";
import type { BenignRule } from "./benign.ts";
import { unlessCallsFail } from "./complaints.ts";
import { ordinaryLogs } from "./logs/ordinary-logs.ts";
import { misreadings } from "./misreadings.ts";
import { ingressClasses } from "./network/ingress-classes.ts";
import { searchLists } from "./network/search-lists.ts";
import { daemonCoverage } from "./nodes/daemon-coverage.ts";
import { daemonIdle } from "./nodes/daemon-idle.ts";
import { nodeReboots } from "./nodes/node-reboots.ts";
import { nodeUpgrades } from "./nodes/node-upgrades.ts";
import { placeholders } from "./nodes/placeholders.ts";
import { platform } from "./platform.ts";
import { appliedRevisions } from "./products/applied-revisions.ts";
import { caches } from "./products/caches.ts";
import { switchovers } from "./products/switchovers.ts";
import { columns } from "./reading/columns.ts";
import { pastTroubles } from "./reading/past-troubles.ts";
import { cronTimes } from "./runs/cron-times.ts";
import { firstRuns } from "./runs/first-runs.ts";
import { jobSteps } from "./runs/job-steps.ts";
import { nextRuns } from "./runs/next-runs.ts";
import { removedJobs } from "./runs/removed-jobs.ts";
import { autoscaling } from "./scaling/autoscaling.ts";
import { disruptionBudgets } from "./scaling/disruption-budgets.ts";
import { expiredBackups } from "./storage/expired-backups.ts";
import { largerVolumes } from "./storage/larger-volumes.ts";
import { unusualFigures } from "./unusual-figures.ts";
import { deployments } from "./workloads/deployments.ts";
import { movedPods } from "./workloads/moved-pods.ts";
import { oldReplicaSets } from "./workloads/old-replica-sets.ts";
import { readiness } from "./workloads/readiness.ts";
import { replacedMembers } from "./workloads/replaced-members.ts";
import { revisionGaps } from "./workloads/revision-gaps.ts";
import { rolloutsUnderWay } from "./workloads/rollouts-under-way.ts";
import { sidecars } from "./workloads/sidecars.ts";
import { startingUp } from "./workloads/starting-up.ts";
import { statefulSets } from "./workloads/stateful-sets.ts";
import { stoppedPods } from "./workloads/stopped-pods.ts";
import { suspended } from "./workloads/suspended.ts";
import { terminating } from "./workloads/terminating.ts";
import { zeroPlans } from "./workloads/zero-plans.ts";

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
