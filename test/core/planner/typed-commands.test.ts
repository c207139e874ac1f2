import { expect, test } from "vitest";
import { typedIn, withoutTyped } from "../../../src/core/planner/question/typed-commands.ts";
import { commandsOf, reply } from "./situations.ts";

test.each([
  ["one a line", "kubectl get pods -n shop\nkubectl get events -n shop"],
  ["numbered", "please run:\n1. kubectl get pods -n shop\n2) kubectl get events -n shop"],
  ["in a list of code", "- `kubectl get pods -n shop`\n* `kubectl get events -n shop`;"],
  ["with a prompt, in a fence", "```sh\n$ kubectl get pods -n shop\n$ k get events -n shop\n```"],
])("commands that a message lists are found: %s", (_name, text) => {
  expect(typedIn(text)).toEqual(["kubectl get pods -n shop", "kubectl get events -n shop"]);
});

test.each([
  ["kubectl get pods -n shop"],
  ["kubectl drain of worker-1 hangs\nkubectl get nodes"],
  ["why does kubectl get pods hang\nand kubectl get nodes not"],
  ["kubectl frobnicate all\nkubectl get pods"],
])("%j is no list of commands", (text) => {
  expect(typedIn(text)).toEqual([]);
});

test("what stands beside the commands is left", () => {
  expect(withoutTyped("is shop healthy?\n```\nkubectl get pods\n```").trim()).toBe("is shop healthy?");
});

test("they are suggested as they are, in their order", async () => {
  const answer = await reply("run these:\n1. kubectl get pods -n shop\n2. kubectl logs deploy/web -n shop --tail=20");
  expect(commandsOf(answer)).toEqual(["kubectl get pods -n shop", "kubectl logs deploy/web -n shop --tail=20"]);
});
