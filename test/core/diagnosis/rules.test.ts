import { expect, test } from "vitest";
import { diagnose } from "../../../src/core/diagnosis/diagnose.ts";
import type { Diagnosis, Finding } from "../../../src/core/diagnosis/finding.ts";
import { rules } from "../../../src/core/diagnosis/registry.ts";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { observe } from "../../../src/core/evidence/observe.ts";
import { type Case, typed } from "./case.ts";
import { cases } from "./cases/all.ts";

const evidenceOf = (one: Case): readonly Evidence[] =>
  one.outputs.map(([command, stdout]) => ({
    command: typed(command),
    parsed: null,
    stdout,
    stderr: "",
    exitCode: null,
    origin: "pasted",
    namespace: "default",
  }));

const diagnosed = (evidence: readonly Evidence[]): Diagnosis => diagnose(observe(evidence));
const codes = (findings: readonly Finding[]): string[] => [...new Set(findings.map((finding) => finding.code))].sort();
const isLoud = (finding: Finding): boolean => finding.severity !== "info";
const gist = (finding: Finding): string =>
  `${finding.code} ${finding.object.kind}/${finding.object.namespace}/${finding.object.name} ${finding.severity}`;

test.each(cases)("$name", (one) => {
  const { findings, roots, skipped } = diagnosed(evidenceOf(one));
  const symptoms = findings.filter((finding) => isLoud(finding) && !roots.includes(finding));
  expect(skipped).toEqual([]);
  expect(codes(roots.filter(isLoud))).toEqual([...one.roots].sort());
  expect(codes(symptoms)).toEqual(expect.arrayContaining([...(one.symptoms ?? [])]));
  expect(codes(findings.filter((finding) => !isLoud(finding)))).toEqual(expect.arrayContaining([...(one.notes ?? [])]));
  const first = roots.find(isLoud) ?? roots.find((finding) => one.notes?.includes(finding.code));
  if (one.says) expect(first?.summary).toMatch(one.says);
  const commands = findings
    .flatMap((finding) => [...finding.next, ...(finding.fix?.commands ?? [])])
    .map((suggestion) => suggestion.command);
  if (one.suggests) expect(commands).toContain(one.suggests);
});

test.each(cases)("quotes lines that stand in the evidence: $name", (one) => {
  const evidence = evidenceOf(one);
  const { findings } = diagnosed(evidence);
  for (const line of findings.flatMap((finding) => finding.evidence)) {
    const printed = evidence
      .filter((piece) => piece.command === line.command)
      .map((piece) => piece.stdout.split("\n")[line.line - 1]);
    expect(printed).toContain(line.text);
  }
});

test.each(cases)("finds the same whatever the order of the evidence: $name", (one) => {
  const evidence = evidenceOf(one);
  expect(
    diagnosed([...evidence].reverse())
      .findings.map(gist)
      .sort(),
  ).toEqual(diagnosed(evidence).findings.map(gist).sort());
});

test("every rule has a case in which it finds something", () => {
  const found = new Set(cases.flatMap((one) => [...one.roots, ...(one.symptoms ?? []), ...(one.notes ?? [])]));
  expect(rules.map((rule) => rule.code).filter((code) => !found.has(code))).toEqual([]);
});

test("codes are unique and name a failing state in kebab case", () => {
  const all = rules.map((rule) => rule.code);
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((code) => !/^[a-z]+(?:-[a-z]+)*$/.test(code))).toEqual([]);
});

test("what a rule explains is the code of a rule", () => {
  const all = new Set(rules.map((rule) => rule.code));
  expect([...new Set(rules.flatMap((rule) => rule.explains))].filter((code) => !all.has(code))).toEqual([]);
});
