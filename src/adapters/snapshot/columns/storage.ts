import type { Fields } from "../../../core/evidence/observed.ts";
import { age, boolean, type Columns, columns, integer, name, named, objectName, text, wide } from "./column.ts";
import { at, entriesAt, fieldsAt, hasObjectAt, isTrueAt, listAt, optionalTextAt, textAt, textsAt } from "./fields.ts";
import { resourceQuantity } from "./quantity.ts";

export const persistentVolumes: Columns = columns(
  name,
  text("Capacity", "Size of the volume.", (volume) => resourceQuantity(at(volume, "spec", "capacity", "storage"))),
  text("Access Modes", "Ways in which the volume can be mounted.", (volume) =>
    accessModes(textsAt(volume, "spec", "accessModes")),
  ),
  text(
    "Reclaim Policy",
    "What happens to the volume when its claim goes.",
    (volume) => textAt(volume, "spec", "persistentVolumeReclaimPolicy") || "Retain",
  ),
  text("Status", "Phase of the volume.", phase),
  text("Claim", "Claim that the volume is bound to.", claim),
  text("StorageClass", "Storage class of the volume.", storageClass),
  text("VolumeAttributesClass", "Volume attributes class of the volume.", volumeAttributesClass),
  text("Reason", "Why the volume is in its phase, in one word.", (volume) => textAt(volume, "status", "reason")),
  age,
  wide(text("VolumeMode", "File system or raw block device.", volumeMode)),
);

export const persistentVolumeClaims: Columns = columns(
  name,
  text("Status", "Phase of the claim.", phase),
  text("Volume", "Volume that the claim is bound to.", volumeName),
  text("Capacity", "Size of the bound volume.", (object) =>
    volumeName(object) === "" ? "" : resourceQuantity(at(object, "status", "capacity", "storage")),
  ),
  text("Access Modes", "Ways in which the bound volume can be mounted.", (object) =>
    volumeName(object) === "" ? "" : accessModes(textsAt(object, "status", "accessModes")),
  ),
  text("StorageClass", "Storage class of the claim.", storageClass),
  text("VolumeAttributesClass", "Volume attributes class of the claim.", volumeAttributesClass),
  age,
  wide(text("VolumeMode", "File system or raw block device.", volumeMode)),
);

export const storageClasses: Columns = columns(
  named(text("Name", "Name of the object; says which class is the default.", storageClassName)),
  text("Provisioner", "Driver that makes the volumes.", (object) => textAt(object, "provisioner")),
  text(
    "ReclaimPolicy",
    "What happens to a volume when its claim goes.",
    (object) => optionalTextAt(object, "reclaimPolicy") ?? "Delete",
  ),
  text(
    "VolumeBindingMode",
    "When volumes are made and bound.",
    (object) => optionalTextAt(object, "volumeBindingMode") ?? "Immediate",
  ),
  text("AllowVolumeExpansion", "Whether volumes can grow.", (object) => isTrueAt(object, "allowVolumeExpansion")),
  age,
);

export const volumeAttributesClasses: Columns = columns(
  name,
  text("DriverName", "Driver that the attributes are for.", (object) => textAt(object, "driverName")),
  age,
);

export const volumeAttachments: Columns = columns(
  name,
  named(text("Attacher", "Driver that attaches the volume.", (object) => textAt(object, "spec", "attacher"))),
  text("PV", "Volume that is attached.", (object) => textAt(object, "spec", "source", "persistentVolumeName")),
  text("Node", "Node that it is attached to.", (object) => textAt(object, "spec", "nodeName")),
  boolean("Attached", "Whether it is attached by now.", (object) => isTrueAt(object, "status", "attached")),
  age,
);

export const csiNodes: Columns = columns(
  name,
  integer("Drivers", "How many CSI drivers the node has.", (object) => listAt(object, "spec", "drivers").length),
  age,
);

export const csiDrivers: Columns = columns(
  name,
  boolean(
    "AttachRequired",
    "Whether volumes are attached before they are mounted.",
    (driver) => at(driver, "spec", "attachRequired") !== false,
  ),
  boolean("PodInfoOnMount", "Whether the driver is told the pod.", (driver) =>
    isTrueAt(driver, "spec", "podInfoOnMount"),
  ),
  boolean("StorageCapacity", "Whether the scheduler heeds the capacity it reports.", (driver) =>
    isTrueAt(driver, "spec", "storageCapacity"),
  ),
  text("TokenRequests", "Audiences of the tokens that the driver gets.", tokenRequests),
  boolean("RequiresRepublish", "Whether volumes are published again and again.", (driver) =>
    isTrueAt(driver, "spec", "requiresRepublish"),
  ),
  text(
    "Modes",
    "Kinds of volume that the driver offers.",
    (driver) => textsAt(driver, "spec", "volumeLifecycleModes").join(",") || "Persistent",
  ),
  age,
);

const shortModes = new Map([
  ["ReadWriteOnce", "RWO"],
  ["ReadOnlyMany", "ROX"],
  ["ReadWriteMany", "RWX"],
  ["ReadWriteOncePod", "RWOP"],
]);

function accessModes(modes: readonly string[]): string {
  return [...shortModes]
    .filter(([mode]) => modes.includes(mode))
    .map(([, short]) => short)
    .join(",");
}

function phase(object: Fields): string {
  const isDeleted = at(object, "metadata", "deletionTimestamp") !== undefined;
  return isDeleted ? "Terminating" : textAt(object, "status", "phase") || "Pending";
}

function claim(volume: Fields): string {
  if (!hasObjectAt(volume, "spec", "claimRef")) return "";
  const reference = fieldsAt(volume, "spec", "claimRef");
  return `${textAt(reference, "namespace")}/${textAt(reference, "name")}`;
}

/** The annotation from before the field came first, and still wins. */
function storageClass(object: Fields): string {
  const annotation = optionalTextAt(object, "metadata", "annotations", "volume.beta.kubernetes.io/storage-class");
  return annotation ?? textAt(object, "spec", "storageClassName");
}

function volumeAttributesClass(object: Fields): string {
  return optionalTextAt(object, "spec", "volumeAttributesClassName") ?? "<unset>";
}

function volumeMode(object: Fields): string {
  return optionalTextAt(object, "spec", "volumeMode") ?? "Filesystem";
}

function volumeName(object: Fields): string {
  return textAt(object, "spec", "volumeName");
}

function storageClassName(object: Fields): string {
  const annotations = fieldsAt(object, "metadata", "annotations");
  const isDefault = ["storageclass.kubernetes.io", "storageclass.beta.kubernetes.io"].some(
    (prefix) => textAt(annotations, `${prefix}/is-default-class`) === "true",
  );
  return `${objectName(object)}${isDefault ? " (default)" : ""}`;
}

function tokenRequests(driver: Fields): string {
  if (!Array.isArray(at(driver, "spec", "tokenRequests"))) return "<unset>";
  return entriesAt(driver, "spec", "tokenRequests")
    .map((request) => textAt(request, "audience"))
    .join(",");
}
