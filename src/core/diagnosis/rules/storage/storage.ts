import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule, type RuleText } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { entriesAt, listAt, textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";
import { unique } from "../../objects/relations.ts";
import { claimUsers } from "../../storage/claim-users.ts";
import { type PendingClaim, pendingClaims } from "../../storage/pending-claims.ts";
import { podsIn } from "../../workloads/pods.ts";

const wanted = (claim: ObservedObject): string => {
  const size = entriesAt(claim.fields, "spec", "resources", "requests").get("storage");
  const modes = listAt(claim.fields, "spec", "accessModes").map(String).join(", ");
  return [size, modes].filter(Boolean).join(", ");
};

const usersOf = (view: ClusterView, { claim, classes }: PendingClaim): readonly ObjectRef[] => {
  const users = [...claimUsers(view, claim), ...onlyPending(view, claim)];
  return classes === undefined ? users : unique([...users, ...users.flatMap((one) => siblingsOf(view, one))]);
};

/** The other pods of a StatefulSet, whose claims are made by the same template and lack the same class. */
const siblingsOf = (view: ClusterView, { kind, namespace, name }: ObjectRef): readonly ObjectRef[] => {
  const stem = /^(.+-)\d{1,4}$/.exec(name)?.[1];
  if (kind !== "Pod" || stem === undefined) return [];
  return podsIn(view, namespace)
    .filter(({ ref }) => ref.name.startsWith(stem) && /^\d{1,4}$/.test(ref.name.slice(stem.length)))
    .filter(({ status, events }) => status === "Pending" || events.some(({ reason }) => reason === "FailedScheduling"))
    .map(({ ref }) => ref);
};

/** Nothing shown ties a pod to the claim; when one Pending pod and one claim stand in the same namespace, they belong together. */
const onlyPending = (view: ClusterView, claim: ObservedObject) => {
  const pods = view
    .of("Pod")
    .filter(
      (pod) =>
        pod.ref.namespace === claim.ref.namespace &&
        textAt(pod.fields, "status", "phase") === "Pending" &&
        !pod.sources.has("describe"),
    );
  return pods.length === 1 && pendingClaims(view).length === 1 ? [pods[0]!.ref] : [];
};

const draftOf = (view: ClusterView, one: PendingClaim): Draft => {
  const { claim } = one;
  const size = wanted(claim);
  return {
    object: claim.ref,
    confidence: one.code === "claim-pending" ? "likely" : "confirmed",
    severity: one.code === "claim-waits-for-consumer" ? "info" : "critical",
    summary: `${nameOf(claim.ref)}${size ? ` (${size})` : ""} is Pending: ${one.why.replace(/\.$/, "")}.`,
    evidence: [
      one.event?.line,
      claim.printed.get("STATUS")?.line ?? claim.cite("status", "phase"),
      ...(one.classes ?? []),
    ],
    related: usersOf(view, one),
    next:
      one.code === "storage-class-missing" || one.code === "no-volume-for-claim"
        ? [
            ...list("pv", undefined, "Shows whether a volume was made by hand for this class."),
            ...list("storageclasses", undefined, "Shows which storage classes exist and which is the default."),
          ]
        : describe(claim.ref, "Its events say why no volume is bound."),
    fix:
      one.code === "claim-waits-for-consumer" ||
      (one.code === "storage-class-missing" &&
        !(one.event !== undefined && view.of("StorageClass").length > 0) &&
        !view.listings.some(({ kind }) => kind === "PersistentVolume"))
        ? null
        : fixByHand(
            one.code === "no-volume-for-claim" && one.classes !== undefined
              ? markDefault
              : (mends.get(one.code) ?? "See the claim's events."),
            list("pvc", claim.ref.namespace, "Shows whether the claim is Bound."),
          ),
  };
};

const markDefault =
  'Mark a StorageClass as default (annotation storageclass.kubernetes.io/is-default-class: "true"), or name one in the claim (storageClassName; in a StatefulSet, in its volumeClaimTemplates) and make the claim anew.';

const mends: ReadonlyMap<string, string> = new Map([
  [
    "storage-class-missing",
    "Create the StorageClass, or make the claim anew with one that exists (the class of a claim cannot be changed).",
  ],
  [
    "no-volume-for-claim",
    "Name a StorageClass that provisions, mark one as default, or create a PersistentVolume that fits.",
  ],
  ["provisioner-absent", "Install or restart the storage driver that serves this provisioner."],
  ["provisioning-failed", "Correct what the provisioner names: parameters, quota or permissions."],
]);

const claimExplains = [
  "claims-not-bound",
  "not-scheduled",
  "stateful-set-stuck",
  "deployment-unavailable",
  "rollout-stuck",
  "missing-claim",
  "pod-not-ready",
  "service-without-endpoints",
];

const claimRule = (text: Omit<RuleText, "reads" | "explains">): Rule =>
  defineRule(
    {
      ...text,
      reads: ["PersistentVolumeClaim", "StorageClass", "events"],
      explains: text.code === "claim-waits-for-consumer" ? [] : claimExplains,
    },
    (view) =>
      pendingClaims(view)
        .filter((one) => one.code === text.code)
        .map((one) => draftOf(view, one)),
  );

const lost = defineRule(
  {
    code: "volume-lost",
    title: "Claim lost its volume",
    about:
      "The claim was bound to a PersistentVolume that no longer exists. Its data are gone with it unless the disk itself still exists.",
    reads: ["PersistentVolumeClaim"],
    explains: claimExplains,
  },
  function* (view) {
    for (const claim of view.of("PersistentVolumeClaim"))
      if (textAt(claim.fields, "status", "phase") === "Lost")
        yield {
          object: claim.ref,
          summary: `${nameOf(claim.ref)} has lost its volume${textAt(claim.fields, "spec", "volumeName") ? ` ${textAt(claim.fields, "spec", "volumeName")}` : ""}, which no longer exists.`,
          evidence: [claim.printed.get("STATUS")?.line ?? claim.cite("status", "phase")],
          related: claimUsers(view, claim),
          next: list("pv", undefined, "Shows which volumes exist and what they belong to."),
        };
  },
);

const volumeFailed = defineRule(
  {
    code: "volume-not-reusable",
    title: "Volume released or failed",
    about:
      "A PersistentVolume whose claim is gone keeps its data and takes no new claim until its claimRef is cleared; Failed means that reclaiming it did not work.",
    reads: ["PersistentVolume"],
    explains: ["no-volume-for-claim", "claim-pending"],
  },
  function* (view) {
    for (const volume of view.of("PersistentVolume")) {
      const phase = textAt(volume.fields, "status", "phase");
      if (phase !== "Released" && phase !== "Failed") continue;
      const claim = textAt(volume.fields, "spec", "claimRef", "name");
      yield {
        object: volume.ref,
        severity: phase === "Failed" ? "warning" : "info",
        summary: `${nameOf(volume.ref)} is ${phase}${claim ? `: its claim ${textAt(volume.fields, "spec", "claimRef", "namespace")}/${claim} is gone` : ""}, and it takes no new claim.`,
        evidence: [volume.printed.get("STATUS")?.line ?? volume.cite("status", "phase")],
        related: claim
          ? [
              {
                kind: "PersistentVolumeClaim",
                namespace: textAt(volume.fields, "spec", "claimRef", "namespace"),
                name: claim,
              },
            ]
          : [],
        next: describe(volume.ref, "Shows its claim, its reclaim policy and its events."),
      };
    }
  },
);

/** Claims without a volume and volumes without a claim. */
export const storageRules: readonly Rule[] = [
  claimRule({
    code: "storage-class-missing",
    title: "StorageClass missing",
    about: "The claim names a StorageClass that does not exist, so nothing makes a volume for it.",
  }),
  claimRule({
    code: "provisioning-failed",
    title: "Volume provisioning fails",
    about: "The storage driver tried to make a volume and failed. The message is the driver's own.",
  }),
  claimRule({
    code: "claim-waits-for-consumer",
    title: "Claim waits for its first pod",
    about:
      "The storage class makes the volume only when a pod that uses the claim is scheduled. This is normal while no pod uses it.",
  }),
  claimRule({
    code: "provisioner-absent",
    title: "Storage provisioner absent",
    about:
      "The claim waits for an external provisioner, and none does the work: its controller does not run or does not know this class.",
  }),
  claimRule({
    code: "no-volume-for-claim",
    title: "No volume fits the claim",
    about:
      "The claim names no storage class that provisions (and none is marked as default), and no PersistentVolume has the size, access mode and class that it asks for.",
  }),
  claimRule({
    code: "claim-pending",
    title: "Claim is Pending",
    about: "The claim has no volume yet, and the evidence does not show why.",
  }),
  lost,
  volumeFailed,
];
