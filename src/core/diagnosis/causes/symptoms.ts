/**
 * Codes of the states that a pod which cannot run brings about elsewhere: in what controls it, in the Services it stands behind
 * and in the pods that call those.
 */
export const podSymptoms: readonly string[] = [
  "pod-not-ready",
  "deployment-unavailable",
  "rollout-stuck",
  "stateful-set-stuck",
  "daemonset-incomplete",
  "job-failed",
  "job-retrying",
  "service-without-endpoints",
  "dependency-unreachable",
  "api-service-unavailable",
  "webhook-unreachable",
  "claim-waits-for-consumer",
  "disruption-budget-blocks",
  "queue-unread",
];

/** The same for what makes a container end: its crash is the first symptom. */
export const crashSymptoms: readonly string[] = [
  "crash-loop",
  "container-exits",
  "frequent-restarts",
  "liveness-probe-failing",
  "readiness-probe-failing",
  "startup-probe-failing",
  "init-container-failing",
  "init-container-waiting",
  "application-error",
  ...podSymptoms,
];

/** Findings that only say that something is not well; any other finding of the same object makes them superfluous. */
export const fallbackCodes: ReadonlySet<string> = new Set(["pod-not-ready", "application-error", "warning-event"]);

/** Findings that name the step at which a pod hangs and not why; among equals they come after those that do. */
export const vagueCodes: ReadonlySet<string> = new Set([
  "image-not-pullable",
  "container-not-created",
  "pod-sandbox-failed",
  "volume-mount-timeout",
  "not-scheduled",
  "unschedulable",
  "init-container-waiting",
  "crash-loop",
]);
