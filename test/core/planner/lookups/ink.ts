import type { Output } from "../situations.ts";

/** A cluster in which two workloads of one namespace and a node fail at the same time. */

export const pods: Output = [
  "kubectl get pods -A",
  `NAMESPACE   NAME                     READY   STATUS             RESTARTS      AGE
books       ink-5b9f7c6d5c-7mwxt     0/1     CrashLoopBackOff   9 (2m ago)    40m
books       web-6d9f676d48-x7k2p     0/1     ImagePullBackOff   0             3h
books       web-7b5bnpntns-fww29     1/1     Running            0             9d
vault       store-0                  1/1     Running            0             90d
vault       old-7c9d5f6b8d-x7k2p     0/1     Evicted            0             20d
`,
];
export const revisions: Output = [
  "kubectl get replicasets,controllerrevisions -A -o wide",
  `NAMESPACE   NAME                             DESIRED   CURRENT   READY   AGE   CONTAINERS   IMAGES                SELECTOR
books       replicaset.apps/web-6d9f676d48   1         1         0       3h    web          reg.example/web:2.0   app=web
books       replicaset.apps/web-7b5bnpntns   1         1         1       9d    web          reg.example/web:1.9   app=web
books       replicaset.apps/ink-5b9f7c6d5c   1         1         0       40m   ink          reg.example/ink:4.1   app=ink
books       replicaset.apps/ink-7c9d5f6b8d   0         0         0       30d   ink          reg.example/ink:4.0   app=ink
`,
];
export const nodeEvents: Output = [
  "kubectl get events -A --field-selector=involvedObject.kind=Node",
  "NAMESPACE   LAST SEEN   TYPE     REASON                  OBJECT       MESSAGE\ndefault     90m         Normal   NodeHasDiskPressure     node/n-2     Node n-2 status is now: NodeHasDiskPressure\n",
];
export const workloads: Output = [
  "kubectl get deployments,statefulsets,daemonsets -A",
  `NAMESPACE   NAME                      READY   UP-TO-DATE   AVAILABLE   AGE
books       deployment.apps/ink       0/1     1            0           90d
books       deployment.apps/web       1/1     1            1           90d

NAMESPACE   NAME                      READY   AGE
vault       statefulset.apps/store    1/1     90d
`,
];
export const served: Output = [
  "kubectl get deployments,statefulsets,daemonsets,services,endpoints -A",
  `NAMESPACE   NAME                      READY   UP-TO-DATE   AVAILABLE   AGE
books       deployment.apps/ink       0/1     1            0           90d
books       deployment.apps/web       1/1     1            1           90d

NAMESPACE   NAME                      READY   AGE
vault       statefulset.apps/store    1/1     90d

NAMESPACE   NAME           TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
books       service/ink    ClusterIP   10.0.0.7     <none>        80/TCP    90d
books       service/web    ClusterIP   10.0.0.8     <none>        80/TCP    90d

NAMESPACE   NAME             ENDPOINTS       AGE
books       endpoints/ink    <none>          90d
books       endpoints/web    10.1.0.4:8080   90d
`,
];
export const ingresses: Output = [
  "kubectl get ingresses -A -o yaml",
  `apiVersion: v1
kind: List
items:
- apiVersion: networking.k8s.io/v1
  kind: Ingress
  metadata:
    name: front
    namespace: books
  spec:
    rules:
    - host: books.example
      http:
        paths:
        - path: /ink
          backend:
            service:
              name: ink
        - path: /
          backend:
            service:
              name: web
`,
];
export const nodes: Output = [
  "kubectl get nodes",
  "NAME   STATUS   ROLES    AGE   VERSION\nn-1    Ready    <none>   90d   v1.34.2\nn-2    Ready    <none>   90d   v1.34.2\n",
];
export const inkPod: Output = [
  "kubectl describe pod ink-5b9f7c6d5c-7mwxt -n books",
  "Name:             ink-5b9f7c6d5c-7mwxt\nNamespace:        books\nStatus:           Running\nContainers:\n  ink:\n    State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n    Restart Count:  9\n    Limits:\n      memory:  128Mi\n",
];
export const inkLog: Output = ["kubectl logs ink-5b9f7c6d5c-7mwxt -n books --previous --tail=100", "starting\n"];
export const urgent = [pods, served, ingresses, nodes, nodeEvents, inkPod, inkLog];
export const onFirstNode: Output = [
  "kubectl get pods -A -o wide --show-labels --field-selector=spec.nodeName=n-1",
  `NAMESPACE   NAME                     READY   STATUS             RESTARTS     AGE   IP         NODE   NOMINATED NODE   READINESS GATES   LABELS
books       ink-5b9f7c6d5c-7mwxt     0/1     CrashLoopBackOff   9 (2m ago)   40m   10.1.0.3   n-1    <none>           <none>            app=ink
books       web-7b5bnpntns-fww29     1/1     Running            0            9d    10.1.0.4   n-1    <none>           <none>            app=web
vault       store-0                  1/1     Running            0            90d   10.1.0.5   n-1    <none>           <none>            app=store
`,
];
export const workloadsAndJobs: Output = ["kubectl get deployments,statefulsets,daemonsets,jobs -A", workloads[1]];
export const budgets: readonly Output[] = [
  [
    "kubectl get pdb -A",
    "NAMESPACE   NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE\nvault       store  1               N/A               0                     90d\n",
  ],
  [
    "kubectl get pdb -A -o yaml",
    "apiVersion: v1\nkind: List\nitems:\n- apiVersion: policy/v1\n  kind: PodDisruptionBudget\n  metadata:\n    name: store\n    namespace: vault\n  spec:\n    minAvailable: 1\n    selector:\n      matchLabels:\n        app: store\n  status:\n    disruptionsAllowed: 0\n",
  ],
];
export const lost = [nodes, onFirstNode, workloadsAndJobs, ...budgets];
export const ofBooks = (command: string, [, all]: Output): Output => [
  command,
  all
    .split("\n")
    .flatMap((row) =>
      /^(?:NAMESPACE|books)/.test(row) ? [row.replace(/^(?:NAMESPACE|books) +/, "")] : row === "" ? [""] : [],
    )
    .join("\n"),
];
export const booksPods = ofBooks("kubectl get pods -n books", pods);
export const booksRevisions = ofBooks("kubectl get replicasets,controllerrevisions -n books -o wide", revisions);
export const state = [
  booksPods,
  ofBooks("kubectl get deployments,statefulsets,daemonsets,jobs,cronjobs,services,endpoints,pvc -n books", served),
  [
    "kubectl get events -n books --field-selector=type=Warning --sort-by=.lastTimestamp",
    "No resources found in books namespace.\n",
  ],
] as const;
