import type { Case } from "../case.ts";
import { listedWarning, podName } from "../printed.ts";

type Output = Case["outputs"][number];

const unscheduled = listedWarning(
  "pod",
  podName,
  "FailedScheduling",
  "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available.",
);
const node = (cpu: string, ...rows: readonly string[]): Output => [
  "describe node w-1",
  `Name:               w-1
Roles:              worker
Allocatable:
  cpu:     ${cpu}
  pods:    110
Non-terminated Pods:          (${rows.length} in total)
  Namespace    Name                         CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age
  ---------    ----                         ------------  ----------  ---------------  -------------  ---
${rows.map((row) => `  ${row}\n`).join("")}Events:              <none>
`,
];
const resizer = (suffix: string): string =>
  `media        resizer-5f7d9c8b64-${suffix}     1 (25%)       0 (0%)      64Mi (0%)        0 (0%)         40m`;
const others = [
  "kube-system  proxy-nwds2                  100m (1%)     0 (0%)      10Mi (0%)        0 (0%)         90d",
  "shop         stock-7c9d8bb6fd-2w8xm       500m (12%)    0 (0%)      64Mi (0%)        0 (0%)         9d",
];
const full = node("4", ...others, resizer("2w8xm"), resizer("4qjcd"), resizer("9xk4l"));
const scaler = (targets: string, replicas: number): Output => [
  "get hpa -A",
  `NAMESPACE   NAME      REFERENCE            TARGETS${" ".repeat(9)}MINPODS   MAXPODS   REPLICAS   AGE
media       resizer   Deployment/resizer   ${targets.padEnd(16)}2         50        ${`${replicas}`.padEnd(11)}90d
`,
];
const isFull = { roots: ["insufficient-cpu"] };

/** Whose requests fill the nodes that a pod finds no room on. */
export const requestUserCases: readonly Case[] = [
  {
    name: "nodes that are filled by a workload whose autoscaler aims far too low",
    outputs: [unscheduled, full, scaler("cpu: 11%/10%", 20)],
    ...isFull,
    says: /insufficient cpu, and Deployment media\/resizer takes most: 3 of its pods request 3 of the 3\.6 cpu requested on w-1; its HorizontalPodAutoscaler aims at only 10% of its request and has scaled it from 2 to 20 replicas \(20 cpu in all\)/,
  },
  {
    name: "nodes that are filled by a workload of many pods, scaled for its load",
    outputs: [unscheduled, full, scaler("cpu: 68%/70%", 20)],
    ...isFull,
    says: /requested on w-1; its HorizontalPodAutoscaler has scaled it from 2 to 20 replicas/,
  },
  {
    name: "nodes that are filled by a workload without an autoscaler",
    outputs: [unscheduled, full],
    ...isFull,
    says: /3 of its pods request 3 of the 3\.6 cpu requested on w-1 \(0\/3/,
  },
  {
    name: "near miss: nobody takes the half of it",
    outputs: [unscheduled, node("2", ...others, resizer("2w8xm"))],
    ...isFull,
    says: /insufficient cpu; the largest node, w-1, can offer 2 /,
  },
  {
    name: "near miss: a node that is not full",
    outputs: [unscheduled, node("16", ...others, resizer("2w8xm"), resizer("4qjcd"), resizer("9xk4l"))],
    ...isFull,
    says: /insufficient cpu; the largest node, w-1, can offer 16 /,
  },
];
