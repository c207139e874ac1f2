import { outputOf, targetsOf } from "../../kubectl/targets.ts";
import { enumerated } from "../wording.ts";
import type { AnswerForm } from "./answer.ts";

/** One value was asked for by a template (`-o jsonpath`), and the command printed it. */
export const valueAnswer: AnswerForm = (question, { view, newEvidenceFrom }) => {
  const fresh = view.evidence.slice(newEvidenceFrom < view.evidence.length ? newEvidenceFrom : 0);
  const printed = fresh.filter(
    (one) =>
      one.parsed?.verb === "get" &&
      /^(jsonpath|go-template|template)$/.test(outputOf(one.parsed)) &&
      (one.exitCode ?? 0) === 0 &&
      one.stdout.trim() !== "",
  );
  if (printed.length === 0 || question.intent !== "inspect") return null;
  const said = printed.map((one) => {
    const names = targetsOf(one.parsed!).map((target) => target.name ?? target.resource);
    return { name: enumerated(names), value: one.stdout.trim(), one };
  });
  const isShort = said.every(({ value }) => value.length <= 200 && !value.includes("\n"));
  if (!isShort) return null;
  return {
    summary: said.map(({ name, value }) => `${name}: ${value}`).join("; "),
    details: "",
    lines: said.map(({ one, value }) => ({ command: one.command, line: lineOf(one.stdout, value), text: value })),
  };
};

function lineOf(stdout: string, value: string): number {
  return stdout.split("\n").findIndex((line) => line.includes(value)) + 1;
}
