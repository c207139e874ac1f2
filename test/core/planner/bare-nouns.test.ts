import { expect, test } from "vitest";
import { understand } from "../../../src/core/planner/question/understand.ts";
import { commandsOf, reply } from "./situations.ts";

const namesIn = (question: string, known: readonly string[] = []) =>
  understand(question, { names: new Set(known), namespaces: new Set() }).targets.map(({ name }) => name);

test.each([
  "how far is the rollout",
  "how high is the load",
  "is security ok",
  "why is availability so bad",
  "is throughput a problem",
  "show the logs of the election",
  "describe the situation",
  "which pod won the leader election",
  "users cannot pay in shop. Find the root cause",
  "what is the culprit?",
  "where is the bottleneck",
  "restart the culprit",
  "delete the junk in shop",
  "scale the fleet to 3",
])("a word that speaks of how things are names nothing: %s", (question) => {
  expect(namesIn(question)).toEqual([]);
});

test.each([
  ["why does login fail", "login"],
  ["describe pod root", "root"],
  ["logs of checkout", "checkout"],
  ["restart payments", "payments"],
  ["restart the api", "api"],
  ["restart the invoice-mailer", "invoice-mailer"],
  ["bounce the zk2", "zk2"],
  ["delete the deployment junk", "junk"],
  ["restart the deployment culprit in shop", "culprit"],
  ["is the notification ok", "notification"],
])("what applications are called stays a name: %s", (question, name) => {
  expect(namesIn(question)).toEqual([name]);
});

test("what the thread has seen is a name, whatever else it means", () => {
  expect(namesIn("restart the culprit", ["culprit"])).toEqual(["culprit"]);
  expect(namesIn("which pod won", ["won"])).toEqual(["won"]);
});

test.each(["restart the culprit", "delete the junk", "roll back the mess in shop"])(
  "nothing is changed for a word that may name nothing: %s",
  async (question) => {
    expect(commandsOf(await reply(question)).filter((command) => !/^kubectl (?:get|describe) /.test(command))).toEqual(
      [],
    );
  },
);

test.each([
  ["what people cannot do is no order to show it", "users cannot check out in shop", "users cannot check out in shop"],
  ["an order to look is one", "check out the logs of web", "show the logs of web"],
])("%s", (_, message, said) => {
  expect(understand(message).text).toBe(said);
});
