import { expect, test } from "vitest";
import { type Output, reply } from "./situations.ts";

const pods: Output = [
  "kubectl get pods -n diner",
  `NAME                        READY   STATUS    RESTARTS   AGE
menu-api-6c5d9b7f48-7wqkm   1/1     Running   0          3d
menu-api-6c5d9b7f48-d4x9r   1/1     Running   0          3d
`,
];
const deployment: Output = [
  "kubectl get deploy -n diner",
  "NAME       READY   UP-TO-DATE   AVAILABLE   AGE\nmenu-api   2/2     2            2           90d\n",
];
const rolling: Output = [
  "kubectl get rs -n diner",
  `NAME                  DESIRED   CURRENT   READY   AGE
menu-api-6c5d9b7f48   2         2         2       3d
menu-api-7d8f9c6b5d   1         1         0       20m
`,
];
const events = (row: string): Output => [
  "kubectl get events -n diner",
  `LAST SEEN   TYPE      REASON    OBJECT                          MESSAGE
${row}
`,
];
const synced: Output = [
  "kubectl get application fares -n argocd",
  "NAME    SYNC STATUS   HEALTH STATUS\nfares   Synced        Healthy\n",
];
const trained = (state: string, pod: string): Output => [
  "kubectl get job,pod -n lab",
  `NAME                  STATUS     COMPLETIONS   DURATION   AGE
job.batch/train-0611  ${state}   2h17m

NAME                   READY   STATUS      RESTARTS   AGE
pod/train-0611-2tnkl   0/1     ${pod}   0          2h17m
`,
];
const crew = (row: string): Output => ["kubectl get clusters.postgresql.cnpg.io -n stock", row];
const gateway = (programmed: string): Output => [
  "kubectl get gateway -n edge",
  `NAME   CLASS    ADDRESS        PROGRAMMED   AGE
edge   cilium   198.51.100.4   ${programmed}         20d
`,
];

test.each<[string, string, readonly Output[]]>([
  ["a suspicion and an order", "pods of menu-api keep dying, OOM i guess. raise the limit?", [pods, deployment]],
  ["an application that is synced", "argocd: fares is OutOfSync for hours! find the difference", [synced]],
  [
    "a job that waited for a card and has completed",
    "ML: why didn't train-0611 get a GPU? describe says Insufficient nvidia.com/gpu",
    [trained("Complete   1/1           117m    ", "Completed")],
  ],
  [
    "what a log is quoted for",
    'the operator logs "Failing over" for stock-pg, please check the database',
    [
      crew(
        "NAME       AGE    INSTANCES   READY   STATUS                     PRIMARY\nstock-pg   244d   3           3       Cluster in healthy state   stock-pg-2\n",
      ),
    ],
  ],
  [
    "an application that has nothing to sync",
    "Argo CD says 'Skipping auto-sync' for fares, why does it refuse to sync?",
    [synced],
  ],
  ["a gateway that is programmed", "gateway edge is not ready. which controller fails?", [gateway("True")]],
])("what is only told is answered by how things stand: %s", async (_, question, outputs) => {
  const { text, conclusion } = await reply(question, outputs);
  expect(text).toMatch(/^Nothing is wrong with /);
  expect(conclusion.verdict).toBe("healthy");
});

test.each<[string, string, readonly Output[]]>([
  [
    "a job that still waits for a card",
    "ML: why didn't train-0611 get a GPU?",
    [trained("Running    0/1           137m    ", "Pending  ")],
  ],
  [
    "a job that completed and does not get its data",
    "why does train-0611 not get any data?",
    [trained("Complete   1/1           117m    ", "Completed")],
  ],
  ["customers", "menu-api keeps dying, customers can't order. raise the limit?", [pods, deployment]],
  ["another ReplicaSet lacks its pods", "pods of menu-api are stuck on the old version", [pods, rolling]],
  [
    "a rollout that is stuck",
    "rollout of menu-api is stuck, pods have the old image. which step hangs?",
    [pods, rolling],
  ],
  [
    "a warning about another of its pods",
    "menu-api keeps dying, who kills it",
    [
      pods,
      events("4m          Warning   Evicted   pod/menu-api-6c5d9b7f48-aaaaa   The node was low on resource: memory."),
    ],
  ],
  ["a gateway that is not programmed", "gateway edge is not ready. which controller fails?", [gateway("False")]],
])("and not where something speaks against it: %s", async (_, question, outputs) => {
  const { text } = await reply(question, outputs);
  expect(text).not.toMatch(/^Nothing (?:is )?wrong /);
});

test("pods that are not there are in no place: it is asked why", async () => {
  const refused: Output = [
    "kubectl describe rs menu-api-7d8f9c6b5d -n diner",
    `Name:           menu-api-7d8f9c6b5d
Namespace:      diner
Controlled By:  Deployment/menu-api
Replicas:       0 current / 2 desired
Pods Status:    0 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Containers:
   api:
    Image:        registry.example/menu-api:4
    Port:         8081/TCP
Events:
  Type     Reason        Age                From                   Message
  ----     ------        ----               ----                   -------
  Warning  FailedCreate  5m (x15 over 47m)  replicaset-controller  Error creating: pods "menu-api-7d8f9c6b5d-x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true
`,
  ];
  const asked = "menu-api has 0 pods since this morning, not even a Pending one. Where are they?";
  const { conclusion } = await reply(asked, [refused]);
  expect(conclusion.summary).toMatch(/PodSecurity/);
});

test("endpoints tell nothing of a certificate", async () => {
  const ingress: Output = [
    "kubectl describe ingress site -n diner",
    `Name:             site
Namespace:        diner
Address:          203.0.113.40
Ingress Class:    nginx
Rules:
  Host              Path  Backends
  ----              ----  --------
  site.example.com
                    /   web:80 (10.244.1.60:3000)
Events:             <none>
`,
  ];
  const asked = (what: string) => reply(`Browsers complain about ${what} of ingress site. Is it ok?`, [ingress]);
  expect((await asked("the certificate")).conclusion.verdict).not.toBe("healthy");
  expect((await asked("the name")).conclusion.verdict).toBe("healthy");
});
