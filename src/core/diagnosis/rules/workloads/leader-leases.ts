import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, fixWith } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { inNamespace, suggest } from "../../objects/reads.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { type EndedPod, endedPod, isPodName } from "../../workloads/ended-pods.ts";
import { holderOfLease, type LeaseHolder, standbysIn, worksWithoutEffect } from "../../workloads/lease-holders.ts";
import { podAt } from "../../workloads/pods.ts";

type Standby = ReturnType<typeof standbysIn>[number];

/** A lease, who holds it, and those of one workload that wait for it. */
type Contest = {
  readonly lease: ObservedObject;
  readonly holder: LeaseHolder;
  readonly workload: ObjectRef;
  readonly standbys: readonly Standby[];
};

/** Leases for which pods of a workload wait: it is called as they are, or is the only one of its namespace. */
function* contestsIn(view: ClusterView): Generator<Contest> {
  for (const lease of view.of("Lease")) {
    const holder = holderOfLease(lease);
    if (holder === undefined) continue;
    const isOnly = view.of("Lease").filter(({ ref }) => ref.namespace === lease.ref.namespace).length === 1;
    const waiting = standbysIn(view, lease.ref.namespace).filter(
      ({ pod, line }) =>
        pod.ref.name !== holder.pod.name &&
        (isOnly || pod.ref.name.startsWith(`${lease.ref.name}-`) || line.text.includes(lease.ref.name)),
    );
    const workload = waiting[0] && workloadOf(view, waiting[0].pod.ref);
    if (workload === undefined) continue;
    const standbys = waiting.filter(({ pod }) => keyOf(workloadOf(view, pod.ref)) === keyOf(workload));
    yield { lease, holder, workload, standbys };
  }
}

const verifyLease = ({ ref }: ObservedObject) =>
  suggest(["get", "lease", ref.name, ...inNamespace(ref)], "Shows who holds it now.");

const standingBy = ({ workload, standbys }: Contest): string => {
  const who =
    standbys.length === 1 ? `Pod ${standbys[0]!.pod.ref.name}` : `the pods of ${workload.kind} ${workload.name}`;
  return `${who} only stand${standbys.length === 1 ? "s" : ""} by ("${saidIn(standbys[0]!.line.text).slice(0, 70)}")`;
};

/** The holder is none of those that wait for it, and what it does has no effect. */
const strayDraft = (view: ClusterView, contest: Contest): Draft | undefined => {
  const { lease, holder, workload, standbys } = contest;
  const pod = podAt(view, holder.pod);
  const own = workloadOf(view, holder.pod);
  const idle = worksWithoutEffect(view, holder.pod);
  if (pod === undefined || idle === undefined || keyOf(own) === keyOf(workload)) return undefined;
  const isBare = own.kind === "Pod";
  return {
    object: holder.pod,
    summary: `${nameOf(lease.ref)} is held by Pod ${holder.pod.name}, which is no pod of ${workload.kind} ${workload.name} and works without effect, as a dry run (${idle.words}): ${standingBy(contest)}, so nobody does the work.`,
    evidence: [holder.line, ...idle.lines, standbys[0]!.line, pod.line],
    related: unique([lease.ref, workload, own, ...standbys.map((one) => one.pod.ref)]),
    fix: fixWith(
      `${isBare ? `Delete Pod ${holder.pod.name}` : `Stop ${nameOf(own)}`}, if nobody needs it any more, so that a pod of ${workload.name} takes the lease; give what only tries something out a lease of its own.`,
      isBare ? suggest(["delete", "pod", holder.pod.name, ...inNamespace(holder.pod)], "Lets go of the lease.") : [],
      verifyLease(lease),
    ),
  };
};

/** The holder is gone, and those that wait do not take the lease over. */
const endedDraft = (contest: Contest, ended: EndedPod): Draft => {
  const { lease, holder, workload, standbys } = contest;
  return {
    object: lease.ref,
    confidence: "likely",
    summary: `${nameOf(lease.ref)} is still held by ${holder.pod.name}, ${ended.words}: ${standingBy(contest)}, so nobody does the work.`,
    evidence: [holder.line, ended.line, standbys[0]!.line],
    related: unique([workload, ...standbys.map((one) => one.pod.ref)]),
    fix: fixByHand(
      `Clear the holder of ${nameOf(lease.ref)} (or delete the Lease) if it is not taken over within its leaseDurationSeconds, and have the program renew and expire it as client-go's leader election does.`,
      verifyLease(lease),
    ),
  };
};

const strayLeader = defineRule(
  {
    code: "leader-does-no-work",
    title: "The one that leads does not do the work",
    about:
      "With leader election only the holder of the Lease works and all others stand by, healthy and without an error. The holder is a pod that was left over (a debug pod, a trial with a dry run) and works without effect, or it is gone and nobody takes over: then the work is not done, and nothing looks ill.",
    reads: ["Lease", "Pod", "logs"],
  },
  function* (view) {
    for (const contest of contestsIn(view)) {
      const { pod } = contest.holder;
      const ended = isPodName(pod.name) ? endedPod(view, pod) : undefined;
      const draft = ended ? endedDraft(contest, ended) : strayDraft(view, contest);
      if (draft !== undefined) yield draft;
    }
  },
);

/** Leases, and who holds them. */
export const leaderLeaseRules: readonly Rule[] = [strayLeader];
