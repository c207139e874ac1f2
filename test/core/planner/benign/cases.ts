import type { Output } from "../situations.ts";
import { admittedRequests } from "./admitted-requests.ts";
import { announcers } from "./announcers.ts";
import { autoscaling } from "./autoscaling.ts";
import { columns } from "./columns.ts";
import { cronTimes } from "./cron-times.ts";
import { daemonCoverage } from "./daemon-coverage.ts";
import { daemonIdle } from "./daemon-idle.ts";
import { defaultBackends } from "./default-backends.ts";
import { deployments } from "./deployments.ts";
import { disruptionBudgets } from "./disruption-budgets.ts";
import { emptyNamespaces } from "./empty-namespaces.ts";
import { ephemeralRunners } from "./ephemeral-runners.ts";
import { eventDriven } from "./event-driven.ts";
import { explainedSigns } from "./explained-signs.ts";
import { firstRuns } from "./first-runs.ts";
import { hotStandbys } from "./hot-standbys.ts";
import { jobSteps } from "./job-steps.ts";
import { keptRuns } from "./kept-runs.ts";
import { knocksAndTries } from "./knocks-and-tries.ts";
import { laterRuns } from "./later-runs.ts";
import { misreadAges } from "./misread-ages.ts";
import { misreadEvents } from "./misread-events.ts";
import { misreadNetwork } from "./misread-network.ts";
import { misreadPlatform } from "./misread-platform.ts";
import { misreadPods } from "./misread-pods.ts";
import { misreadPolicies } from "./misread-policies.ts";
import { misreadRollouts } from "./misread-rollouts.ts";
import { misreadScaling } from "./misread-scaling.ts";
import { misreadSigns } from "./misread-signs.ts";
import { misreadStarts } from "./misread-starts.ts";
import { misreadStates } from "./misread-states.ts";
import { missedRuns } from "./missed-runs.ts";
import { movedPods } from "./moved-pods.ts";
import { nextRuns } from "./next-runs.ts";
import { nodeUpgrades } from "./node-upgrades.ts";
import { notAnyMore } from "./not-any-more.ts";
import { notAtRest } from "./not-at-rest.ts";
import { notLost } from "./not-lost.ts";
import { ordinaryBrokers } from "./ordinary-brokers.ts";
import { ordinaryCallers } from "./ordinary-callers.ts";
import { ordinaryDatabases } from "./ordinary-databases.ts";
import { ordinaryHousekeeping } from "./ordinary-housekeeping.ts";
import { ordinaryKinds } from "./ordinary-kinds.ts";
import { ordinaryKnocks } from "./ordinary-knocks.ts";
import { ordinaryLinks } from "./ordinary-links.ts";
import { ordinaryMembers } from "./ordinary-members.ts";
import { ordinaryProbes } from "./ordinary-probes.ts";
import { ordinaryRuntimes } from "./ordinary-runtimes.ts";
import { ordinarySides } from "./ordinary-sides.ts";
import { ordinaryStarts } from "./ordinary-starts.ts";
import { ownObjects } from "./own-objects.ts";
import { pastTroubles } from "./past-troubles.ts";
import { placeholders } from "./placeholders.ts";
import { plannedEndings } from "./planned-endings.ts";
import { plannedRemovals } from "./planned-removals.ts";
import { plannedRestarts } from "./planned-restarts.ts";
import { platform } from "./platform.ts";
import { provisionedClaims } from "./provisioned-claims.ts";
import { readiness } from "./readiness.ts";
import { replacedMembers } from "./replaced-members.ts";
import { requestDriven } from "./request-driven.ts";
import { retriedTasks } from "./retried-tasks.ts";
import { rolloutsUnderWay } from "./rollouts-under-way.ts";
import { servedAllTheSame } from "./served-all-the-same.ts";
import { radioClients, shippers } from "./shippers.ts";
import { sidecars } from "./sidecars.ts";
import { sizesAndAmounts } from "./sizes-and-amounts.ts";
import { spareVolumes } from "./spare-volumes.ts";
import { statefulSets } from "./stateful-sets.ts";
import { stoppedPods } from "./stopped-pods.ts";
import { suspended } from "./suspended.ts";
import { switchovers } from "./switchovers.ts";
import { terminating } from "./terminating.ts";
import { unusualFigures } from "./unusual-figures.ts";
import { zeroPlans } from "./zero-plans.ts";

/** What looks like a fault and is none; `says` is in the first 600 characters. Without `says`: the same look, and a fault. */
export type Row = {
  readonly code: string;
  readonly name: string;
  readonly question: string;
  readonly outputs: readonly Output[];
  readonly says?: RegExp;
};

/** A file a family, as in src/core/planner/benign. */
const rows: readonly Row[] = [
  ...emptyNamespaces,
  ...explainedSigns,
  ...unusualFigures,
  ...missedRuns,
  ...notAnyMore,
  ...notAtRest,
  ...autoscaling,
  ...columns,
  ...cronTimes,
  ...keptRuns,
  ...daemonCoverage,
  ...daemonIdle,
  ...deployments,
  ...disruptionBudgets,
  ...misreadAges,
  ...misreadEvents,
  ...misreadNetwork,
  ...misreadPlatform,
  ...misreadPods,
  ...misreadScaling,
  ...misreadStates,
  ...jobSteps,
  ...movedPods,
  ...stoppedPods,
  ...nodeUpgrades,
  ...ordinaryKinds,
  ...ordinaryCallers,
  ...ordinaryDatabases,
  ...ordinaryKnocks,
  ...ordinaryStarts,
  ...ordinaryRuntimes,
  ...ordinarySides,
  ...ordinaryBrokers,
  ...pastTroubles,
  ...provisionedClaims,
  ...plannedEndings,
  ...platform,
  ...readiness,
  ...servedAllTheSame,
  ...sidecars,
  ...statefulSets,
  ...spareVolumes,
  ...suspended,
  ...terminating,
  ...sizesAndAmounts,
  ...plannedRemovals,
  ...ownObjects,
  ...ordinaryProbes,
  ...ordinaryMembers,
  ...misreadPolicies,
  ...misreadRollouts,
  ...notLost,
  ...ordinaryHousekeeping,
  ...ordinaryLinks,
  ...misreadSigns,
  ...misreadStarts,
  ...plannedRestarts,
  ...admittedRequests,
  ...zeroPlans,
  ...rolloutsUnderWay,
  ...placeholders,
  ...hotStandbys,
  ...firstRuns,
  ...knocksAndTries,
  ...replacedMembers,
  ...switchovers,
  ...eventDriven,
  ...retriedTasks,
  ...laterRuns,
  ...ephemeralRunners,
  ...shippers,
  ...radioClients,
  ...defaultBackends,
  ...requestDriven,
  ...nextRuns,
  ...announcers,
];

export const benignCases = rows.flatMap((row) => (row.says === undefined ? [] : [{ ...row, says: row.says }]));
export const faultCases = rows.filter(({ says }) => says === undefined);
