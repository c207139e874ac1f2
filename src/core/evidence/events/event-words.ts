/** Kinds that events with certain reasons are about, where the output does not say; any other event is taken to be about a pod. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^(?:FailedCreate|FailedDaemonPod|ReplicaSetCreateError|SuccessfulCreate|SuccessfulDelete)$/, "ReplicaSet"],
  [/^(?:ScalingReplicaSet|DeploymentRollback|DeploymentPaused)$/, "Deployment"],
  [
    /^(?:MissSchedule|FailedNeedsStart|TooManyMissedTimes|UnparseableSchedule|JobAlreadyActive|UnknownTimeZone|SawCompletedJob)$/,
    "CronJob",
  ],
  [/^(?:BackoffLimitExceeded|DeadlineExceeded|FailedIndexes|Suspended|Completed)$/, "Job"],
  [
    /^(?:ProvisioningFailed|FailedBinding|ExternalProvisioning|WaitForFirstConsumer|VolumeResizeFailed|Provisioning|ProvisioningSucceeded)$/,
    "PersistentVolumeClaim",
  ],
  [
    /^(?:FailedGet\w*Metric|FailedComputeMetricsReplicas|FailedGetScale|FailedRescale|SuccessfulRescale)$/,
    "HorizontalPodAutoscaler",
  ],
  [/^(?:SystemOOM|OOMKilling|NodeNotReady|EvictionThresholdMet|FreeDiskSpaceFailed|NodeHas\w+|Rebooted)$/, "Node"],
  [
    /^(?:SyncLoadBalancerFailed|CreatingLoadBalancerFailed|FailedToUpdateEndpoint\w*|AllocationFailed|EnsuringLoadBalancer|EnsuredLoadBalancer)$/,
    "Service",
  ],
];

/** The kind of object that events with this reason are about. */
export const kindOfReason = (reason: string): string => kinds.find(([pattern]) => pattern.test(reason))?.[1] ?? "Pod";

/** Sentences of Kubernetes that are told apart without the table around them, with the reason of the event they stand in. */
const openings: readonly (readonly [RegExp, string])[] = [
  [/\d{1,6}\/\d{1,6} nodes are available: /, "FailedScheduling"],
  [/pod didn't trigger scale-up/, "NotTriggerScaleUp"],
  [/Failed to pull image "|Failed to apply default image tag|failed to pull and unpack image "/, "Failed"],
  [/Back-off pulling image "/, "BackOff"],
  [/MountVolume\.\w+ failed for volume|Unable to attach or mount volumes|MountDevice failed/, "FailedMount"],
  [/AttachVolume\.Attach failed|Multi-Attach error for volume/, "FailedAttachVolume"],
  [/[Ff]ailed to create pod sandbox|network plugin is not ready/, "FailedCreatePodSandBox"],
  [/(?:Liveness|Readiness|Startup) probe (?:failed|errored)/, "Unhealthy"],
  [
    /Error: (?:configmap|secret) "[^"]{1,253}" not found|couldn't find key \S{1,253} in (?:ConfigMap|Secret)|container has runAsNonRoot|unable to start container process|[Ff]ailed to create containerd (?:task|container)/,
    "Failed",
  ],
  [/Back-off restarting failed container/, "BackOff"],
  [
    /Error creating: |(?:pods "[^"]{1,253}" )?is forbidden: (?:exceeded quota|failed quota|error looking up|violates PodSecurity)|violates PodSecurity "/,
    "FailedCreate",
  ],
];

/** The reason of the event that a sentence stands in; undefined when the sentence is none that Kubernetes is known to say. */
export const reasonOfMessage = (text: string): string | undefined =>
  openings.find(([pattern]) => pattern.test(text))?.[1];

/** Where in a line such a sentence begins, so that what stands before it can be told from it. */
export const startOfMessage = (text: string): number => {
  const starts = openings.map(([pattern]) => text.search(pattern)).filter((start) => start >= 0);
  return starts.length === 0 ? -1 : Math.min(...starts);
};
