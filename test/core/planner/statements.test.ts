import { expect, test } from "vitest";
import { isStatement } from "../../../src/core/planner/question/is-statement.ts";
import { commandsOf, type Output, reply } from "./situations.ts";

test.each([
  ["shows 0/1 and there are no pods"],
  ["deployment has no pods at all"],
  ["only one of two replicas runs"],
  ["the claim stays pending"],
  ["the second replica is not there"],
  ["search results are empty in"],
  ["exports fail because the build takes too long and reports are late"],
])("%s tells how something is", (plain) => {
  expect(isStatement(plain)).toBe(true);
});

test.each([
  ["show pods that have no limits"],
  ["which node has the most pods"],
  ["pods on node"],
  ["logs of"],
  ["i need the pods that are on"],
  ["does the service exist"],
  ["please list what is running"],
  ["search the logs for errors"],
  ["count pods that are ready"],
])("%s asks to see something", (plain) => {
  expect(isStatement(plain)).toBe(false);
});

const lacking: Output = [
  "kubectl get deployment mailer -n team",
  `NAME     READY   UP-TO-DATE   AVAILABLE   AGE
mailer   0/1     0            0           3m
`,
];

test("why it is so is looked for when somebody tells that it is", async () => {
  const told = await reply("deployment mailer shows 0/1 in namespace team", [lacking]);
  expect(told.conclusion.verdict).toBe("undecided");
  const asked = await reply("show deployment mailer in namespace team", [lacking]);
  expect(asked.conclusion.verdict).toBe("answered");
});

test.each([
  ["geo is restarted all the time in team"],
  ["what's up with the geo deployment in team?"],
  ["geo keeps dying in team"],
])("%s: is looked into", async (question) => {
  const answer = await reply(question);
  expect(answer.conclusion.verdict).toBe("undecided");
  expect(answer.text).toContain("is not known before these commands have run");
});

test.each([
  ["only one of two gateway pods runs in team. what's up?", "kubectl get pods -n team"],
  [
    "why does log-forwarder not run on node edge-1? it is in team",
    "kubectl get deployments,statefulsets,daemonsets,jobs,cronjobs,services -n team",
  ],
])("%s: numbers are no names, and where something does not run is not what is asked about", async (text, first) => {
  expect(commandsOf(await reply(text))[0]).toBe(first);
});

test("where the other replicas are is no question after a node", async () => {
  const told = await reply("only zk-0 exists in team, where are the other replicas?", [
    [
      "kubectl get pods -n team -o wide",
      "NAME   READY   STATUS    RESTARTS   AGE   IP         NODE\nzk-0   0/1     Running   0          9m    10.0.0.4   n2\n",
    ],
  ]);
  expect(told.conclusion.verdict).not.toBe("answered");
});
