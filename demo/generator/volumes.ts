import { recordedAt } from "./clock.ts";
import { record, times } from "./events.ts";
import { uidOf } from "./identity.ts";
import type { Doc, World } from "./world.ts";

export type ClaimDescription = { namespace: string; name: string; labels?: Doc; claim: Doc; created: number; node?: string };

const provisioners: Record<string, string> = { standard: "csi.webshop.example", "standard-retain": "csi.webshop.example" };

/** A claim, bound to a provisioned volume when its class exists, else pending with the controller's warning. */
export function claimFor(world: World, { namespace, name, labels, claim, created }: ClaimDescription): void {
  const provisioner = provisioners[claim.class];
  const volume = `pvc-${uidOf("PersistentVolumeClaim", namespace, name)}`;
  const annotations = provisioner && { "pv.kubernetes.io/bind-completed": "yes", "pv.kubernetes.io/bound-by-controller": "yes", "volume.kubernetes.io/storage-provisioner": provisioner };
  const pvc = world.add(
    {
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name, namespace, ...(annotations ? { annotations } : {}), finalizers: ["kubernetes.io/pvc-protection"], ...(labels ? { labels } : {}) },
      spec: { ...claimSpec(claim), ...(provisioner ? { volumeName: volume } : {}) },
      status: provisioner ? { accessModes: ["ReadWriteOnce"], capacity: { storage: claim.size }, phase: "Bound" } : { phase: "Pending" },
    },
    created,
  );
  if (provisioner) return addVolume(world, pvc, volume, provisioner, created);
  const last = recordedAt - 6_000;
  record(world, pvc, { type: "Warning", reason: "ProvisioningFailed", message: `storageclass.storage.k8s.io "${claim.class}" not found`, from: "persistentvolume-controller", first: created, last, count: times(created, last, "15s") });
}

function addVolume(world: World, pvc: Doc, name: string, provisioner: string, created: number): void {
  world.add(
    {
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: { name, annotations: { "pv.kubernetes.io/provisioned-by": provisioner }, finalizers: ["external-provisioner.volume.kubernetes.io/finalizer", "kubernetes.io/pv-protection"] },
      spec: {
        accessModes: ["ReadWriteOnce"],
        capacity: { storage: pvc.spec.resources.requests.storage },
        claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", name: pvc.metadata.name, namespace: pvc.metadata.namespace, resourceVersion: pvc.metadata.resourceVersion, uid: pvc.metadata.uid },
        csi: { driver: provisioner, fsType: "ext4", volumeHandle: `vol-${name.slice(4, 21).replaceAll("-", "")}` },
        persistentVolumeReclaimPolicy: pvc.spec.storageClassName === "standard-retain" ? "Retain" : "Delete",
        storageClassName: pvc.spec.storageClassName,
        volumeMode: "Filesystem",
      },
      status: { phase: "Bound" },
    },
    created + 4000,
  );
}

/** What a claim template of a description asks for. */
export const claimSpec = (claim: Doc): Doc => ({
  accessModes: ["ReadWriteOnce"],
  resources: { requests: { storage: claim.size } },
  storageClassName: claim.class,
  volumeMode: "Filesystem",
});
