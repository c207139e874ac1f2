import { diagnose } from "../../../src/core/diagnosis/diagnose.ts";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { observe } from "../../../src/core/evidence/observe.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { printCommand } from "../../../src/core/kubectl/print.ts";
import { builtinEngine } from "../../../src/core/planner/builtin.ts";
import type { Reply, Situation } from "../../../src/core/planner/situation.ts";

/** A command with what kubectl printed for it. */
export type Output = readonly [command: string, stdout: string, stderr?: string];

/** The situation of a thread in which these outputs came in, read and judged as in the service. */
export function situation(question: string, outputs: readonly Output[] = [], more: Partial<Situation> = {}): Situation {
  const view = observe(outputs.map(([command, stdout, stderr]) => evidence(command, stdout, stderr ?? "")));
  return {
    question,
    earlierQuestions: [],
    view,
    newEvidenceFrom: 0,
    diagnosis: diagnose(view),
    namespace: "default",
    namespaceGiven: false,
    suggested: [],
    rejections: [],
    answered: view.evidence.flatMap((one) => (one.parsed === null ? [] : [printCommand(one.parsed)])),
    ...more,
  };
}

function evidence(command: string, stdout: string, stderr: string): Evidence {
  const parsed = parseCommand(command);
  return {
    command,
    parsed: parsed.ok ? parsed.command : null,
    stdout,
    stderr,
    exitCode: stderr === "" ? 0 : 1,
    origin: "executed",
    namespace: "default",
  };
}

/** The same outputs, handed over by a person instead of run by us. */
export function pasted(question: string, outputs: readonly Output[]): Situation {
  const ran = situation(question, outputs);
  const view = observe(ran.view.evidence.map((piece) => ({ ...piece, origin: "pasted", exitCode: null })));
  return { ...ran, view, diagnosis: diagnose(view) };
}

const never = new AbortController().signal;

export function reply(
  question: string,
  outputs: readonly Output[] = [],
  more: Partial<Situation> = {},
): Promise<Reply> {
  return builtinEngine.reply(situation(question, outputs, more), never);
}

export function translate(query: string): Promise<string> {
  return builtinEngine.translate(query, never);
}

export function commandsOf(answer: Reply): readonly string[] {
  return answer.suggestions.map((suggestion) => suggestion.command);
}
