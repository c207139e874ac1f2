/** What a failing state means to somebody who runs no clusters, and what keeps it from coming back. */
export type Lesson = {
  /** Completes "The reason:". */
  readonly plain: string;
  readonly prevent: readonly string[];
};

type Row = readonly [codes: RegExp, plain: string, ...prevent: string[]];

/** Rows in the order in which they are tried, each for a family of findings. */
const rows: readonly Row[] = [
  [
    /^(?:service-name-unknown|name-not-resolved|configured-host-wrong|queue-names-differ)/,
    "it is configured with the address of another system that does not exist, so it cannot reach what it needs",
    "Check in the pipeline that every host in the configuration is a Service that exists, before it is rolled out.",
    "Roll configuration out like code: a new ConfigMap name a change (a hash in it), so that a bad one stops at the first pod and can be rolled back.",
    "Let the readiness probe fail while the dependency is not reached, so that the old pods go on serving.",
  ],
  [
    /^image-(?:not-found|not-pullable|name-invalid)/,
    "the version that was to be rolled out does not exist in the store of program images",
    "Let the pipeline check that the image exists (`docker manifest inspect`, `crane digest`) before it changes the Deployment.",
    "Deploy by digest, or only tags that the pipeline itself has pushed.",
    "Alert on rollouts past their deadline (condition Progressing=False).",
  ],
  [
    /^image-(?:pull-denied|pull-secret-missing|credentials-expired)/,
    "the cluster has no access to the store from which the program comes",
    "Attach the pull secret to the ServiceAccount of the namespace, so that every new workload has it.",
    "Renew the credentials by a controller (External Secrets, a credential provider of the kubelet), not by hand.",
    "Or mirror images of others into your own registry.",
  ],
  [
    /^image-/,
    "its program cannot be fetched from the store of program images",
    "Mirror the images into a registry of your own and deploy from there.",
    "Alert on ImagePullBackOff.",
  ],
  [
    /^(?:missing-secret-key|missing-configmap|missing-secret|container-not-created|reference-missing|missing-environment|credentials-missing|missing-claim)/,
    "a piece of its configuration is missing, so it cannot start",
    "Keep the ConfigMaps and Secrets in the same release as what reads them, so that neither is changed alone.",
    "Check references in the pipeline (`kubectl apply --dry-run=server` does not; kubeconform with a policy, or helm tests, do).",
    "Let the controller that writes a Secret own all of its keys.",
  ],
  [
    /^(?:oom-killed|memory-limit-too-low|application-out-of-memory|node-out-of-memory)/,
    "it needs more memory than it is allowed to use and is stopped each time it does",
    "Set the memory limit by what it uses at its peak, with a margin of a quarter or so, and the request near it.",
    "Alert when the use passes 85% of the limit, and on OOMKilled.",
    "Bound what takes the memory in the application itself: concurrency, heap and cache sizes.",
    "Put its largest inputs into the load test.",
  ],
  [
    /^readiness-probe/,
    "the check that tells whether it is ready asks for something that it does not answer",
    "Keep the path of the probe beside the code that serves it, and test it in the pipeline against the image.",
    "Leave maxUnavailable at 0 for such rollouts: the old pods went on serving this time for that reason.",
    "Alert on rollouts past their deadline.",
  ],
  [
    /^liveness-probe/,
    "it is stopped and started again before it has finished starting",
    "Give slow starters a startupProbe; the liveness probe begins only after it.",
    "Measure the time to start in the pipeline, and set the bound at twice that.",
  ],
  [
    /^(?:service-(?:selector|without|port|selects)|ingress-backend)/,
    "requests to it are sent to nothing, since the entry that should point at it does not match it",
    "Write the labels of the pods and the selector of the Service from one place (a Helm helper, kustomize labels).",
    "Alert on Services without endpoints.",
    "Send a request through the Service as the last step of each rollout.",
  ],
  [
    /^(?:certificate-|kubelet-certificate)/,
    "a certificate that proves the identity of a service has run out, so nothing accepts it",
    "Alert 21 days before a certificate ends, whoever renews it.",
    "Never pause a renewal without a date on which it goes on.",
  ],
  [
    /^(?:network-policy)/,
    "a firewall rule in the cluster does not allow a connection that it needs",
    "Review egress together with each new dependency; test policies with the calls that have to pass.",
    "Alert on time-outs to what is outside, by target.",
  ],
  [
    /^(?:wrong-credentials|unauthorized|vault)/,
    "a password was changed, and it still uses the old one",
    "Rotate by a controller that writes every Secret that holds the password and restarts what reads them.",
    "Let old and new passwords both be valid for a while at each rotation.",
    "Keep a list of who uses a password: the Secrets with the same source.",
  ],
  [
    /^(?:insufficient-|unschedulable|node-selector|not-scheduled|untolerated|pod-(?:anti-)?affinity|topology)/,
    "it asks for a machine or for resources that the cluster does not have",
    "Compare requests and node selectors with the nodes that exist in the pipeline (a policy, or a LimitRange with a maximum).",
    "Alert on pods that are Pending for more than 10 minutes.",
  ],
  [
    /^(?:quota-exceeded|limit-range|creation-forbidden)/,
    "its part of the cluster has used up what it was allotted",
    "Alert when a ResourceQuota is used to 85%.",
    "Count the surge of a rollout in: a quota has to hold more than the replicas.",
  ],
  [
    /^(?:autoscaler-at-maximum|cpu-)/,
    "there is more load than it is allowed to add copies for",
    "Alert when a HorizontalPodAutoscaler stands at its maximum for more than 15 minutes.",
    "Set maxReplicas from the load that is expected, times two, and see that nodes and quota hold them.",
  ],
  [
    /^autoscaler-/,
    "it does not grow with the load, since its use cannot be measured",
    "Require requests for every container by policy, sidecars included (a LimitRange gives a default).",
    "Alert on ScalingActive=False of HorizontalPodAutoscalers.",
  ],
  [
    /^(?:migration-failing|data-of-other-version|version-mismatch)/,
    "its version is older than the data that it finds",
    "Do not roll an image back behind a migration; migrate in two steps (expand, then contract), so that the version before still fits.",
    "Check the schema revision before a rollback.",
  ],
  [
    /^(?:command-missing|command-not|module-missing|file-missing)/,
    "a program that it calls is missing in the image",
    "Run the job once against the image in the pipeline, with the real script.",
    "Pin the base image, and install what the script calls by name.",
    "Alert on failed Jobs.",
  ],
  [
    /^(?:invalid-configuration|malformed|syntax-error|manifest-invalid)/,
    "its configuration has a mistake, so it stops at once",
    "Validate the configuration in the pipeline with the program itself (most have a check mode).",
    "Roll it out to one pod or node first; that is what kept the others running.",
  ],
  [
    /^(?:storage-class|claim|provision|no-volume|volume|mount)/,
    "the storage that it asks for cannot be given to it",
    "Name no StorageClass where the default will do, and check in the pipeline that a named one exists.",
    "Alert on claims that are Pending for more than 10 minutes.",
  ],
  [
    /^(?:node-disk|image-storage-full|disk-full|pod-evicted|store-full)/,
    "the disk of a machine is nearly full",
    "Alert at 80% of the disk; the kubelet evicts at 85 to 90%.",
    "Set ephemeral-storage requests and limits, and rotate logs (containerLogMaxSize).",
    "Keep images small and lower the threshold of the image clean-up.",
  ],
  [
    /^(?:node-cordoned|nodes-cordoned)/,
    "a machine was taken out of service for maintenance and not put back",
    "Alert on nodes that are cordoned for more than an hour.",
    "Let a tool that uncordons at its end do the maintenance.",
  ],
  [
    /^node/,
    "a machine of the cluster is not in order",
    "Alert on node conditions, and let a controller replace nodes that stay NotReady.",
    "Spread replicas over nodes, so that one may fail.",
  ],
  [
    /^(?:disruption-budget|eviction)/,
    "a safety rule forbids every planned move of its copies, so machines cannot be emptied",
    "Write budgets as maxUnavailable: 1; minAvailable equal to the replicas forbids every drain.",
    "Check budgets by policy: allowed disruptions must not stay at 0.",
  ],
  [
    /^(?:namespace-stuck|finalizer|pod-terminating)/,
    "something that should clean up behind it does not run, so it is never fully removed",
    "Remove custom resources before the controller that handles their finalizers.",
    "Alert on namespaces that are Terminating for more than an hour.",
  ],
  [
    /^(?:call-timed-out|dependency|slow|connection|too-many-connections)/,
    "another system that it calls answers late or not at all",
    "Set time-outs and retries with a bound on each call, and a breaker where users wait for it.",
    "Alert on the time that calls take, by target.",
  ],
];

/** null: nothing is known of such a state but how it is mended. */
export function lessonOf(code: string): Lesson | null {
  const row = rows.find(([codes]) => codes.test(code));
  if (row === undefined) return null;
  const [, plain, ...prevent] = row;
  return { plain, prevent };
}
