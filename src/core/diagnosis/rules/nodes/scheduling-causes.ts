/** One cause for which the scheduler refuses nodes: how its words are recognised, and what they mean. */
export type SchedulingCause = {
  readonly code: string;
  readonly title: string;
  readonly about: string;
  readonly pattern: RegExp;
  /** Why, after "cannot be scheduled:". */
  readonly why: (match: RegExpExecArray) => string;
  readonly mend: string;
  /** What to look at, besides the pod itself. */
  readonly look: "nodes" | "taints" | "labels" | "claims" | "pods";
};

/** In the order in which they are tried; each reason of a message has one cause. */
export const schedulingCauses: readonly SchedulingCause[] = [
  {
    code: "insufficient-cpu",
    title: "Not enough CPU on any node",
    about:
      "The pod requests more CPU than any node that it may run on has left. Requests count, not use: a quiet cluster can be full.",
    pattern: /^(?:Insufficient cpu)\b(.*)/i,
    why: (match) => `insufficient cpu${match[1] ?? ""}`,
    mend: "Lower resources.requests.cpu, remove or shrink other pods, or add nodes.",
    look: "nodes",
  },
  {
    code: "insufficient-memory",
    title: "Not enough memory on any node",
    about: "The pod requests more memory than any node that it may run on has left.",
    pattern: /^Insufficient memory\b(.*)/i,
    why: (match) => `insufficient memory${match[1] ?? ""}`,
    mend: "Lower resources.requests.memory, remove or shrink other pods, or add nodes.",
    look: "nodes",
  },
  {
    code: "insufficient-ephemeral-storage",
    title: "Not enough ephemeral storage on any node",
    about: "The pod requests more local disk than any node that it may run on has left.",
    pattern: /^Insufficient ephemeral-storage/i,
    why: () => "insufficient ephemeral-storage",
    mend: "Lower the request for ephemeral-storage, free disk on the nodes, or add nodes.",
    look: "nodes",
  },
  {
    code: "too-many-pods",
    title: "Nodes are full of pods",
    about:
      "Every node that the pod may run on already runs as many pods as it may (110 by default, fewer where addresses are scarce).",
    pattern: /^(?:Too many pods|Insufficient pods)/i,
    why: () => "too many pods run on the nodes",
    mend: "Remove pods that are not needed, raise the nodes' limit of pods, or add nodes.",
    look: "nodes",
  },
  {
    code: "insufficient-device",
    title: "Device not available on any node",
    about:
      "The pod asks for a device, such as a GPU, that no node has left or has at all. Without the vendor's device plugin a node offers none.",
    pattern: /^Insufficient ([\w.-]+\/[\w.-]+|hugepages-\w+|[\w./-]+)/i,
    why: (match) => `insufficient ${match[1]}`,
    mend: "Run the device plugin on nodes that have the device, free one that is in use, or remove the request.",
    look: "nodes",
  },
  {
    code: "nodes-not-ready",
    title: "Nodes carry a taint of their own trouble",
    about:
      "The nodes are not ready, not reachable or under pressure, and Kubernetes keeps new pods off them until that passes.",
    pattern:
      /taint \{(node\.kubernetes\.io\/(?:not-ready|unreachable|[a-z]+-pressure|network-unavailable)|node\.cloudprovider\.kubernetes\.io\/uninitialized)\b/,
    why: (match) => `the nodes are tainted ${match[1]}`,
    mend: "Bring the nodes back; the taint goes by itself.",
    look: "nodes",
  },
  {
    code: "nodes-cordoned",
    title: "Nodes are cordoned",
    about: "Nodes are marked unschedulable, as `kubectl cordon` and `drain` do, and take no new pods.",
    pattern: /^node\(s\) were unschedulable|taint \{node\.kubernetes\.io\/unschedulable/,
    why: () => "the nodes are cordoned (unschedulable)",
    mend: "Uncordon a node when its maintenance is over.",
    look: "nodes",
  },
  {
    code: "untolerated-taint",
    title: "Taint not tolerated",
    about:
      "The nodes carry a taint that the pod does not tolerate. Taints keep pods off nodes that are reserved for others.",
    pattern:
      /(?:had (?:untolerated )?taint \{([^}]{1,200})\}|had untolerated taint\(s\)|had taints? that the pod didn't tolerate|PodToleratesNodeTaints)/,
    why: (match) => `the nodes have a taint that the pod does not tolerate${match[1] ? `: {${match[1]}}` : ""}`,
    mend: "Add a toleration for the taint to the pod template, or remove the taint from a node.",
    look: "taints",
  },
  {
    code: "node-selector-unmatched",
    title: "No node matches the node selector or affinity",
    about:
      "No node has the labels that the pod's nodeSelector or node affinity asks for. Usually the label is misspelt or was never set.",
    pattern:
      /didn't match (?:Pod's )?node (?:affinity\/selector|selector|affinity)|MatchNodeSelector|didn't satisfy plugin\(s\) \[NodeAffinity\]/i,
    why: () => "no node matches its node affinity/selector",
    mend: "Label a node as the selector asks, or correct nodeSelector or affinity in the pod template.",
    look: "labels",
  },
  {
    code: "pod-anti-affinity-unsatisfied",
    title: "Pod anti-affinity leaves no node",
    about:
      "The pod may not run beside certain other pods, and those are on every node. Required anti-affinity by host needs one node for each replica.",
    pattern: /anti-affinity/i,
    why: () => "its pod anti-affinity rules leave no node",
    mend: "Run fewer replicas, add nodes, or make the anti-affinity preferred instead of required.",
    look: "pods",
  },
  {
    code: "pod-affinity-unsatisfied",
    title: "Pod affinity finds no partner",
    about: "The pod must run beside pods with certain labels, and no node that it may run on has such a pod.",
    pattern: /didn't match pod affinity rules|MatchInterPodAffinity/i,
    why: () => "no node runs the pods that its pod affinity asks for",
    mend: "Start the partner pods first, or correct the labels in the pod's affinity.",
    look: "pods",
  },
  {
    code: "topology-spread-unsatisfied",
    title: "Topology spread leaves no node",
    about:
      "Placing the pod on any node would make the spread over zones or hosts more uneven than the constraint allows, or the nodes lack the topology label.",
    pattern: /topology spread constraints/i,
    why: () => "its topology spread constraints leave no node",
    mend: "Use ScheduleAnyway, raise maxSkew, or make nodes available in the missing topology domain.",
    look: "labels",
  },
  {
    code: "volume-zone-conflict",
    title: "Volume lies in another zone",
    about:
      "The pod's volume can be used on certain nodes only (its zone, or one node for a local volume), and none of these can take the pod.",
    pattern:
      /volume node affinity conflict|match PersistentVolume's node affinity|no available volume zone|NoVolumeZoneConflict/i,
    why: () => "its volume can only be used on nodes that cannot take the pod (volume node affinity conflict)",
    mend: "Make a node available in the volume's zone, or move the data to a volume in another zone.",
    look: "claims",
  },
  {
    code: "volume-limit-reached",
    title: "Node's volume limit reached",
    about: "Every node already has as many volumes attached as its driver allows.",
    pattern: /exceed max volume count|MaxVolumeCount/i,
    why: () => "the nodes have as many volumes attached as they may",
    mend: "Spread pods with volumes over more nodes.",
    look: "claims",
  },
  {
    code: "claims-not-bound",
    title: "Claims of the pod are not bound",
    about: "The pod waits for its PersistentVolumeClaims. Why they are not bound stands at the claims.",
    pattern: /unbound immediate PersistentVolumeClaims|didn't find available persistent volumes to bind|VolumeBinding/i,
    why: (match) =>
      /find available/.test(match[0])
        ? "no persistent volume is available for its claims"
        : "its PersistentVolumeClaims are not bound",
    mend: "Get the claims bound: see their events and their storage class.",
    look: "claims",
  },
  {
    code: "host-port-taken",
    title: "Host port taken on every node",
    about: "The pod asks for a host port that another pod already holds on every node that it may run on.",
    pattern: /free ports for the requested pod ports|PodFitsHostPorts/i,
    why: () => "its host port is taken on every node",
    mend: "Remove hostPort or hostNetwork, choose another port, or run no more replicas than nodes.",
    look: "pods",
  },
];
