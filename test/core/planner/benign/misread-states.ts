import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

export const pods = (namespace: string, ...names: readonly string[]): Output => [
  `kubectl get pods -n ${namespace}`,
  `NAME                          READY   STATUS    RESTARTS   AGE
${names.map((name) => `${name.padEnd(29)} 1/1     Running   0          3d\n`).join("")}`,
];

const pressure = (disk: string): Output => [
  `kubectl get node wk-7 -o jsonpath='{range .status.conditions[*]}{.type}={.status}{"\\n"}{end}'`,
  `MemoryPressure=False
DiskPressure=${disk}
PIDPressure=False
Ready=True
`,
];

const operators = (degraded: string): Output => [
  "kubectl get clusteroperators",
  `NAME             VERSION   AVAILABLE   PROGRESSING   DEGRADED   SINCE   MESSAGE
authentication   4.19.3    True        False         ${degraded.padEnd(10)} 5d
ingress          4.19.3    True        False         False      40d
`,
];

const history: Output = [
  "kubectl rollout history deployment/pricing -n shop",
  `deployment.apps/pricing 
REVISION  CHANGE-CAUSE
4         <none>
5         <none>
`,
];
const deployment = (ready: string): Output => [
  "kubectl get deploy pricing -n shop",
  `NAME      READY   UP-TO-DATE   AVAILABLE   AGE
pricing   ${ready}     2            ${ready[0]}           90d
`,
];

const kustomization = (ready: string, newest: string): readonly Output[] => [
  [
    "kubectl get kustomization apps -n flux-system",
    `NAME   AGE    READY   STATUS
apps   120d   ${ready.padEnd(7)} ${ready === "True" ? "Applied revision: main@sha1:12ab" : "dependency 'flux-system/infra' is not ready"}
`,
  ],
  [
    "kubectl get events -n flux-system",
    `LAST SEEN   TYPE     REASON                   OBJECT               MESSAGE
42m         Normal   DependencyNotReady       kustomization/apps   Dependencies do not meet ready condition, retrying in 30s
${newest}
`,
  ],
];

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const placed = (third: string): readonly Output[] => [
  [
    "kubectl get pods -n edge -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName,ID:.status.containerStatuses[0].imageID",
    `NAME                     NODE    ID
relay-7d9f8c6b5-xk2lp    arm-1   ghcr.io/acme/relay@${digest("a")}
relay-7d9f8c6b5-bv9qn    x86-1   ghcr.io/acme/relay@${digest("b")}
relay-7d9f8c6b5-cm4td    x86-2   ghcr.io/acme/relay@${digest(third)}
`,
  ],
  pods("edge", "relay-7d9f8c6b5-xk2lp", "relay-7d9f8c6b5-bv9qn", "relay-7d9f8c6b5-cm4td"),
  [
    "kubectl get nodes -L kubernetes.io/arch",
    `NAME    STATUS   ROLES    AGE   VERSION   ARCH
arm-1   Ready    <none>   40d   v1.32.1   arm64
x86-1   Ready    <none>   40d   v1.32.1   amd64
x86-2   Ready    <none>   40d   v1.32.1   amd64
`,
  ],
];

const volume = (size: string, use: string): readonly Output[] => [
  [
    "kubectl get pvc -n media",
    `NAME           STATUS   VOLUME    CAPACITY   ACCESS MODES   STORAGECLASS   AGE
data-photos    Bound    pvc-11    100Gi      RWO            fast           30d
`,
  ],
  [
    "kubectl exec -n media photos-0 -- df -h /data",
    `Filesystem      Size  Used Avail Use% Mounted on
/dev/rbd3        ${size}   12G   81G  ${use} /data
`,
  ],
];

const patroni = (third: string): readonly Output[] => [
  [
    "kubectl exec -n db pg-0 -- patronictl list",
    `+ Cluster: pg (7390000000000000000) --+-----------+----+-----------+
| Member | Host       | Role         | State     | TL | Lag in MB |
+--------+------------+--------------+-----------+----+-----------+
| pg-0   | 10.0.1.4   | Replica      | streaming | 12 |         0 |
| pg-1   | 10.0.2.4   | Leader       | running   | 12 |           |
| pg-2   | 10.0.3.4   | Replica      | ${third.padEnd(9)} | 12 |         0 |
+--------+------------+--------------+-----------+----+-----------+
`,
  ],
  [
    "kubectl get sts pg -n db",
    `NAME   READY   AGE
pg     3/3     200d
`,
  ],
];

const certificate = (clock: string): readonly Output[] => [
  [
    "kubectl get certificate shop-tls -n web -o yaml; date -u",
    `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: shop-tls
  namespace: web
spec:
  secretName: shop-tls
status:
  conditions:
  - type: Ready
    status: "True"
    reason: Ready
  notAfter: "2026-02-08T10:52:20Z"
  renewalTime: "2026-01-09T10:52:20Z"
${clock}
`,
  ],
];

export const misreadStates: readonly Row[] = [
  {
    code: "false-is-the-good-state",
    name: "pairs of a range",
    question: "DiskPressure=False and MemoryPressure=False on wk-7, is the node broken?",
    outputs: [
      pressure("False"),
      ["kubectl get node wk-7", "NAME   STATUS   ROLES    AGE   VERSION\nwk-7   Ready    <none>   90d   v1.32.1\n"],
    ],
    says: /wk-7.*False is the good state/,
  },
  {
    code: "false-is-the-good-state",
    name: "columns of operators",
    question: "operator authentication says DEGRADED False and PROGRESSING False, what fails?",
    outputs: [operators("False")],
    says: /authentication.*False is the good state/,
  },
  {
    code: "false-is-the-good-state",
    name: "one of them is True",
    question: "DiskPressure and MemoryPressure on wk-7, is the node broken?",
    outputs: [
      pressure("True"),
      ["kubectl get node wk-7", "NAME   STATUS   ROLES    AGE   VERSION\nwk-7   Ready    <none>   90d   v1.32.1\n"],
    ],
  },
  {
    code: "false-is-the-good-state",
    name: "an operator is degraded",
    question: "operator authentication says PROGRESSING False, what fails?",
    outputs: [operators("True")],
  },
  {
    code: "change-cause-is-optional",
    name: "all replicas",
    question: "change-cause of pricing is <none> everywhere, did the rollouts fail?",
    outputs: [history, deployment("2/2")],
    says: /optional annotation kubernetes.io\/change-cause/,
  },
  {
    code: "change-cause-is-optional",
    name: "a replica is missing",
    question: "change-cause of pricing is <none> everywhere, did the rollouts fail?",
    outputs: [history, deployment("1/2")],
  },
  {
    code: "waited-for-a-dependency",
    name: "a Kustomization that went on",
    question: "kustomization apps: DependencyNotReady, is it stuck?",
    outputs: kustomization(
      "True",
      "41m         Normal   ReconciliationSucceeded   kustomization/apps   Reconciliation finished in 2s",
    ),
    says: /not blocked.*dependency/,
  },
  {
    code: "waited-for-a-dependency",
    name: "still not ready",
    question: "kustomization apps: DependencyNotReady, is it stuck?",
    outputs: kustomization(
      "False",
      "1m          Normal   DependencyNotReady       kustomization/apps   Dependencies do not meet ready condition, retrying in 30s",
    ),
  },
  {
    code: "digest-per-architecture",
    name: "nodes of two architectures",
    question: "relay has two different digests for one tag, was the image tampered with?",
    outputs: placed("b"),
    says: /different architectures/,
  },
  {
    code: "digest-per-architecture",
    name: "two digests on one architecture",
    question: "relay has different digests for one tag, was the image tampered with?",
    outputs: placed("c"),
  },
  {
    code: "file-system-takes-its-share",
    name: "98G of 100Gi",
    question: "df shows only 98G for data-photos, we ordered 100Gi. Where is the rest?",
    outputs: volume("98G", "13%"),
    says: /full capacity of 100Gi/,
  },
  {
    code: "file-system-takes-its-share",
    name: "half of it is missing",
    question: "df shows only 50G for data-photos, we ordered 100Gi. Where is the rest?",
    outputs: volume("50G", "20%"),
  },
  {
    code: "file-system-takes-its-share",
    name: "it is full",
    question: "df shows only 98G for data-photos, we ordered 100Gi. Is the disk broken?",
    outputs: volume("98G", "100%"),
  },
  {
    code: "primary-is-another-instance",
    name: "patronictl",
    question: "the leader of pg is pg-1 and not pg-0, is the database degraded?",
    outputs: patroni("streaming"),
    says: /pg-1 is its primary/,
  },
  {
    code: "primary-is-another-instance",
    name: "a member does not stream",
    question: "the leader of pg is pg-1 and not pg-0, is the database degraded?",
    outputs: patroni("start failed"),
  },
  {
    code: "certificate-renewed-after-tries",
    name: "renewal lies ahead",
    question: "shop-tls ends in five weeks and nobody renews it, is cert-manager broken?",
    outputs: certificate("Mon Jan  5 08:14:03 UTC 2026"),
    says: /not due for renewal yet/,
  },
  {
    code: "certificate-renewed-after-tries",
    name: "renewal is overdue",
    question: "shop-tls ends in two weeks and nobody renews it, is cert-manager broken?",
    outputs: certificate("Mon Jan 26 08:14:03 UTC 2026"),
  },
];
