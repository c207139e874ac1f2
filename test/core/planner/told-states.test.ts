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
const gateway = (programmed: string): Output => [
  "kubectl get gateway -n edge",
  `NAME   CLASS    ADDRESS        PROGRAMMED   AGE
edge   cilium   198.51.100.4   ${programmed}         20d
`,
];

test.each<[string, string, readonly Output[]]>([
  ["a suspicion and an order", "pods of menu-api keep dying, OOM i guess. raise the limit?", [pods, deployment]],
  ["an application that is synced", "argocd: fares is OutOfSync for hours! find the difference", [synced]],
  ["a gateway that is programmed", "gateway edge is not ready. which controller fails?", [gateway("True")]],
])("what is only told is answered by how things stand: %s", async (_, question, outputs) => {
  const { text, conclusion } = await reply(question, outputs);
  expect(text).toMatch(/^Nothing is wrong with /);
  expect(conclusion.verdict).toBe("healthy");
});

test.each<[string, string, readonly Output[]]>([
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
