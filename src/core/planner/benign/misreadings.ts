import { lenientModes } from "./access/lenient-modes.ts";
import { reportedViolations } from "./access/reported-violations.ts";
import { requestsAtAdmission } from "./access/requests-at-admission.ts";
import { tokenSecrets } from "./access/token-secrets.ts";
import type { BenignRule } from "./benign.ts";
import { unlessCallsFail } from "./complaints.ts";
import { plannedLogLines } from "./logs/planned-log-lines.ts";
import { scannedPaths } from "./logs/scanned-paths.ts";
import { allPodsPolicies } from "./network/all-pods-policies.ts";
import { announcers } from "./network/announcers.ts";
import { defaultBackends } from "./network/default-backends.ts";
import { dependencies } from "./network/dependencies.ts";
import { localTraffic } from "./network/local-traffic.ts";
import { sharedAddresses } from "./network/shared-addresses.ts";
import { architectures } from "./nodes/architectures.ts";
import { nodeAges } from "./nodes/node-ages.ts";
import { reservedNodes } from "./nodes/reserved-nodes.ts";
import { specialHardware } from "./nodes/special-hardware.ts";
import { hotStandbys } from "./products/hot-standbys.ts";
import { ownRecords } from "./products/own-records.ts";
import { primaries } from "./products/primaries.ts";
import { millicores } from "./reading/millicores.ts";
import { standingAlerts } from "./reading/standing-alerts.ts";
import { ephemeralRunners } from "./runs/ephemeral-runners.ts";
import { finishedPods } from "./runs/finished-pods.ts";
import { laterRuns } from "./runs/later-runs.ts";
import { retriedRuns } from "./runs/retried-runs.ts";
import { retriedTasks } from "./runs/retried-tasks.ts";
import { throttledBatch } from "./runs/throttled-batch.ts";
import { trainingJobs } from "./runs/training-jobs.ts";
import { eventDriven } from "./scaling/event-driven.ts";
import { requestDriven } from "./scaling/request-driven.ts";
import { toleratedMetrics } from "./scaling/tolerated-metrics.ts";
import { fileSystems } from "./storage/file-systems.ts";
import { retention } from "./storage/retention.ts";
import { changeCauses } from "./workloads/change-causes.ts";
import { debugContainers } from "./workloads/debug-containers.ts";
import { emptyNamespaces } from "./workloads/empty-namespaces.ts";
import { fleets } from "./workloads/fleets.ts";
import { harmlessEvents } from "./workloads/harmless-events.ts";
import { initContainers } from "./workloads/init-containers.ts";
import { misreadConditions } from "./workloads/misread-conditions.ts";
import { objectAges } from "./workloads/object-ages.ts";
import { reloads } from "./workloads/reloads.ts";
import { rolloutConditions } from "./workloads/rollout-conditions.ts";
import { stagedReleases } from "./workloads/staged-releases.ts";

/** What Kubernetes and its ecosystem do by design and print in a way that is easily misread. */
export const misreadings: readonly BenignRule[] = [
  ...[
    ...toleratedMetrics,
    ...emptyNamespaces,
    ...initContainers,
    ...nodeAges,
    ...eventDriven,
    ...requestDriven,
    ...finishedPods,
    ...objectAges,
    ...sharedAddresses,
    ...tokenSecrets,
    ...specialHardware,
    ...retention,
    ...standingAlerts,
    ...throttledBatch,
    ...hotStandbys,
    ...announcers,
    ...lenientModes,
    ...architectures,
    ...changeCauses,
    ...defaultBackends,
    ...dependencies,
    ...fileSystems,
    ...misreadConditions,
    ...rolloutConditions,
    ...harmlessEvents,
    ...reservedNodes,
    ...millicores,
    ...ownRecords,
    ...reportedViolations,
    ...requestsAtAdmission,
    ...localTraffic,
    ...allPodsPolicies,
    ...debugContainers,
    ...plannedLogLines,
    ...primaries,
    ...reloads,
    ...retriedRuns,
    ...retriedTasks,
    ...laterRuns,
    ...ephemeralRunners,
    ...trainingJobs,
  ].map(unlessCallsFail),
  ...fleets,
  ...stagedReleases,
  ...scannedPaths,
];
