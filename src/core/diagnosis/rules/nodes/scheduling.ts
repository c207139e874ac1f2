import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, fixWith, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule, Suggestion } from "../../finding.ts";
import { type Complaint, complaintsOf, weightOf } from "../../logs/complaints.ts";
import { type ClosedDomains, closedDomains } from "../../nodes/closed-domains.ts";
import { demandsOf, standing } from "../../nodes/placement.ts";
import { largestRequester, type RequestUser } from "../../nodes/request-users.ts";
import { readSchedulingMessage, type SchedulingMessage } from "../../nodes/scheduling-message.ts";
import { listAt, textAt } from "../../objects/fields.ts";
import { isWhole } from "../../objects/is-row.ts";
import { memo } from "../../objects/memo.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list, suggest } from "../../objects/reads.ts";
import { relatedToPod } from "../../objects/relations.ts";
import { claimsOf, volumePlace } from "../../storage/volume-place.ts";
import { type DefaultRequest, defaultRequest } from "../../workloads/default-requests.ts";
import type { PodReading } from "../../workloads/pods.ts";
import { unlookedPodRules } from "../workloads/unlooked-pods.ts";
import { type SchedulingCause, schedulingCauses } from "./scheduling-causes.ts";
import { admitted, decide, isSelection, isSpread, thatCount } from "./scheduling-decision.ts";
import { largest, ofLabels, requested, resources } from "./scheduling-request.ts";

type Judged = {
  readonly complaint: Complaint;
  readonly message: SchedulingMessage;
  readonly cause: SchedulingCause | undefined;
  readonly match: RegExpExecArray | null;
  /** Where the spread wants the pod, if that is shown and closed. */
  readonly closed: ClosedDomains | undefined;
};

const judged = memo((view: ClusterView): readonly Judged[] =>
  complaintsOf(view).flatMap((complaints) => {
    const told = complaints
      .filter((one) => one.stage === "scheduling" && !isMissingClaim(one.text))
      .sort(
        (left, right) =>
          Number(left.reason === "NotTriggerScaleUp") - Number(right.reason === "NotTriggerScaleUp") ||
          (left.lastSeen ?? 0) - (right.lastSeen ?? 0) ||
          right.text.length - left.text.length,
      );
    for (const complaint of told) {
      const text = `${complaint.text} ${following(view, complaint)}`;
      const message = readSchedulingMessage(text) ?? plain(complaint.text);
      if (message === undefined) continue;
      const closed = message.reasons.some(isSpread) ? closedDomains(view, complaint.pod, message) : undefined;
      const reasons = closed ? message.reasons.filter(isSpread) : thatCount(view, complaint.pod, message.reasons);
      return [{ complaint, message, closed, ...decide(reasons) }];
    }
    return [];
  }),
);

/** That a claim does not exist is told by the rule about missing claims. */
const isMissingClaim = (text: string): boolean =>
  /persistentvolumeclaim "[^"]{1,253}" (?:not found|is being deleted)/.test(text);

/** Schedulers of old print one line for each node below the event. */
const following = (view: ClusterView, { line, text }: Complaint): string => {
  if (!/failed to fit in any node/.test(text)) return "";
  const piece = view.evidence.find((one) => one.command === line.command && one.stdout.includes(line.text));
  const below = piece?.stdout.split("\n").slice(line.line, line.line + 20) ?? [];
  return below.filter((one) => one.startsWith("fit failure on node")).join(" ");
};

/** A message without a count of nodes still may name a cause: `pod has unbound immediate PersistentVolumeClaims`. */
const plain = (text: string): SchedulingMessage | undefined =>
  schedulingCauses.some((cause) => cause.pattern.test(text))
    ? { available: 0, total: 0, reasons: [{ count: 0, reason: text }] }
    : undefined;

const summaryOf = (view: ClusterView, { complaint, message, cause, match, closed }: Judged): string => {
  const why =
    closed?.words ||
    carried(view, complaint.pod, cause?.code ?? "") ||
    (cause?.code === "volume-zone-conflict" && volumePlace(view, complaint.pod)?.words) ||
    (cause && match ? cause.why(match) : message.reasons.map((one) => one.reason).join(", "));
  const wanted = `${given(view, complaint.pod, cause)?.words ?? requested(view, complaint.pod, cause?.code ?? "")}${taken(view, complaint.pod, cause)?.words ?? largest(view, cause?.code ?? "")?.words ?? ""}`;
  const said = `${nameOf(complaint.pod.ref)} is Pending and cannot be scheduled: ${why}${wanted}`;
  const nodes = message.total > 0 ? ` (${message.available}/${message.total} nodes are available` : "";
  const reasons = counted(message, sentenceLength - said.length - nodes.length);
  return `${said}${nodes}${nodes && reasons ? `: ${reasons}` : ""}${nodes ? ")" : ""}.`;
};

/** What a LimitRange makes the pod ask for of what is short. */
const given = (view: ClusterView, pod: PodReading, cause: SchedulingCause | undefined): DefaultRequest | undefined =>
  defaultRequest(view, pod, resources.get(cause?.code ?? ""));

/** Who has what is short, where it is another workload that has most of it. */
const taken = (view: ClusterView, pod: PodReading, cause: SchedulingCause | undefined): RequestUser | undefined =>
  given(view, pod, cause) ? undefined : largestRequester(view, pod, resources.get(cause?.code ?? ""));

/** What a person reads in one breath; what the pod asks for goes before what each node lacks. */
const sentenceLength = 225;

/** As many reasons as there is room for, whole ones, in the scheduler's order. */
const counted = (message: SchedulingMessage, room: number): string => {
  const reasons = message.reasons.map((one) => (one.count > 0 ? `${one.count} ${one.reason}` : one.reason));
  let said = "";
  for (const reason of reasons) {
    const longer = said === "" ? reason : `${said}, ${reason}`;
    if (longer.length > room) return said === "" ? "" : `${said}, …`;
    said = longer;
  }
  return said;
};

/** Which taints the admitted nodes carry, where the scheduler does not say. */
const carried = (view: ClusterView, pod: PodReading, code: string): string => {
  if (code !== "untolerated-taint") return "";
  const words = (admitted(view, pod) ?? []).slice(0, 3).flatMap((node) =>
    listAt(node.fields, "spec", "taints")
      .slice(0, 2)
      .map(
        (taint) =>
          `node ${node.ref.name} has taint ${textAt(taint, "key")}=${textAt(taint, "value")}:${textAt(taint, "effect")}`,
      ),
  );
  return words.length === 0 ? "" : `${words.join(", ")}, which it does not tolerate`;
};

/** Several reasons, of which the pod's own selection is one: which of them counts is not known before both sides were seen. */
const isUndecided = (view: ClusterView, { complaint, message, cause, closed }: Judged): boolean =>
  closed === undefined &&
  ((cause?.code === "node-selector-unmatched" &&
    demandsOf(view, complaint.pod).length === 0 &&
    !isDescribed(complaint.pod)) ||
    (message.reasons.length > 1 &&
      message.reasons.some(isSelection) &&
      admitted(view, complaint.pod) === undefined &&
      (demandsOf(view, complaint.pod).length > 0 || !isDescribed(complaint.pod))));

const isDescribed = (pod: PodReading): boolean => pod.object !== undefined && isWhole(pod.object);

const looks = new Map<SchedulingCause["look"], (pod: PodReading) => readonly Suggestion[]>([
  [
    "nodes",
    () => suggest(["describe", "nodes"], "Shows what each node can offer, what is taken, its conditions and taints."),
  ],
  ["taints", () => list("nodes", undefined, "Shows the labels and taints of the nodes.", "-o", "yaml")],
  ["labels", () => list("nodes", undefined, "Shows the labels of the nodes.", "--show-labels")],
  ["claims", (pod) => list("pvc", pod.ref.namespace, "Shows which claim is not bound and its class.")],
  ["pods", (pod) => list("pods", pod.ref.namespace, "Shows where the other pods run.", "-o", "wide")],
]);

const nextOf = (view: ClusterView, one: Judged): readonly Suggestion[] => {
  const { pod } = one.complaint;
  const usual = looks.get(one.cause!.look)?.(pod) ?? [];
  if (!isUndecided(view, one)) return usual;
  return [
    ...describe(pod.ref, "Shows which nodes it selects and what it tolerates."),
    ...list("nodes", undefined, "Shows the labels and taints of the nodes.", "-o", "yaml"),
    ...usual,
  ];
};

const draftOf = (view: ClusterView, one: Judged): Draft => {
  const { pod } = one.complaint;
  const claims = claimsOf(view, pod);
  const place = one.cause?.code === "volume-zone-conflict" ? volumePlace(view, pod) : undefined;
  const byDefault = given(view, pod, one.cause);
  const user = taken(view, pod, one.cause);
  const cordoned =
    one.cause?.code === "nodes-cordoned"
      ? view
          .of("Node")
          .filter((node) => textAt(node.fields, "spec", "unschedulable") === "true")
          .map((node) => node.ref)
      : (one.closed?.cordoned ?? []);
  return {
    object: pod.ref,
    ...weightOf(one.complaint, "critical"),
    summary: summaryOf(view, one),
    evidence: [
      one.complaint.line,
      pod.line,
      ...(place?.evidence ?? []),
      ...(one.closed?.evidence ?? []),
      ...(byDefault?.evidence ?? []),
      ...(user?.lines ?? []),
      ...(ofLabels.has(one.cause?.code ?? "")
        ? standing(view, demandsOf(view, pod)).nodes.map((node) => node.cite("metadata", "labels"))
        : []),
      largest(view, one.cause?.code ?? "")?.node.cite(
        "status",
        "allocatable",
        resources.get(one.cause?.code ?? "") ?? "",
      ),
    ],
    related: [
      ...relatedToPod(view, pod.ref),
      ...claims.map((name) => ({ kind: "PersistentVolumeClaim", namespace: pod.ref.namespace ?? "default", name })),
      ...cordoned,
      ...(one.closed?.nodes ?? []),
      ...(place?.related ?? []),
      ...(byDefault?.related ?? []),
      ...(user?.related ?? []),
    ],
    next: one.cause && !one.closed ? nextOf(view, one) : [],
    fix: place?.mend
      ? fixByHand(place.mend, verifyRollout(view, pod.ref))
      : fixOf(view, one, byDefault?.mend ?? user?.mend, cordoned),
  };
};

const fixOf = (view: ClusterView, one: Judged, behind: string | undefined, cordoned: readonly ObjectRef[]) =>
  one.cause && one.cause.look !== "claims" && !isUndecided(view, one)
    ? fixWith(
        one.closed?.mend ?? behind ?? one.cause.mend,
        cordoned.slice(0, 1).flatMap((node) => suggest(["uncordon", node.name], "Lets the node take pods again.")),
        verifyRollout(view, one.complaint.pod.ref),
      )
    : null;

const explains = ["not-scheduled", ...podSymptoms];

const causeRules: readonly Rule[] = schedulingCauses.map((cause) =>
  defineRule(
    { ...cause, reads: ["Pod", "events"], explains: cause.code === "claims-not-bound" ? podSymptoms : explains },
    (view) =>
      judged(view)
        .filter((one) => one.cause === cause)
        .map((one) => draftOf(view, one)),
  ),
);

const unschedulable = defineRule(
  {
    code: "unschedulable",
    title: "Pod cannot be scheduled",
    about: "The scheduler refuses every node, in words that no other rule knows.",
    reads: ["Pod", "events"],
    explains,
  },
  (view) =>
    judged(view)
      .filter((one) => one.cause === undefined)
      .map((one) => draftOf(view, one)),
);

/** Why pods find no node. */
export const schedulingRules: readonly Rule[] = [...causeRules, unschedulable, ...unlookedPodRules];
