import { allPodsPolicies } from "./all-pods-policies.ts";
import { announcers } from "./announcers.ts";
import { architectures } from "./architectures.ts";
import type { BenignRule } from "./benign.ts";
import { changeCauses } from "./change-causes.ts";
import { unlessCallsFail } from "./complaints.ts";
import { debugContainers } from "./debug-containers.ts";
import { defaultBackends } from "./default-backends.ts";
import { dependencies } from "./dependencies.ts";
import { emptyNamespaces } from "./empty-namespaces.ts";
import { ephemeralRunners } from "./ephemeral-runners.ts";
import { eventDriven } from "./event-driven.ts";
import { fileSystems } from "./file-systems.ts";
import { finishedPods } from "./finished-pods.ts";
import { fleets } from "./fleets.ts";
import { harmlessEvents } from "./harmless-events.ts";
import { hotStandbys } from "./hot-standbys.ts";
import { initContainers } from "./init-containers.ts";
import { laterRuns } from "./later-runs.ts";
import { lenientModes } from "./lenient-modes.ts";
import { localTraffic } from "./local-traffic.ts";
import { millicores } from "./millicores.ts";
import { misreadConditions } from "./misread-conditions.ts";
import { nodeAges } from "./node-ages.ts";
import { objectAges } from "./object-ages.ts";
import { ownRecords } from "./own-records.ts";
import { plannedLogLines } from "./planned-log-lines.ts";
import { primaries } from "./primaries.ts";
import { reloads } from "./reloads.ts";
import { reportedViolations } from "./reported-violations.ts";
import { requestDriven } from "./request-driven.ts";
import { requestsAtAdmission } from "./requests-at-admission.ts";
import { reservedNodes } from "./reserved-nodes.ts";
import { retention } from "./retention.ts";
import { retriedRuns } from "./retried-runs.ts";
import { retriedTasks } from "./retried-tasks.ts";
import { rolloutConditions } from "./rollout-conditions.ts";
import { scannedPaths } from "./scanned-paths.ts";
import { sharedAddresses } from "./shared-addresses.ts";
import { specialHardware } from "./special-hardware.ts";
import { stagedReleases } from "./staged-releases.ts";
import { standingAlerts } from "./standing-alerts.ts";
import { throttledBatch } from "./throttled-batch.ts";
import { tokenSecrets } from "./token-secrets.ts";
import { toleratedMetrics } from "./tolerated-metrics.ts";
import { trainingJobs } from "./training-jobs.ts";

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
