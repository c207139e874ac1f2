import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted, situation } from "./situations.ts";

const pods: Output = [
  "kubectl get pods -n tours",
  `NAME                     READY   STATUS    RESTARTS   AGE
site-7d5b7c5bb8-8xkzn    1/1     Running   0          3d
prices-6c9f6f7d4c-2mt4q  1/1     Running   0          3d
`,
];

const logOf = (pod: string, durations: readonly number[]): Output => [
  `kubectl logs ${pod} -n tours`,
  durations
    .map(
      (took, index) =>
        `2026-03-21 14:16:${10 + index},050 INFO [app] request completed method=GET path=/shows/${index} status=200 duration_ms=${took}\n`,
    )
    .join(""),
];

const fast = Array.from({ length: 25 }, (_, index) => 8 + index);
const asked = "Latency of the site went up, find the culprit (namespace tours).";

test("where everything that was measured is fast, nothing is called slow", () => {
  const reply = replyTo(pasted(asked, [pods, logOf("site-7d5b7c5bb8-8xkzn", fast)]));
  expect(reply.conclusion.verdict).toBe("healthy");
  expect(reply.text).toMatch(/^Nothing slow was found: the 25 calls .* took 32 ms at most/);
});

test.each<[string, readonly Output[]]>([
  ["one call takes long", [pods, logOf("site-7d5b7c5bb8-8xkzn", [...fast, 4000])]],
  ["too little was measured", [pods, logOf("site-7d5b7c5bb8-8xkzn", fast.slice(0, 5))]],
  ["nothing was measured", [pods]],
  [
    "a pod of the place fails",
    [[pods[0], pods[1].replace("1/1     Running", "0/1     Pending")], logOf("prices-6c9f6f7d4c-2mt4q", fast)],
  ],
])("it is not said where %s", (_, outputs) => {
  const reply = replyTo(pasted(asked, outputs));
  expect(reply.text).not.toMatch(/^Nothing slow/);
  expect(reply.conclusion.verdict).not.toBe("healthy");
});

test("nor of what is named, where only others were measured", () => {
  const reply = replyTo(pasted("why is prices slow?", [pods, logOf("site-7d5b7c5bb8-8xkzn", fast)]));
  expect(reply.text).not.toMatch(/^Nothing slow/);
});

test("where it reads by itself, it goes on until it was seen who is busy", () => {
  const reply = replyTo(situation(asked, [pods, logOf("site-7d5b7c5bb8-8xkzn", fast)]));
  expect(reply.text).not.toMatch(/^Nothing slow/);
});

const waiting: Output = [
  "kubectl logs deploy/receipts -n tours --tail=12",
  Array.from(
    { length: 12 },
    (_, at) => `2025-07-08 10:${20 + at}:29,813 INFO [receipts.consumer] no message within 60s, waiting\n`,
  ).join(""),
];
const receipts: Output = [pods[0], `${pods[1]}receipts-6d5b7c5bb8-8xkzn   1/1     Running   0          3d\n`];
const broker: Output = [
  "kubectl describe pod broker-0 -n tours",
  `Name:             broker-0
Namespace:        tours
Status:           Pending
Events:
  Type     Reason            Age  From               Message
  ----     ------            ---  ----               -------
  Warning  FailedScheduling  5m   default-scheduler  0/3 nodes are available: 3 Insufficient cpu.
`,
];

test("that a log stands still is no answer while something fails in its place", () => {
  const hangs = "Guests get no receipts and orders hang until they time out. Root cause?";
  const reply = replyTo(pasted(hangs, [receipts, waiting, broker, logOf("site-7d5b7c5bb8-8xkzn", fast)]));
  expect(reply.conclusion.summary).toContain("broker-0");
});
