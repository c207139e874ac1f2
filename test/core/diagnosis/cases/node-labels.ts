import type { Case } from "../case.ts";

/** Workloads that ask for nodes by labels which these carry otherwise. */
const set = (selector: string): Case["outputs"][number] => [
  "get ds -n grid",
  `NAME    DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE\nprobe   0         0         0       0            0           ${selector}   2d\n`,
];
const columns: Case["outputs"][number] = [
  "get nodes -L vendor,chip.vendor",
  "NAME   STATUS   ROLES    AGE   VERSION   VENDOR   CHIP.VENDOR\na1     Ready    <none>   9d    v1.31.6   acme     \na2     Ready    <none>   9d    v1.31.6            \n",
];
const listed = (labels: string): Case["outputs"][number] => [
  "get nodes --show-labels",
  `NAME   STATUS   ROLES    AGE   VERSION   LABELS\na1     Ready    <none>   9d    v1.31.6   kubernetes.io/os=linux,${labels}\n`,
];
const pending: Case["outputs"] = [
  [
    "get pods -n grid",
    "NAME                     READY   STATUS    RESTARTS   AGE\nsolver-6c8f7b9d5d-w2x8k   0/1     Pending   0          31m\n",
  ],
  [
    "get deploy solver -n grid -o yaml",
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: solver\n  namespace: grid\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers:\n      - name: solver\n      nodeSelector:\n        fast-disk: "true"\n',
  ],
];

export const nodeLabelCases: readonly Case[] = [
  {
    name: "a DaemonSet asks by another key than the nodes carry the value under",
    outputs: [set("chip.vendor=acme"), columns],
    roots: ["node-label-absent"],
    says: /DaemonSet grid\/probe asks for nodes with label chip\.vendor=acme .*no node has it: a1 carries vendor=acme, so that 0 pods/,
  },
  {
    name: "near miss: a node has the label",
    outputs: [set("vendor=acme"), columns],
    roots: [],
  },
  {
    name: "a pod without events waits for a label that is spelt otherwise",
    outputs: [...pending, listed("fastdisk=true")],
    roots: ["node-label-absent"],
    symptoms: ["not-scheduled"],
    says: /asks for nodes with label fast-disk=true .*a1 carries fastdisk=true, so that it stays Pending/,
  },
  {
    name: "near miss: a pod waits, and a node has its label",
    outputs: [...pending, listed("fast-disk=true")],
    roots: ["not-scheduled"],
  },
  {
    name: "no node of that system is a note",
    outputs: [set("kubernetes.io/os=windows"), listed("role=a")],
    roots: [],
    notes: ["node-label-absent"],
    says: /a1 carries kubernetes\.io\/os=linux/,
  },
];
