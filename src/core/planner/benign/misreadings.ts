import type { BenignRule } from "./benign.ts";
import { unlessCallsFail } from "./complaints.ts";
import { eventDriven } from "./event-driven.ts";
import { finishedPods } from "./finished-pods.ts";
import { fleets } from "./fleets.ts";
import { hotStandbys } from "./hot-standbys.ts";
import { lenientModes } from "./lenient-modes.ts";
import { objectAges } from "./object-ages.ts";
import { retention } from "./retention.ts";
import { scannedPaths } from "./scanned-paths.ts";
import { sharedAddresses } from "./shared-addresses.ts";
import { specialHardware } from "./special-hardware.ts";
import { stagedReleases } from "./staged-releases.ts";
import { standingAlerts } from "./standing-alerts.ts";
import { throttledBatch } from "./throttled-batch.ts";
import { tokenSecrets } from "./token-secrets.ts";
import { toleratedMetrics } from "./tolerated-metrics.ts";

/** What Kubernetes and its ecosystem do by design and print in a way that is easily misread. */
export const misreadings: readonly BenignRule[] = [
  ...[
    ...toleratedMetrics,
    ...eventDriven,
    ...finishedPods,
    ...objectAges,
    ...sharedAddresses,
    ...tokenSecrets,
    ...specialHardware,
    ...retention,
    ...standingAlerts,
    ...throttledBatch,
    ...hotStandbys,
    ...lenientModes,
  ].map(unlessCallsFail),
  ...fleets,
  ...stagedReleases,
  ...scannedPaths,
];
