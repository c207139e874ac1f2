import type { Row } from "./cases.ts";

const code = "pods-stopped-as-planned";
const fresh = "cart-7c9d8b6f5d";
const old = "cart-5f6d7c8b9f";

/** `age type reason object message`, a line each. */
const events = (...rows: readonly (readonly [age: string, reason: string, object: string, message: string])[]) =>
  [
    "LAST SEEN   TYPE      REASON                OBJECT                                      MESSAGE",
    ...rows.map(
      ([age, reason, object, message]) =>
        `${age.padEnd(12)}${(warning.test(reason) ? "Warning" : "Normal").padEnd(10)}${reason.padEnd(22)}${object.padEnd(44)}${message}`,
    ),
    "",
  ].join("\n");
const warning = /^(?:BackOff|Unhealthy|FailedScheduling|Evicted)$/;

type Event = readonly [age: string, reason: string, object: string, message: string];
const scaled = (age: string, way: string, set: string, to: number, from: number): Event => [
  age,
  "ScalingReplicaSet",
  "deployment/cart",
  `Scaled ${way} replica set ${set} to ${to} from ${from}`,
];
const made = (age: string, set: string, end: string): readonly Event[] => [
  [age, "SuccessfulCreate", `replicaset/${set}`, `Created pod: ${set}-${end}`],
  [age, "Scheduled", `pod/${set}-${end}`, `Successfully assigned shop/${set}-${end} to n1`],
  [age, "Started", `pod/${set}-${end}`, "Started container cart"],
];
const ended = (age: string, set: string, end: string): readonly Event[] => [
  [age, "SuccessfulDelete", `replicaset/${set}`, `Deleted pod: ${set}-${end}`],
  [age, "Killing", `pod/${set}-${end}`, "Stopping container cart"],
];

const rollout: readonly Event[] = [
  scaled("9m", "up", fresh, 1, 0),
  ...made("9m", fresh, "aaaaa"),
  ["9m", "Unhealthy", `pod/${fresh}-aaaaa`, "Readiness probe failed: connect: connection refused"],
  scaled("8m", "down", old, 1, 2),
  ...ended("8m", old, "xxxxx"),
  scaled("8m", "up", fresh, 2, 1),
  ...made("8m", fresh, "bbbbb"),
  scaled("7m", "down", old, 0, 1),
  ...ended("7m", old, "yyyyy"),
];
const shrunk: readonly Event[] = [
  ["3m", "SuccessfulRescale", "horizontalpodautoscaler/cart", "New size: 2; reason: All metrics below target"],
  scaled("3m", "down", fresh, 2, 3),
  ...ended("3m", fresh, "ccccc"),
];
const drained: readonly Event[] = [
  ["10m", "NodeNotSchedulable", "node/n7", "Node n7 status is now: NodeNotSchedulable"],
  ["10m", "Killing", `pod/${fresh}-aaaaa`, "Stopping container cart"],
  ...made("9m", fresh, "ccccc"),
];
const restarted: readonly Event[] = [
  ["6m", "SuccessfulDelete", "statefulset/redis", "delete Pod redis-0 in StatefulSet redis successful"],
  ["6m", "Killing", "pod/redis-0", "Stopping container redis"],
  ["5m", "SuccessfulCreate", "statefulset/redis", "create Pod redis-0 in StatefulSet redis successful"],
  ["5m", "Started", "pod/redis-0", "Started container redis"],
];

const row = (
  name: string,
  question: string,
  rows: readonly Event[],
  says?: RegExp,
  command = "kubectl get events -n shop",
): Row => ({
  code,
  name,
  question,
  outputs: [[command, events(...rows)]],
  ...(says === undefined ? {} : { says }),
});

const killed = "Pods of cart in namespace shop are being killed ('Stopping container cart'). Find the root cause.";
const open = "Something ends our containers in shop, 'Killing' all over the events. What kills them?";
const redis = "Redis pods in shop get killed, why?";

export const stoppedPods: readonly Row[] = [
  row("a rollout that is complete", killed, rollout, /replaced by a rollout .*scaled up to 2, the old one .*down to 0/),
  row("a rollout that is complete, and nothing is named", open, rollout, /replaced by a rollout/),
  row("an autoscaler wants fewer", killed, shrunk, /scaled down from 3 to 2 by its autoscaler/),
  row("a node is drained", killed, drained, /node n7 is cordoned/),
  row("a StatefulSet makes its pod again", redis, restarted, /its controller stopped one/),
  {
    code,
    name: "describe of the Deployment alone tells the steps",
    question: "cart's pods vanished one after the other, who deleted them?",
    outputs: [
      [
        "kubectl describe deploy cart -n shop",
        `Name:                   cart
Namespace:              shop
Selector:               app=cart
Replicas:               2 desired | 2 updated | 2 total | 2 available | 0 unavailable
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      True    MinimumReplicasAvailable
  Progressing    True    NewReplicaSetAvailable
NewReplicaSet:   ${fresh} (2/2 replicas created)
Events:
  Type    Reason             Age   From                   Message
  ----    ------             ----  ----                   -------
  Normal  ScalingReplicaSet  9m    deployment-controller  Scaled up replica set ${fresh} from 0 to 2
  Normal  ScalingReplicaSet  7m    deployment-controller  Scaled down replica set ${old} from 2 to 0
`,
      ],
    ],
    says: /replaced by a rollout/,
  },
  row("the rollout goes on", killed, rollout.slice(0, -3)),
  row(
    "a new pod has not started",
    killed,
    rollout.filter(([, reason, object]) => reason !== "Started" || !object.endsWith("bbbbb")),
  ),
  row("a new pod crashes", killed, [
    ...rollout,
    ["2m", "BackOff", `pod/${fresh}-bbbbb`, "Back-off restarting failed container cart"],
  ]),
  row("a new pod is still not ready", killed, [
    ...rollout,
    ["20s", "Unhealthy", `pod/${fresh}-bbbbb`, "Readiness probe failed: HTTP probe failed with statuscode: 503"],
  ]),
  row("the rollout went back", killed, [
    ...rollout,
    scaled("3m", "up", old, 1, 0),
    scaled("3m", "down", fresh, 1, 2),
    ...ended("3m", fresh, "aaaaa"),
  ]),
  row("a liveness probe ended one of the new", killed, [
    ...rollout,
    ["3m", "Killing", `pod/${fresh}-bbbbb`, "Container cart failed liveness probe, will be restarted"],
  ]),
  row("another pod was stopped, and nothing says why", open, [
    ...rollout,
    ["2m", "Killing", "pod/pay-6b7c8d9f5-zzzzz", "Stopping container pay"],
  ]),
  row(
    "warnings are left out of what was read",
    killed,
    rollout,
    undefined,
    "kubectl get events -n shop --field-selector=type=Normal",
  ),
  row("other pods than those that are told of", "Pods of billing in shop are being killed, why?", rollout),
  row("scaled to nothing", killed, [
    ["3m", "SuccessfulRescale", "horizontalpodautoscaler/cart", "New size: 0; reason: All metrics below target"],
    scaled("3m", "down", fresh, 0, 2),
    ...ended("3m", fresh, "ccccc"),
  ]),
  row("the node was lost, not drained", killed, [
    ...drained,
    ["10m", "NodeNotReady", "node/n7", "Node n7 status is now: NodeNotReady"],
  ]),
  row("what a drain moved finds no room", killed, [
    ...drained,
    ["8m", "SuccessfulCreate", `replicaset/${fresh}`, `Created pod: ${fresh}-ddddd`],
    ["8m", "FailedScheduling", `pod/${fresh}-ddddd`, "0/3 nodes are available: 3 Insufficient cpu."],
  ]),
  row("a StatefulSet has not made its pod again", redis, restarted.slice(0, 2)),
];
