import { expect, test } from "vitest";
import { withoutSlips } from "../../../src/core/planner/question/slips.ts";
import { wordsOf } from "../../../src/core/planner/question/words.ts";

const read = (text: string, ...known: readonly string[]) =>
  withoutSlips(wordsOf(text), new Set(known))
    .map((word) => word.text)
    .join(" ");

test.each([
  ["shwo evnts in namepsace shop", "show events in namespace shop"],
  ["lsit podds of teh deploymnet web", "list pods of the deployment web"],
  ["delte pod web-0", "delete pod web-0"],
  ["please restrat deployment web", "please restart deployment web"],
  ["pods in kube-sytem", "pods in kube-system"],
])("%s is read as what was meant", (typed, meant) => {
  expect(read(typed)).toBe(meant);
});

test.each([
  ["logs of deployment scael"],
  ["pods in serach"],
  ["why is scalar down"],
  ["crate 77 is lost"],
  ["remote nodes are slow"],
  ["the pod named podz"],
  ['show "evnts"'],
  ["lookup service restarter in shop"],
  ["rain delays web"],
  ["the vent of the rack"],
  ["updates are slow"],
  ["and train web"],
])("%s: names stay as they are", (text) => {
  expect(read(text)).toBe(text.replaceAll('"', ""));
});

test("a name that the thread has shown is no slip", () => {
  expect(read("show evnts please", "evnts")).toBe("show evnts please");
});
