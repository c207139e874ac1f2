import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedEvent, ObservedObject } from "../../evidence/observed.ts";
import { essence } from "../logs/essence.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { isListedWithout } from "../workloads/pods.ts";
import { lackingDefault } from "./default-class.ts";

export type PendingClaim = {
  readonly claim: ObservedObject;
  readonly code: string;
  readonly why: string;
  readonly event: ObservedEvent | undefined;
  /** The storage classes that decide. */
  readonly classes?: readonly Line[];
};

/** Claims that are not bound, each with the one reason that the evidence gives. */
export const pendingClaims = memo((view: ClusterView): readonly PendingClaim[] =>
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

const reasonOf = (view: ClusterView, claim: ObservedObject): Omit<PendingClaim, "claim"> => {
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
      classes: view
        .of("StorageClass")
        .slice(0, 2)
        .map((found) => found.cite()),
      why: `its StorageClass "${/storageclass\.storage\.k8s\.io "([^"]{1,253})"/.exec(missing?.message ?? "")?.[1] ?? name}" does not exist (not found)${others(view)}`,
    };
  const failed = events.find((event) => event.reason === "ProvisioningFailed");
  if (failed)
    return {
      code: "provisioning-failed",
      event: failed,
      why: `the provisioner failed: ${essence(failed.message, 240)}`,
    };
  const lacking = lackingDefault(view, claim);
  if (lacking) {
    const event = events.find(({ reason }) => reason === "FailedBinding");
    return { code: "no-volume-for-claim", event, why: lacking.words, classes: lacking.lines };
  }
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
