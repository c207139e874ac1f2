import type { Topic } from "./topic.ts";

const nothing = () => [];

/**
 * States that people name in a question about no object: `why are pods being evicted`. Only what stands behind that state answers; a
 * cause of something else is none.
 */
export const stateTopics: readonly Topic[] = [
  {
    said: /\b(evicted|evictions?|evicts|(?:thrown|kicked|pushed|bumped|chased) off)\b/,
    kinds: [],
    codes: /^pod-evicted|^node-\w+-pressure|ephemeral-storage|disk-full|preempted/,
    reads: nothing,
    isState: true,
    unseen: "No pod was seen that was evicted, and no node under pressure.",
  },
  {
    said: /\b(oom\w*|out[- ]of[- ]memory|(?:killed|killing|dying|die|dies) (?:by|for|because of|for lack of|due to) (?:the )?(?:kernel|memory|oom)|memory kill\w*)\b/,
    kinds: [],
    codes: /oom|out-of-memory|memory-limit|memory-pressure/,
    tellsBy: /^kubectl describe pod /,
    hides: /^(?:crash-loop|frequent-restarts|container-(?:exits|killed)|pod-evicted)$/,
    reads: nothing,
    isState: true,
    unseen: "No container was seen that was killed for want of memory (OOMKilled).",
  },
  {
    said: /\b(?:out of|no|low on|short of|running out of|full) (?:disk|space|storage)\b|\bdisks? (?:is |are )?(?:nearly |almost )?(?:full|filling|pressure)\b|\bdiskpressure\b|\bno space left\b/,
    kinds: [],
    codes: /disk|storage-full|store-full|space|ephemeral/,
    reads: (place) => [
      { command: "kubectl get nodes", reason: "Shows which nodes there are." },
      {
        command: `kubectl get events ${place === "" ? "-A" : place} --field-selector type=Warning --sort-by=.lastTimestamp`,
        reason: "Shows which nodes and volumes complain.",
      },
    ],
    isState: true,
    unseen: "No disk, volume or node was seen that is full.",
  },
  {
    said: /\b(?:pods?|containers?|replicas?|jobs?)\b.*\b(?:pending|unschedulable|not (?:be(?:ing)? )?scheduled|unscheduled)\b|\b(?:can't|cannot|can not|couldn't|won't) (?:pods? |replicas? |the pods? )?(?:be )?scheduled?\b|\b(?:can't|cannot|can not) (?:\w+ ){0,2}be scheduled\b|\b(?:pending|unschedulable|unscheduled) (?:pods?|replicas?)\b|\b(?:nothing|none|no pods?|pods? (?:do not|does not|not|no longer|never)|scheduler) (?:\w+ ){0,4}schedul\w*|\bschedul\w+ (?:is |seems )?(?:broken|stuck|down|not work\w*|fail\w*|stopped)\b|\b(?:scheduling|placement) (?:problems?|issues?|failures?|trouble|errors?)\b|\b(?:problems?|issues?|trouble|failures?) (?:with|in) (?:the )?scheduling\b/,
    kinds: [],
    codes:
      /^insufficient|node-selector|schedul|taint|affinity|claims-not-bound|claim-pending|storage-class-missing|topology-spread|too-many-pods|provision|node-autoscaler/,
    reads: nothing,
    isState: true,
    unseen: "No pod was seen that waits for a node.",
    isListed: true,
  },
  {
    said: /\b(?:memory|ram|cpu|load)\b.{0,30}\b(?:high|growing|grows|rising|rises|so much)\b|\bhigh (?:memory|cpu|load)\b/,
    kinds: [],
    codes: /^oom|out-of-memory|memory-pressure|memory-limit|cpu-limit|cpu-throttled|at-maximum|noisy/,
    reads: (place) => [
      { command: `kubectl top pods ${place}`.trim(), reason: "Shows what the pods use." },
      { command: "kubectl top nodes", reason: "Shows what the nodes have left." },
    ],
    isState: true,
    isShallow: true,
    unseen: "Nothing that was looked at shows why it is high; what the pods and nodes use is shown by kubectl top.",
  },
  {
    said: /\b(?:crash(?:es|ed|ing|loop\w*|looping)?|restart(?:s|ed|ing)?|backoff|dying|die|dies)\b/,
    kinds: [],
    codes: /^crash-loop|^frequent-restarts|^container-(?:exits|killed)|^oom-killed|liveness/,
    reads: nothing,
    isState: true,
    unseen: "No container was seen that crashes or restarts.",
  },
  {
    said: /\b(?:createcontainerconfigerror|containercreating|container creating|createcontainererror)\b|\bcontainers?\b.{0,20}\bnot (?:be(?:ing)? )?(?:created|made)\b/,
    kinds: [],
    codes: /^container-not-created|missing|named-object-absent|mount|sandbox|configured/,
    reads: nothing,
    isState: true,
    unseen: "No container was seen that waits for its configuration.",
    isListed: true,
  },
  {
    said: /\bnetwork\w* (?:problems?|issues?|failures?|trouble|errors?)\b|\b(?:problems?|issues?|trouble|errors?) (?:with|in|on) (?:the )?network\w*\b/,
    kinds: ["NetworkPolicy"],
    codes: /network|^name-not-resolved|service-name|selector-mismatch|unreachable|no-route|^sandbox|^cni/,
    reads: (place) => [
      {
        command: `kubectl get services,endpoints ${place}`.trim(),
        reason: "Shows which services have no pod behind them.",
      },
      {
        command: `kubectl describe networkpolicies ${place}`.trim(),
        reason: "Shows which traffic policies keep away.",
      },
    ],
    isState: true,
    unseen: "Nothing was seen that points to the network.",
  },
  {
    said: /\bprobes? (?:problems?|issues?|failures?|errors?|fail\w*)\b|\b(?:problems?|issues?|trouble) with (?:the )?(?:\w{1,12} )?probes?\b|\bfailing (?:\w{1,12} )?probes?\b/,
    kinds: [],
    codes: /probe/,
    reads: nothing,
    isState: true,
    unseen: "No container was seen that fails a probe.",
  },
  {
    said: /\b(?:roll-?outs?|deployments?)\b.{0,20}\b(?:stuck|hang\w*|unfinished|incomplete|not (?:finish\w*|complet\w*|progress\w*)|(?:past|over) (?:its|their|the) deadline)\b|\bstuck (?:roll-?outs?|deployments?)\b/,
    kinds: [],
    codes: /^rollout-stuck|^statefulset-waiting|^stateful-set-stuck|^creation-forbidden/,
    reads: nothing,
    isState: true,
    unseen: "No rollout was seen that is stuck.",
  },
];
