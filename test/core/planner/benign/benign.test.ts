import { expect, test } from "vitest";
import { benignRules } from "../../../../src/core/planner/benign/registry.ts";
import { reply } from "../situations.ts";
import { benignCases, faultCases } from "./cases.ts";

test.each(benignCases)("$code: $name", async ({ question, outputs, says }) => {
  const { text, conclusion } = await reply(question, outputs);
  expect(text.slice(0, 600)).toMatch(/^Nothing is wrong (?:with|in) /);
  expect(text.slice(0, 600)).toMatch(says);
  expect(conclusion.verdict).toBe("healthy");
});

test.each(faultCases)("no $code: $name", async ({ question, outputs }) => {
  const { text, conclusion } = await reply(question, outputs);
  expect(text).not.toMatch(/Nothing (?:is )?wrong/);
  expect(conclusion.verdict).not.toBe("healthy");
});

test("every entry has a case and a near miss", () => {
  const codes = benignRules.map(({ code }) => code);
  expect(codes.filter((code) => !benignCases.some((one) => one.code === code))).toEqual([]);
  expect(codes.filter((code) => !faultCases.some((one) => one.code === code))).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
});

test("a Job with a number of completions is no work queue", async () => {
  const table =
    "NAME      STATUS     COMPLETIONS   DURATION   AGE\nresizer   Complete   1/1           12m        12m\n";
  const { text } = await reply("job resizer shows 1/1 completions again, is that right?", [
    ["kubectl get jobs -n media", table],
  ]);
  expect(text).not.toMatch(/work queue|undefined/);
});
