import type { Row } from "./cases.ts";

const sets = (selector: string): readonly [string, string] => [
  "kubectl get ds -n watch",
  `NAME                DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE
exporter            2         2         2       2            2           kubernetes.io/os=linux   40d
exporter-windows    0         0         0       0            0           ${selector}   40d
`,
];

const nodes = (second: string): readonly [string, string] => [
  "kubectl get nodes -L kubernetes.io/os,role",
  `NAME   STATUS   ROLES    AGE   VERSION   OS        ROLE
s1     Ready    <none>   90d   v1.31.2   linux     store
s2     Ready    <none>   90d   v1.31.2   ${second}   store
`,
];

export const daemonIdle: readonly Row[] = [
  {
    code: "daemon-set-without-its-nodes",
    name: "no Windows node",
    question: "Is it a problem that exporter-windows in watch has 0 desired pods?",
    outputs: [sets("kubernetes.io/os=windows"), nodes("linux")],
    says: /exporter-windows wants 0 pods by design: it is for nodes with kubernetes\.io\/os=windows only/,
  },
  {
    code: "daemon-set-without-its-nodes",
    name: "switched off by its selector",
    question: "is something wrong with daemonset exporter-windows, desired 0?",
    outputs: [sets("non-existing=true"), nodes("linux")],
    says: /switched off on purpose by node selector non-existing=true/,
  },
  {
    code: "daemon-set-without-its-nodes",
    name: "a label that the nodes carry in another spelling",
    question: "is something wrong with daemonset exporter-windows, desired 0?",
    outputs: [sets("role=storage"), nodes("linux")],
  },
  {
    code: "daemon-set-without-its-nodes",
    name: "for cards that no node has, beside one that is on every node",
    question: "the exporter is missing on some nodes, what is wrong?",
    outputs: [sets("accelerator=present"), nodes("linux")],
    says: /exporter-windows wants 0 pods by design: .* exporter has a ready pod on each of the 2 nodes/,
  },
  {
    code: "daemon-set-without-its-nodes",
    name: "switched off by the labels of its nodes",
    question: "exporter-windows runs nowhere, what is wrong with the daemonset?",
    outputs: [sets("role=true"), [nodes("linux")[0], nodes("linux")[1].replaceAll("store\n", "false\n")]],
    says: /exporter-windows wants 0 pods by design: it is switched off by the label role=false of s1 and s2/,
  },
  {
    code: "daemon-set-without-its-nodes",
    name: "beside one that is not on every node",
    question: "the exporter is missing on some nodes, what is wrong?",
    outputs: [
      sets("accelerator=present"),
      [nodes("linux")[0], `${nodes("linux")[1]}s3     Ready    <none>   90d   v1.31.2   linux     store\n`],
    ],
  },
];
