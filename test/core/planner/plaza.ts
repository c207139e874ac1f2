import type { Output } from "./situations.ts";

/** One pod behind one Service, and its log with the status that it answers. */

export const pods: Output = [
  "kubectl get pods -n plaza",
  `NAME                    READY   STATUS    RESTARTS   AGE
tips-7d5b7c5bb8-8xkzn   1/1     Running   0          3d
`,
];

export const services: Output = [
  "kubectl get svc -n plaza",
  `NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE
tips   ClusterIP   10.96.41.7   <none>        8080/TCP   12d
`,
];

export const endpoints: Output = [
  "kubectl get endpoints -n plaza",
  `NAME   ENDPOINTS          AGE
tips   10.244.1.12:8080   12d
`,
];

export const logOf = (status: number): Output => [
  "kubectl logs -n plaza tips-7d5b7c5bb8-8xkzn --tail=20",
  Array.from(
    { length: 12 },
    (_, at) => `2026-11-30 07:58:${10 + at},100 INFO [tips.app] GET /tips/${at} status=${status} duration_ms=12\n`,
  ).join(""),
];
