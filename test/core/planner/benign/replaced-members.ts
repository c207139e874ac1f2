import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const code = "member-replaced-cluster-healthy";
const question = "store-mon-b is missing and the operator logs that mon b is not in quorum. Is our ceph degraded?";

const pods: Output = [
  "kubectl get pods -n store",
  `NAME                             READY   STATUS    RESTARTS   AGE
store-mon-a-7f9d6c8b5c-k4mrz     2/2     Running   0          60d
store-mon-c-8457cdf6b9-sd9qx     2/2     Running   0          60d
store-mon-e-69b7c5d8f4-n6tvh     2/2     Running   0          4d
store-osd-0-6d8f7b9c55-p5lzk     2/2     Running   0          60d
`,
];
const cluster = (health: string): Output => [
  "kubectl get cephcluster -n store",
  `NAME    DATADIRHOSTPATH   MONCOUNT   AGE   PHASE   MESSAGE                        HEALTH        EXTERNAL   FSID
store   /var/lib/rook     3          60d   Ready   Cluster created successfully   ${health.padEnd(13)}            4b0f
`,
];
const operator: Output = [
  "kubectl logs -n store deploy/rook-operator",
  `2026-01-22 05:02:41.330118 W | op-mon: mon "b" not found in quorum, waiting for timeout (599 seconds left) before failover
2026-01-22 05:12:42.880317 W | op-mon: mon "b" NOT found in quorum and timeout exceeded, mon will be failed over
2026-01-22 05:13:38.020755 I | op-mon: Monitors in quorum: [a c e]
2026-01-22 05:13:38.760270 I | op-mon: removed monitor b
`,
];
const status = (groups: string): Output => [
  "kubectl exec -n store deploy/toolbox -- ceph -s",
  `  cluster:
    health: HEALTH_OK
  services:
    mon: 3 daemons, quorum a,c,e (age 4d)
  data:
    pgs:     ${groups}
`,
];

export const replacedMembers: readonly Row[] = [
  {
    code,
    name: "a monitor that another one took the place of",
    question,
    outputs: [pods, operator, cluster("HEALTH_OK"), status("97 active+clean")],
    says: /HEALTH_OK, 97 active\+clean\), phase Ready; store-mon-b is not there any more and is not missed, a, c and e/,
  },
  {
    code,
    name: "a search cluster that is green",
    question: "logs-es-2 is gone since the drain, is elasticsearch degraded or data lost?",
    outputs: [
      [
        "kubectl get elasticsearch,pods -n logs",
        `NAME                                              HEALTH   NODES   VERSION   PHASE   AGE
elasticsearch.elasticsearch.k8s.elastic.co/logs   green    3       8.13.2    Ready   90d

NAME            READY   STATUS    RESTARTS   AGE
pod/logs-es-0   1/1     Running   0          90d
pod/logs-es-1   1/1     Running   0          90d
pod/logs-es-3   1/1     Running   0          2d
`,
      ],
    ],
    says: /itself says that it is well \(green\), phase Ready; logs-es-2 is not there any more/,
  },
  { code, name: "it warns", question, outputs: [pods, operator, cluster("HEALTH_WARN"), status("97 active+clean")] },
  {
    code,
    name: "groups lack a copy",
    question,
    outputs: [
      pods,
      operator,
      cluster("HEALTH_OK"),
      status("90 active+clean\n             7 active+undersized+degraded"),
    ],
  },
  {
    code: "completed-pods-are-not-ready",
    name: "a pod is missed besides, and nothing tells of it",
    question: "store-prepare pods are 0/1 Completed and store-mon-b is missing. Is that ok?",
    outputs: [[pods[0], `${pods[1]}store-prepare-n1-7hcwt           0/1     Completed 0          5h\n`]],
  },
  { code, name: "nothing says how it is", question, outputs: [pods, operator] },
  {
    code,
    name: "volumes cannot be mounted",
    question: "store-mon-b is missing and pods cannot mount their ceph volumes. Is it degraded?",
    outputs: [pods, operator, cluster("HEALTH_OK"), status("97 active+clean")],
  },
];
