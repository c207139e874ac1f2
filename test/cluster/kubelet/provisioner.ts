import type { ApiClient, KubernetesObject } from "../api-client.ts";
import { recordEvents } from "./event-recorder.ts";
import { type Watched, watchAll } from "./watched.ts";

const provisioner = "rancher.io/local-path";

/**
 * Makes volumes for claims of the class `standard` (the default one, waits for the first consumer), as the local-path provisioner of kind
 * and k3s does, and deletes them when they are released.
 */
export async function startProvisioner(api: ApiClient, now: () => Date): Promise<{ stop(): void }> {
  const events = recordEvents(api, { component: `${provisioner}_local-path-provisioner`, host: "" }, now);
  await api.create("/apis/storage.k8s.io/v1/storageclasses", {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "standard", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    provisioner,
    reclaimPolicy: "Delete",
    volumeBindingMode: "WaitForFirstConsumer",
  });
  const done = new Set<string>();
  const claims = await watchAll(api, "/api/v1/persistentvolumeclaims", (type, claim) => {
    const { uid = "", annotations = {} } = claim.metadata;
    const node = annotations["volume.kubernetes.io/selected-node"];
    if (type === "gone" || done.has(uid) || claim.spec.volumeName !== undefined || node === undefined) return;
    if (annotations["volume.kubernetes.io/storage-provisioner"] !== provisioner) return;
    done.add(uid);
    void provision(claim, node).catch(() => done.delete(uid));
  });
  const volumes = await watchAll(api, "/api/v1/persistentvolumes", (type, volume) => {
    const isOurs = volume.metadata.annotations?.["pv.kubernetes.io/provisioned-by"] === provisioner;
    if (type === "set" && isOurs && volume.status?.phase === "Released")
      void api.send("DELETE", `/api/v1/persistentvolumes/${volume.metadata.name}`);
  });

  async function provision(claim: KubernetesObject, node: string): Promise<void> {
    const { namespace, name, uid } = claim.metadata;
    const record = (type: "Normal" | "Warning", reason: string, message: string) =>
      events.record({ object: { ...claim, apiVersion: "v1", kind: "PersistentVolumeClaim" } }, type, reason, message);
    record("Normal", "Provisioning", `External provisioner is provisioning volume for claim "${namespace}/${name}"`);
    const { accessModes, storageClassName, resources } = claim.spec;
    if (accessModes.some((mode: string) => mode === "ReadWriteMany" || mode === "ReadOnlyMany")) {
      record(
        "Warning",
        "ProvisioningFailed",
        `failed to provision volume with StorageClass "${storageClassName}": NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes`,
      );
      return;
    }
    await api.create("/api/v1/persistentvolumes", {
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: { name: `pvc-${uid}`, annotations: { "pv.kubernetes.io/provisioned-by": provisioner } },
      spec: {
        accessModes,
        storageClassName,
        capacity: { storage: resources.requests.storage },
        persistentVolumeReclaimPolicy: "Delete",
        hostPath: { path: `/var/local-path-provisioner/pvc-${uid}_${namespace}_${name}`, type: "DirectoryOrCreate" },
        claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name, uid },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [node] }] },
            ],
          },
        },
      },
    });
    record("Normal", "ProvisioningSucceeded", `Successfully provisioned volume pvc-${uid}`);
  }
  return { stop: () => stopAll([claims, volumes]) };
}

function stopAll(all: readonly Watched[]): void {
  for (const each of all) each.stop();
}
