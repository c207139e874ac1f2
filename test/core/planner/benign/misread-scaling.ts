import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const hpa = (targets: string, replicas = 12): Output => [
  "kubectl get hpa -n parcels",
  `NAME     REFERENCE           TARGETS                MINPODS   MAXPODS   REPLICAS   AGE
routes   Deployment/routes   ${targets.padEnd(22)} 4         20        ${replicas}         61d
`,
];
const tolerance = "autoscaler-keeps-its-replicas";

const keda = (ready: string, active: string): Output => [
  "kubectl get scaledobject -n scans -o yaml",
  `apiVersion: v1
items:
- apiVersion: keda.sh/v1alpha1
  kind: ScaledObject
  metadata:
    name: xray-sorter
    namespace: scans
  spec:
    maxReplicaCount: 20
    scaleTargetRef:
      name: xray-sorter
    triggers:
    - type: kafka
      metadata:
        topic: xrays
  status:
    conditions:
    - status: "${ready}"
      type: Ready
    - status: "${active}"
      type: Active
    - status: "False"
      type: Fallback
kind: List
`,
];
const atZero: Output = [
  "kubectl get deploy,hpa -n scans",
  `NAME                          READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/xray-sorter   0/0     0            0           20d

NAME                                                       REFERENCE                TARGETS             MINPODS   MAXPODS   REPLICAS   AGE
horizontalpodautoscaler.autoscaling/keda-hpa-xray-sorter   Deployment/xray-sorter   <unknown>/5 (avg)   1         20        0          20d
`,
];
const lag = (count: number): Output => [
  "kubectl exec -n kafka kafka-0 -- bin/kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group xray",
  `GROUP  TOPIC  PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG
xray   xrays  0          881204          ${881204 + count}          ${count}
`,
];
const idle = "event-driven-scaler-idle";

const cpuStat: Output = [
  "kubectl exec -n tiles stitcher-7c6d8f9b5d-x2vkq -- cat /sys/fs/cgroup/cpu.stat",
  "nr_periods 88211\nnr_throttled 30120\nthrottled_usec 8812044\n",
];
const stitcher: Output = [
  "kubectl get pods -n tiles",
  `NAME                        READY   STATUS    RESTARTS   AGE
stitcher-7c6d8f9b5d-x2vkq   1/1     Running   0          9d
`,
];
const batches = (backlog: (index: number) => number): Output => [
  "kubectl logs -n tiles stitcher-7c6d8f9b5d-x2vkq --tail=20",
  Array.from(
    { length: 8 },
    (_, index) =>
      `{"level":"info","msg":"batch finished","duration":"4.${index}s","queue_depth":${backlog(index)},"errors":0}\n`,
  ).join(""),
];
const throttled = "throttled-and-keeps-up";

const gateway = (utilization: number): Output => [
  "kubectl get hpa gateway -n api -o json",
  JSON.stringify({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "gateway", namespace: "api" },
    spec: {
      minReplicas: 3,
      maxReplicas: 30,
      scaleTargetRef: { kind: "Deployment", name: "gateway" },
      metrics: [
        { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 100 } } },
      ],
    },
    status: {
      currentReplicas: 6,
      currentMetrics: [{ type: "Resource", resource: { name: "cpu", current: { averageUtilization: utilization } } }],
      conditions: [{ type: "AbleToScale", status: "True", reason: "ReadyForNewScale" }],
    },
  }),
];

export const misreadScaling: readonly Row[] = [
  {
    code: "autoscaler-within-tolerance",
    name: "as JSON",
    question: "hpa gateway is at 108% of its target and does not scale up. broken?",
    outputs: [gateway(108)],
    says: /108% of 100% is within its tolerance/,
  },
  {
    code: "autoscaler-within-tolerance",
    name: "as JSON, far above",
    question: "hpa gateway is at 140% of its target and does not scale up. broken?",
    outputs: [gateway(140)],
  },
  {
    code: tolerance,
    name: "two metrics, the higher one 4% below",
    question: "routes is below its target and the hpa does not scale down. Is the autoscaler broken?",
    outputs: [hpa("cpu: 41%/60%, 19200m/20")],
    says: /19200m\/20 .*0\.96.*tolerance of 10%/,
  },
  {
    code: tolerance,
    name: "rounded up it stays",
    question: "hpa routes at 55% of 60%... why doesn't it scale down below 6? stuck?",
    outputs: [hpa("cpu: 52%/60%", 6)],
    says: /rounded up to 6/,
  },
  {
    code: tolerance,
    name: "30% over its target",
    question: "routes is over its target and the hpa does nothing. Is the autoscaler broken?",
    outputs: [hpa("cpu: 78%/60%")],
  },
  {
    code: idle,
    name: "no lag in the topic",
    question: "xray-sorter has no pods at all since lunch, where did they go?? hpa says unknown",
    outputs: [atZero, keda("True", "False"), lag(0)],
    says: /scaled to zero by design: KEDA ScaledObject xray-sorter/,
  },
  {
    code: idle,
    name: "messages wait",
    question: "xray-sorter has no pods at all since lunch, where did they go?? hpa says unknown",
    outputs: [atZero, keda("True", "False"), lag(412)],
  },
  {
    code: idle,
    name: "the scaled object is not ready",
    question: "xray-sorter has no pods at all since lunch, where did they go?? hpa says unknown",
    outputs: [atZero, keda("False", "Unknown")],
  },
  {
    code: throttled,
    name: "an empty queue",
    question: "CPUThrottlingHigh (info) for pod stitcher-7c6d8f9b5d-x2vkq in tiles. do customers notice?",
    outputs: [stitcher, cpuStat, batches(() => 0)],
    says: /throttling of pod stitcher.*harmless.*queue_depth":0/,
  },
  {
    code: throttled,
    name: "the queue grows",
    question: "CPUThrottlingHigh (info) for pod stitcher-7c6d8f9b5d-x2vkq in tiles. do customers notice?",
    outputs: [stitcher, cpuStat, batches((index) => index * 40)],
  },
];
