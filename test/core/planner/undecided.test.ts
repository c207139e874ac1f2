import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { tellingLines } from "../../../src/core/planner/investigation/telling-lines.ts";
import { type Output, reply } from "./situations.ts";

const pods = (ready: string, status = "Running"): Output => [
  "kubectl get pods -n pay -l app=refunds",
  `NAME                       READY   STATUS    RESTARTS   AGE\nrefunds-6f7b9c8d5c-p4k8z   ${ready}     ${status}   0          12d\n`,
];

test.each<[string, string, readonly Output[], RegExp]>([
  [
    "it stands well, and what it does is complained of",
    "refunds in pay sends mails in English instead of German since noon",
    [pods("1/1")],
    /^What is asked about stands as it should: pod .* is Running and ready\. Nothing that was looked at shows the cause of the trouble with refunds\. `kubectl [^`]+` would show more/,
  ],
  [
    "it does not stand well",
    "refunds in pay sends mails in English instead of German since noon",
    [pods("0/1")],
    /^(?!.*stands as it should)/s,
  ],
])("%s", async (_name, question, outputs, says) => {
  const { text, conclusion } = await reply(question, outputs);
  expect(text).toMatch(says);
  expect(conclusion?.verdict).not.toBe("cause-found");
});

const written = (last: string): Output => [
  "kubectl logs refunds-6f7b9c8d5c-p4k8z -n pay --tail=3",
  `2026-03-02T08:00:03Z INFO listening on :8080\n2026-03-02T08:01:02Z INFO POST /refunds 201 44ms\n${last}\n`,
];
const happened = (type: string, reason: string, message: string): Output => [
  "kubectl get events -n pay",
  `LAST SEEN   TYPE      REASON    OBJECT                         MESSAGE\n3m          ${type.padEnd(9)} ${reason.padEnd(9)} pod/refunds-6f7b9c8d5c-p4k8z   ${message}\n`,
];

test.each<[string, Output, RegExp]>([
  [
    "a log without errors",
    written("2026-03-02T08:02:44Z INFO GET /refunds/19 200 8ms"),
    /^The log of refunds-6f7b9c8d5c-p4k8z shows no errors in 3 lines\. What else may be wrong with refunds is not shown\./,
  ],
  ["a log with an error", written("2026-03-02T08:02:44Z ERROR ledger is closed"), /^(?!.*no errors)/s],
  [
    "events without a warning",
    happened("Normal", "Started", "Started container refunds"),
    /^No warning stands among the events that were shown \(1\)\./,
  ],
  ["events with a warning", happened("Warning", "Odd", "the moon is full"), /^(?!.*No warning stands)/s],
])("an open answer tells first what was seen to be quiet: %s", async (_name, output, says) => {
  expect((await reply("why does refunds crash?", [output])).text).toMatch(says);
});

test("what wants no replicas is told as that, and logs that it has none of are no failed read", async () => {
  const { text, conclusion } = await reply("is flags in shop healthy?", [
    [
      "kubectl get deploy -n shop",
      "NAME    READY   UP-TO-DATE   AVAILABLE   AGE\nflags   0/0     0            0           100d\n",
    ],
    [
      "kubectl get pods -n shop",
      "NAME                   READY   STATUS             RESTARTS   AGE\nother-6c5d9b7f48-7wqkm   0/1     CrashLoopBackOff   9          3d\n",
    ],
    ["kubectl logs deployment/flags -n shop --tail=100", "", "error: watch closed before UntilWithoutRetry timeout"],
  ]);
  expect(conclusion.verdict).toBe("undecided");
  expect(text).toMatch(
    /^Deployment flags is scaled to zero \(0 replicas\), so that nothing of it runs and nothing fails\./,
  );
  expect(text).not.toContain("watch closed");
});

test("what a program says before it begins is no lead", () => {
  const view = observe([
    {
      command: "kubectl exec -n shop broker-0 -- rabbitmqctl list_queues name messages",
      parsed: null,
      stdout: "Timeout: 60.0 seconds ...\nListing queues for vhost / ...\nname\tmessages\nmails\t0\n",
      stderr: "",
      exitCode: 0,
      origin: "pasted",
      namespace: "default",
    },
  ]);
  expect(tellingLines(view, []).map(({ text }) => text)).toEqual([]);
});
