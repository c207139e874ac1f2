import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef, ObservedEvent } from "../../../evidence/observed.ts";
import { isLacking } from "../../answers/lacking.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isReadyPod } from "../reading/standing.ts";

type Mover = { readonly reason: RegExp; readonly message: RegExp; readonly who: string };

/** Who takes pods away so that they start again elsewhere or otherwise, by the event that it writes. */
const movers: readonly Mover[] = [
  { reason: /^EvictedByVPA$/, message: /./, who: "the VPA updater, to apply its recommendation" },
  {
    reason: /^(?:Descheduled|\w{0,60})$/,
    message: /evicted from \S{1,253} node by sigs\.k8s\.io\/descheduler|descheduler/i,
    who: "the descheduler, to even out the nodes",
  },
  {
    reason: /^ScaleDown$/,
    message: /scale.?down/i,
    who: "the cluster autoscaler, which removes a node that is hardly used",
  },
  {
    reason: /^(?:Disrupt\w*|Evicted|Evict)$/,
    message: /underutilized|consolidat|empty|drifted|expired|nodeclaim/i,
    who: "Karpenter, which consolidates nodes",
  },
  { reason: /^Preempted$/, message: /preempted by/i, who: "a pod of higher priority, as its PriorityClass plans it" },
  { reason: /^TaintManagerEviction$/, message: /deletion/i, who: "the taint of its node" },
];

const moved = defineBenign(
  {
    code: "pods-moved-on-purpose",
    title: "Pods that were moved by a tool whose work that is",
    about:
      "Pods were ended and made anew by the VPA updater, the descheduler, the cluster autoscaler or Karpenter removing a node, a preemption or a taint. Their workloads have all replicas by now, and nothing is pending.",
    reads: ["Event", "Pod", "Deployment", "StatefulSet", "DaemonSet"],
    asked:
      /\b(?:kill\w*|evict\w*|restart\w*|terminat\w*|delet\w*|mov\w*|disappear\w*|gone|vanish\w*|preempt\w*|reschedul\w*|deschedul\w*|taint\w*|drain\w*|stopp\w*|recreat\w*|replaced|new pods?|young|age|vpa)\b/,
  },
  function* (view) {
    if (view.of("Node").some((node) => /NotReady|Unknown/.test(node.printed.get("STATUS")?.value ?? ""))) return;
    for (const event of view.events) {
      const mover = movers.find((one) => one.reason.test(event.reason) && one.message.test(event.message));
      if (mover === undefined || event.object.kind !== "Pod") continue;
      const rerun = ofJob(event.object, view);
      if (rerun !== null) {
        yield {
          ref: rerun.job.ref,
          about: [event.object, rerun.pod.ref, workloadOf(view, rerun.pod.ref)],
          text: `pod ${event.object.name} was ended on purpose by ${mover.who} (event ${event.reason}: ${event.message.replaceAll(/\s+/g, " ").slice(0, 100)}), and Job ${rerun.job.ref.name} did not fail: it made pod ${rerun.pod.ref.name} instead, which ${rerun.pod.health === "done" ? "has completed" : "is running"}`,
          lines: [event.line, rerun.pod.line, rerun.job.cite()],
          voids: ["pod-evicted", "pod-preempted", "warning-event"],
        };
        return;
      }
      const owner = ownerOf(event.object, view);
      if (owner === undefined || isLacking(owner) || isAnyFailing(owner.ref, view)) continue;
      const ready = owner.printed.get("READY")?.value;
      yield {
        ref: owner.ref,
        about: [event.object],
        text: `pod ${event.object.name} was ended on purpose by ${mover.who} (event ${event.reason}: ${event.message.replaceAll(/\s+/g, " ").slice(0, 100)}) and was replaced, as expected: ${owner.ref.kind} ${owner.ref.name} has ${ready === undefined ? "all its" : ready} replicas ready`,
        lines: [event.line, owner.cite()],
        voids: ["pod-evicted", "pod-preempted", "warning-event", "readiness-probe-failing"],
      };
      return;
    }
  },
);

/** The workload, also of a pod that is not listed any more, whose name tells. */
function ownerOf(pod: ObservedEvent["object"], view: ClusterView) {
  const known = view.object(workloadOf(view, pod));
  if (known !== undefined && known.ref.kind !== "Pod") return known;
  return ["Deployment", "StatefulSet", "DaemonSet"]
    .flatMap((kind) => view.of(kind))
    .filter(({ ref }) => ref.namespace === pod.namespace && pod.name.startsWith(`${ref.name}-`))
    .toSorted((one, other) => other.ref.name.length - one.ref.name.length)[0];
}

/** The Job of a pod that was ended, and the pod that it made after that, where that one runs or has completed. */
function ofJob(gone: ObjectRef, view: ClusterView) {
  const job = view
    .of("Job")
    .find(
      ({ ref }) =>
        ref.namespace === gone.namespace &&
        /^-[a-z0-9]{5}$/.test(gone.name.slice(ref.name.length)) &&
        gone.name.startsWith(ref.name),
    );
  const pods = podsOf(view).filter(
    ({ ref }) => job !== undefined && ref.namespace === gone.namespace && ref.name.startsWith(`${job.ref.name}-`),
  );
  const pod = pods.find((one) => one.ref.name !== gone.name && (isReadyPod(one) || one.health === "done"));
  const isFailed = pods.some(({ health, ref }) => ref.name !== gone.name && health === "failing");
  const isOver = job === undefined || isFailed || /^Failed/.test(job.printed.get("STATUS")?.value ?? "");
  return isOver || pod === undefined || /^(?:Error|Failed|OOMKilled)$/.test(pod.status) ? null : { job: job!, pod };
}

const isAnyFailing = (owner: ObjectRef, view: ClusterView): boolean =>
  podsOf(view).some(
    ({ ref, health, deleting }) =>
      ref.namespace === owner.namespace && ref.name.startsWith(`${owner.name}-`) && health === "failing" && !deleting,
  );

export const movedPods: readonly BenignRule[] = [moved];
