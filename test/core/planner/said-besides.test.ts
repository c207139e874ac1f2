import { expect, test } from "vitest";
import { builtinEngine } from "../../../src/core/planner/builtin.ts";
import { commandsOf, reply, situation } from "./situations.ts";

const reads =
  /^kubectl (?:get|describe|logs|events|top|diff|explain|auth can-i|rollout (?:status|history)|config (?:view|get-)) ?/;

test.each([
  "the new deployment checkout in shop crashes",
  "why was the rollout of cart paused?",
  "should I make user kim cluster-admin?",
  "what happens if I delete the context foo?",
  "is it safe to recreate the pod from pod.yaml?",
  "I need a secret manager for my pods",
  "I need a deployment overview for shop",
  "I need a job history of cronjob nightly",
  "I want a deployment restart of web",
  "I have a token for the service account robot in ns ci, how do I use it?",
  "get what web.yaml describes in the cluster",
  "user max should have cluster-admin, but can-i says no",
  "does user max have cluster-admin?",
  "the rollout of cart is paused, why?",
  "deployment cart should not be paused, who paused it?",
  "how did the last deploy of cart go?",
  "Release gate: the tests of cart logged a timeout. Which service is down?",
  "Rollout desk: is web up?",
  "the change cause of deployment web is 'bump', who wrote that?",
  "what is the change cause of deployment web?",
  "show the change cause 'x' of deployment web",
  "pods with app=cart and not ready",
  "pods with app=cart not running in namespace web",
  "can I reach service pg from my laptop on port 5432?",
  "why can't I reach port 5432 of service pg via local port 15432?",
  "which pods were not scheduled to nodes with label disk=ssd",
  "the node n-5 has a label example.com/edge, is that right?",
  "do not restart cart after the next deploy",
  "we should have rolled it back, the last deploy of cart was bad",
  "I created the namespace lab-3 and now it is stuck",
  "namespace lab-3 should be created by the pipeline but is not there",
  "the pipeline pushes manifests/ to the cluster, what does it change?",
  "how do I undo a drain?",
  "how can I delete a pod without downtime?",
  "how do I know whether deployment cart is paused?",
  "how do I restart safely?",
  "how do I get rid of crashlooping pods?",
  "how would I notice that the rollout of cart failed?",
  "everything in namespace web should be gone tomorrow",
  "no new pods on node n-5, why?",
  "the user eve has read access to everything in namespace web, who gave it?",
  "give me read access to namespace web",
])("who asks, tells or complains with the words of an order has given none: %s", async (text) => {
  const answer = await reply(text);
  expect(commandsOf(answer).filter((command) => !reads.test(command))).toEqual([]);
});

test.each([
  ["show the pods in shop", "and in all namespaces?", "kubectl get pods -A"],
  ["list the services in shop", "all namespaces?", "kubectl get services -A"],
])("where to look is taken for what was asked before: %s, %s", async (earlier, text, command) => {
  const thread = situation(text, [], { earlierQuestions: [earlier] });
  const answer = await builtinEngine.reply(thread, new AbortController().signal);
  expect(commandsOf(answer)[0]).toBe(command);
});
