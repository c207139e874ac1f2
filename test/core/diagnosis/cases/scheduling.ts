import type { Case } from "../case.ts";
import { describedPod, running } from "../printed.ts";

const pending = (message: string, rest = ""): Case["outputs"] => [
  [
    "describe pod web-6d4b75cb6d-x2k4p -n shop",
    describedPod({
      scheduled: false,
      state: "    State:          Waiting",
      rest,
      events: [["Warning", "FailedScheduling", "21s (x3 over 90s)", "default-scheduler", message]],
    }),
  ],
];

const nodes = (reasons: string): string =>
  `0/5 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, ${reasons}. no new claims to deallocate, preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.`;

const cause = (name: string, code: string, reasons: string, says?: RegExp): Case => ({
  name,
  outputs: pending(nodes(reasons)),
  roots: [code],
  ...(says ? { says } : {}),
});

export const schedulingCases: readonly Case[] = [
  {
    name: "too little CPU",
    outputs: pending(nodes("4 Insufficient cpu"), "    Requests:\n      cpu:  12\n"),
    roots: ["insufficient-cpu"],
    says: /cannot be scheduled: insufficient cpu; it requests 12 cpu \(0\/5 nodes are available: .*4 Insufficient cpu\)/,
    suggests: "kubectl describe nodes",
  },
  cause(
    "too little memory, and a little too little CPU",
    "insufficient-memory",
    "1 Insufficient cpu, 3 Insufficient memory",
  ),
  cause("too little local disk", "insufficient-ephemeral-storage", "4 Insufficient ephemeral-storage"),
  cause("no GPU", "insufficient-device", "4 Insufficient nvidia.com/gpu", /insufficient nvidia.com\/gpu/),
  cause("nodes full of pods", "too-many-pods", "4 Too many pods"),
  cause(
    "nodes that are not ready",
    "nodes-not-ready",
    "4 node(s) had untolerated taint {node.kubernetes.io/not-ready: }",
  ),
  cause("cordoned nodes", "nodes-cordoned", "4 node(s) were unschedulable"),
  cause(
    "a taint that is not tolerated",
    "untolerated-taint",
    "4 node(s) had untolerated taint {dedicated: batch}",
    /\{dedicated: batch\}/,
  ),
  cause(
    "a node selector that matches nothing",
    "node-selector-unmatched",
    "4 node(s) didn't match Pod's node affinity/selector",
  ),
  cause(
    "anti-affinity to its own replicas",
    "pod-anti-affinity-unsatisfied",
    "4 node(s) didn't match pod anti-affinity rules",
  ),
  cause("affinity to pods that do not run", "pod-affinity-unsatisfied", "4 node(s) didn't match pod affinity rules"),
  cause("topology spread", "topology-spread-unsatisfied", "4 node(s) didn't match pod topology spread constraints"),
  cause("a volume in another zone", "volume-zone-conflict", "4 node(s) had volume node affinity conflict"),
  cause("nodes with all the volumes they may have", "volume-limit-reached", "4 node(s) exceed max volume count"),
  cause("a host port that is taken", "host-port-taken", "4 node(s) didn't have free ports for the requested pod ports"),
  cause("a reason that no rule knows", "unschedulable", "4 node(s) were eaten by a whale", /eaten by a whale/),
  {
    name: "claims that are not bound",
    outputs: pending(
      "0/5 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.",
    ),
    roots: ["claims-not-bound"],
  },
  {
    name: "a claim that does not exist",
    outputs: pending(
      '0/5 nodes are available: persistentvolumeclaim "web-data" not found. preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.',
    ),
    roots: ["missing-claim"],
    says: /PersistentVolumeClaim "web-data" does not exist in namespace shop/,
  },
  {
    name: "the control plane's taint alone is the cause when there is no other",
    outputs: pending(
      "0/1 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
    ),
    roots: ["untolerated-taint"],
  },
  {
    name: "a message of an old scheduler",
    outputs: pending("No nodes are available that match all of the following predicates:: Insufficient cpu (3)."),
    roots: ["insufficient-cpu"],
  },
  {
    name: "a scheduling gate",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS            RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   0/1     SchedulingGated   0          5m\n",
      ],
    ],
    roots: ["scheduling-gated"],
  },
  {
    name: "a Pending row alone does not say why",
    outputs: [
      [
        "get pods -n shop",
        "NAME                   READY   STATUS    RESTARTS   AGE\nweb-6d4b75cb6d-x2k4p   0/1     Pending   0          49m\n",
      ],
    ],
    roots: ["not-scheduled"],
    suggests: "kubectl describe pod web-6d4b75cb6d-x2k4p -n shop",
  },
  {
    name: "a node that is cordoned explains why nothing is scheduled",
    outputs: [
      ...pending("0/1 nodes are available: 1 node(s) were unschedulable."),
      [
        "get nodes",
        "NAME       STATUS                     ROLES    AGE   VERSION\nworker-1   Ready,SchedulingDisabled   <none>   40d   v1.32.4\n",
      ],
    ],
    roots: [],
    symptoms: ["nodes-cordoned"],
    notes: ["node-cordoned"],
    suggests: "kubectl uncordon worker-1",
  },
  {
    name: "a pod that was scheduled in the end",
    outputs: [
      [
        "describe pod web-6d4b75cb6d-x2k4p -n shop",
        describedPod({
          status: "Running",
          ready: true,
          state: running,
          events: [["Warning", "FailedScheduling", "40m", "default-scheduler", nodes("4 Insufficient cpu")]],
        }),
      ],
    ],
    roots: [],
  },
];
