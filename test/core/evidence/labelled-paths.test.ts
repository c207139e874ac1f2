import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { pasted } from "./pieces.ts";

const pod = { kind: "Pod", namespace: "arena", name: "duel-3" };
const command =
  "kubectl get pod duel-3 -n arena -o jsonpath='grace={.spec.terminationGracePeriodSeconds} node: {.spec.nodeName} finalizers={.metadata.finalizers}{\"\\n\"}'";

test("values behind words of their own are read as the fields that the expression names", () => {
  const seen = observe([pasted(command, "grace=5400 node: w-3 finalizers=\n")]).object(pod);
  expect(seen?.fields).toMatchObject({ spec: { terminationGracePeriodSeconds: 5400, nodeName: "w-3" } });
  expect(seen?.fields).not.toHaveProperty("metadata.finalizers");
});

test("a word that stands elsewhere only as a part of another is none", () => {
  const seen = observe([pasted(command, "disgrace=5400\n")]).object(pod);
  expect(seen?.fields.spec).toBeUndefined();
});

test("a text between two values belongs to neither", () => {
  const both = `kubectl get pod duel-3 -n arena -o jsonpath='{.spec.nodeName}{"\\n"}{.status.phase} restarts={.status.containerStatuses[0].restartCount}{"\\n"}'`;
  const seen = observe([pasted(both, "w-3\nRunning restarts=2\n")]).object(pod);
  expect(seen?.fields).toMatchObject({
    spec: { nodeName: "w-3" },
    status: { phase: "Running", containerStatuses: [{ restartCount: 2 }] },
  });
});
