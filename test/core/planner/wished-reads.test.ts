import { expect, test } from "vitest";
import { commandsOf, type Output, reply, translate } from "./situations.ts";

test.each([
  ["api is crashing, whats it printing", "kubectl logs deployment/api"],
  ["api in ns shop is crashing, what's it printing?", "kubectl logs deployment/api -n shop"],
  ["deployment orders in shop is slow, show me its cpu usage", "kubectl top pod -n shop"],
  ["job load-1 in etl failed, logs pls", "kubectl logs job/load-1 -n etl"],
  ["payments in prod is erroring, show me the last 50 lines of its logs", "kubectl logs deployment/payments -n prod --tail=50"],
  ["service web in shop is unreachable, show me its endpoints", "kubectl get endpoints web -n shop"],
  ["checkout in shop broke after the deploy, show me its rollout history", "kubectl rollout history deployment/checkout -n shop"],
  ["pod web-0 in shop is failing: on which node is it", "kubectl get pod web-0 -n shop -o 'jsonpath={.spec.nodeName}'"],
  ["cronjob backup in etl doesn't run, whats its schedule", "kubectl get cronjob backup -n etl -o 'jsonpath={.spec.schedule}'"],
  ["cart in shop crashes, give me the yaml", "kubectl get deployment cart -n shop -o yaml"],
  ["db-0 is stuck, describe it", "kubectl describe pod db-0"],
  ["api in shop is broken, tail it", "kubectl logs deployment/api -n shop"],
])("what is wished beside a complaint is the first command: %s", async (question, command) => {
  expect(await translate(question)).toBe(command);
  expect(commandsOf(await reply(question))[0]).toBe(command);
}); // biome-ignore format: one line a question

const printed: Output = ["kubectl logs deployment/api -n shop", "panic: cannot bind 0.0.0.0:80: address in use\n"];
const pods: Output = [
  "kubectl get pods -n shop",
  "NAME                   READY   STATUS             RESTARTS     AGE\napi-6d9f676d48-x7k2p   0/1     CrashLoopBackOff   9 (2m ago)   1h\n",
];

test("what was wished is told once it was read", async () => {
  const answer = await reply("approved", [printed], {
    earlierQuestions: ["api in ns shop is crashing, whats it printing"],
  });
  expect(answer.text).toContain("address in use");
});

test("what was read besides is looked into for the complaint", async () => {
  const answer = await reply("api in ns shop is crashing, whats it printing", [pods]);
  expect(answer.findings.map(({ code }) => code)).toContain("crash-loop");
});

test.each([
  "web in shop is slow, what is wrong with it?",
  "web in shop is down, why does it not start",
  "web in shop crashes all the time, any idea what is going on",
])("a complaint that asks for its cause stays one: %s", async (question) => {
  expect(commandsOf(await reply(question)).length).toBeGreaterThan(1);
});
