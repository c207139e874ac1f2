import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "claim-was-provisioned-since";
const claim = "persistentvolumeclaim/data-mongo-0";
const pod = "pod/mongo-0";

type Event = readonly [age: string, reason: string, object: string, message: string];
const events = (...rows: readonly Event[]): Output => [
  "kubectl get events -n db",
  `LAST SEEN   TYPE      REASON                   OBJECT                              MESSAGE
${rows
  .map(
    ([age, reason, object, message]) =>
      `${age.padEnd(12)}${(/Failed|BackOff/.test(reason) ? "Warning" : "Normal").padEnd(10)}${reason.padEnd(25)}${object.padEnd(36)}${message}\n`,
  )
  .join("")}`,
];
const waiting = (age: string, object = claim): Event => [
  age,
  "ExternalProvisioning",
  object,
  "Waiting for a volume to be created either by the external provisioner 'ebs.csi.aws.com' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
];
const made: readonly Event[] = [
  ["4m", "WaitForFirstConsumer", claim, "waiting for first consumer to be created before binding"],
  waiting("4m"),
  ["3m56s", "ProvisioningSucceeded", claim, "Successfully provisioned volume pvc-11"],
];
const scheduled: Event = ["3m55s", "Scheduled", pod, "Successfully assigned db/mongo-0 to n1"];
const used: readonly Event[] = [
  ...made,
  scheduled,
  ["3m40s", "SuccessfulAttachVolume", pod, 'AttachVolume.Attach succeeded for volume "pvc-11"'],
  ["3m30s", "Started", pod, "Started container mongo"],
];
const described = (status: string): Output => [
  "kubectl describe pvc data-mongo-0 -n db",
  `Name:          data-mongo-0
Namespace:     db
StorageClass:  gp3
Status:        ${status}
Volume:        ${status === "Bound" ? "pvc-11" : ""}
Used By:       mongo-0
Events:
  Type    Reason                Age              From                         Message
  ----    ------                ----             ----                         -------
  Normal  ExternalProvisioning  4m (x2 over 4m)  persistentvolume-controller  ${waiting("4m")[3]}
`,
];

const row = (name: string, outputs: readonly Output[], says?: RegExp, question = hangs): Row => ({
  code,
  name,
  question,
  outputs,
  ...(says === undefined ? {} : { says }),
});
const hangs =
  "PVC data-mongo-0 in db hangs: 'Waiting for a volume to be created'. The provisioner must be dead, root cause?";
const down =
  "Our CSI provisioner seems to be down: events in db say 'please verify that the provisioner is running'. Why?";

export const provisionedClaims: readonly Row[] = [
  row(
    "made, attached, and its pod started",
    [events(...used)],
    /4 seconds later volume pvc-11 .*mongo-0 .*has started/,
  ),
  row("the provisioner is blamed, no claim named", [events(...used)], /nothing is wrong with the provisioner/, down),
  row("only the events of the claim", [events(...made)], /volume pvc-11 was provisioned/),
  row("describe says that it is Bound", [described("Bound")], /the claim is Bound/),
  row(
    "a first try failed, and the pod could not be scheduled before",
    [
      events(
        ["5m", "ProvisioningFailed", claim, "failed to provision volume: rpc error: DeadlineExceeded"],
        ["4m", "FailedScheduling", pod, "pod has unbound immediate PersistentVolumeClaims."],
        ...used,
      ),
    ],
    /was provisioned/,
  ),
  row("it still waits", [events(...used.slice(0, 2))]),
  row("it is Pending in describe", [described("Pending")]),
  row("it waits again", [events(...used, waiting("10s"))]),
  row("it failed last", [events(...used, ["20s", "ProvisioningFailed", claim, "quota exceeded"])]),
  row("its volume is not attached", [
    events(...made, scheduled, ["1m", "FailedAttachVolume", pod, 'AttachVolume.Attach failed for volume "pvc-11"']),
  ]),
  row("its volume is not mounted", [
    events(...used.slice(0, -1), ["1m", "FailedMount", pod, 'MountVolume.MountDevice failed for volume "pvc-11"']),
  ]),
  row("the volume of another pod is not mounted", [
    events(...used, ["1m", "FailedMount", "pod/mongo-1", 'MountVolume.MountDevice failed for volume "pvc-12"']),
  ]),
  row("its pod has not started", [events(...used.slice(0, -1))]),
  row("its pod crashes", [events(...used, ["1m", "BackOff", pod, "Back-off restarting failed container mongo"])]),
  row("some pod of the place does not start", [
    events(
      ...made,
      ["1m", "FailedCreatePodSandBox", "pod/cms-5c6d7f8f9b-zx4k2", "Failed to create pod sandbox"],
      ["30s", "Started", "pod/web-7c9f6b6c8d-4rxqk", "Started container web"],
    ),
  ]),
  row(
    "another claim still waits",
    [events(...used, waiting("3m", "persistentvolumeclaim/data-mongo-1"))],
    undefined,
    down,
  ),
  row(
    "another claim is asked about",
    [events(...used)],
    undefined,
    "PVC data-redis-0 in db hangs: 'Waiting for a volume to be created'. Why?",
  ),
];
