import type { Answer, OpenCommand, RanCommand } from "../../core/conversation/message.ts";
import { presentFinding } from "./present-finding.ts";
import { presentUsage } from "./present-usage.ts";

/** Gives an answer the shape R1, R2 or R3 of the wire contract; clients rely on which keys stand in `data`. */
export function presentAnswer(answer: Answer, executeAll: boolean): Record<string, unknown> {
  return {
    Content: prefixes[answer.shape] + answer.text,
    data: {
      ...shapedData(answer, executeAll),
      findings: answer.findings.map(presentFinding),
      conclusion: answer.conclusion,
      ...(answer.turn.usage && { usage: presentUsage(answer.turn.usage) }),
    },
    thread_id: answer.threadId,
    engine: answer.engine,
  };
}

const prefixes: Record<Answer["shape"], string> = {
  message: "",
  "commands-analysed": "Analysis of command(s):\n\n",
  "all-executed": "Analysis:\n",
};

function shapedData(answer: Answer, executeAll: boolean): Record<string, unknown> {
  const Cmds = answer.open.map(presentOpen);
  const executedCmds = answer.ran.map(presentRan);
  if (answer.shape === "message") return { Cmds, execute_all: executeAll, executedCmds };
  if (answer.shape === "commands-analysed") return { Cmds, executedCmds };
  return { Cmds, executedCmds, execute_all: true };
}

function presentOpen(open: OpenCommand): Record<string, unknown> {
  return {
    ...echo(open.raw),
    Command: open.command,
    Output: "",
    execute: false,
    reason: open.reason,
    risk: open.risk,
    ...(open.blocked && { blocked: open.blocked }),
  };
}

function presentRan(ran: RanCommand): Record<string, unknown> {
  const { execution } = ran;
  const hidden = execution.exitCode !== 0 && execution.stdout !== "";
  return {
    ...echo(ran.raw),
    Command: ran.command,
    Output: ran.output,
    execute: true,
    risk: ran.risk,
    exit_code: execution.exitCode,
    stderr: execution.stderr,
    duration_ms: Math.round(execution.durationMs),
    truncated: execution.truncated,
    ...(hidden && { stdout: execution.stdout }),
  };
}

/** What an earlier reply of ours said about a run is not true of this one. */
const ours = ["blocked", "exit_code", "stderr", "stdout", "duration_ms", "truncated"];

function echo(raw: Readonly<Record<string, unknown>> | null): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...raw };
  for (const key of ours) delete copy[key];
  return copy;
}
