import {
  amountOf,
  column,
  describedAs,
  either,
  externalName,
  images,
  lastRescale,
  measured,
  metricsOf,
  nodeOf,
  nodePorts,
  pairs,
  path,
  type Reader,
  taints,
  usersOfClaim,
} from "./readers.ts";

/** Something that can be asked of a thing: how it is said, of which kinds, where it stands, and how the answer says it. */
export type Property = {
  readonly said: RegExp;
  /** Words that may stand beside it, besides grammar. */
  readonly beside?: RegExp;
  /** Kinds that have it, the likeliest first; "" stands for kinds that only the evidence knows. */
  readonly kinds: readonly string[];
  readonly read: Reader;
  readonly verb: string;
};

const workloads = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job"];
const scaled =
  /^(?:number|replicas?|pods?|instances?|copies|scale[sd]?|scaling|grow|go|count|hpa|autoscaler|limit|size|allowed|keeps?)$/;

export const properties: readonly Property[] = [
  {
    said: /\b(?:max(?:imum|imal)?|at most|up to|upper (?:bound|limit)|ceiling|highest|largest)\b/,
    beside: scaled,
    kinds: ["HorizontalPodAutoscaler", "ScaledObject"],
    read: either(column("MAXPODS", "MAX"), path("spec", "maxReplicas"), path("spec", "maxReplicaCount")),
    verb: "has the maximum of replicas",
  },
  {
    said: /\b(?:min(?:imum|imal)?|at least|lower (?:bound|limit)|floor|lowest|smallest)\b/,
    beside: scaled,
    kinds: ["HorizontalPodAutoscaler", "ScaledObject"],
    read: either(column("MINPODS", "MIN"), path("spec", "minReplicas"), path("spec", "minReplicaCount")),
    verb: "has the minimum of replicas",
  },
  {
    said: /\bwhen (?:did|was|has)\b/,
    beside: /^(?:last|scale[sd]?|rescaled?|scaling|up|down|time)$/,
    kinds: ["HorizontalPodAutoscaler"],
    read: lastRescale,
    verb: "last scaled",
  },
  {
    said: /\bscale[sd]? (?:on|by)\b|\bscaling metrics?\b/,
    beside: /^metrics?$/,
    kinds: ["HorizontalPodAutoscaler"],
    read: metricsOf,
    verb: "scales by",
  },
  {
    said: /\btargets?\b|\b(?:utili[sz]ation|load)\b/,
    beside: /^(?:average|utili[sz]ation|load|targets?|hpa|autoscaler)$/,
    kinds: ["HorizontalPodAutoscaler"],
    read: column("TARGETS"),
    verb: "has, of its target,",
  },
  {
    said: /\bhow many (?:keys|entries)\b|\bnumber of (?:keys|entries)\b/,
    beside: /^(?:hold|holds|contain|contains)$/,
    kinds: ["ConfigMap", "Secret"],
    read: column("DATA"),
    verb: "has keys:",
  },
  {
    said: /\bpoints? to\b|\bexternal ?name\b/,
    kinds: ["Service"],
    read: externalName,
    verb: "stands for",
  },
  {
    said: /\bhow (?:often|many times)\b(?=.*\bfail)/,
    beside: /^(?:fail(?:ed|s)?|pods?)$/,
    kinds: ["Job"],
    read: path("status", "failed"),
    verb: "has failed pods:",
  },
  {
    said: /\bage\b/,
    kinds: ["Node", ...workloads, "Pod", "Service", "Ingress", "PersistentVolumeClaim", ""],
    read: column("AGE"),
    verb: "has the age",
  },
  {
    said: /\b(?:how many|number of|count of) (?:replicas|instances)\b|\breplica count\b|\breplicas\b/,
    kinds: ["Deployment", "StatefulSet", "DaemonSet", ""],
    read: either(column("READY"), path("spec", "replicas"), column("INSTANCES"), path("spec", "instances")),
    verb: "has replicas:",
  },
  {
    said: /\b(?:(?:kubernetes|k8s|kubelet|cluster) )?versions?\b/,
    kinds: ["Node"],
    read: either(column("VERSION"), path("status", "nodeInfo", "kubeletVersion")),
    verb: "runs Kubernetes",
  },
  {
    said: /\b(?:container )?(?:images?|versions?|releases?|tags?)(?: (?:name|tag|version)s?)?\b/,
    beside: /^(?:container|docker|app|application|software)$/,
    kinds: [...workloads, "", "Pod"],
    read: images,
    verb: "uses the image",
  },
  {
    said: /\b(?:names? of )?(?:the )?(?:(?:which|what) )?(?:node|machine|host|server|vm|worker)(?: name)?\b|^where\b/,
    beside: /^(?:hosts?|sits?|sitting|lives?|living|scheduled|placed|located|hosting|deployed|running)$/,
    kinds: ["Pod"],
    read: nodeOf,
    verb: "runs on",
  },
  {
    said: /\bhow (?:big|large)\b|\b(?:size|capacity)\b|\bhow much (?:storage|space|disk(?: space)?)\b/,
    beside: /^(?:storage|disk|volume|space|claim|pvc)$/,
    kinds: ["PersistentVolumeClaim", "PersistentVolume", ""],
    read: either(
      column("CAPACITY"),
      path("status", "capacity", "storage"),
      path("spec", "resources", "requests", "storage"),
      path("spec", "storage", "size"),
    ),
    verb: "has the size",
  },
  {
    said: /\baccess ?modes?\b/,
    kinds: ["PersistentVolumeClaim", "PersistentVolume"],
    read: column("ACCESS MODES"),
    verb: "has the access mode",
  },
  {
    said: /\bstorage ?class(?:es)?\b/,
    kinds: ["PersistentVolumeClaim", "PersistentVolume", ""],
    read: either(
      column("STORAGECLASS"),
      path("spec", "storageClassName"),
      path("spec", "storage", "storageClass"),
      path("spec", "storage", "storageClassName"),
    ),
    verb: "has the storage class",
  },
  {
    said: /\b(?:which|what|who)(?: pods?| workloads?)? (?:uses?|using|mounts?|has mounted)\b|\b(?:used|mounted) by\b/,
    beside: /^(?:pods?|claim|pvc|volume|mounted)$/,
    kinds: ["PersistentVolumeClaim"],
    read: usersOfClaim,
    verb: "is used by",
  },
  {
    said: /\b(?:external|public)[- ]?(?:ip|address)(?: address)?\b|\bload ?balancer[- ]?(?:ip|address)\b/,
    kinds: ["Service", "Node"],
    read: column("EXTERNAL-IP"),
    verb: "has the external IP",
  },
  {
    said: /\bnode ?ports?\b/,
    kinds: ["Service"],
    read: nodePorts,
    verb: "has the node port",
  },
  {
    said: /\b(?:service )?type\b/,
    kinds: ["Service", "Secret"],
    read: either(column("TYPE"), path("spec", "type"), path("type")),
    verb: "is of type",
  },
  {
    said: /\b(?:internal )?ip(?: address(?:es)?)?\b|\baddress\b/,
    kinds: ["Node", "Pod", "Ingress"],
    read: (object, view) => column({ Node: "INTERNAL-IP", Pod: "IP" }[object.ref.kind] ?? "ADDRESS")(object, view),
    verb: "has the address",
  },
  {
    said: /\btls secrets?\b|\bsecrets? (?:for|with|of) (?:the )?(?:tls|certificate)\b/,
    kinds: ["Ingress"],
    read: (object) =>
      (object.fields.spec as { tls?: readonly { secretName?: string }[] } | undefined)?.tls?.flatMap(
        ({ secretName }) => (secretName === undefined ? [] : [{ value: secretName, line: object.cite("spec", "tls") }]),
      ) ?? [],
    verb: "has the TLS secret",
  },
  {
    said: /\b(?:pod |label )?selectors?\b/,
    kinds: ["Service", "Deployment", "StatefulSet", "DaemonSet"],
    read: either(column("SELECTOR"), pairs("spec", "selector", "matchLabels"), pairs("spec", "selector")),
    verb: "has the selector",
  },
  {
    said: /\b(?:rollout |update |deployment )?strategy(?: type)?\b/,
    kinds: ["Deployment", "StatefulSet", "DaemonSet"],
    read: either(path("spec", "strategy", "type"), path("spec", "updateStrategy", "type"), describedAs("strategytype")),
    verb: "has the strategy",
  },
  {
    said: /\bsuspended\b|\bpaused\b/,
    kinds: ["CronJob", "Job"],
    read: either(column("SUSPEND"), path("spec", "suspend")),
    verb: "has SUSPEND",
  },
  {
    said: /\bwhen (?:was|were|did|has|have)\b/,
    beside: /^(?:added|created|made|join(?:ed)?|installed|introduced|born|cluster)$/,
    kinds: ["Node", ...workloads, "Service", "Ingress", "PersistentVolumeClaim", ""],
    read: either(column("AGE"), path("metadata", "creationTimestamp")),
    verb: "has the age",
  },
  {
    said: /\bhow many (?:v?cpus?|cores?|processors?)\b|\bnumber of (?:v?cpus?|cores?)\b/,
    kinds: ["Node"],
    read: amountOf("cpu"),
    verb: "has the CPU capacity",
  },
  {
    said: /\bhow many gpus?\b|\bnumber of gpus?\b/,
    kinds: ["Node"],
    read: either(amountOf("nvidia.com/gpu"), amountOf("amd.com/gpu")),
    verb: "has GPUs:",
  },
  {
    said: /\bhow many pods (?:can|may|could|fit)\b|\bmax(?:imum)?(?: number of)? pods\b|\bpod capacity\b/,
    beside: /^(?:hold|run|take|carry|host|fit|most|have)$/,
    kinds: ["Node"],
    read: amountOf("pods"),
    verb: "has the pod capacity",
  },
  { said: /\btaint(?:s|ed)?\b/, kinds: ["Node"], read: taints, verb: "has the taints:" },
  {
    said: /\bcontainer ?runtimes?\b/,
    beside: /^version$/,
    kinds: ["Node"],
    read: column("CONTAINER-RUNTIME"),
    verb: "has the container runtime",
  },
  {
    said: /\b(?:memory|mem|ram)(?: (?:usage|consumption|use))?\b/,
    beside: /^(?:consume[sd]?|consuming|take[sn]?|need(?:s|ed)?)$/,
    kinds: ["Pod", "Node"],
    read: measured(/^MEMORY/),
    verb: "uses the memory",
  },
  {
    said: /\bcpu(?: (?:usage|consumption|use|load))?\b/,
    beside: /^(?:consume[sd]?|consuming|take[sn]?|need(?:s|ed)?)$/,
    kinds: ["Pod", "Node"],
    read: measured(/^CPU/),
    verb: "uses the CPU",
  },
];
