import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const paused = "reconciliation-paused-on-purpose";
const release = (annotations: string, ready = "True"): Output => [
  "kubectl get helmrelease wharf -n harbour -o yaml",
  `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: wharf
  namespace: harbour
  annotations:
    ${annotations}
spec:
  interval: 10m
  suspend: true
status:
  conditions:
  - type: Ready
    status: "${ready}"
    reason: ${ready === "True" ? "UpgradeSucceeded" : "UpgradeFailed"}
    message: Helm upgrade ${ready === "True" ? "succeeded" : "failed"} for release harbour/wharf.v7
`,
];
const wharf: Output = [
  "kubectl get deploy -n harbour",
  `NAME    READY   UP-TO-DATE   AVAILABLE   AGE
wharf   3/3     3            3           61d
`,
];
const stale = "helmrelease wharf in harbour is suspended and does not pick up our new chart, is flux broken?";

const manual = "sync-is-manual";
const application = (policy: string, phase = "Succeeded"): Output => [
  "kubectl get application pricing -n argocd -o yaml",
  `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: pricing
  namespace: argocd
spec:
  destination:
    namespace: pricing
    server: https://kubernetes.default.svc
  project: retail
  source:
    path: deploy
    repoURL: https://git.retail.lan/pricing.git
${policy}status:
  health:
    status: Healthy
  operationState:
    phase: ${phase}
  sync:
    status: OutOfSync
`,
];
const outOfSync = "argo shows application pricing OutOfSync for three days, is the sync broken?";

const readOnly = "access-is-read-only-by-design";
const canI: Output = ["kubectl auth can-i create pods -n watch --as=system:serviceaccount:watch:tv", "no\n"];
const role = (verbs: string): Output => [
  "kubectl get clusterrole tv-viewer -o yaml",
  `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: tv-viewer
rules:
- apiGroups: [""]
  resources: ["pods", "nodes"]
  verbs: ${verbs}
`,
];
const tv: Output = [
  "kubectl get deploy -n watch",
  `NAME   READY   UP-TO-DATE   AVAILABLE   AGE
tv     1/1     1            1           61d
`,
];
const tvLog = (line: string): Output => ["kubectl logs -n watch deploy/tv --tail=3", `${line}\n`];
const noAccess = "can-i says no for service account tv in watch on creating pods, is tv broken?";

const components = "component-status-is-deprecated";
const cs = (etcd: string): Output => [
  "kubectl get cs",
  `Warning: v1 ComponentStatus is deprecated in v1.19+
NAME                 STATUS      MESSAGE                                                                                        ERROR
scheduler            Unhealthy   Get "http://127.0.0.1:10251/healthz": dial tcp 127.0.0.1:10251: connect: connection refused
etcd-0               ${etcd}
`,
];
const system = (status: string): Output => [
  "kubectl get pods -n kube-system",
  `NAME                   READY   STATUS             RESTARTS   AGE
etcd-cp-1              1/1     Running            0          90d
kube-scheduler-cp-1    ${status}   0          90d
`,
];
const unhealthy = "kubectl get cs says scheduler Unhealthy, is our control plane down?";

const deleted = "deletion-has-finished";
const gone: Output = ["kubectl get ns qa-17", "", 'Error from server (NotFound): namespaces "qa-17" not found'];

export const reconciled: readonly Row[] = [
  {
    code: paused,
    name: "an annotation of a HelmRelease says until when",
    question: stale,
    outputs: [release("harbour.lan/freeze-reason: no releases during the customs audit until 2026-03-14"), wharf],
    says: /HelmRelease wharf is suspended on purpose \(suspend: true\).*customs audit/,
  },
  {
    code: paused,
    name: "a ScaledObject is paused by its annotation",
    question: "keda does not scale intake in harbour, scaledobject stuck?",
    outputs: [
      [
        "kubectl get scaledobject intake -n harbour -o yaml",
        `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: intake
  namespace: harbour
  annotations:
    autoscaling.keda.sh/paused: "true"
    harbour.lan/why: load test of the crane API, resume 18:00 (DOCK-882)
spec:
  minReplicaCount: 1
  scaleTargetRef:
    name: intake
`,
      ],
      wharf,
    ],
    says: /ScaledObject intake is suspended on purpose.*load test/,
  },
  {
    code: paused,
    name: "nobody says why",
    question: stale,
    outputs: [release("meta.helm.sh/release-name: wharf"), wharf],
  },
  {
    code: paused,
    name: "its last upgrade failed",
    question: stale,
    outputs: [
      release("harbour.lan/freeze-reason: no releases during the customs audit until 2026-03-14", "False"),
      wharf,
    ],
  },
  {
    code: manual,
    name: "no automated sync",
    question: outOfSync,
    outputs: [application("")],
    says: /pricing is OutOfSync as intended: its sync policy is manual/,
  },
  {
    code: manual,
    name: "automated sync, which should have synced it",
    question: outOfSync,
    outputs: [application("  syncPolicy:\n    automated:\n      prune: true\n")],
  },
  {
    code: manual,
    name: "somebody synced it, and that failed",
    question: outOfSync,
    outputs: [application("", "Failed")],
  },
  {
    code: readOnly,
    name: "the role is a viewer's",
    question: noAccess,
    outputs: [canI, role('["get", "list", "watch"]'), tv, tvLog("level=info msg=refreshed pods=41")],
    says: /tv is read-only by design.*create pods.*tv-viewer grants only get, list and watch/,
  },
  {
    code: readOnly,
    name: "its log says that it is refused something",
    question: noAccess,
    outputs: [
      canI,
      role('["get", "list", "watch"]'),
      tv,
      tvLog(
        'level=error msg="pods is forbidden: User \\"system:serviceaccount:watch:tv\\" cannot create resource \\"pods\\""',
      ),
    ],
  },
  {
    code: components,
    name: "the pod of the scheduler runs",
    question: unhealthy,
    outputs: [cs("Healthy     ok"), system("1/1     Running         ")],
    says: /kube-scheduler works, pod kube-scheduler-cp-1 is running and ready: ComponentStatus is deprecated/,
  },
  {
    code: components,
    name: "the pod of the scheduler crashes",
    question: unhealthy,
    outputs: [cs("Healthy     ok"), system("0/1     CrashLoopBackOff")],
  },
  {
    code: components,
    name: "etcd is unhealthy too",
    question: unhealthy,
    outputs: [
      cs('Unhealthy   Get "https://10.0.0.1:2379/health": context deadline exceeded'),
      system("1/1     Running         "),
    ],
  },
  {
    code: deleted,
    name: "the namespace is not found any more",
    question: "namespace qa-17 was stuck in Terminating with finalizers, is it still stuck?",
    outputs: [gone],
    says: /deletion of namespace qa-17 has finished/,
  },
  {
    code: deleted,
    name: "somebody asks who deleted it",
    question: "who deleted namespace qa-17? it hung in Terminating, is it lost?",
    outputs: [gone],
  },
];
