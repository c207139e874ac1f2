import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const waiting = "claim-waits-for-its-first-pod";
const claim: Output = [
  "kubectl get pvc -n archive",
  `NAME      STATUS    VOLUME     CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE
scans     Bound     pvc-81c2   200Gi      RWO            lvm            <unset>                 90d
scratch   Pending                                        lvm            <unset>                 3d
`,
];
const lvm: Output = [
  "kubectl get sc",
  `NAME   PROVISIONER   RECLAIMPOLICY   VOLUMEBINDINGMODE      ALLOWVOLUMEEXPANSION   AGE
lvm    topolvm.io    Delete          WaitForFirstConsumer   true                   200d
`,
];
const pods = (more = ""): Output => [
  "kubectl get pods -n archive",
  `NAME                      READY   STATUS    RESTARTS   AGE
viewer-7c9f6b6c8d-4rxqk   1/1     Running   0          41m
${more}`,
];
const unbound = "claim scratch in archive is Pending for three days, is the csi driver down?";

const kept = "volume-kept-by-retain";
const volumes = (policy: string): Output => [
  "kubectl get pv",
  `NAME       CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS     CLAIM              STORAGECLASS   VOLUMEATTRIBUTESCLASS   REASON   AGE
pvc-81c2   200Gi      RWO            ${policy}           Bound      archive/scans      lvm            <unset>                          90d
pvc-77ce   100Gi      RWO            ${policy}           Released   archive/scans-v1   lvm            <unset>                          400d
`,
];
const bound: Output = ["kubectl get pvc -n archive", claim[1].split("\n").slice(0, 2).join("\n")];

const resized = "resize-has-finished";
const grown = (capacity: string, condition = ""): Output => [
  "kubectl get pvc scans -n archive -o yaml",
  `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: scans
  namespace: archive
spec:
  resources:
    requests:
      storage: 200Gi
  storageClassName: lvm
  volumeName: pvc-81c2
status:
  capacity:
    storage: ${capacity}
${condition}  phase: Bound
`,
];
const grew =
  "we enlarged claim scans in archive to 200Gi and an event says waiting for user to restart a pod, is the resize stuck?";

const late = "mount-failed-and-went-on";
const events = (age: string): Output => [
  "kubectl events -n archive",
  `LAST SEEN   TYPE      REASON        OBJECT                        MESSAGE
${age.padEnd(11)} Warning   FailedMount   Pod/viewer-7c9f6b6c8d-4rxqk   MountVolume.SetUp failed for volume "conf" : configmap "viewer-conf" not found
40m         Normal    Started       Pod/viewer-7c9f6b6c8d-4rxqk   Started container viewer
`,
];
const mounts = "FailedMount events at viewer in archive, is the volume broken?";

export const storageAsMeant: readonly Row[] = [
  {
    code: waiting,
    name: "nobody uses it yet",
    question: unbound,
    outputs: [claim, lvm, pods()],
    says: /scratch is Pending by design.*WaitForFirstConsumer.*no pod uses it yet/,
  },
  {
    code: waiting,
    name: "a pod waits",
    question: unbound,
    outputs: [claim, lvm, pods("packer-0                  0/1     Pending   0          3d\n")],
  },
  {
    code: waiting,
    name: "the provisioner was asked and failed",
    question: unbound,
    outputs: [
      claim,
      lvm,
      pods(),
      [
        "kubectl events -n archive",
        `LAST SEEN   TYPE      REASON                 OBJECT                          MESSAGE
3m          Warning   ProvisioningFailed     PersistentVolumeClaim/scratch   failed to provision volume with StorageClass "lvm": rpc error: code = ResourceExhausted desc = no enough space
`,
      ],
    ],
  },
  {
    code: kept,
    name: "policy Retain, and the new claim is bound",
    question: "pvc-77ce is Released and red in the dashboard, did archive lose data?",
    outputs: [volumes("Retain"), bound, pods()],
    says: /pvc-77ce is Released by design.*Retain keeps the data/,
  },
  {
    code: kept,
    name: "policy Delete, which should have removed it",
    question: "pvc-77ce is Released and red in the dashboard, did archive lose data?",
    outputs: [volumes("Delete"), bound, pods("viewer-7c9f6b6c8d-tz8lw   0/1     Pending   0          3d\n")],
  },
  {
    code: resized,
    name: "the capacity is what was asked for",
    question: grew,
    outputs: [grown("200Gi"), pods()],
    says: /resize of PersistentVolumeClaim scans has finished: it is Bound with a capacity of 200Gi/,
  },
  {
    code: resized,
    name: "the capacity is the old one",
    question: grew,
    outputs: [grown("120Gi", '  conditions:\n  - type: FileSystemResizePending\n    status: "True"\n'), pods()],
  },
  {
    code: late,
    name: "older than the start of the container",
    question: mounts,
    outputs: [pods(), events("41m")],
    says: /is mounted and the pod is running and ready: FailedMount .*41 minutes old and over/,
  },
  {
    code: late,
    name: "the pod does not start",
    question: mounts,
    outputs: [
      ["kubectl get pods -n archive", pods()[1].replace("1/1     Running  ", "0/1     ContainerCreating")],
      events("41s"),
    ],
  },
];
