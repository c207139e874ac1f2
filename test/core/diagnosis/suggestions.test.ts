import { expect, test } from "vitest";
import { diagnose } from "../../../src/core/diagnosis/diagnose.ts";
import type { Suggestion } from "../../../src/core/diagnosis/finding.ts";
import { observe } from "../../../src/core/evidence/observe.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { riskOf } from "../../../src/core/policy/risk.ts";
import { cases } from "./cases/all.ts";

const findings = cases.flatMap(
  ({ outputs }) =>
    diagnose(
      observe(
        outputs.map(([command, stdout]) => ({
          command: `kubectl ${command}`,
          parsed: null,
          stdout,
          stderr: "",
          exitCode: null,
          origin: "pasted",
          namespace: "default",
        })),
      ),
    ).findings,
);

const risk = ({ command }: Suggestion): string => {
  const parsed = parseCommand(command);
  return parsed.ok ? riskOf(parsed.command).risk : `refused: ${parsed.refusal.reason}`;
};
const listed = (suggestions: readonly Suggestion[], allowed: readonly string[]): readonly string[] => [
  ...new Set(suggestions.filter((one) => !allowed.includes(risk(one))).map((one) => `${one.command}: ${risk(one)}`)),
];

test("what is suggested next only reads", () => {
  expect(
    listed(
      findings.flatMap((finding) => finding.next),
      ["read"],
    ),
  ).toEqual([]);
});

test("what verifies a fix only reads", () => {
  expect(
    listed(
      findings.flatMap((finding) => finding.fix?.verify ?? []),
      ["read"],
    ),
  ).toEqual([]);
});

test("a fix is made of commands that change the cluster, each with its reason", () => {
  const commands = findings.flatMap((finding) => finding.fix?.commands ?? []);
  expect(commands.length).toBeGreaterThan(10);
  expect(listed(commands, ["write", "destructive"])).toEqual([]);
  expect(commands.filter((one) => one.reason === "")).toEqual([]);
});

test("a summary is one short sentence without line breaks", () => {
  expect(
    findings
      .map((finding) => finding.summary)
      .filter((summary) => /\n/.test(summary) || summary.length > 560 || summary.length < 20),
  ).toEqual([]);
});
