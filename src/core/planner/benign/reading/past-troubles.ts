import { at, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { keyOf } from "../../../diagnosis/objects/name-object.ts";
import { ownersOf, workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { ClusterView, ObjectRef, ObservedEvent } from "../../../evidence/observed.ts";
import { isLeftover } from "../../investigation/leftovers.ts";
import { restartsStill } from "../../well/stands.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isCordoned } from "../nodes/cordoned-nodes.ts";
import { isNearLimit } from "../nodes/memory-use.ts";

const leftovers = defineBenign(
  {
    code: "ended-pod-replaced",
    title: "Pod that was evicted, preempted or shut down, and was replaced",
    about:
      "A pod that the kubelet evicted or that ended with its node stays listed (Evicted, NodeShutdown, Preempting, ContainerStatusUnknown) though it was replaced; its workload has all replicas ready without it. It can be deleted, and need not be.",
    reads: ["Pod", "Deployment", "StatefulSet", "DaemonSet", "Node"],
    asked:
      /\b(?:evict\w*|preempt\w*|pods?|not.?ready|non.?ready|fail\w*|error\w*|shut ?down|terminated|unknown|leftover\w*|0\/\d|kubepodnotready|kubepodfailed|status|crash\w*)\b/,
    // Why it was evicted is a question of its own, whoever took its place.
    unless: /\bwhy\b[^?.!]{0,80}\b(?:evict|preempt)|\b(?:evict|preempt)\w*[^?.!]{0,60}\bwhy\b/,
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      if (pod.deleting || !isLeftover(view, pod.ref) || isRecent(pod) || isPressed(pod, view)) continue;
      const status = textAt(pod.object?.fields, "status", "reason") || pod.status;
      const owner = view.object(workloadOf(view, pod.ref));
      const message = textAt(pod.object?.fields, "status", "message").replaceAll(/\s+/g, " ").slice(0, 110);
      const ready = owner?.printed.get("READY")?.value;
      yield {
        ref: pod.ref,
        text: `pod ${pod.ref.name} is only the leftover of ${named[status] ?? `an end with ${status}`} (${status}${message === "" ? "" : `: ${message}`}); it was replaced, ${owner!.ref.kind} ${owner!.ref.name} has ${ready === undefined ? "all its" : ready} replicas ready without it, and it may be deleted`,
        lines: [pod.line, pod.object?.cite("status", "message"), owner!.cite()],
        voids: ["pod-evicted", "pod-preempted", "pod-not-ready"],
      };
    }
  },
);

const named: Readonly<Record<string, string>> = {
  Evicted: "an eviction",
  Preempting: "a preemption",
  NodeShutdown: "the shutdown of its node",
  Shutdown: "the shutdown of its node",
  Terminated: "the shutdown of its node",
  NodeAffinity: "a node whose labels changed",
};

/** What was evicted within the last half hour may go on. */
const isRecent = ({ events }: PodReading): boolean =>
  events.some(({ reason, lastSeen }) => /^(?:Evicted|Preempt\w*)$/.test(reason) && (lastSeen ?? 0) < 1800);

function isPressed({ node }: PodReading, view: ClusterView): boolean {
  const object = view.object({ kind: "Node", name: node });
  return listAt(object?.fields, "status", "conditions").some(
    (one) => /Pressure$/.test(textAt(one, "type")) && textAt(one, "status") === "True",
  );
}

const restarted = defineBenign(
  {
    code: "restarts-long-ago",
    title: "Restarts that lie long behind",
    about:
      "A pod was restarted some time ago, by a reboot of its node, a failover of its database, an upgrade; since then it runs and is ready, for longer than between the restarts. The count under RESTARTS never goes back.",
    reads: ["Pod"],
    asked:
      /\b(?:restart\w*|crash\w*|resolved|reboot\w*|loop\w*|kubepodcrashlooping|incident|oom\w*|back.?off|unstable|flapping)\b/,
  },
  function* (view, question) {
    const touched = podsOf(view).filter(({ restarts, health }) => restarts > 0 || health === "failing");
    for (const [workload, pods] of Map.groupBy(touched, ({ ref }) => keyOf(workloadOf(view, ref)))) {
      const past = pods.flatMap((pod) => pastOf(pod, view) ?? []);
      const first = past.find(({ pod }) => question.text.includes(pod.ref.name)) ?? past[0];
      if (first === undefined || pods.some((pod) => isStill(pod, view) || isNearLimit(pod, view))) continue;
      const { pod, ago, how } = first;
      const others = past.length - 1;
      const also =
        others === 0 ? "" : `, so ${others === 1 ? "is" : "are"} ${others} more of ${workload.split("/").at(-1)}`;
      yield {
        ref: pod.ref,
        about: [workloadOf(view, pod.ref), ...past.map((one) => one.pod.ref), ...nodesOf(past, touched, view)],
        text: `pod ${pod.ref.name} is running and ready${also}; its ${pod.restarts} ${pod.restarts === 1 ? "restart is" : "restarts are"} over, the last was ${ago} ago${how} and there was none since`,
        lines: past.slice(0, 4).map((one) => one.pod.line),
        voids: ["frequent-restarts"],
      };
    }
  },
);

/** Where they were restarted, of the nodes on which nothing is restarted still: several at one moment are a restart of the node. */
function nodesOf(
  past: readonly { readonly pod: PodReading }[],
  touched: readonly PodReading[],
  view: ClusterView,
): readonly ObjectRef[] {
  const troubled = new Set(touched.filter((pod) => isStill(pod, view)).map(({ node }) => node));
  for (const node of view.of("Node")) if (isCordoned(node)) troubled.add(node.ref.name);
  return [...new Set(past.map(({ pod }) => pod.node))].flatMap((name) =>
    name === "" || troubled.has(name) ? [] : [{ kind: "Node", name }],
  );
}

/** When a pod that is well now was restarted last, and how it had ended. */
function pastOf(pod: PodReading, view: ClusterView) {
  if (pod.object === undefined || pod.health !== "healthy" || pod.restarts === 0) return null;
  const ago = /\(([^)]{1,20}) ago\)/.exec(pod.object.printed.get("RESTARTS")?.value ?? "")?.[1];
  const seconds = ageSeconds(ago ?? "");
  if (ago === undefined || seconds === null || seconds < 3600 || restartsStill(pod.object, view)) return null;
  const last = listAt(pod.object.fields, "status", "containerStatuses").map((one) =>
    at(one, "lastState", "terminated"),
  );
  const end = last.find((one) => textAt(one, "reason") !== "");
  const how = end === undefined ? "" : ` (${textAt(end, "reason")}, exit code ${textAt(end, "exitCode")})`;
  return { pod, ago, how };
}

const isStill = (pod: PodReading, view: ClusterView): boolean =>
  pod.health === "failing" || (pod.object !== undefined && pod.restarts > 0 && restartsStill(pod.object, view));

const scaledUp = defineBenign(
  {
    code: "pending-until-node-came",
    title: "Pod waited for the node that the autoscaler added",
    about:
      "A pod could not be scheduled for some minutes (FailedScheduling), the cluster autoscaler or Karpenter added a node for it (TriggeredScaleUp, Nominated), and it runs there now.",
    reads: ["Pod", "Event"],
    asked:
      /\b(?:pending\w*|schedul\w*|failedscheduling|unschedulable|nodes?|capacity|resources?|insufficient|autoscal\w*|podpendingtoolong|kubepodnotready)\b/i,
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const added = pod.events.find(isAdded);
      const failed = pod.events.find(({ reason }) => reason === "FailedScheduling");
      if (pod.health !== "healthy" || added === undefined) continue;
      const placed = pod.events.find(({ reason }) => reason === "Scheduled");
      const waited =
        placed === undefined || failed === undefined ? null : (failed.firstSeen ?? 0) - (placed.lastSeen ?? 0);
      const minutes =
        waited === null || waited <= 0 ? "" : ` for about ${Math.max(1, Math.round(waited / 60))} minutes`;
      yield {
        ref: pod.ref,
        about: [workloadOf(view, pod.ref), ...ownersOf(view, pod.ref)],
        text: `pod ${pod.ref.name} was Pending only${minutes}, until the node autoscaler had added a node (${added.reason}: ${added.message.replaceAll(/\s+/g, " ").slice(0, 90)}); since then it is scheduled${pod.node === "" ? "" : ` on ${pod.node}`}, running and ready`,
        lines: [failed?.line, added.line, placed?.line, pod.line],
        voids: ["insufficient-cpu", "insufficient-memory", "not-scheduled", "unschedulable", "warning-event"],
      };
    }
  },
);

const isAdded = ({ reason, message, source }: ObservedEvent): boolean =>
  reason === "TriggeredScaleUp" ||
  (reason === "Nominated" && /should schedule on|nodeclaim|machine/i.test(message)) ||
  (/karpenter|autoscaler/.test(source) && /scale-?up|launched|provision/i.test(message) && !/NotTrigger/.test(reason));

export const pastTroubles: readonly BenignRule[] = [leftovers, restarted, scaledUp];
