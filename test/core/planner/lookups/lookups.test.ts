import { describe, expect, test } from "vitest";
import { builtinEngine } from "../../../../src/core/planner/builtin.ts";
import { commandsOf, pasted, reply } from "../situations.ts";
import { answered, type Prints } from "./answered.ts";
import { groups } from "./groups.ts";
import * as ink from "./ink.ts";
import { ingresses } from "./network.ts";
import { conditions, nodes } from "./nodes.ts";
import type { Rows } from "./rows.ts";
import { limits } from "./spec.ts";
import { failedRun, runs } from "./times.ts";
import { top } from "./usage.ts";

const withVerdict = ([question, outputs, says, verdict]: NonNullable<Rows["told"]>[number]) =>
  [question, outputs, says, verdict ?? "answered"] as const;

describe.each(groups)("what is asked about %s", (_folder, { told = [], reads = [], goesOnTo = [], looked = [] }) => {
  test.each(told.map(withVerdict))("%s is answered %#", async (question, outputs, says, verdict) => {
    const answer = await reply(question, outputs);
    expect(answer.text).toMatch(says);
    expect(answer.conclusion.verdict).toBe(verdict);
  });

  test.each(reads)("%s reads just this %#", async (question, outputs, commands) => {
    expect(commandsOf(await reply(question, outputs))).toEqual(commands);
  });

  test.each(goesOnTo)("%s goes on to read", async (question, outputs, command) => {
    expect(commandsOf(await reply(question, outputs))).toContain(command);
  });

  test.each(looked)("%s", async (question, prints, says) => {
    expect((await answered(question, prints)).text).toMatch(says);
  });
});

test("outputs that a person hands over are answered from, and no inquest begins", async () => {
  const answer = await builtinEngine.reply(pasted("did the nightly backup run?", [runs]), new AbortController().signal);
  expect(commandsOf(answer)).not.toContain(failedRun[0]);
});

test("what a person handed over is read, and nothing is looked up beside it", async () => {
  const said = await reply("which pods have no memory limit?", [["kubectl describe pods -n shop", "Name: web-1\n"]]);
  expect(commandsOf(said).join(" ")).not.toContain("jsonpath");
});

test.each([
  ["which pods have no memory limit and the premium plan?", /memory limit/],
  ["which pods without a memory limit belong to the finance people of Berlin?", /have no memory limit/],
])("a word that is not understood gets no number: %s", async (question, claim) => {
  expect((await answered(question, [[/./, limits]])).text).not.toMatch(new RegExp(`\\d+ of \\d+ .*${claim.source}`));
});

test.each([
  ["which pods of the premium plan use more memory than requested?", /\d+ of \d+/],
  ["which haunted nodes are out of disk?", /reports DiskPressure/],
  ["which ingresses of the haunted people use tls for plums?", /have? a TLS section|has a TLS section/],
])("a word that is not understood gets no answer: %s", async (question, claim) => {
  const prints: Prints = [[/jsonpath/, conditions], [/top/, top], [/ingresses/, ingresses], [/./, nodes]];
  expect((await answered(question, prints)).text).not.toMatch(claim);
}); // biome-ignore format: one line a question

test.each<[question: string, says: RegExp]>([
  ["which ingresses of the finance people use tls?", /^Which of it is the finance people's is not known: no label of a workload says so, so this holds for all: 1 of 2/],
  ["which ingresses of the web team use tls?", /with label team=web/],
])("whose something is is never left out in silence: %s", async (question, says) => {
  const labels = '{"app":"front","team":"web"}\n';
  expect((await answered(question, [[/metadata.labels/, labels], [/-l team=web/, "No resources found\n"], [/./, ingresses]])).text).toMatch(says);
}); // biome-ignore format: one line a question

const workers = `NAMESPACE   NAME           READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES
shop        job-worker-1   1/1     Running   0          2d    10.0.0.1   big    <none>           <none>
`;

test.each([
  ["which storage class does pvc data-3 in ns lake use", "kubectl get pvc data-3 -n lake -o 'jsonpath={.spec.storageClassName}'"],
  ["list csi drivers", "kubectl get csidrivers"],
  ["show the limit range of ns lab", "kubectl get limitranges -n lab"],
  ["what are the quotas of the namespace team-x", "kubectl get resourcequotas -n team-x"],
])("what only sounds like the question of a lookup is read as it is asked: %s", async (question, command) => {
  expect(commandsOf(await reply(question))).toEqual([command]);
}); // biome-ignore format: one line a question

test("what sounds like a node and is none is a workload", async () => {
  const said = await answered("pods of job-worker", [
    [/nodeName/, "No resources found\n"],
    [/get pods/, workers],
    [/get nodes/, nodes],
  ]);
  expect(said.text).toMatch(/^job-worker is no node but a workload with 1 pod: shop\/job-worker-1/);
});

test.each<[question: string, prints: Prints, says: RegExp]>([
  ["which pods are crash looping in shop?", [[/get pods/, "NAME    READY   STATUS             RESTARTS   AGE\nweb-1   1/1     Running            0          2d\nweb-2   0/1     CrashLoopBackOff   9          2d\n"]], /^1 of 2 pods crash-looping .*web-2/],
  ["which services are haunted?", [[/get services/, "NAMESPACE   NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nshop        web    ClusterIP   10.0.0.7     <none>        80/TCP    5d\n"]], /does not decide that: nothing in it tells which of the services/],
])("%s: no more is said than what was read shows", async (question, prints, says) => {
  expect((await answered(question, prints)).text).toMatch(says);
}); // biome-ignore format: one line a question

test("nothing is called so: that is said, with where it was looked for", async () => {
  const none = JSON.stringify({ kind: "List", items: [] });
  expect((await answered("what's the cluster ip of nosuch", [[/json/, none]])).text).toMatch(
    /^Nothing is called "nosuch" in any namespace/,
  );
});

test("of what kills containers only what restarts is looked into, and no log", async () => {
  const { suggestions } = await reply("why do pods get OOM killed?", [ink.pods, ink.workloads, ink.nodes]);
  const commands = suggestions.map(({ command }) => command);
  expect(commands).toContain("kubectl describe pod ink-5b9f7c6d5c-7mwxt -n books");
  expect(commands.filter((one) => /^kubectl logs|web-6d9f676d48/.test(one))).toEqual([]);
});
