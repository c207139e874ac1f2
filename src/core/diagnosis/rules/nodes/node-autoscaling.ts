import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type Complaint, complaintsOf, weightOf } from "../../logs/complaints.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { scaleUpFailureFor } from "../../nodes/scale-up-failures.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { relatedToPod } from "../../objects/relations.ts";
import type { PodReading } from "../../workloads/pods.ts";

/** Why the autoscaler of nodes adds none, by the words of the cluster autoscaler, of Karpenter and of the clouds behind them. */
const limits: readonly (readonly [RegExp, (match: RegExpExecArray) => string, string])[] = [
  [
    /max node group size reached|max(?:imum)? (?:node )?(?:group )?size (?:limit )?reached|node group .{0,60}(?:max|maximum) size/i,
    ({ input }) => {
      const group = /[Ss]kipping node group ([\w./-]{1,120}) - max/.exec(input)?.[1];
      return `adds no node because ${group ? `node group ${group} is at its maximum size` : "its node groups are at their maximum size"}`;
    },
    "Raise the maximum size of the node group, or free what its nodes run.",
  ],
  [
    /exceeds? limits? for (?:nodepool|provisioner):? ?\\?"?([\w.-]{1,200})?\\?"?|limits? exceeded for nodepool:? ?\\?"?([\w.-]{1,200})?/i,
    (match) => `adds no node because the limits of NodePool ${match[1] ?? match[2] ?? "(not named)"} are reached`,
    "Raise spec.limits of the NodePool, or free what its nodes run.",
  ],
  [
    /max cluster (cpu|memory)?[^,]{0,40}limit reached|max (?:total )?nodes (?:total )?reached|max limit reached/i,
    () => "adds no node because the limit of the whole cluster is reached",
    "Raise the autoscaler's limit for the cluster (nodes, cores or memory).",
  ],
  [
    /InsufficientInstanceCapacity[^\n]{0,100}|ZONE_RESOURCE_POOL_EXHAUSTED[^\n]{0,60}|AllocationFailed[^\n]{0,60}|SkuNotAvailable[^\n]{0,60}|[Qq]uota ?[Ee]xceeded[^\n]{0,80}|QUOTA_EXCEEDED[^\n]{0,60}|exceeding approved [^\n]{0,60}quota|VcpuLimitExceeded/,
    (match) => `adds no node because the cloud gives none (${match[0].slice(0, 100)})`,
    "Ask the cloud for a higher quota, or allow other machine types and zones.",
  ],
  [
    /in backoff after failed scale-?up/,
    () => "adds no node for now because its last attempt to scale up failed (in backoff after failed scale-up)",
    "See why the last scale-up failed: quota of the cloud, no machines of this type, or nodes that did not join.",
  ],
];

/** What the log of an autoscaler of nodes says of a pod: lines with its name, and where it has them, groups that were passed over for all. */
const saidOf = (view: ClusterView, { ref }: PodReading): readonly { readonly line: Line; readonly by: ObjectRef }[] =>
  logsOfView(view)
    .filter(({ object }) => /karpenter|autoscaler/.test(object.name))
    .flatMap(({ object, templates, tail }) => {
      const lines = [...tail, ...templates.map(({ last }) => last)];
      const isTried = lines.some(({ text }) => text.includes(ref.name));
      return lines
        .filter(({ text }) => text.includes(ref.name) || (isTried && passedOver.test(text)))
        .map((line) => ({ line, by: object }));
    });

const passedOver = /[Ss]kipping node group \S{1,120} - max/;

const lackOf = (told: readonly Complaint[]): string => {
  const lacking = /Insufficient [\w/-]{1,60}(?:\.[\w/-]{1,60})*/.exec(told.map((one) => one.text).join(" "))?.[0];
  return lacking ? ` (${lacking})` : "";
};

/** The autoscaler did try to add a node for the pod, and the cloud gave none. */
const refusedFor = (view: ClusterView, told: readonly Complaint[]): Draft | undefined => {
  const { pod } = told[0]!;
  const failure = scaleUpFailureFor(view, pod);
  if (failure === undefined) return undefined;
  const { group, why, said, mend, lines } = failure;
  return {
    object: pod.ref,
    ...weightOf(told[0]!, "critical"),
    summary: `${nameOf(pod.ref)} is Pending: no node has room for it${lackOf(told)}, and the node autoscaler adds none${group ? ` to node group ${group}` : ""} because ${why} (${said}), and it waits in backoff before it tries again.`,
    evidence: [...lines, ...told.map((one) => one.line), pod.line],
    related: relatedToPod(view, pod.ref),
    fix: fixByHand(mend, verifyRollout(view, pod.ref)),
  };
};

const atLimit = defineRule(
  {
    code: "node-autoscaler-at-limit",
    title: "Autoscaler of nodes may add no node",
    about:
      "The pod does not fit on the nodes that there are, and the cluster autoscaler or Karpenter adds none: the node group is at its maximum size, the NodePool at its limits, or the cloud has no machine to give.",
    reads: ["Pod", "events", "logs"],
    explains: [
      "application-error",
      "insufficient-cpu",
      "insufficient-memory",
      "insufficient-ephemeral-storage",
      "insufficient-device",
      "too-many-pods",
      "node-selector-unmatched",
      "untolerated-taint",
      "topology-spread-unsatisfied",
      "unschedulable",
      "not-scheduled",
      ...podSymptoms,
    ],
  },
  function* (view) {
    for (const complaints of complaintsOf(view)) {
      const told = complaints.filter((one) => one.stage === "scheduling");
      const refused = told[0] && refusedFor(view, told);
      if (refused) {
        yield refused;
        continue;
      }
      for (const [pattern, why, mend] of limits) {
        const complaint = told.find((one) => pattern.test(one.text));
        const heard =
          complaint || !told[0] ? undefined : saidOf(view, told[0].pod).find(({ line }) => pattern.test(line.text));
        const text = complaint?.text ?? heard?.line.text;
        if (text === undefined) continue;
        const { pod } = told[0]!;
        yield {
          object: pod.ref,
          ...weightOf(complaint ?? told[0]!, "critical"),
          summary: `${nameOf(pod.ref)} is Pending: no node has room for it${lackOf(told)}, and the node autoscaler ${why(pattern.exec(text)!)}.`,
          evidence: [complaint?.line ?? heard?.line, ...told.map((one) => one.line), pod.line],
          related: [...relatedToPod(view, pod.ref), ...(heard ? [heard.by] : [])],
          next: list("nodes", undefined, "Shows how many nodes there are.", "-o", "wide"),
          fix: fixByHand(mend, verifyRollout(view, pod.ref)),
        };
        break;
      }
    }
  },
);

/** Nodes that are not added. */
export const nodeAutoscalingRules: readonly Rule[] = [atLimit];
