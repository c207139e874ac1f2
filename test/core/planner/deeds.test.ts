import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** People say that they cannot do something, and the log of who does it tells that it is done over and over. */

const pods: Output = [
  "kubectl get pods -n stage",
  `NAME                       READY   STATUS    RESTARTS   AGE
tills-6d9f676d48-x7k2p     1/1     Running   0          49m
billing-7b5bcdf9c8-fww29   1/1     Running   0          49m
`,
];
const at = (second: number, message: string, level = "info") =>
  `{"level":"${level}","timestamp":"2026-03-02T12:00:${second}Z","message":"${message}"}`;
const log = (...lines: readonly string[]): Output => [
  "kubectl logs deploy/tills -n stage --tail=20",
  `${lines.join("\n")}\n`,
];
const sold = [
  at(10, "payment p-1 went through"),
  at(12, "payment p-2 went through"),
  at(15, "payment p-3 went through"),
];

const verdict = (outputs: readonly Output[], asked = "Customers supposedly cannot pay. Where is the root cause?") =>
  replyTo(pasted(asked, outputs)).conclusion.verdict;

test("what people cannot do is done all the time", () => {
  expect(verdict([pods, log(...sold)])).toBe("healthy");
});

test.each<[string, readonly string[]]>([
  ["is told of once", sold.slice(0, 1)],
  ["is declined", [...sold.slice(0, 1), at(20, "payment p-4 not accepted"), at(21, "payment p-5 not accepted")]],
  ["fails at the end", [...sold, at(40, "payment p-4: bank does not answer", "error")]],
  ["is another thing", [at(10, "mail sent"), at(12, "mail sent"), at(15, "mail sent")]],
])("nothing is called well where it %s", (_, lines) => {
  expect(verdict([pods, log(...lines)])).not.toBe("healthy");
});

test("the same log says nothing of what else they cannot do", () => {
  expect(verdict([pods, log(...sold)], "Customers cannot register. Where is the root cause?")).not.toBe("healthy");
});

test("a verb that names no deed of its own is told by none", () => {
  const users: Output = [
    "kubectl logs deploy/users -n stage --tail=20",
    `${[10, 12, 15].map((second) => at(second, "account created")).join("\n")}\n`,
  ];
  expect(verdict([pods, users], "Customers cannot use the shop. Where is the root cause?")).not.toBe("healthy");
});

/** What is said not to be done, in other words, and the log of who does it, of which nothing but the log was handed over. */
const printed = (name: string, ...lines: readonly string[]): Output => [
  `kubectl logs ${name} -n stage --tail=20`,
  `${lines.join("\n")}\n`,
];
const worker: Output = [
  "kubectl get pods -n stage",
  "NAME       READY   STATUS    RESTARTS   AGE\nworker-0   1/1     Running   0          4d\n",
];
const mailed = [1, 2, 3, 4, 5].map((number) => at(10 + number, `class=Mail::SendingJob jid=${number} done`));
const taken = [41, 42, 43].map((offset) => at(offset, `booked posting partition=0 offset=${offset}`));
const drained = at(30, "queue pictureScaling drained: 41 completed, 0 failed");
const snapshots = [10, 20, 30].map((second) => at(second, "Background snapshotting terminated with success"));

test.each<[string, string, readonly string[]]>([
  ["mails are not being sent", "Mails are not being sent, the mailer must be broken. Why?", mailed],
  ["no pictures", "The albums show no pictures since the update. What has broken?", [drained]],
  ["consumers get no messages", "Our consumers do not get messages. Find out what is wrong.", taken],
  ["snapshots fail", "The store keeps failing its snapshots, what is the root cause?", snapshots],
])("a log that tells of the work refutes that %s", (_, asked, lines) => {
  const { conclusion } = replyTo(pasted(asked, [worker, printed("worker-0", ...lines)]));
  expect(conclusion).toMatchObject({ verdict: "healthy", summary: expect.stringContaining("that it was done") });
});

test.each<[string, string, readonly string[]]>([
  ["nothing tells of it", "The store keeps failing its snapshots. What is wrong?", [at(10, "ready")]],
  ["some fail", "Some mails are not being sent. Why?", mailed],
  ["another work is told of", "Invoices are not being written. Why?", mailed],
  [
    "the queue counts failures",
    "The albums show no pictures. Why?",
    [drained.replace("41 completed, 0", "0 completed, 41")],
  ],
  ["the last one failed", "Mails are not being sent. Why?", [...mailed, at(40, "class=Mail::SendingJob jid=9 failed")]],
  ["too many failed", "Mails are not being sent. Why?", mailed.flatMap((one) => [one.replace("done", "failed"), one])],
])("nothing is refuted where %s", (_, asked, lines) => {
  expect(verdict([worker, printed("worker-0", ...lines)], asked)).not.toBe("healthy");
});
