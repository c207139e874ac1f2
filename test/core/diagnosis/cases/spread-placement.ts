import type { Case } from "../case.ts";

type Output = Case["outputs"][number];

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

const pods = (...placed: readonly string[]): Output => [
  "get pods -n shop -l app=web -o wide",
  rows(
    "NAME                   READY   STATUS    RESTARTS   AGE   IP            NODE       NOMINATED NODE   READINESS GATES",
    ...placed.map(
      (node, index) =>
        `web-6d4b75cb6d-x2k4${index + 4}   1/1     Running   0          52m   10.244.1.3${index}   ${node}   <none>           <none>`,
    ),
    "web-6d4b75cb6d-x2k4p   0/1     Pending   0          31m   <none>        <none>     <none>           <none>",
  ),
];
const nodes = (third: string, ...more: readonly string[]): Output => [
  "get nodes -L topology.kubernetes.io/zone",
  rows(
    "NAME       STATUS                     ROLES           AGE    VERSION   ZONE",
    "worker-1   Ready                      <none>          301d   v1.30.6   north",
    "worker-2   Ready                      <none>          301d   v1.30.6   south",
    `worker-3   ${third.padEnd(26)} <none>          301d   v1.30.6   west`,
    ...more,
  ),
];
const refused = (reasons: string, total = 3): Output => [
  "get events -n shop",
  rows(
    "LAST SEEN   TYPE      REASON             OBJECT                     MESSAGE",
    `74s         Warning   FailedScheduling   pod/web-6d4b75cb6d-x2k4p   0/${total} nodes are available: ${reasons}. preemption: 0/${total} nodes are available: ${total} Preemption is not helpful for scheduling.`,
  ),
];
const spread = (topologyKey = "topology.kubernetes.io/zone", more = {}): Output => [
  "get deploy web -n shop -o jsonpath={.spec.template.spec.topologySpreadConstraints}",
  JSON.stringify([
    {
      labelSelector: { matchLabels: { app: "web" } },
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: "DoNotSchedule",
      ...more,
    },
  ]),
];
const bySpread = "2 node(s) didn't match pod topology spread constraints";

const roots = ["topology-spread-unsatisfied"];
const unsaid = /its topology spread constraints leave no node/;

/** Where a spread wants a pod, and what is the matter there. */
export const spreadPlacementCases: readonly Case[] = [
  {
    name: "a spread that wants the zone whose only node is cordoned",
    outputs: [
      pods("worker-1", "worker-2"),
      nodes("Ready,SchedulingDisabled"),
      refused(`1 node(s) were unschedulable, ${bySpread}`),
      spread(),
    ],
    roots,
    notes: ["node-cordoned"],
    says: /lets it run only in west \(pods there: north: 1, south: 1, west: 0\), and the only node there, worker-3, is cordoned \(SchedulingDisabled\)/,
    suggests: "kubectl uncordon worker-3",
  },
  {
    name: "a spread that wants the zone whose only node is full",
    outputs: [pods("worker-1", "worker-2"), nodes("Ready"), refused(`1 Insufficient memory, ${bySpread}`), spread()],
    roots,
    says: /only in west .* the only node there, worker-3, is full \(Insufficient memory\)/,
  },
  {
    name: "a spread over hosts that counts the control plane",
    outputs: [
      pods("worker-1", "worker-2", "worker-3"),
      nodes("Ready", "cp-1       Ready                      control-plane   301d   v1.30.6   north"),
      refused(
        "1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 3 node(s) didn't match pod topology spread constraints",
        4,
      ),
      spread("kubernetes.io/hostname"),
    ],
    roots,
    says: /only on cp-1 \(.*\), and cp-1 has the taint of the control plane/,
  },
  {
    name: "a spread that the scheduler names for fewer nodes than lack something in the zone it wants",
    outputs: [
      pods("worker-1", "worker-2"),
      nodes(
        "Ready",
        "worker-4   Ready                      <none>          301d   v1.30.6   west",
        "worker-5   Ready                      <none>          301d   v1.30.6   west",
      ),
      refused(`3 Insufficient cpu, ${bySpread}`, 5),
      spread(),
    ],
    roots,
    says: /only in west .* worker-3 is full \(Insufficient cpu\), worker-4 is full/,
  },
  {
    name: "near miss: a cordoned node in a zone that the spread does not want",
    outputs: [
      pods("worker-1", "worker-3"),
      nodes("Ready,SchedulingDisabled"),
      refused(`1 node(s) were unschedulable, ${bySpread}`),
      spread(),
    ],
    roots,
    notes: ["node-cordoned"],
    says: unsaid,
  },
  {
    name: "near miss: a spread that is only wished for",
    outputs: [
      pods("worker-1", "worker-2"),
      nodes("Ready,SchedulingDisabled"),
      refused(`1 node(s) were unschedulable, ${bySpread}`),
      spread(undefined, { whenUnsatisfiable: "ScheduleAnyway" }),
    ],
    roots,
    notes: ["node-cordoned"],
    says: unsaid,
  },
];
