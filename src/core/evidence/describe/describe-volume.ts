import type { FieldsBuilder } from "../objects/fields-builder.ts";
import { isTrue } from "./describe-context.ts";
import { type Section, said, section } from "./describe-tree.ts";

/** Volumes of a pod or a template with their sources. */
export function putVolumes(builder: FieldsBuilder, found: Section | undefined): void {
  for (const volume of found?.children ?? []) {
    if (volume.key === "") continue;
    const entry = builder.entry(["spec", "volumes"], volume.key, volume.line, { name: volume.key });
    const type = section(volume.children, "Type");
    const source = sourceOf((said(type) ?? "").split(" ")[0]!, volume.children);
    if (source !== undefined) entry.set([source.field], source.value, detailLine(volume));
  }
}

/** The line that names what the volume refers to, else the one with its type. */
function detailLine(volume: Section): number {
  const named = section(volume.children, "ClaimName", "SecretName", "ConfigMapName", "Name", "Path", "Driver");
  return (named ?? section(volume.children, "Type") ?? volume).line;
}

type Source = { readonly field: string; readonly value: { [field: string]: unknown } };

function sourceOf(type: string, parts: readonly Section[]): Source | undefined {
  const text = (key: string) => said(section(parts, key));
  const optional = text("Optional") !== undefined && isTrue(text("Optional")!) ? { optional: true } : {};
  switch (type) {
    case "ConfigMap":
      return { field: "configMap", value: { name: text("Name"), ...optional } };
    case "Secret":
      return { field: "secret", value: { secretName: text("SecretName"), ...optional } };
    case "PersistentVolumeClaim":
      return {
        field: "persistentVolumeClaim",
        value: { claimName: text("ClaimName"), readOnly: text("ReadOnly") === "true" },
      };
    case "Projected":
      return { field: "projected", value: { sources: projectedSources(parts) } };
    case "HostPath":
      return { field: "hostPath", value: { path: text("Path"), type: text("HostPathType") } };
    case "NFS":
      return { field: "nfs", value: { server: text("Server"), path: text("Path") } };
    case "CSI":
      return { field: "csi", value: { driver: text("Driver") } };
    case "EmptyDir":
      return { field: "emptyDir", value: { medium: text("Medium"), sizeLimit: text("SizeLimit") } };
    case "EphemeralVolume":
      return { field: "ephemeral", value: { storageClassName: text("StorageClass") } };
    default:
      return undefined;
  }
}

function projectedSources(parts: readonly Section[]): readonly { [field: string]: unknown }[] {
  const optional = (key: string) =>
    parts.some((part) => part.key === key && isTrue(part.value)) ? { optional: true } : {};
  return parts.flatMap((part): { [field: string]: unknown }[] => {
    if (part.key === "SecretName") return [{ secret: { name: part.value, ...optional("SecretOptionalName") } }];
    if (part.key === "ConfigMapName" || (part.key === "Name" && part.value !== "")) {
      return [{ configMap: { name: part.value, ...optional("ConfigMapOptional") } }];
    }
    if (part.key === "TokenExpirationSeconds")
      return [{ serviceAccountToken: { expirationSeconds: Number(part.value) } }];
    return [];
  });
}
