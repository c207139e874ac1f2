import { expect, test } from "vitest";
import { diagnose } from "../../../src/core/diagnosis/diagnose.ts";
import { rules } from "../../../src/core/diagnosis/registry.ts";
import { observe } from "../../../src/core/evidence/observe.ts";
import { type Case, typed } from "./case.ts";
import { cases } from "./cases/all.ts";
import { conditionMisses } from "./cases/conditions.ts";
import { logLineMisses } from "./cases/log-lines.ts";
import { lookAlikes } from "./look-alikes.ts";

const loudCodes = (outputs: Case["outputs"]): readonly string[] =>
  diagnose(
    observe(
      outputs.map(([command, stdout]) => ({
        command: typed(command),
        parsed: null,
        stdout,
        stderr: "",
        exitCode: null,
        origin: "pasted",
        namespace: "default",
      })),
    ),
  )
    .findings.filter((finding) => finding.severity !== "info")
    .map((finding) => finding.code);

test.each([...logLineMisses, ...conditionMisses])("%s is not said of what only looks like it (%#)", (code, outputs) => {
  expect(loudCodes(outputs)).not.toContain(code);
});

test("every rule has a near miss: what looks the same and is another thing, of which it says nothing", () => {
  const said = new Map(cases.map((one) => [one, new Set(loudCodes(one.outputs))]));
  const shows = (one: Case, code: string): boolean =>
    [...one.roots, ...(one.symptoms ?? []), ...(one.notes ?? [])].includes(code);
  const without = rules
    .map((rule) => rule.code)
    .filter((code) => {
      const others = lookAlikes.find((group) => group.includes(code))?.filter((other) => other !== code) ?? [];
      return !cases.some(
        (one) => others.some((other) => shows(one, other)) && !shows(one, code) && !said.get(one)!.has(code),
      );
    });
  expect(without).toEqual([]);
});

test("what looks alike is a code of a rule, once", () => {
  const known = new Set(rules.map((rule) => rule.code));
  const all = lookAlikes.flat();
  expect(all.filter((code) => !known.has(code))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});
