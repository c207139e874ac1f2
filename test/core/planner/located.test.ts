import { expect, test } from "vitest";
import { commandsOf, reply } from "./situations.ts";

const notFound = (name: string) => `Error from server (NotFound): pods "${name}" not found\n`;
const pods = [
  "NAMESPACE   NAME                            READY   STATUS    RESTARTS   AGE",
  "shop        runner-6958c5bdd8-69gtn         1/1     Running   0          3d",
  "shop        other-7d9c5b6f44-2x8kq          1/1     Running   0          3d",
].join("\n");

const question = "what is the image version of pod runner?";
const direct = "kubectl get pod runner -o 'jsonpath={.spec.containers[*].image}'";

test("an object that is not where it was looked for is looked for everywhere", async () => {
  expect(commandsOf(await reply(question, [[direct, "", notFound("runner")]]))).toEqual(["kubectl get pods -A"]);
});

test("what is found under a generated name takes the place of what was said", async () => {
  const answer = await reply(question, [
    [direct, "", notFound("runner")],
    ["kubectl get pods -A", pods],
  ]);
  expect(commandsOf(answer)).toEqual([
    "kubectl get pod runner-6958c5bdd8-69gtn -n shop -o 'jsonpath={.spec.containers[*].image}'",
  ]);
});

test("the answer is of the object that was found, not of the attempts before", async () => {
  const answer = await reply(question, [
    [direct, "", notFound("runner")],
    ["kubectl get pods -A", pods],
    [
      "kubectl get pod runner-6958c5bdd8-69gtn -n shop -o 'jsonpath={.spec.containers[*].image}'",
      "example/runner:0.18.0",
    ],
  ]);
  expect(answer.text).toContain("example/runner:0.18.0");
  expect(answer.conclusion.verdict).toBe("answered");
});

test("what is nowhere is said not to be there", async () => {
  const answer = await reply("show me the errors in the logs of ghost-51", [
    ["kubectl logs ghost-51", "", notFound("ghost-51")],
    ["kubectl get pods -A", pods],
  ]);
  expect(answer.suggestions).toEqual([]);
  expect(answer.text).toContain("ghost-51");
});

test("a missing right is no reason to look elsewhere", async () => {
  const answer = await reply("logs of pod web-1", [
    [
      "kubectl logs web-1",
      "",
      'Error from server (Forbidden): pods "web-1" is forbidden: User "eve" cannot get resource "pods/log"',
    ],
  ]);
  expect(commandsOf(answer)).not.toContain("kubectl get pods -A");
});

test.each(["delete everything", "restart everything", "wipe the cluster", "remove all namespaces"])(
  "%s gets a clarification, and no command",
  async (order) => {
    const answer = await reply(order);
    expect(answer.suggestions).toEqual([]);
    expect(answer.text).toMatch(/^This asks for a change, but not clearly enough/);
  },
);
