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
