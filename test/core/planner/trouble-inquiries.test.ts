import { expect, test } from "vitest";
import { commandsOf, type Output, reply } from "./situations.ts";

/** Plain questions of people on call that take several reads: since when, which first, how bad, what if. */

const pods: Output = [
  "kubectl get pods -A",
  `NAMESPACE   NAME                     READY   STATUS             RESTARTS      AGE
books       ink-5b9f7c6d5c-7mwxt     0/1     CrashLoopBackOff   9 (2m ago)    40m
books       web-6d9f676d48-x7k2p     0/1     ImagePullBackOff   0             3h
books       web-7b5bnpntns-fww29     1/1     Running            0             9d
vault       store-0                  1/1     Running            0             90d
vault       old-7c9d5f6b8d-x7k2p     0/1     Evicted            0             20d
`,
];
const revisions: Output = [
  "kubectl get replicasets,controllerrevisions -A -o wide",
  `NAMESPACE   NAME                             DESIRED   CURRENT   READY   AGE   CONTAINERS   IMAGES                SELECTOR
books       replicaset.apps/web-6d9f676d48   1         1         0       3h    web          reg.example/web:2.0   app=web
books       replicaset.apps/web-7b5bnpntns   1         1         1       9d    web          reg.example/web:1.9   app=web
books       replicaset.apps/ink-5b9f7c6d5c   1         1         0       40m   ink          reg.example/ink:4.1   app=ink
books       replicaset.apps/ink-7c9d5f6b8d   0         0         0       30d   ink          reg.example/ink:4.0   app=ink
`,
];
const nodeEvents: Output = [
  "kubectl get events -A --field-selector=involvedObject.kind=Node",
  "NAMESPACE   LAST SEEN   TYPE     REASON                  OBJECT       MESSAGE\ndefault     90m         Normal   NodeHasDiskPressure     node/n-2     Node n-2 status is now: NodeHasDiskPressure\n",
];
const workloads: Output = [
  "kubectl get deployments,statefulsets,daemonsets -A",
  `NAMESPACE   NAME                      READY   UP-TO-DATE   AVAILABLE   AGE
books       deployment.apps/ink       0/1     1            0           90d
books       deployment.apps/web       1/1     1            1           90d

NAMESPACE   NAME                      READY   AGE
vault       statefulset.apps/store    1/1     90d
`,
];
const served: Output = [
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
const ingresses: Output = [
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
const nodes: Output = [
  "kubectl get nodes",
  "NAME   STATUS   ROLES    AGE   VERSION\nn-1    Ready    <none>   90d   v1.34.2\nn-2    Ready    <none>   90d   v1.34.2\n",
];
const inkPod: Output = [
  "kubectl describe pod ink-5b9f7c6d5c-7mwxt -n books",
  "Name:             ink-5b9f7c6d5c-7mwxt\nNamespace:        books\nStatus:           Running\nContainers:\n  ink:\n    State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n    Restart Count:  9\n    Limits:\n      memory:  128Mi\n",
];
const inkLog: Output = ["kubectl logs ink-5b9f7c6d5c-7mwxt -n books --previous --tail=100", "starting\n"];
const urgent = [pods, served, ingresses, nodes, nodeEvents, inkPod, inkLog];
const onNode: Output = [
  "kubectl get pods -A -o wide --show-labels --field-selector=spec.nodeName=n-1",
  `NAMESPACE   NAME                     READY   STATUS             RESTARTS     AGE   IP         NODE   NOMINATED NODE   READINESS GATES   LABELS
books       ink-5b9f7c6d5c-7mwxt     0/1     CrashLoopBackOff   9 (2m ago)   40m   10.1.0.3   n-1    <none>           <none>            app=ink
books       web-7b5bnpntns-fww29     1/1     Running            0            9d    10.1.0.4   n-1    <none>           <none>            app=web
vault       store-0                  1/1     Running            0            90d   10.1.0.5   n-1    <none>           <none>            app=store
`,
];
const owners: Output = ["kubectl get deployments,statefulsets,daemonsets,jobs -A", workloads[1]];
const budgets: readonly Output[] = [
  [
    "kubectl get pdb -A",
    "NAMESPACE   NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE\nvault       store  1               N/A               0                     90d\n",
  ],
  [
    "kubectl get pdb -A -o yaml",
    "apiVersion: v1\nkind: List\nitems:\n- apiVersion: policy/v1\n  kind: PodDisruptionBudget\n  metadata:\n    name: store\n    namespace: vault\n  spec:\n    minAvailable: 1\n    selector:\n      matchLabels:\n        app: store\n  status:\n    disruptionsAllowed: 0\n",
  ],
];
const lost = [nodes, onNode, owners, ...budgets];
const ofBooks = (command: string, [, all]: Output): Output => [
  command,
  all
    .split("\n")
    .flatMap((row) =>
      /^(?:NAMESPACE|books)/.test(row) ? [row.replace(/^(?:NAMESPACE|books) +/, "")] : row === "" ? [""] : [],
    )
    .join("\n"),
];
const booksPods = ofBooks("kubectl get pods -n books", pods);
const booksRevisions = ofBooks("kubectl get replicasets,controllerrevisions -n books -o wide", revisions);
const state = [
  booksPods,
  ofBooks("kubectl get deployments,statefulsets,daemonsets,jobs,cronjobs,services,endpoints,pvc -n books", served),
  [
    "kubectl get events -n books --field-selector=type=Warning --sort-by=.lastTimestamp",
    "No resources found in books namespace.\n",
  ],
] as const;

test.each<readonly [question: string, outputs: readonly Output[], says: RegExp]>([
  [
    "since when is ink failing?",
    [workloads, booksPods, booksRevisions],
    /^Deployment books\/ink has been failing for 40m: its pod ink-5b9f7c6d5c-7mwxt was made then and has restarted 9 times since, with a rollout \(image ink 4\.0 -> 4\.1\)/,
  ],
  [
    "how long has web been broken",
    [workloads, booksPods, booksRevisions],
    /^Deployment books\/web has been failing for 3h: .*has not become ready since, with a rollout \(image web 1\.9 -> 2\.0\)/,
  ],
  [
    "which one broke first?",
    [pods, revisions, nodeEvents],
    /^Deployment books\/web broke first, of the 3 that fail now, 3h ago: .*Then came n-2 \(90m ago\)\./,
  ],
  [
    "what broke first, ink or web?",
    [pods, revisions, nodeEvents],
    /^Deployment books\/web broke first, 3h ago: .*Then came books\/ink/,
  ],
  [
    "what is the most urgent problem?",
    urgent,
    /^The most urgent is Deployment books\/ink: 0 of 1 replicas is ready; users reach it through Ingress books\/front at books\.example\/ink\. The cause: .*OOMKilled.*Node n-2.*Deployment books\/web: all 1 replicas are ready, but/s,
  ],
  [
    "the site is down",
    urgent,
    /^1 of the 2 Services that users reach fails; the others answer\. Deployment books\/ink: 0 of 1 replicas is ready.*The cause: .*OOMKilled/,
  ],
  [
    "is ink user facing?",
    [served, ingresses],
    /^Yes, users are hit: Deployment books\/ink: 0 of 1 .* at books\.example\/ink, and those requests fail/,
  ],
  [
    "is web still serving?",
    [served, ingresses],
    /^Yes: Deployment books\/web: 1 of 1 replicas is ready.*Users reach it through Ingress/,
  ],
  [
    "is store user facing",
    [served, ingresses],
    /^Not directly: StatefulSet vault\/store: 1 of 1 .*No Ingress leads to it/,
  ],
  [
    "summarise the state of namespace books",
    state,
    /^1 of 2 workloads in books is not well|^2 of 2 workloads in books are not well: ink \(0\/1\), web \(new pod ImagePullBackOff\)\. 3 pods, 2 of them failing/,
  ],
  [
    "what happens to store if node n-1 dies",
    lost,
    /^If n-1 goes away, StatefulSet vault\/store loses 1 of its 1 pods \(store-0\); none is left then, so it is down\. It is not replaced while/,
  ],
  [
    "what happens to web when node n-1 goes down",
    lost,
    /^If n-1 goes away, Deployment books\/web loses 1 of its 1 pods .*After about 5 minutes it is made anew/,
  ],
  ["is it safe to drain n-1", lost, /^No: draining n-1 evicts 3 pods.*would not end: PodDisruptionBudget vault\/store/],
  [
    "what would happen if I delete pod store-0?",
    [pods, workloads],
    /^Nothing is lost for good: StatefulSet vault\/store makes a pod of the same name anew.*No other replica serves meanwhile/,
  ],
  [
    "since when is store failing?",
    [
      workloads,
      [
        "kubectl get pods -n vault",
        "NAME      READY   STATUS    RESTARTS   AGE\nstore-0   1/1     Running   0          90d\n",
      ],
      ["kubectl get replicasets,controllerrevisions -n vault -o wide", "No resources found in vault namespace.\n"],
    ],
    /^What was read does not show since when: no pod of StatefulSet vault\/store fails/,
  ],
  [
    "what runs on node n-1?",
    [["kubectl get pods -A --field-selector=spec.nodeName=n-1 -o wide", onNode[1]]],
    /^3 pods of 3 workloads run on node n-1; not well: books\/ink-5b9f7c6d5c-7mwxt \(CrashLoopBackOff\)\./,
  ],
  [
    "is the rollout of ink stuck?",
    [
      workloads,
      [
        "kubectl rollout status deployment/ink -n books --watch=false",
        "",
        'error: deployment "ink" exceeded its progress deadline',
      ],
      booksPods,
    ],
    /^Yes: the rollout of Deployment books\/ink is not complete, it is stuck .*not ready: ink-5b9f7c6d5c-7mwxt \(CrashLoopBackOff\)/,
  ],
  [
    "what is the status of the rollout of web?",
    [
      workloads,
      ["kubectl rollout status deployment/web -n books --watch=false", 'deployment "web" successfully rolled out\n'],
    ],
    /^The rollout of Deployment books\/web is complete/,
  ],
])("%s %#", async (question, outputs, says) => {
  expect((await reply(question, outputs)).text).toMatch(says);
});

test.each([
  ["since when is web failing?", [workloads], "kubectl get pods -n books"],
  ["which one broke first?", [pods], "kubectl get replicasets,controllerrevisions -A -o wide"],
  [
    "what is the most urgent problem?",
    [pods, served, ingresses, nodes, nodeEvents],
    "kubectl describe pod ink-5b9f7c6d5c-7mwxt -n books",
  ],
  ["what changed before ink broke?", [workloads], "kubectl rollout history deployment/ink -n books"],
])("%s goes on to read", async (question, outputs, next) => {
  expect(commandsOf(await reply(question, outputs as readonly Output[]))).toContain(next);
});

test("of what kills containers only what restarts is looked into, and no log", async () => {
  const { suggestions } = await reply("why do pods get OOM killed?", [pods, workloads, nodes]);
  const commands = suggestions.map(({ command }) => command);
  expect(commands).toContain("kubectl describe pod ink-5b9f7c6d5c-7mwxt -n books");
  expect(commands.filter((one) => /^kubectl logs|web-6d9f676d48/.test(one))).toEqual([]);
});
