import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "volume-is-spare";

type Volume = readonly [name: string, size: string, status: string, claim: string];
const volumes = (...rows: readonly Volume[]): Output => [
  "kubectl get pv",
  `NAME      CAPACITY   ACCESS MODES   RECLAIM POLICY   STATUS      CLAIM            STORAGECLASS   VOLUMEATTRIBUTESCLASS   REASON   AGE
${rows
  .map(
    ([name, size, status, claim]) =>
      `${name.padEnd(10)}${size.padEnd(11)}RWO            Delete           ${status.padEnd(12)}${claim.padEnd(17)}manual         <unset>                          40d\n`,
  )
  .join("")}`,
];
const taken: Volume = ["pv-a", "10Gi", "Bound", "lab/data"];
const free: Volume = ["pv-b", "10Gi", "Available", ""];
const shown = volumes(taken, free, ["pv-c", "20Gi", "Available", ""]);
const claims = (pending = "", command = "kubectl get pvc -A", space = "lab"): Output => [
  command,
  `NAMESPACE   NAME     STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   VOLUMEATTRIBUTESCLASS   AGE
${space.padEnd(12)}data     Bound     pv-a     10Gi       RWO            manual         <unset>                 40d
${pending}`,
];
const classes: Output = [
  "kubectl get sc",
  `NAME     PROVISIONER                    RECLAIMPOLICY   VOLUMEBINDINGMODE      ALLOWVOLUMEEXPANSION   AGE
manual   kubernetes.io/no-provisioner   Delete          WaitForFirstConsumer   false                  40d
`,
];

const row = (name: string, outputs: readonly Output[], says?: RegExp, question = unbound): Row => ({
  code,
  name,
  question,
  outputs,
  ...(says === undefined ? {} : { says }),
});
const unbound = "Some of our PersistentVolumes are not bound to anything. Why does binding fail for them?";
const one = "PV pv-b is Available since 40 days and no claim takes it. What is wrong with it?";

export const spareVolumes: readonly Row[] = [
  row("all claims are Bound", [shown, claims(), classes], /pv-b and pv-c .*are spare.*class manual makes none itself/),
  row("one of them is named", [shown, claims()], /PersistentVolume pv-b .*it is spare/, one),
  row(
    "describe, and the claims of the only place that has volumes",
    [
      [
        "kubectl describe pv pv-b",
        `Name:            pv-b
StorageClass:    manual
Status:          Available
Claim:           
Reclaim Policy:  Delete
Access Modes:    RWO
Capacity:        10Gi
Events:          <none>
`,
      ],
      volumes(taken, free),
      [
        "kubectl get pvc -n lab",
        `NAME   STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
data   Bound    pv-a     10Gi       RWO            manual         40d
`,
      ],
    ],
    /it is spare/,
    "pv-b will not bind, find the root cause",
  ),
  row("a claim is pending", [
    shown,
    claims(
      "lab         more     Pending                                        manual         <unset>                 4d\n",
    ),
  ]),
  row("no claims are shown", [shown]),
  row("claims of another place", [
    shown,
    [
      "kubectl get pvc -n other",
      `NAME   STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
old    Bound    pv-z     10Gi       RWO            manual         40d
`,
    ],
  ]),
  row("a pod finds no volume", [
    shown,
    claims(),
    [
      "kubectl get events -n lab",
      `LAST SEEN   TYPE     REASON          OBJECT                       MESSAGE
1m          Normal   FailedBinding   persistentvolumeclaim/more   no persistent volumes available for this claim and no storage class is set
`,
    ],
  ]),
  row("it is kept for a claim", [volumes(taken, ["pv-b", "10Gi", "Available", "lab/extra"]), claims()], undefined, one),
  row(
    "a claim is asked about that is not there",
    [shown, claims()],
    undefined,
    "PVC reports in lab does not bind although volumes are Available, why?",
  ),
];
