import { expect, test } from "vitest";
import { commandsOf, type Output, reply } from "./situations.ts";

const crashing: Output = [
  "kubectl get pods -n shop",
  `NAME                    READY   STATUS             RESTARTS      AGE
cart-7f5d8c9b6d-2xkqz   0/1     CrashLoopBackOff   14 (2m ago)   18m
`,
];
const change: Output = [
  "kubectl set env deployment/cart REDIS_URL=redis:6379 -n shop",
  "deployment.apps/cart env updated\n",
];
const running: Output = [
  "kubectl get pods -n shop",
  `NAME                    READY   STATUS    RESTARTS   AGE
cart-6c9f7d5b84-qwxzk   1/1     Running   0          30s
`,
];
const earlier = { earlierQuestions: ["why does cart crash in shop?"] };

test("after the fix has run, what was seen before it is not told again; the checks come next", async () => {
  const answer = await reply("approved", [crashing, change], { ...earlier, newEvidenceFrom: 1, answered: [] });
  expect(answer.findings).toEqual([]);
  expect(answer.text).toMatch(/^`kubectl set env .*` has run: deployment\.apps\/cart env updated\./);
  expect(commandsOf(answer)[0]).toBe("kubectl rollout status deployment/cart -n shop --watch=false");
  expect(commandsOf(answer)).toContain("kubectl get pods -n shop");
});

test("a later question is not answered by what was read before the change", async () => {
  const answer = await reply("is cart healthy now?", [crashing, change], {
    ...earlier,
    newEvidenceFrom: 2,
    answered: [],
  });
  expect(answer.conclusion.verdict).toBe("undecided");
  expect(answer.findings).toEqual([]);
  expect(commandsOf(answer)[0]).toMatch(/^kubectl get pods -n shop/);
});

test("what was read after the change answers it", async () => {
  const answer = await reply("is cart healthy now?", [crashing, change, running], { ...earlier, newEvidenceFrom: 2 });
  expect(answer.conclusion.verdict).toBe("healthy");
});

test("a change that failed leaves what is known as it was", async () => {
  const failed: Output = [change[0], "", 'Error from server (NotFound): deployments.apps "cart" not found'];
  const answer = await reply("why does cart crash in shop?", [crashing, failed], { newEvidenceFrom: 1 });
  expect(answer.findings.map(({ code }) => code)).toContain("crash-loop");
});

test("a pod that is on its way out since the change accuses nobody when its workload is well", async () => {
  const leaving: Output = [
    "kubectl get pods,deployments -n shop",
    `NAME                        READY   STATUS        RESTARTS      AGE
pod/cart-7f5d8c9b6d-2xkqz   0/1     Terminating   6 (50s ago)   18m
pod/cart-6c9f7d5b84-qwxzk   1/1     Running       0             30s

NAME                   READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/cart   1/1     1            1           18m
`,
  ];
  const log: Output = [
    "kubectl logs cart-7f5d8c9b6d-2xkqz -n shop --tail=100",
    "Error: getaddrinfo ENOTFOUND sessions-redis\n",
  ];
  const answer = await reply("is cart healthy now?", [crashing, change, leaving, log], {
    ...earlier,
    newEvidenceFrom: 2,
  });
  expect(answer.conclusion.verdict).toBe("healthy");
});
