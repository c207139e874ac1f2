import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** What a question presumes, and what was read refutes: and beside it the same where it is so. */

type Pair = readonly [name: string, question: string, well: readonly Output[], ill: readonly Output[]];

const verdictOf = (question: string, outputs: readonly Output[]) =>
  replyTo(pasted(question, outputs)).conclusion.verdict;

const claim = (status: string): Output => [
  "kubectl describe pvc data-mysql-0 -n wp",
  `Name:          data-mysql-0
Namespace:     wp
StorageClass:  fast
Status:        ${status}
Volume:        ${status === "Bound" ? "pvc-1" : ""}
Events:
  Type     Reason                 Age                From   Message
  ----     ------                 ----               ----   -------
  Warning  ProvisioningFailed     13m (x3 over 14m)  csi    failed to provision volume with StorageClass "fast": rpc error: code = DeadlineExceeded desc = context deadline exceeded
`,
];

const application = (sync: string, health: string): Output => [
  "kubectl get application notes -n argocd",
  `NAME    SYNC STATUS   HEALTH STATUS
notes   ${sync}        ${health}
`,
];

const nodes = (status: string): Output => [
  "kubectl describe node rack-7.example.net",
  `Name:               rack-7.example.net
Unschedulable:      false
Conditions:
  Type            Status   LastHeartbeatTime                LastTransitionTime               Reason              Message
  ----            ------   -----------------                ------------------               ------              -------
  MemoryPressure  False    Mon, 30 Nov 2026 07:58:50 +0000  Mon, 30 Nov 2026 01:35:43 +0000  KubeletHasSufficientMemory  kubelet has sufficient memory available
  Ready           ${status}     Mon, 30 Nov 2026 07:58:50 +0000  Mon, 30 Nov 2026 07:12:43 +0000  KubeletReady        kubelet is posting ready status
Events:
  Type     Reason               Age   From             Message
  ----     ------               ----  ----             -------
  Normal   NodeNotReady         56m   node-controller  Node rack-7.example.net status is now: NodeNotReady
  Warning  InvalidDiskCapacity  47m   kubelet          invalid capacity 0 on image filesystem
  Normal   NodeReady            47m   kubelet          Node rack-7.example.net status is now: NodeReady
`,
];

const service = (endpoints: string): readonly Output[] => [
  [
    "kubectl describe service oracle -n erp",
    `Name:              oracle
Namespace:         erp
Selector:          <none>
Type:              ClusterIP
IP:                10.96.3.7
Port:              <unset>  1521/TCP
TargetPort:        1521/TCP
Endpoints:         ${endpoints}
`,
  ],
];

const run = (end: string): readonly Output[] => [
  [
    "kubectl get job unit -n ci",
    "NAME   STATUS     COMPLETIONS   DURATION   AGE\nunit   Complete   1/1           31s        4m\n",
  ],
  [
    "kubectl logs job/unit -n ci",
    `=== RUN   TestReconcile
E0319 11:02:15.220113       1 panic.go:262] "Observed a panic" panic="injected: nil map write"
${end}`,
  ],
];

const waited = (state: string): readonly Output[] => [
  [
    "kubectl describe pod desk-0 -n office",
    `Name:         desk-0
Namespace:    office
Node:         rack-1/10.0.0.1
Status:       ${state === "Completed" ? "Running" : "Pending"}
Init Containers:
  wait-for-lamp:
    State:          ${state === "Completed" ? "Terminated" : "Running"}
${state === "Completed" ? "      Reason:       Completed\n      Exit Code:    0\n" : ""}    Ready:          ${state === "Completed" ? "True" : "False"}
    Restart Count:  0
Containers:
  desk:
    State:          ${state === "Completed" ? "Running" : "Waiting\n      Reason:       PodInitializing"}
    Ready:          ${state === "Completed" ? "True" : "False"}
    Restart Count:  0
Conditions:
  Type              Status
  Initialized       ${state === "Completed" ? "True" : "False"}
  Ready             ${state === "Completed" ? "True" : "False"}
  ContainersReady   ${state === "Completed" ? "True" : "False"}
  PodScheduled      True
`,
  ],
  [
    "kubectl logs desk-0 -c wait-for-lamp -n office",
    "nslookup: can't resolve 'lamp.office.svc.cluster.local'\nwaiting for lamp\n".repeat(4),
  ],
];

const ingress = (behind: string): readonly Output[] => [
  [
    "kubectl describe ingress front -n press",
    `Name:             front
Namespace:        press
Address:          203.0.113.40
Ingress Class:    nginx
Default backend:  default-http-backend:80 (<error: endpoints "default-http-backend" not found>)
Rules:
  Host           Path  Backends
  ----           ----  --------
  press.example  
                 /      web:80 (${behind})
                 /api   api:80 (10.244.3.21:8000)
Annotations:     <none>
Events:          <none>
`,
  ],
  [
    "kubectl get ingress front -n press -o yaml",
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: front
  namespace: press
spec:
  ingressClassName: nginx
  rules:
  - host: press.example
    http:
      paths:
      - backend:
          service:
            name: web
            port:
              number: 80
        path: /
        pathType: Prefix
      - backend:
          service:
            name: api
            port:
              number: 80
        path: /api
        pathType: Prefix
status:
  loadBalancer:
    ingress:
    - ip: 203.0.113.40
`,
  ],
];

const pairs: readonly Pair[] = [
  [
    "a claim that was bound late",
    "find out why pvc data-mysql-0 cannot be provisioned",
    [claim("Bound")],
    [claim("Pending")],
  ],
  [
    "a sync that was done again",
    "find the reason why the Argo CD sync of notes failed",
    [application("Synced   ", "Healthy")],
    [application("OutOfSync", "Degraded")],
  ],
  [
    "a node that is back",
    "Node rack-7 went NotReady this morning. What is wrong with it?",
    [nodes("True ")],
    [nodes("False")],
  ],
  [
    "a Service without a selector",
    "Service oracle in erp has no selector. Is that why nothing can be behind it?",
    service("10.20.0.4:1521"),
    service("<none>"),
  ],
  [
    "tests that bring about what they write",
    "Find the root cause of the panic in job unit in ci.",
    run("--- PASS: TestReconcile (0.04s)\nPASS\nok  \texample.org/unit\t4.918s\n"),
    run("--- FAIL: TestReconcile (0.04s)\nFAIL\texample.org/unit\t4.918s\n"),
  ],
  [
    "an init container that waited",
    "What is wrong with desk-0 in office? its init container cannot resolve lamp",
    waited("Completed"),
    waited("Running"),
  ],
  [
    "an Ingress that was described and printed",
    "kubectl describe shows an error on ingress front in press, is it broken?",
    ingress("10.244.3.18:8080"),
    ingress("<none>"),
  ],
];

const notifier = (ready: number): Output => [
  "kubectl get deployment notifier -n alerting -o yaml",
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: notifier
  namespace: alerting
spec:
  replicas: 4
status:
  availableReplicas: ${ready}
  readyReplicas: ${ready}
  replicas: 4
  updatedReplicas: 4
`,
];

const visited = (status: number): readonly Output[] => [
  [
    "kubectl get pods -n museum",
    "NAME                     READY   STATUS    RESTARTS   AGE\nsite-74c6d9b8f5-zxsn5    1/1     Running   0          9d\n",
  ],
  ["kubectl get endpoints -n museum", "NAME   ENDPOINTS          AGE\nsite   10.4.2.33:8080     9d\n"],
  [
    "kubectl logs site-74c6d9b8f5-zxsn5 -n museum",
    Array.from(
      { length: 25 },
      (_, at) =>
        `[2025-03-18T11:32:${10 + at}.042Z] "GET /en/exhibitions/failure-and-error HTTP/1.1" ${status} - via_upstream - "-" 0 42240 46 26 "203.0.113.9" "Mozilla/5.0"\n`,
    ).join(""),
  ],
];

const vault = (ready: string): readonly Output[] => [
  [
    "kubectl get statefulset,pods -n vault",
    `NAME                     READY   AGE
statefulset.apps/vault   ${ready}     60d

NAME          READY   STATUS    RESTARTS      AGE
pod/vault-0   ${ready}     Running   1 (14d ago)   60d
`,
  ],
];

const envelopes = (level: string): readonly Output[] => [
  [
    "kubectl get pods -n tracking",
    "NAME                      READY   STATUS    RESTARTS   AGE\ningest-5c9d7b64b8-2kfwp   1/1     Running   0          9d\n",
  ],
  [
    "kubectl logs -n tracking ingest-5c9d7b64b8-2kfwp --tail=50",
    Array.from(
      { length: 12 },
      (_, at) =>
        `2025-06-03T09:06:${10 + at}.530117Z  ${level} [relay::envelope] accepted envelope items=2 item_type=event level=fatal\n`,
    ).join(""),
  ],
];

const asked: readonly Pair[] = [
  ["a pod that is ready since days", "Why is vault not ready?", vault("1/1"), vault("0/1")],
  ["the level of what is told of", "What is the issue with ingest?", envelopes("INFO"), envelopes("ERROR")],
  ["the health of a Deployment", "Check the health of the deployment notifier", [notifier(4)], [notifier(3)]],
  [
    "my claim, whatever it is called",
    "Why is the volume claim of my notebook pending?",
    [
      [
        "kubectl get pvc -n jupyter",
        "NAME            STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\nclaim-mwinter   Bound    pvc-1    10Gi       RWO            fast           4m\n",
      ],
    ],
    [
      [
        "kubectl get pvc -n jupyter",
        "NAME            STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\nclaim-mwinter   Pending                                      fast           4m\n",
      ],
    ],
  ],
  [
    "a path of the name error that is answered well",
    "Users report that the site of the museum is down, find out why",
    visited(200),
    visited(503),
  ],
];

test.each([...pairs, ...asked])("%s", (_, question, well, ill) => {
  expect(verdictOf(question, well)).toBe("healthy");
  expect(verdictOf(question, ill)).not.toBe("healthy");
});
