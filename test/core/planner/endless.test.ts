import { expect, test } from "vitest";
import { commandsOf, reply } from "./situations.ts";

test.each([
  ["follow the logs of pod relay-0 in mesh", "kubectl logs relay-0 -n mesh --tail=200", "--follow"],
  ["stream logs of pod relay-0 of the last 5 minutes", "kubectl logs relay-0 --since=5m", "--follow"],
  ["watch the pods in namespace mesh", "kubectl get pods -n mesh", "--watch"],
  [
    "watch the rollout of deployment relay in mesh",
    "kubectl rollout status deployment/relay -n mesh --watch=false",
    "",
  ],
])("what never ends is told, and asked once from here: %s", async (question, command, flag) => {
  const answer = await reply(question);
  expect(commandsOf(answer)[0]).toBe(command);
  expect(answer.text).toMatch(new RegExp(`To keep watching, run .kubectl [^\`]*${flag}[^\`]*. in a terminal`));
});

test.each([
  "port-forward service relay 8080:80 in mesh",
  "switch to context relay-eu",
  "apply ./relay.yaml",
  "edit deployment relay in mesh",
])("what works on somebody's own machine is not offered for approval: %s", async (question) => {
  const answer = await reply(question);
  expect(answer.text).toContain("Run this on your own machine, it is not run from here: `kubectl ");
});

test("a secret that was taken out of a question stays whole in the command", async () => {
  const answer = await reply("create secret relay-auth from literal token=[redacted:token-7ac208] in ns mesh");
  expect(commandsOf(answer)[0]).toContain("--from-literal=token=[redacted:token-7ac208]'");
});
