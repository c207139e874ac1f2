import { expect, test } from "vitest";
import { asksIfSound } from "../../../src/core/planner/question/asks-sound.ts";
import { understand } from "../../../src/core/planner/question/understand.ts";
import { reply } from "./situations.ts";
import { networkCases, objectCases } from "./sound-objects.ts";
import { storageCases, workloadCases } from "./sound-workloads.ts";

test.each([...workloadCases, ...storageCases, ...networkCases, ...objectCases])(
  "whether it is in order: $name",
  async ({ question, outputs, says, isWell }) => {
    const { text, conclusion } = await reply(question, outputs);
    expect(text.slice(0, 600)).toMatch(says);
    expect(/^Nothing (?:is )?wrong/.test(text)).toBe(isWell);
    expect(conclusion.verdict === "healthy").toBe(isWell);
  },
);

test.each([
  "is anything the matter with CronJob c",
  "does ingress i have a fault? default backend says <default>",
  "check this node object for problems",
  "any concerns about pvc p?",
  "Would you say the HPA api is in order?",
  "Is everything in namespace y available?",
  "Does the daemonset node-exporter look healthy to you?",
  "Node w1: fine or not?",
  "Is there cause for concern with node w1?",
  "A dashboard marks PDB web-pdb red. Is it actually broken?",
  "Is my service account ci-bot set up correctly?",
  "Verify that deployment cart is healthy",
  "Do I need to do anything about certificate shop-tls?",
])("asks whether something is in order: %s", (text) => {
  expect(asksIfSound(understand(text))).toBe(true);
});

test.each([
  "why is pod x crashing?",
  "is the service cart of type NodePort?",
  "does cronjob mailer run every hour?",
  "is there a cronjob cert-report in namespace audit?",
  "does the pod have problems reaching the database?",
  "any errors in the log of cart?",
  "which pods are not healthy?",
  "restart deployment cart",
  "does deployment cart have a readiness probe?",
  "since when is node w1 not ready?",
  "is pod cart using more than 1Gi?",
])("asks for something else: %s", (text) => {
  expect(asksIfSound(understand(text))).toBe(false);
});
