import type { Finding, Suggestion } from "../../diagnosis/finding.ts";
import { kubectl } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { stateTopics } from "./state-topics.ts";

/** What a question complains of, besides the object: which findings speak of it, and the reads that show it. */
export type Topic = {
  readonly said: RegExp;
  readonly kinds: readonly string[];
  readonly codes: RegExp;
  readonly reads: (place: string) => readonly Suggestion[];
  /** It says what is wrong so plainly that a cause of anything else is no answer. */
  readonly isState?: true;
  /** Of pods, only such reads tell of it. */
  readonly tellsBy?: RegExp;
  /** Findings behind which the state may hide: what they ask for is read, too. */
  readonly hides?: RegExp;
  /** What to say of a state that nothing read shows. */
  readonly unseen?: string;
  /** kubectl shows no more of it than the topic's own reads. */
  readonly isShallow?: true;
  /** The lists of the first look show whether it is so at all. */
  readonly isListed?: true;
};

const nothing = () => [];

const read = (command: string, reason: string): Suggestion => ({ command, reason });

/** Topics in the order in which they decide; the first that is said counts. */
const ownTopics: readonly Topic[] = [
  {
    said: /\b(keda|scaled ?objects?)\b/,
    kinds: ["ScaledObject"],
    codes: /autoscal|hpa|scal/,
    reads: (place) => [
      read(kubectl("get scaledobjects", place), "Shows whether KEDA is installed and what it scales."),
      read(kubectl("get hpa", place), "KEDA scales through an autoscaler of its own."),
    ],
  },
  {
    said: /\b(scal\w+|autoscal\w*|hpa|(more|fewer|enough|only \d+ of \d+) replicas|replicas)\b/,
    kinds: ["HorizontalPodAutoscaler", "ResourceQuota"],
    codes: /autoscal|hpa|quota|replica|scal/,
    reads: (place) => [
      read(kubectl("get hpa", place), "Shows targets, measured values and bounds of the autoscalers."),
      read(kubectl("describe hpa", place), "Shows why an autoscaler does not scale."),
    ],
  },
  {
    said: /\b(drain\w*|evict(ing)? pods)\b/,
    kinds: ["PodDisruptionBudget"],
    codes: /disruption|drain/,
    reads: () => [
      read("kubectl get pdb -A", "Shows which budgets allow no disruption."),
      read("kubectl describe pdb -A", "Shows which pods the budgets protect."),
    ],
  },
  {
    said: /\b(go away|terminating|finalizers?|(not|never|won't|can't|cannot) (i |we |be |get )?(deleted?|removed?)|delet\w+ (hangs|stuck)|stuck (in )?delet\w+)\b/,
    kinds: ["Namespace"],
    codes: /terminat|finalizer|delet/,
    reads: () => [read("kubectl get namespaces", "Shows which namespaces are being deleted.")],
    isState: true,
  },
  {
    said: /\b(no new pods|takes? no pods|get(s)? no pods|cordon\w*|unschedulable)\b/,
    kinds: [],
    codes: /cordon|taint|quota-exceeded|^insufficient|pod-security-refuses|limit-range-refuses|service-account-missing/,
    reads: nothing,
    isState: true,
  },
  {
    said: /\b(throttl\w*)\b/,
    kinds: [],
    codes: /throttl|cpu-limit/,
    reads: (place) => [read(kubectl("top pods", place), "Shows what the pods use; one at its CPU limit is throttled.")],
    isState: true,
    isShallow: true,
    unseen:
      "Nothing that was looked at shows throttling: kubectl counts none, only the metric container_cpu_cfs_throttled_periods_total does.",
  },
  {
    said: /\b(slow\w*|\w*latenc\w*|performance|throttl\w*|laggy|lagging|sluggish\w*|hang(?:s|ing)?|stall\w*|freez\w*|pauses?|p9[59]\w*|response times?|(?:takes?|taking|took|answers? (?:in|after|late)) (?:too long|ages|forever|\d+ ?(?:s|ms|seconds?|minutes?)))\b/,
    kinds: [],
    isState: true,
    unseen: "Nothing that was looked at shows why it is slow.",
    codes: /slow|throttl|at-maximum|memory-pressure|collector-stalls|cpu-limit|uneven|neighbour/,
    reads: (place) => [
      read(kubectl("top pods", place), "Shows what the pods use; one at its CPU limit is slow."),
      read(kubectl("get hpa", place), "Shows whether an autoscaler is at its maximum."),
    ],
  },
  {
    said: /\b(reach\w*|unreachable|connect\w*|time[sd]? out|timing out|timeouts?|50[234]|bad gateway|traffic|respond\w*|answers?|http|url|endpoints?|accessib\w+|refused|expos\w+|route\w*)\b/,
    kinds: ["Service", "Ingress", "NetworkPolicy", "Endpoints", "EndpointSlice"],
    codes: /service|ingress|endpoint|network|policy|gateway|route|unreachable|refused|time/,
    reads: (place) => [
      read(kubectl("get services,endpoints", place), "Shows which services have no pod behind them."),
      read(kubectl("describe networkpolicies", place), "Shows which traffic policies keep away."),
      read(kubectl("get ingresses", place), "Shows how traffic comes in."),
    ],
  },
  {
    said: /\b(volumes?|storage|pvcs?|pvs?|claims?|disks?|mount\w*)\b/,
    kinds: ["PersistentVolumeClaim", "PersistentVolume", "StorageClass"],
    codes: /claim|volume|storage|mount|disk(?!-pressure)/,
    reads: (place) => [
      read(kubectl("get pvc", place), "Shows which claims wait for a volume."),
      read("kubectl get storageclasses", "Shows which classes exist and which one is the default."),
    ],
  },
  {
    said: /\b(certificates?|tls|ssl|x509|https)\b/,
    kinds: [],
    codes: /certificate|tls|x509/,
    reads: (place) => [
      read(kubectl("get ingresses", place), "Shows how traffic comes in."),
      read(kubectl("get secrets", place), "Shows which TLS Secrets exist; their values stay hidden."),
      read(
        kubectl("get certificates", place, "-o wide"),
        "Shows which certificates are not ready, where something like cert-manager is installed.",
      ),
    ],
    isState: true,
    unseen: "No certificate was seen that is not in order.",
  },
  { said: /\b(dns|resolv\w+|lookup|nslookup|name resolution)\b/, kinds: [], codes: /dns|name|resolv/, reads: nothing },
  {
    said: /\b(pull\w*|imagepullbackoff|errimagepull)\b/,
    kinds: [],
    codes: /pull|^image-|registry/,
    reads: nothing,
    isState: true,
    unseen: "No container was seen that cannot pull its image.",
    isListed: true,
  },
  {
    said: /\bimages?\b/,
    kinds: [],
    codes: /image|pull/,
    reads: nothing,
    isState: true,
  },
  { said: /\b(quotas?)\b/, kinds: ["ResourceQuota"], codes: /quota/, reads: nothing },
  {
    said: /\b(permissions?|forbidden|rbac|unauthorized|denied)\b/,
    kinds: ["Role", "ClusterRole", "RoleBinding"],
    codes: /forbidden|denied|rbac|unauthorized/,
    reads: nothing,
  },
];

/** What crashes may do so for want of anything that other topics are about, so states come last but for those that are plain. */
const topics: readonly Topic[] = [...stateTopics.slice(0, 4), ...ownTopics, ...stateTopics.slice(4)];

export function topicOf(question: Question): Topic | null {
  const plain = question.plain;
  return topics.find((topic) => topic.said.test(plain)) ?? null;
}

export function isOnTopic(topic: Topic | null, finding: Finding): boolean {
  return topic !== null && (topic.kinds.includes(finding.object.kind) || topic.codes.test(finding.code));
}
