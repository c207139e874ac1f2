import type { Row } from "./cases.ts";

/** What the cluster and its tools make for themselves. */
export const ownObjects: readonly Row[] = [
  {
    code: "debug-container-ended",
    name: "in yaml",
    question: "container debugger-x2lkp in pod ledger is terminated with exit code 1, is our app broken?",
    outputs: [
      [
        "kubectl get pod ledger-5f6d7c8b9-x2lkp -n fin -o yaml",
        `apiVersion: v1
kind: Pod
metadata:
  name: ledger-5f6d7c8b9-x2lkp
  namespace: fin
spec:
  containers:
  - name: ledger
    image: reg/ledger:1
  ephemeralContainers:
  - name: debugger-x2lkp
    image: nicolaka/netshoot
    targetContainerName: ledger
status:
  phase: Running
  conditions:
  - type: Ready
    status: "True"
  containerStatuses:
  - name: ledger
    ready: true
    restartCount: 0
    state:
      running:
        startedAt: "2025-06-10T08:00:00Z"
  ephemeralContainerStatuses:
  - name: debugger-x2lkp
    ready: false
    restartCount: 0
    state:
      terminated:
        exitCode: 1
        reason: Error
        finishedAt: "2025-06-12T08:00:00Z"
`,
      ],
    ],
    says: /debugger-x2lkp is an ephemeral container/,
  },
  {
    code: "debug-container-ended",
    name: "its list alone",
    question: "kubectl get pod of tax shows an extra container netshoot that exited 0 - did someone hack the pod?",
    outputs: [
      [
        "kubectl get pod tax-6b5cdf7d8b-hs9wk -n gov -o jsonpath='{.status.ephemeralContainerStatuses}'",
        '[{"containerID":"containerd://0e1c","image":"docker.io/nicolaka/netshoot:latest","name":"netshoot","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":0,"finishedAt":"2025-06-18T09:14:51Z","reason":"Completed"}}}]\n',
      ],
      [
        "kubectl get pods -n gov",
        `NAME                   READY   STATUS    RESTARTS   AGE
tax-6b5cdf7d8b-hs9wk   1/1     Running   0          8d
`,
      ],
    ],
    says: /netshoot is an ephemeral container/,
  },
  {
    code: "debug-container-ended",
    name: "the application is killed itself",
    question: "container debugger-x2lkp in pod ledger is terminated with exit code 137, is our app broken?",
    outputs: [
      [
        "kubectl get pod ledger-5f6d7c8b9-x2lkp -n fin -o yaml",
        `apiVersion: v1
kind: Pod
metadata:
  name: ledger-5f6d7c8b9-x2lkp
  namespace: fin
spec:
  containers:
  - name: ledger
    image: reg/ledger:1
  ephemeralContainers:
  - name: debugger-x2lkp
    image: nicolaka/netshoot
status:
  phase: Running
  conditions:
  - type: Ready
    status: "False"
  containerStatuses:
  - name: ledger
    ready: false
    restartCount: 14
    lastState:
      terminated:
        exitCode: 137
        reason: OOMKilled
        finishedAt: "2025-06-12T08:00:00Z"
    state:
      waiting:
        reason: CrashLoopBackOff
  ephemeralContainerStatuses:
  - name: debugger-x2lkp
    ready: false
    restartCount: 0
    state:
      terminated:
        exitCode: 137
        reason: Error
        finishedAt: "2025-06-12T08:00:00Z"
`,
      ],
    ],
  },
  {
    code: "made-by-the-cluster-itself",
    name: "records of Helm",
    question: "there are strange secrets sh.helm.release.v1.grafana.v3 and v4 in monitoring, did someone break in?",
    outputs: [
      [
        "kubectl get secrets -n monitoring",
        `NAME                            TYPE                 DATA   AGE
grafana                         Opaque               3      80d
sh.helm.release.v1.grafana.v3   helm.sh/release.v1   1      40d
sh.helm.release.v1.grafana.v4   helm.sh/release.v1   1      2d
`,
      ],
    ],
    says: /Helm's own release records of grafana/,
  },
  {
    code: "made-by-the-cluster-itself",
    name: "a release that hangs",
    question: "there are strange secrets sh.helm.release.v1.grafana.v3 and v4 in monitoring, is the release ok?",
    outputs: [
      [
        "kubectl get secrets -n monitoring -l owner=helm -L status",
        `NAME                            TYPE                 DATA   AGE   STATUS
sh.helm.release.v1.grafana.v3   helm.sh/release.v1   1      40d   deployed
sh.helm.release.v1.grafana.v4   helm.sh/release.v1   1      2d    pending-upgrade
`,
      ],
    ],
  },
  {
    code: "made-by-the-cluster-itself",
    name: "the CA bundle",
    question:
      "Why is there a ConfigMap kube-root-ca.crt in every namespace, even in empty ones? Somebody keeps putting it back when I delete it. Malware?",
    outputs: [
      [
        "kubectl get cm -A",
        `NAMESPACE     NAME               DATA   AGE
default       kube-root-ca.crt   1      300d
shop          kube-root-ca.crt   1      120d
shop          shop-conf          4      120d
test          kube-root-ca.crt   1      4m
`,
      ],
    ],
    says: /CA bundle of the API server/,
  },
  {
    code: "made-by-the-cluster-itself",
    name: "the root of the mesh",
    question: "namespace qa has a configmap istio-ca-root-cert that nobody of us made, is this suspicious?",
    outputs: [
      [
        "kubectl get cm -n qa",
        `NAME                 DATA   AGE
istio-ca-root-cert   1      12d
kube-root-ca.crt     1      12d
`,
      ],
    ],
    says: /root certificate of the mesh/,
  },
  {
    code: "made-by-the-cluster-itself",
    name: "a certificate that is refused",
    question:
      "kube-root-ca.crt exists in every namespace, but api says x509: certificate signed by unknown authority. Is it wrong?",
    outputs: [
      [
        "kubectl get cm -n shop",
        `NAME               DATA   AGE
kube-root-ca.crt   1      120d
`,
      ],
      [
        "kubectl logs deploy/api -n shop",
        `2025-06-18T08:00:00Z ERROR cannot list pods: Get "https://10.96.0.1:443/api/v1/pods": x509: certificate signed by unknown authority
2025-06-18T08:00:10Z ERROR cannot list pods: Get "https://10.96.0.1:443/api/v1/pods": x509: certificate signed by unknown authority
`,
      ],
    ],
  },
];
