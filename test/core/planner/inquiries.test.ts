import { describe, expect, test } from "vitest";
import { builtinEngine } from "../../../src/core/planner/builtin.ts";
import { commandsOf, type Output, pasted, reply } from "./situations.ts";

/** Plain questions that take several reads: which are made first, which follow from them, and what is answered in the end. */

const runs: Output = [
  "kubectl get cronjobs,jobs -A",
  `NAMESPACE   NAME                          SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
books       cronjob.batch/ledger-backup   30 2 * * *    <none>     False     0        9h              80d
books       cronjob.batch/rate-import     0 * * * *     <none>     True      0        <none>          80d
books       cronjob.batch/tax-export      0 */4 * * *   <none>     False     0        70m             80d

NAMESPACE   NAME                               STATUS     COMPLETIONS   DURATION   AGE
books       job.batch/ledger-backup-29561100   Complete   1/1           4m2s       33h
books       job.batch/ledger-backup-29562540   Failed     0/1           9h         9h
books       job.batch/tax-export-29562480      Complete   1/1           31s        5h10m
books       job.batch/tax-export-29562720      Complete   1/1           29s        70m
books       job.batch/schema-migration         Complete   1/1           12s        2d4h
`,
];
const failedRun: Output = [
  "kubectl get job ledger-backup-29562540 -n books -o yaml",
  `apiVersion: batch/v1
kind: Job
metadata:
  name: ledger-backup-29562540
  namespace: books
status:
  conditions:
  - message: Job was active longer than specified deadline
    reason: DeadlineExceeded
    status: "True"
    type: Failed
  startTime: "2026-05-02T02:30:00Z"
`,
];
const exported: Output = [
  "kubectl get job tax-export-29562720 -n books -o yaml",
  `apiVersion: batch/v1
kind: Job
metadata:
  name: tax-export-29562720
  namespace: books
status:
  completionTime: "2026-05-02T10:20:29Z"
  startTime: "2026-05-02T10:20:00Z"
  succeeded: 1
`,
];
const migrated: Output = [
  "kubectl get job schema-migration -n books -o yaml",
  "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: schema-migration\n  namespace: books\nstatus:\n  succeeded: 1\n",
];

const bindings: Output = [
  "kubectl get rolebindings,clusterrolebindings -n books -o wide",
  `NAMESPACE   NAME                                            ROLE               AGE   USERS   GROUPS    SERVICEACCOUNTS
books       rolebinding.rbac.authorization.k8s.io/cleanup   Role/cleaner       90d   ann               books/janitor
books       rolebinding.rbac.authorization.k8s.io/look      ClusterRole/view   90d           readers   

NAMESPACE   NAME                                                      ROLE                        AGE   USERS   GROUPS           SERVICEACCOUNTS
            clusterrolebinding.rbac.authorization.k8s.io/admins       ClusterRole/cluster-admin   90d           system:masters   
`,
];
const everywhere: Output = [bindings[0].replace("-n books", "-A"), bindings[1]];
const clusterRoles: Output = [
  "kubectl get clusterroles -o yaml",
  `apiVersion: v1
items:
- apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRole
  metadata:
    name: cluster-admin
  rules:
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: ["*"]
- apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRole
  metadata:
    name: view
  rules:
  - apiGroups: [""]
    resources: ["pods", "configmaps"]
    verbs: ["get", "list"]
kind: List
`,
];
const roles = (place: string): Output => [
  `kubectl get roles ${place} -o yaml`,
  `apiVersion: v1
items:
- apiVersion: rbac.authorization.k8s.io/v1
  kind: Role
  metadata:
    name: cleaner
    namespace: books
  rules:
  - apiGroups: [""]
    resources: ["pods"]
    verbs: ["delete", "list"]
kind: List
`,
];
const here: readonly Output[] = [bindings, clusterRoles, roles("-n books")];
const whole: readonly Output[] = [everywhere, clusterRoles, roles("-A")];

const workloads: Output = [
  "kubectl get deployments,statefulsets,daemonsets -A",
  `NAMESPACE   NAME                     READY   UP-TO-DATE   AVAILABLE   AGE
books       deployment.apps/ledger   2/2     2            2           90d
`,
];
const history: Output = [
  "kubectl rollout history deployment/ledger -n books",
  "deployment.apps/ledger \nREVISION  CHANGE-CAUSE\n6         <none>\n7         release 2.4\n",
];
const sets = (place: string): Output => [
  `kubectl get replicasets,controllerrevisions ${place} -o wide`,
  `NAMESPACE   NAME                                DESIRED   CURRENT   READY   AGE     CONTAINERS   IMAGES                     SELECTOR
books       replicaset.apps/ledger-7c9d5f6b8d   2         2         2       3h10m   app          reg.example/ledger:2.4.0   app=ledger
books       replicaset.apps/ledger-5b7f6d9c4c   0         0         0       21d     app          reg.example/ledger:2.3.1   app=ledger
books       replicaset.apps/rates-6f5d8c7b9d    1         1         1       40d     app          reg.example/rates:1.0.0    app=rates
`,
];
const template = (number: number, image: string): Output => [
  `kubectl rollout history deployment/ledger -n books --revision=${number}`,
  `deployment.apps/ledger with revision #${number}\nPod Template:\n  Containers:\n   app:\n    Image:\t${image}\n`,
];
const young: Output = [
  "kubectl get deployments,statefulsets,daemonsets,cronjobs,services,ingresses,configmaps,pvc,networkpolicies -A",
  `NAMESPACE   NAME                     READY   UP-TO-DATE   AVAILABLE   AGE
books       deployment.apps/ledger   2/2     2            2           90d

NAMESPACE   NAME                  DATA   AGE
books       configmap/tax-rates   1      50m
`,
];

const nodes: Output = [
  "kubectl get nodes",
  `NAME            STATUS   ROLES           AGE   VERSION
farm-cp-1       Ready    control-plane   90d   v1.34.2
farm-worker-1   Ready    worker          90d   v1.34.2
farm-worker-2   Ready    worker          90d   v1.34.2
`,
];
const onNode: Output = [
  "kubectl get pods -A -o wide --show-labels --field-selector=spec.nodeName=farm-worker-2",
  `NAMESPACE     NAME                      READY   STATUS      RESTARTS   AGE   IP         NODE            NOMINATED NODE   READINESS GATES   LABELS
books         ledger-7c9d5f6b8d-x7k2p   1/1     Running     0          3h    10.0.0.4   farm-worker-2   <none>           <none>            app=ledger,pod-template-hash=7c9d5f6b8d
books         rates-6f5d8c7b9d-m4n5p    1/1     Running     0          9d    10.0.0.5   farm-worker-2   <none>           <none>            app=rates,pod-template-hash=6f5d8c7b9d
books         tax-export-29562720-zq2   0/1     Completed   0          70m   10.0.0.6   farm-worker-2   <none>           <none>            job-name=tax-export-29562720
kube-system   kube-proxy-k2v9x          1/1     Running     0          90d   10.0.0.1   farm-worker-2   <none>           <none>            k8s-app=kube-proxy
`,
];
const owners: Output = [
  "kubectl get deployments,statefulsets,daemonsets,jobs -A",
  `NAMESPACE   NAME                     READY   UP-TO-DATE   AVAILABLE   AGE
books       deployment.apps/ledger   2/2     2            2           90d
books       deployment.apps/rates    1/1     1            1           40d

NAMESPACE     NAME                        DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE
kube-system   daemonset.apps/kube-proxy   3         3         3       3            3           <none>          90d
`,
];
const budget = (allowed: number): Output => [
  "kubectl get pdb -A -o yaml",
  `apiVersion: v1
items:
- apiVersion: policy/v1
  kind: PodDisruptionBudget
  metadata:
    name: ledger-pdb
    namespace: books
  spec:
    minAvailable: 2
    selector:
      matchLabels:
        app: ledger
  status:
    disruptionsAllowed: ${allowed}
kind: List
`,
];
const drained: readonly Output[] = [nodes, onNode, owners, budget(0)];

const config: Output = [
  "kubectl get configmaps -A",
  "NAMESPACE   NAME        DATA   AGE\nbooks       tax-rates   1      50m\nbooks       idle        1      50m\n",
];
const users: readonly Output[] = [
  [
    "kubectl get deployments -A -o yaml",
    `apiVersion: v1
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: ledger
    namespace: books
  spec:
    template:
      metadata:
        labels:
          app: ledger
      spec:
        containers:
        - name: app
          env:
          - name: STORE_URL
            value: postgres://store.vault.svc:5432/books
          envFrom:
          - configMapRef:
              name: tax-rates
kind: List
`,
  ],
  ["kubectl get statefulsets,daemonsets -A -o yaml", "apiVersion: v1\nitems: []\nkind: List\n"],
  ["kubectl get cronjobs -A -o yaml", "apiVersion: v1\nitems: []\nkind: List\n"],
];
const reached: readonly Output[] = [
  [
    "kubectl get services -A -o wide",
    "NAMESPACE   NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE   SELECTOR\nvault       store   ClusterIP   10.1.2.3     <none>        5432/TCP   9d    app=store\n",
  ],
  ...users,
  ["kubectl get configmaps -A -o yaml", "apiVersion: v1\nitems: []\nkind: List\n"],
  ["kubectl get ingresses -A -o yaml", "apiVersion: v1\nitems: []\nkind: List\n"],
];

const ingress = (tls: string): Output => [
  "kubectl get ingresses -A -o yaml",
  `apiVersion: v1
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
        - backend:
            service:
              name: ledger
          path: /
${tls}kind: List
`,
];
const served = ingress("    tls:\n    - secretName: front-tls\n");
const noKind = 'error: the server doesn\'t have a resource type "certificates"\n';
const noCertificates: readonly Output[] = [
  ["kubectl get certificates -A", "", noKind],
  ["kubectl get certificates -A -o yaml", "", noKind],
];
const certificates: readonly Output[] = [
  [
    "kubectl get certificates -A",
    "NAMESPACE   NAME    READY   SECRET      AGE\nbooks       front   True    front-tls   10d\n",
  ],
  [
    "kubectl get certificates -A -o yaml",
    `apiVersion: v1
items:
- apiVersion: cert-manager.io/v1
  kind: Certificate
  metadata:
    creationTimestamp: "2026-05-01T00:00:00Z"
    name: front
    namespace: books
  spec:
    secretName: front-tls
  status:
    notAfter: "2026-05-18T00:00:00Z"
kind: List
`,
  ],
];

describe("what an inquiry answers in its first sentences", () => {
  test.each<readonly [question: string, outputs: readonly Output[], says: RegExp]>([
    [
      "did the nightly backup run?",
      [runs, failedRun],
      /^It ran and failed: the last run of CronJob books\/ledger-backup .* started 9h ago .*DeadlineExceeded.* The last one that went well is ledger-backup-29561100, 33h ago/,
    ],
    [
      "when did the tax export last run?",
      [runs, exported],
      /^The last run of CronJob books\/tax-export \(Job tax-export-29562720\) started 70m ago .* completed after 29s, at 2026-05-02T10:20:29Z/,
    ],
    [
      "did the migration go through",
      [runs, migrated],
      /^Yes, it ran through: Job books\/schema-migration started 2d4h ago/,
    ],
    ["when does the rate import run next", [runs], /^CronJob books\/rate-import is suspended, so it does not run/],
    [
      "did the nightly restore run?",
      [runs],
      /^No CronJob or Job in any namespace has "restore" in its name.*books\/tax-export/,
    ],
    [
      "who can delete pods in books?",
      here,
      /^User ann, ServiceAccount books\/janitor and Group system:masters may delete pods in books\./,
    ],
    ["who can read configmaps in books", here, /^Group readers and Group system:masters may get configmaps/],
    [
      "who can delete pods in books?",
      [
        bindings,
        clusterRoles,
        ["kubectl get roles -n books -o yaml", "", "Error from server (Forbidden): roles is forbidden\n"],
      ],
      /^Group system:masters may delete pods in books\. Not read, so not counted: Role cleaner/,
    ],
    [
      "which service accounts can delete deployments in books",
      here,
      /^No ServiceAccount, but Group system:masters may delete deployments/,
    ],
    ["is anybody cluster-admin", [everywhere, clusterRoles], /^Yes: Group system:masters holds cluster-admin/],
    [
      "may the service account janitor delete pods in books",
      whole,
      /^Yes: ServiceAccount books\/janitor may delete pods in books, by Role cleaner/,
    ],
    [
      "may the service account janitor read secrets in books",
      whole,
      /^No: ServiceAccount books\/janitor may not get secrets in books/,
    ],
    [
      "may the service account janitor read secrets in books",
      [
        everywhere,
        clusterRoles,
        ["kubectl get roles -A -o yaml", "", "Error from server (Forbidden): roles is forbidden\n"],
      ],
      /^What was read does not show whether ServiceAccount books\/janitor may get secrets/,
    ],
    ["what may user ann do", whole, /^User ann holds one role, in books: Role cleaner\..*delete, list on pods/s],
    [
      "what was the last change to ledger?",
      [
        workloads,
        history,
        sets("-n books"),
        template(6, "reg.example/ledger:2.3.1"),
        template(7, "reg.example/ledger:2.4.0"),
      ],
      /^The last change to Deployment books\/ledger was revision 7, 3h10m ago: image ledger 2\.3\.1 -> 2\.4\.0\. Its change-cause is "release 2\.4"/,
    ],
    [
      "what was deployed in the last 24 hours?",
      [sets("-A"), young],
      /^1 workload was rolled out in all namespaces in the last 24 hours, last books\/ledger 3h10m ago \(image ledger 2\.3\.1 -> 2\.4\.0\)\..*50m ago: ConfigMap books\/tax-rates was made/s,
    ],
    [
      "what was deployed in the last hour?",
      [sets("-A"), young],
      /^Nothing was rolled out in all namespaces in the last hour; 1 object was newly made/,
    ],
    [
      "what would happen if I drain node worker-2",
      drained,
      /^No node is called worker-2; taken for farm-worker-2: draining farm-worker-2 evicts 2 pods.*would not end: PodDisruptionBudget books\/ledger-pdb .* protects ledger-7c9d5f6b8d-x7k2p\. Down meanwhile.*: books\/rates\..*kube-system\/kube-proxy/s,
    ],
    ["can I drain farm-worker-2", [nodes, onNode, owners, budget(1)], /^Yes: draining farm-worker-2 evicts 2 pods/],
    ["what happens if node farm-worker-2 dies", drained, /^If farm-worker-2 goes away, 2 pods are down/],
    [
      "what happens if node worker-9 dies",
      [nodes],
      /^No node is called worker-9; there are farm-cp-1, farm-worker-1 and farm-worker-2/,
    ],
    [
      "can I safely delete configmap tax-rates",
      [config, ...users],
      /^No, it is in use: ConfigMap books\/tax-rates is read by Deployment books\/ledger/,
    ],
    [
      "is the configmap idle still needed",
      [config, ...users],
      /^No: no workload that was read uses ConfigMap books\/idle/,
    ],
    [
      "what depends on store",
      reached,
      /^Deployment books\/ledger is set to use vault\/store\..*STORE_URL is postgres:\/\/store\.vault\.svc/s,
    ],
    [
      "if I delete the configmap tax-rates what happens",
      [config, ...users],
      /^ConfigMap books\/tax-rates is read by Deployment books\/ledger\. Without it new pods do not start/,
    ],
    ["who can exec into pods in books", here, /^Group system:masters may create pods\/exec in books/],
    ["who has access to configmaps in books", here, /^Group readers and Group system:masters may get configmaps/],
    [
      "what changed between revision 6 and 7 of ledger",
      [
        workloads,
        history,
        sets("-n books"),
        template(6, "reg.example/ledger:2.3.1"),
        template(7, "reg.example/ledger:2.4.0"),
      ],
      /^From revision 6 to 7 of Deployment books\/ledger 2 lines .*- Image: reg\.example\/ledger:2\.3\.1; \+ Image: reg\.example\/ledger:2\.4\.0/,
    ],
    [
      "did the ledger rollout finish",
      [
        workloads,
        [
          "kubectl rollout status deployment/ledger -n books --watch=false",
          'Waiting for deployment "ledger" rollout to finish: 1 of 2 updated replicas are available...\n',
        ],
        [
          "kubectl get pods -n books",
          "NAME                      READY   STATUS             RESTARTS      AGE\nledger-6d9f676d48-x7k2p   0/1     ImagePullBackOff   0             9m\n",
        ],
      ],
      /^No: the rollout of Deployment books\/ledger is not complete \(Waiting.*not ready: ledger-6d9f676d48-x7k2p \(ImagePullBackOff\)/,
    ],
    [
      "what happens if I delete the namespace books",
      [
        [
          "kubectl get pods,deployments,statefulsets,daemonsets,cronjobs,services,ingresses,configmaps,pvc -n books",
          "NAME                     READY   UP-TO-DATE   AVAILABLE   AGE\ndeployment.apps/ledger   2/2     2            2           90d\n\nNAME                                STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE\npersistentvolumeclaim/data-ledger   Bound    pv-1     1Gi        RWO            standard       90d\n",
        ],
        ["kubectl get namespace books", "NAME    STATUS   AGE\nbooks   Active   90d\n"],
      ],
      /^Everything in books is deleted with it .*1 Deployment and 1 PersistentVolumeClaim.*data-ledger their data goes/,
    ],
    ["is it ok to reboot farm-worker-2", drained, /^Not without an outage: if farm-worker-2 goes away/],
    [
      "is the certificate of the front ingress about to expire?",
      [served, ...certificates],
      /^Yes: Certificate books\/front \(Secret front-tls, served by Ingress books\/front\) is valid until 2026-05-18T00:00:00Z, in 7 days/,
    ],
    [
      "when does the certificate of ledger expire",
      [served, ...noCertificates],
      /^Ingress books\/front serves the TLS Secret books\/front-tls; no Certificate object for it was found/,
    ],
    [
      "is the certificate of front still valid",
      [ingress(""), ...noCertificates],
      /^Ingress books\/front has no TLS section/,
    ],
  ])("%s %#", async (question, outputs, says) => {
    const answer = await reply(question, outputs);
    expect(answer.text).toMatch(says);
    expect(answer.conclusion.verdict).toBe("answered");
  });
});

describe("the reads of an inquiry", () => {
  test.each<readonly [question: string, outputs: readonly Output[], commands: readonly string[]]>([
    ["did the nightly backup run?", [], ["kubectl get cronjobs,jobs -A"]],
    ["did the nightly backup run?", [runs], [failedRun[0]]],
    ["who can delete pods in books?", [], [bindings[0], clusterRoles[0], "kubectl get roles -n books -o yaml"]],
    ["what was the last change to ledger?", [workloads], [history[0], sets("-n books")[0]]],
    ["what would happen if I drain node worker-2", [], ["kubectl get node worker-2", nodes[0]]],
    [
      "can I delete the namespace preview?",
      [],
      ["kubectl auth can-i delete namespaces/preview", "kubectl auth whoami"],
    ],
    [
      "may the service account janitor read secrets in books",
      whole.slice(0, 2),
      [
        "kubectl auth can-i get secrets --as=system:serviceaccount:books:janitor -n books",
        "kubectl get roles -A -o yaml",
      ],
    ],
  ])("%s %#", async (question, outputs, commands) => {
    expect(commandsOf(await reply(question, outputs))).toEqual(commands);
  });

  test("outputs that a person hands over are answered from, and no inquiry begins", async () => {
    const answer = await builtinEngine.reply(
      pasted("did the nightly backup run?", [runs]),
      new AbortController().signal,
    );
    expect(commandsOf(answer)).not.toContain(failedRun[0]);
  });
});
