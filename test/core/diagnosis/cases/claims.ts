import type { Case } from "../case.ts";
import { listedWarning } from "../printed.ts";

const claim = (
  message: string,
  reason: string,
  row = "Pending                                      fast",
): Case["outputs"] => [
  [
    "get pvc -n shop",
    `NAME   STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\ndata   ${row}           49m\n`,
  ],
  ...(message === "" ? [] : [listedWarning("persistentvolumeclaim", "data", reason, message)]),
];

const openClaim = (rest: string): Case["outputs"][number] => [
  "get pvc data-db-0 -n shop -o yaml",
  `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data-db-0
  namespace: shop
spec:
  accessModes:
  - ReadWriteOnce
  resources:
    requests:
      storage: 5Gi
${rest}status:
  phase: Pending
`,
];
const classes = (...names: readonly string[]): Case["outputs"][number] => [
  "get sc",
  `NAME            PROVISIONER       RECLAIMPOLICY   VOLUMEBINDINGMODE   ALLOWVOLUMEEXPANSION   AGE
${names.map((name) => `${name.padEnd(16)}csi.example.com   Delete          Immediate           true                   6d4h\n`).join("")}`,
];
const unboundPods: Case["outputs"][number] = [
  "get events -n shop",
  `LAST SEEN   TYPE      REASON             OBJECT     MESSAGE
2m53s       Warning   FailedScheduling   pod/db-0   0/4 nodes are available: pod has unbound immediate PersistentVolumeClaims.
2m53s       Warning   FailedScheduling   pod/db-1   0/4 nodes are available: pod has unbound immediate PersistentVolumeClaims.
`,
];

/** Claims for volumes that are not bound, and volumes that no claim has. */
export const claimCases: readonly Case[] = [
  {
    name: "a storage class that does not exist",
    outputs: claim('storageclass.storage.k8s.io "fast" not found', "ProvisioningFailed"),
    roots: ["storage-class-missing"],
    says: /StorageClass "fast" does not exist/,
  },
  {
    name: "a storage class that is not on the list",
    outputs: [
      ...claim("", ""),
      [
        "get storageclass",
        "NAME                 PROVISIONER          RECLAIMPOLICY   VOLUMEBINDINGMODE   ALLOWVOLUMEEXPANSION   AGE\nstandard (default)   csi.disk.example     Delete          Immediate           true                   258d\n",
      ],
    ],
    roots: ["storage-class-missing"],
    says: /there is standard/,
  },
  {
    name: "a provisioner that fails",
    outputs: claim(
      'failed to provision volume with StorageClass "fast": rpc error: code = ResourceExhausted desc = disk quota of the project is reached',
      "ProvisioningFailed",
    ),
    roots: ["provisioning-failed"],
  },
  {
    name: "a claim that waits for its pod is no failure",
    outputs: claim("waiting for first consumer to be created before binding", "WaitForFirstConsumer"),
    roots: [],
    notes: ["claim-waits-for-consumer"],
  },
  {
    name: "a provisioner that nobody runs",
    outputs: claim(
      "Waiting for a volume to be created either by the external provisioner 'csi.disk.example' or manually by the system administrator.",
      "ExternalProvisioning",
    ),
    roots: ["provisioner-absent"],
  },
  {
    name: "no volume that fits",
    outputs: claim("no persistent volumes available for this claim and no storage class is set", "FailedBinding"),
    roots: ["no-volume-for-claim"],
  },
  {
    name: "a claim that is Pending without a reason",
    outputs: claim("", ""),
    roots: ["claim-pending"],
    suggests: "kubectl describe pvc data -n shop",
  },
  {
    name: "a claim that lost its volume",
    outputs: claim("", "", "Lost      pvc-3f1a   0                         fast"),
    roots: ["volume-lost"],
  },
  {
    name: "a claim that is bound",
    outputs: claim("", "", "Bound     pvc-3f1a   5Gi        RWO            fast"),
    roots: [],
  },
  {
    name: "a volume whose claim is gone",
    outputs: [
      [
        "get pv",
        "NAME       CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS     CLAIM       STORAGECLASS   REASON   AGE\npvc-3f1a   5Gi        RWO            Retain           Released   shop/data   fast                    9d\n",
      ],
    ],
    roots: [],
    notes: ["volume-not-reusable"],
  },
  {
    name: "a missing storage class explains the pod and the StatefulSet",
    outputs: [
      ["get statefulset -n shop", "NAME   READY   AGE\ndb     0/3     49m\n"],
      ["get pods -n shop", "NAME   READY   STATUS    RESTARTS   AGE\ndb-0   0/1     Pending   0          49m\n"],
      [
        "get pvc -n shop",
        "NAME        STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\ndata-db-0   Pending                                      fast           49m\n",
      ],
      listedWarning(
        "persistentvolumeclaim",
        "data-db-0",
        "ProvisioningFailed",
        'storageclass.storage.k8s.io "fast" not found',
      ),
    ],
    roots: ["storage-class-missing"],
    symptoms: ["not-scheduled", "stateful-set-stuck"],
  },
  {
    name: "a claim without a class where no StorageClass is the default, and the pods of its StatefulSet",
    outputs: [openClaim(""), classes("ssd", "hdd"), unboundPods],
    roots: ["no-volume-for-claim"],
    symptoms: ["claims-not-bound"],
    says: /names no StorageClass, and no StorageClass of the cluster \(hdd, ssd\) is marked as default/,
  },
  {
    name: "a claim without a class in a table, and a cluster without any StorageClass",
    outputs: [
      [
        "get pvc -n shop",
        "NAME        STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\ndata-db-0   Pending                                                     49m\n",
      ],
      ["get sc", "No resources found\n"],
    ],
    roots: ["no-volume-for-claim"],
    says: /names no StorageClass, and the cluster has none/,
  },
  {
    name: "near miss: one StorageClass is the default",
    outputs: [openClaim(""), classes("ssd (default)", "hdd")],
    roots: ["claim-pending"],
  },
  {
    name: "near miss: the claim names the class itself",
    outputs: [openClaim("  storageClassName: ssd\n"), classes("ssd", "hdd")],
    roots: ["claim-pending"],
  },
  {
    name: "near miss: only the names of the classes were printed",
    outputs: [openClaim(""), ["get sc -o name", "storageclass.storage.k8s.io/hdd\nstorageclass.storage.k8s.io/ssd\n"]],
    roots: ["claim-pending"],
  },
];
