import { expect, test } from "vitest";
import { type Output, reply } from "./situations.ts";

/** `is it the database?` after a cause was named: yes, no, or that it only has to do with it. */

const starved: readonly Output[] = [
  [
    "kubectl get pods -A",
    `NAMESPACE   NAME                    READY   STATUS             RESTARTS        AGE
books       ink-5b9f7c6d5c-7mwxt    0/1     CrashLoopBackOff   9 (2m ago)      40m
books       postgres-0              1/1     Running            0               9d
`,
  ],
  [
    "kubectl get statefulsets -A",
    `NAMESPACE   NAME       READY   AGE
books       postgres   1/1     9d
`,
  ],
  [
    "kubectl describe pod ink-5b9f7c6d5c-7mwxt -n books",
    `Name:             ink-5b9f7c6d5c-7mwxt
Namespace:        books
Controlled By:    ReplicaSet/ink-5b9f7c6d5c
Status:           Running
Containers:
  ink:
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
    Ready:          False
    Restart Count:  9
    Limits:
      memory:  128Mi
`,
  ],
];

const refused: readonly Output[] = [
  starved[0]!,
  starved[1]!,
  [
    "kubectl logs ink-5b9f7c6d5c-7mwxt -n books --previous --tail=100",
    `2026-03-01 10:00:00 INFO starting
2026-03-01 10:00:01 FATAL: password authentication failed for user "ink" (postgres.books.svc:5432)
`,
  ],
];

const say = (now: string, outputs: readonly Output[]) =>
  reply(now, outputs, { earlierQuestions: ["why does ink in books crash?"], newEvidenceFrom: outputs.length });

test.each([
  ["is it memory?", starved, /^Yes: Container ink of Pod books\/ink.*memory limit of 128Mi/],
  ["could it be a memory leak", starved, /^Yes: /],
  [
    "is it the database?",
    starved,
    /^No: Container ink of Pod books\/ink.*StatefulSet postgres has 1 of 1 replicas ready/,
  ],
  ["ok, is the network to blame?", starved, /^No: /],
  ["does it have to do with DNS?", starved, /^No: /],
  ["is it because of a wrong password?", refused, /^(?:Yes|Most likely): .*postgres/],
  [
    "is it the database?",
    refused,
    /^It has to do with the database, and the fault itself is this: .*StatefulSet postgres has 1 of 1/,
  ],
])("%s", async (now, outputs, says) => {
  const { text, conclusion } = await say(now, outputs);
  expect(text).toMatch(says);
  expect(conclusion.verdict).toBe("answered");
});

test("what is no culprit that is known is asked as it was before", async () => {
  const { text } = await say("is it the moon?", starved);
  expect(text).not.toMatch(/^(?:Yes|No|It has to do)/);
});

test("where nothing fails, no culprit is confirmed", async () => {
  const well: Output = [
    "kubectl get pods -n books",
    `NAME         READY   STATUS    RESTARTS   AGE
postgres-0   1/1     Running   0          9d
`,
  ];
  const { text } = await reply("is it the network?", [well], {
    earlierQuestions: ["is postgres-0 in books ok?"],
    newEvidenceFrom: 1,
  });
  expect(text).toMatch(/^Nothing that was read points to the network: /);
});
