import { type Cells, type RowReader, type SetField, shown } from "./table-cells.ts";

/** Access modes as tables shorten them (kubectl's `GetAccessModesAsString`). */
const accessModes: ReadonlyMap<string, string> = new Map([
  ["RWO", "ReadWriteOnce"],
  ["ROX", "ReadOnlyMany"],
  ["RWX", "ReadWriteMany"],
  ["RWOP", "ReadWriteOncePod"],
]);

/** `RWO,ROX` as the API spells them. */
export function accessModesOf(text: string | undefined): readonly string[] | undefined {
  return shown(text)
    ?.split(",")
    .map((mode) => accessModes.get(mode) ?? mode);
}

/** STATUS is the phase, unless the object is being deleted. */
export const readPhase = (cells: Cells, set: SetField) => {
  if (cells.get("STATUS") !== "Terminating") set("status.phase", shown(cells.get("STATUS")));
  else set("metadata.deletionTimestamp", "shown as Terminating");
};

export const readClaim: RowReader = (cells, set) => {
  readPhase(cells, set);
  set("spec.volumeName", shown(cells.get("VOLUME")));
  set("status.capacity.storage", shown(cells.get("CAPACITY")));
  set("status.accessModes", accessModesOf(cells.get("ACCESS MODES")));
  set("spec.storageClassName", shown(cells.get("STORAGECLASS")));
  set("spec.volumeMode", shown(cells.get("VOLUMEMODE")));
};

export const readVolume: RowReader = (cells, set) => {
  readPhase(cells, set);
  set("spec.capacity.storage", shown(cells.get("CAPACITY")));
  set("spec.accessModes", accessModesOf(cells.get("ACCESS MODES")));
  set("spec.persistentVolumeReclaimPolicy", shown(cells.get("RECLAIM POLICY")));
  set("spec.storageClassName", shown(cells.get("STORAGECLASS")));
  set("status.reason", shown(cells.get("REASON")));
  const [namespace, name] = (shown(cells.get("CLAIM")) ?? "").split("/");
  if (name !== undefined) set("spec.claimRef", { kind: "PersistentVolumeClaim", namespace, name });
};

export const readStorageClass: RowReader = (cells, set) => {
  set("provisioner", shown(cells.get("PROVISIONER")));
  set("reclaimPolicy", shown(cells.get("RECLAIMPOLICY")));
  set("volumeBindingMode", shown(cells.get("VOLUMEBINDINGMODE")));
  const expansion = cells.get("ALLOWVOLUMEEXPANSION");
  set("allowVolumeExpansion", expansion === undefined ? undefined : expansion === "true");
  if (cells.get("NAME")?.includes("(default)")) {
    set("metadata.annotations", { "storageclass.kubernetes.io/is-default-class": "true" });
  }
};
