import type { ClusterView, ObservedEvent, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule, type RuleText } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { essence } from "../../logs/essence.ts";
import { entriesAt, listAt, textAt } from "../../objects/fields.ts";
import { memo } from "../../objects/memo.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, list } from "../../objects/reads.ts";
import { claimUsers } from "../../storage/claim-users.ts";
import { isListedWithout } from "../../workloads/pods.ts";

type Pending = {
  readonly claim: ObservedObject;
  readonly code: string;
  readonly why: string;
  readonly event: ObservedEvent | undefined;
};

/** Claims that are not bound, each with the one reason that the evidence gives. */
const pendingClaims = memo((view: ClusterView): readonly Pending[] =>
  view
    .of("PersistentVolumeClaim")
    .filter((claim) => textAt(claim.fields, "status", "phase") === "Pending" || isStillRefused(view, claim))
    .map((claim) => ({ claim, ...reasonOf(view, claim) })),
);

/** Only its events are shown, and the newest of them says that no volume is made. */
const isStillRefused = (view: ClusterView, claim: ObservedObject): boolean =>
  textAt(claim.fields, "status", "phase") === "" &&
  view.eventsOf(claim.ref).some(({ reason, lastSeen }) => reason === "ProvisioningFailed" && (lastSeen ?? 0) < 3600) &&
  !view.eventsOf(claim.ref).some(({ reason }) => reason === "ProvisioningSucceeded");

const reasonOf = (view: ClusterView, claim: ObservedObject): Omit<Pending, "claim"> => {
  const events = view.eventsOf(claim.ref);
  const name = textAt(claim.fields, "spec", "storageClassName");
  const storageClass = { kind: "StorageClass", name };
  const missing = events.find((event) => /storageclass\.storage\.k8s\.io "[^"]{1,253}" not found/.test(event.message));
  const made = volumesOf(view, name);
  if (made.length > 0 && view.object(storageClass) === undefined)
    return {
      code: "no-volume-for-claim",
      event: missing,
      why: `no PersistentVolume of class "${name}" fits: ${made.map((volume) => unfit(volume, claim)).join("; ")}`,
    };
  if (missing || (name && isListedWithout(view, storageClass)))
    return {
      code: "storage-class-missing",
      event: missing,
      why: `its StorageClass "${/storageclass\.storage\.k8s\.io "([^"]{1,253})"/.exec(missing?.message ?? "")?.[1] ?? name}" does not exist (not found)${others(view)}`,
    };
  const failed = events.find((event) => event.reason === "ProvisioningFailed");
  if (failed)
    return {
      code: "provisioning-failed",
      event: failed,
      why: `the provisioner failed: ${essence(failed.message, 240)}`,
    };
  const consumer = events.find(
    (event) => event.reason === "WaitForFirstConsumer" || event.reason === "WaitForPodScheduled",
  );
  if (consumer || textAt(view.object(storageClass)?.fields, "volumeBindingMode") === "WaitForFirstConsumer")
    return {
      code: "claim-waits-for-consumer",
      event: consumer,
      why: "its volume is made when a pod that uses it is scheduled (WaitForFirstConsumer)",
    };
  const external = events.find((event) => event.reason === "ExternalProvisioning");
  if (external)
    return {
      code: "provisioner-absent",
      event: external,
      why: `nothing answers for its provisioner ${/provisioner '([^']{1,120})'|"([^"]{1,120})"/.exec(external.message)?.slice(1).find(Boolean) ?? ""}`.trim(),
    };
  const unset = events.find((event) => event.reason === "FailedBinding");
  if (unset) return { code: "no-volume-for-claim", event: unset, why: unset.message.slice(0, 320) };
  return {
    code: "claim-pending",
    event: events.find((event) => event.type === "Warning"),
    why: name ? `no volume of StorageClass "${name}" has been bound to it yet` : "no volume has been bound to it yet",
  };
};

/** Volumes that somebody made by hand for a class that need not exist as an object. */
const volumesOf = (view: ClusterView, name: string): readonly ObservedObject[] =>
  name === ""
    ? []
    : view.of("PersistentVolume").filter((volume) => textAt(volume.fields, "spec", "storageClassName") === name);

const unfit = (volume: ObservedObject, claim: ObservedObject): string => {
  const phase = textAt(volume.fields, "status", "phase");
  if (phase !== "" && phase !== "Available") return `${volume.ref.name} is ${phase}`;
  const modes = listAt(volume.fields, "spec", "accessModes").map(String);
  const wanted = listAt(claim.fields, "spec", "accessModes").map(String);
  const lacking = wanted.find((mode) => modes.length > 0 && !modes.includes(mode));
  if (lacking !== undefined)
    return `${volume.ref.name} has access mode ${modes.join(", ")}, and ${lacking} is asked for`;
  const size = entriesAt(volume.fields, "spec", "capacity").get("storage") ?? "";
  const asked = entriesAt(claim.fields, "spec", "resources", "requests").get("storage") ?? "";
  return `${volume.ref.name} has ${size}${asked === "" ? "" : `, and ${asked} is asked for`}`;
};

const others = (view: ClusterView): string => {
  const names = view.of("StorageClass").map((one) => one.ref.name);
  return names.length > 0 ? `; there ${names.length > 1 ? "are" : "is"} ${names.slice(0, 5).join(", ")}` : "";
};

const wanted = (claim: ObservedObject): string => {
  const size = entriesAt(claim.fields, "spec", "resources", "requests").get("storage");
  const modes = listAt(claim.fields, "spec", "accessModes").map(String).join(", ");
  return [size, modes].filter(Boolean).join(", ");
};

const usersOf = (view: ClusterView, claim: ObservedObject) => [...claimUsers(view, claim), ...onlyPending(view, claim)];

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

const draftOf = (view: ClusterView, one: Pending): Draft => {
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
      ...(one.code === "storage-class-missing"
        ? view
            .of("StorageClass")
            .slice(0, 2)
            .map((found) => found.cite())
        : []),
    ],
    related: usersOf(view, claim),
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
            mends.get(one.code) ?? "See the claim's events.",
            list("pvc", claim.ref.namespace, "Shows whether the claim is Bound."),
          ),
  };
};

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
          related: usersOf(view, claim),
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
      "The claim names no storage class that provisions, and no PersistentVolume has the size, access mode and class that it asks for.",
  }),
  claimRule({
    code: "claim-pending",
    title: "Claim is Pending",
    about: "The claim has no volume yet, and the evidence does not show why.",
  }),
  lost,
  volumeFailed,
];
