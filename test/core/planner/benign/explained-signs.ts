import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const described = (init: string, ready = "True", state = "Running"): Output => [
  "kubectl describe pod api-7b9c8d6f54-p2kvm -n school",
  `Name:             api-7b9c8d6f54-p2kvm
Namespace:        school
Status:           Running
Controlled By:    ReplicaSet/api-7b9c8d6f54
Init Containers:
  migrate:
    Image:          api:1
${init}
    Restart Count:  0
Containers:
  api:
    Image:          api:1
    State:          ${state}
    Ready:          ${ready}
    Restart Count:  0
Conditions:
  Type              Status
  Initialized       True
  Ready             ${ready}
`,
];
const state = (reason: string, code: number) =>
  `    State:          Terminated\n      Reason:       ${reason}\n      Exit Code:    ${code}\n    Ready:          ${code === 0 ? "True" : "False"}`;
const stays = 'Container "migrate" of pod api is Terminated and does not come back. Should I delete the pod?';

const nodes = (age: string, status = "Ready"): Output => [
  "kubectl get nodes",
  `NAME   STATUS   ROLES    AGE   VERSION
n-1    Ready    <none>   3h    v1.33.1
n-2    ${status.padEnd(8)} <none>   ${age}   v1.33.1
`,
];
const pool = (expireAfter: string): Output => [
  "kubectl get nodepool general -o yaml",
  `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: general
spec:
  template:
    spec:
      expireAfter: ${expireAfter}
`,
];
const young = "Every node is under a day old, are our machines dying over and over?";

const [one, other] = ["5f2c9b9d".repeat(8), "8d1b6e2c".repeat(8)];
const images = (declared: string, pulled: string): readonly Output[] => [
  [
    'kubectl get pod sync-0 -n sec -o jsonpath=\'{.spec.containers[0].image}{"\\n"}{.status.containerStatuses[0].imageID}{"\\n"}\'',
    `harbor.example.org/base/sync:4.1@sha256:${declared}\nmirror.example.org/base/sync@sha256:${pulled}\n`,
  ],
  ["kubectl get pods -n sec", "NAME     READY   STATUS    RESTARTS   AGE\nsync-0   1/1     Running   0          8d\n"],
];
const tampered = "pod sync-0 declares an image of harbor, but its imageID shows another registry. Tampered?";

/** What is well and looks strange without the reason. */
export const explainedSigns: readonly Row[] = [
  {
    code: "init-container-has-ended",
    name: "it is named",
    question: stays,
    outputs: [described(state("Completed", 0))],
    says: /migrate is an init container of pod api-7b9c8d6f54-p2kvm: it runs once/,
  },
  {
    code: "init-container-has-ended",
    name: "init containers are spoken of",
    question: "the init container of api is completed and not running any more, is that ok?",
    outputs: [described(state("Completed", 0))],
    says: /proper end by design/,
  },
  {
    code: "init-container-has-ended",
    name: "it failed",
    question: stays,
    outputs: [described(state("Error", 1), "False", "Waiting\n      Reason:       PodInitializing")],
  },
  {
    code: "init-container-has-ended",
    name: "what runs after it is not ready",
    question: stays,
    outputs: [described(state("Completed", 0), "False")],
  },
  {
    code: "nodes-expire-by-plan",
    name: "as old as the pool lets them become",
    question: young,
    outputs: [nodes("22h"), pool("24h")],
    says: /NodePool general has expireAfter: 24h/,
  },
  {
    code: "nodes-expire-by-plan",
    name: "one of them is not ready",
    question: young,
    outputs: [nodes("22h", "NotReady"), pool("24h")],
  },
  {
    code: "nodes-expire-by-plan",
    name: "the pool lets them live much longer",
    question: young,
    outputs: [
      nodes("22h"),
      pool("720h"),
      [
        "kubectl get deploy -n tv",
        "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nepg    2/2     2            2           90d\n",
      ],
    ],
  },
  {
    code: "nodes-expire-by-plan",
    name: "a node is taken away by the provider",
    question: young,
    outputs: [
      nodes("22h"),
      pool("24h"),
      [
        "kubectl get events -n default",
        "LAST SEEN   TYPE      REASON            OBJECT                MESSAGE\n5m          Warning   SpotInterrupted   nodeclaim/general-x   Spot interruption warning was triggered\n",
      ],
    ],
  },
  {
    code: "image-from-a-mirror",
    name: "one digest under two registries",
    question: tampered,
    outputs: images(one, one),
    says: /same image, nobody swapped it: harbor.example.org and mirror.example.org have the same digest sha256:5f2c9b9d5f2c.*only the digest tells/,
  },
  {
    code: "image-from-a-mirror",
    name: "two digests",
    question: tampered,
    outputs: images(one, other),
  },
];
