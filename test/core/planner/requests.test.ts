import { describe, expect, test } from "vitest";
import { resourcesSaid } from "../../../src/core/planner/change/resources-said.ts";
import { understand } from "../../../src/core/planner/question/understand.ts";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { situation } from "./situations.ts";

describe("what is told or asked is no order", () => {
  test.each([
    "the deploy failed after we scaled web to 5",
    "deployment web in shop was put back on revision 3, still 500s",
    "should I put deployment web in shop back on revision 3?",
    "what happens if I put deployment web back on revision 3",
    "we put deployment web in shop back on revision 3 but it crashes",
    "if the error rate goes up, put deployment web in shop back on revision 3",
    "can namespace pr-12 go?",
    "namespace pr-12 can go down any moment, why?",
    "who marked node n-3 with disk=ssd",
    "we shut off statefulset kafka in data yesterday and now consumers hang",
    "is it safe to shut off statefulset kafka in data?",
    "LOG_LEVEL=debug on deployment rec in ml, but the log shows only info",
    "is LOG_LEVEL=debug on deployment rec in ml?",
    "deployment rec in ml should have 3 replicas but only 2 are running",
    "deployment rec in ml should run image x/rec:2.0 but still shows 1.9",
    "the label tier on pod web-2 should read backend, why does it say frontend?",
    "pods of team payments: label team=payments, in ns pay",
    "limits for deployment api in edge are 1 cpu and it still gets throttled",
    "autoscaling for deployment enc: between 2 and 10 pods, yet it stays at 2",
    "the taint was taken away from n-4 and pods are still pending",
    "does the rollout go on when I resume deployment catalog?",
    "the rollout of deployment catalog does not go on",
    "please do not scale deployment web in shop, show how many replicas it has",
    "the cronjob backup should run now but does not",
    "node n-4 may take pods again, says the runbook; does it?",
    "we allow scheduling there again and still nothing lands on n-4",
    "image x/y:2.1 on deployment web in shop fails to pull",
    "registry.local/api:2.8.1 for deployment api in mobile cannot be pulled",
    "run in pod web-0 failed with OOM",
    "cronjob cleanup in ops is not running since monday",
    "cronjob cleanup in ops must not run any more but it still does",
    "the cronjob cleanup should run now, it does not",
    "deployment web in shop should have 4 replicas, I see 2",
    "deployment web in shop should run reg.io/web:2, there are only old pods",
    "the pods on k-3 have to leave, why?",
    "4 replicas of deployment web in shop are pending",
    "3 pods for deployment web in shop, please tell me which nodes they are on",
    "deploy web in shop: 0/3 available",
    "get pod web-1 and web-2",
    "dump the config of deployment web in shop",
    "service account ci in build: could it delete secrets in prod?",
    "deployment web goes down to zero every night, why?",
    "web-0 cannot take any new pods, what does that mean",
    "no more pods on n-3, they all vanished",
    "no new pods on n-3, scheduler says nothing",
    "image of deployment web should be nginx:1.27 but is 1.25",
    "deployment web: limits should be cpu 500m, but I see 1 cpu",
    "deployment web: limits cpu 500m memory 1Gi, is that too little?",
    "deployment web: env FOO=bar is not visible in the pod",
    "a token for service account robot expired",
    "pvc data-0 in db should be 50Gi but is 20Gi",
    "change in label owner on ns research to team-a broke the policy",
    "service in front of pod echo-1 on port 9000 does not answer",
    "deployment web in shop back to revision 4 since yesterday",
    "delete failed for pod web-0",
    "swap nginx in deploy/front for nginx:1.27.1 failed with ImagePullBackOff",
  ])("%s", (text) => {
    expect(understand(text).intent).not.toBe("change");
  });
});

describe("trouble stays trouble, whatever is also wanted", () => {
  test.each([
    "converter crashes at once in team-3, no useful logs",
    "the logs of deployment web in shop show timeouts, why?",
    "logs of every pod with app=web are full of errors, what is wrong",
    "show me why deployment web in shop fails",
    "pod web-0 in shop restarts all the time",
    "deploy web in shop is stuck",
    "I want to know which pods in shop fail and what the cause is",
  ])("%s", (text) => {
    expect(understand(text).intent).toBe("troubleshoot");
  });
});

test("names and places are taken from what is told beside the request", () => {
  const question = understand(
    "The sidecar is called proxy, the pod is gw-0, namespace edge. It hangs and I would like to know what it says.",
  );
  expect(question.container).toBe("proxy");
  expect(question.targets.map(({ name }) => name)).toEqual(["gw-0"]);
  expect(question.scope.namespaces).toEqual(["edge"]);
  expect(question.intent).toBe("inspect");
});

test("what is told beside a namespace that can go is not deleted", () => {
  const commands = [
    "pod web-0 in shop hangs. namespace old-shop can go",
    "we renamed the team, ns team-old can be removed",
  ];
  expect(commands.map((text) => replyTo(situation(text)).suggestions[0]?.command)).toEqual([
    "kubectl delete namespace old-shop",
    "kubectl delete namespace team-old",
  ]);
});

test("what somebody opened is no namespace", () => {
  expect(understand("I opened namespace blue for a course, list the pods there").scope.namespaces).toEqual(["blue"]);
});

test.each([
  ["a memory limit of 1Gi and a request of 512Mi", ["--requests=memory=512Mi", "--limits=memory=1Gi"]],
  ["512Mi memory requested and 1Gi at most", ["--requests=memory=512Mi", "--limits=memory=1Gi"]],
  ["limits of 2 cpu and 1Gi memory", ["--limits=cpu=2,memory=1Gi"]],
  ["cpu request 250m and cpu limit 1", ["--requests=cpu=250m", "--limits=cpu=1"]],
  ["raise the memory limit from 512Mi to 1Gi", null],
  ["memory to 1Gi", null],
  ["scale to 3 replicas with 512Mi", null],
])("requests and limits are read from: %s", (text, flags) => {
  expect(resourcesSaid(text)).toEqual(flags);
});

test.each([
  ["pod geo-3 fails its readiness probe", "kubectl describe pod geo-3"],
  ["spark-driver pending since noon", "kubectl describe pod spark-driver"],
  ["deployment web does not come up", "kubectl describe deployment web"],
])("%s: the object is described first, where it was not said is searched second", (text, first) => {
  const [describes, searches] = replyTo(situation(text)).suggestions;
  expect(describes?.command).toBe(first);
  expect(searches?.command).toContain(" -A");
});

test("a namespace that was said needs no search", () => {
  const commands = replyTo(situation("pod geo-3 in maps fails its readiness probe")).suggestions.map(
    ({ command }) => command,
  );
  expect(commands[0]).toBe("kubectl describe pod geo-3 -n maps");
  expect(commands).not.toContain("kubectl get pods -A");
});
