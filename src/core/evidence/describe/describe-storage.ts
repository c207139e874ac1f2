import { accessModesOf } from "../tables/table-storage-fields.ts";
import { type DescribeContext, isTrue, put, putConditions, putPairs } from "./describe-context.ts";
import { said, section } from "./describe-tree.ts";

const finalizersOf = (text: string) =>
  text
    .replace(/^\[|\]$/g, "")
    .split(/[, ]+/)
    .filter((name) => name !== "");
const phaseOf = (text: string) => (text.startsWith("Terminating") ? undefined : text);

/** Reads a described PersistentVolumeClaim; the pods that use it stand in `status.usedBy`, which only `describe` prints. */
export function readClaim(context: DescribeContext): void {
  const { sections, builder } = context;
  put(builder, "spec.storageClassName", section(sections, "StorageClass"));
  put(builder, "status.phase", section(sections, "Status"), phaseOf);
  put(builder, "spec.volumeName", section(sections, "Volume"));
  put(builder, "metadata.finalizers", section(sections, "Finalizers"), finalizersOf);
  put(builder, "status.capacity.storage", section(sections, "Capacity"));
  put(builder, "status.accessModes", section(sections, "Access Modes"), accessModesOf);
  put(builder, "spec.volumeMode", section(sections, "VolumeMode"));
  const users = section(sections, "Used By");
  const names = [said(users), ...(users?.children ?? []).map((child) => child.value)].filter(
    (name) => name !== undefined,
  );
  if (users !== undefined) builder.set(["status", "usedBy"], names, users.line);
  putConditions(context);
}

/** Reads a described PersistentVolume. */
export function readVolume({ sections, builder }: DescribeContext): void {
  put(builder, "spec.storageClassName", section(sections, "StorageClass"));
  put(builder, "status.phase", section(sections, "Status"), phaseOf);
  put(builder, "spec.persistentVolumeReclaimPolicy", section(sections, "Reclaim Policy"));
  put(builder, "spec.accessModes", section(sections, "Access Modes"), accessModesOf);
  put(builder, "spec.volumeMode", section(sections, "VolumeMode"));
  put(builder, "spec.capacity.storage", section(sections, "Capacity"));
  put(builder, "status.message", section(sections, "Message"));
  put(builder, "metadata.finalizers", section(sections, "Finalizers"), finalizersOf);
  put(builder, "spec.claimRef", section(sections, "Claim"), (text) => {
    const [namespace, name] = text.split("/");
    return name === undefined ? undefined : { kind: "PersistentVolumeClaim", namespace, name };
  });
  const source = section(sections, "Source")?.children;
  put(builder, "spec.source.type", section(source, "Type"), (text) => text.split(" ")[0]);
  put(builder, "spec.source.path", section(source, "Path"));
  put(builder, "spec.source.server", section(source, "Server"));
  put(builder, "spec.source.driver", section(source, "Driver"));
  const terms = section(section(sections, "Node Affinity")?.children, "Required Terms")?.children ?? [];
  terms.forEach((term, index) => {
    builder.entry(["spec", "nodeAffinity", "required", "nodeSelectorTerms"], String(index), term.line, {
      printed: [term.value, ...term.children.map((child) => child.value)].filter((text) => text !== ""),
    });
  });
}

/** Reads a described StorageClass. */
export function readStorageClass({ sections, builder }: DescribeContext): void {
  put(builder, "provisioner", section(sections, "Provisioner"));
  put(builder, "reclaimPolicy", section(sections, "ReclaimPolicy"));
  put(builder, "volumeBindingMode", section(sections, "VolumeBindingMode"));
  put(builder, "allowVolumeExpansion", section(sections, "AllowVolumeExpansion"), isTrue);
  putPairs(builder, ["parameters"], section(sections, "Parameters"));
  const standard = section(sections, "IsDefaultClass");
  if (said(standard) === "Yes") {
    builder.set(["metadata", "annotations", "storageclass.kubernetes.io/is-default-class"], "true", standard!.line);
  }
}
