import { redactCommandText } from "../evidence/redaction/redact-command.ts";
import type { Redactor } from "../evidence/redaction/redactor.ts";
import type { KubectlCommand } from "../kubectl/command.ts";
import { flagOf, outputOf } from "../kubectl/targets.ts";
import type { Decision } from "../policy/decision.ts";
import { decisionEntry, outcomeEntry } from "./audit-entry.ts";
import { inputFingerprint } from "./input-fingerprint.ts";
import { lineCount } from "./line-count.ts";
import type { RanCommand } from "./message.ts";
import { tellOutput } from "./output-chunks.ts";
import type { Execution } from "./ports.ts";
import { printedOutput } from "./printed-output.ts";
import type { Judged, RunContext, WantedCommand } from "./run-commands.ts";
import type { StoredEvidence } from "./thread.ts";

/**
 * Reads end when the client goes, and count as not run; a change that has begun is let finish, so that its outcome is known and stored.
 * That a command begins is written down first, and what it gave before anything else happens.
 */
export async function runOne(
  wanted: WantedCommand,
  command: KubectlCommand,
  judged: Judged,
  context: RunContext,
): Promise<RanCommand> {
  const { decision, real } = judged;
  const { progress, redactor } = context;
  const shown = redactCommandText(wanted.command, redactor);
  const input = inputFingerprint(command.stdin, redactor);
  const id = progress?.nextEvidenceId() ?? "";
  const { namespace } = context;
  await progress?.keep(
    { kind: "command-started", evidence: id, command: shown, risk: decision.risk, namespace, input },
    { type: "command-started", evidence: id, command: shown, decision },
  );
  const entry = await context.audit.append(decisionEntry(wanted, command, decision, context));
  const isWhole = decision.risk === "sensitive" || real !== undefined || command.filters.length > 0;
  const chunks = progress === null ? null : tellOutput(progress, id, redactor);
  const execution = await context.cluster.run(real?.command ?? command, {
    namespace,
    thread: context.threadId,
    ...(real === undefined ? {} : { hide: real.hide }),
    ...(isRead(decision) ? { signal: context.signal } : {}),
    ...(chunks === null || isWhole ? {} : { onOutput: chunks.hear }),
  });
  const outcome = outcomeOf(execution);
  context.record({ type: "command-run", risk: decision.risk, outcome, milliseconds: execution.durationMs });
  const redacted = withoutSecrets(execution, command, decision, redactor);
  const streamed = chunks?.end(redacted.stdout) ?? false;
  await context.audit.append(outcomeEntry(entry, redacted, context));
  const stored = storedRun(id, shown, redacted, decision, input, namespace);
  const isCutOff = isRead(decision) && context.signal.aborted;
  if (!isCutOff)
    await progress?.keep({ kind: "command-ended", evidence: stored }, finished(id, shown, redacted, streamed));
  return {
    command: wanted.command,
    raw: wanted.raw,
    risk: decision.risk,
    output: printedOutput(redacted),
    execution: redacted,
    evidence: stored,
  };
}

function storedRun(
  id: string,
  command: string,
  execution: Execution,
  { risk }: Decision,
  input: string | null,
  namespace: string,
): StoredEvidence {
  const { stdout, stderr, exitCode, signal, timedOut, truncated, durationMs } = execution;
  const run = { risk, signal, timedOut, truncated, durationMs, input };
  return { id, command, stdout, stderr, exitCode, origin: "executed", namespace, run };
}

function finished(evidence: string, command: string, execution: Execution, streamed: boolean) {
  const { exitCode, timedOut, truncated, durationMs, stdout, stderr } = execution;
  return {
    type: "command-finished",
    evidence,
    command,
    exitCode,
    timedOut,
    truncated,
    durationMs,
    lines: lineCount(stdout),
    errorLines: lineCount(stderr),
    streamed,
  } as const;
}

function withoutSecrets(
  execution: Execution,
  command: KubectlCommand,
  decision: Decision,
  redactor: Redactor,
): Execution {
  const { stdout } = execution;
  const hidden = isBareSecret(command, decision)
    ? redactor.redactWhole(stdout, flagOf(command, "output") ?? "")
    : redactor.redact(stdout);
  return { ...execution, stdout: hidden, stderr: redactor.redact(execution.stderr) };
}

/** A sensitive read whose output is values without the object around them, as with a jsonpath into a Secret or a filter behind it. */
function isBareSecret(command: KubectlCommand, decision: Decision): boolean {
  if (decision.risk !== "sensitive") return false;
  return command.filters.length > 0 || !["", "json", "yaml", "name", "wide"].includes(outputOf(command));
}

function outcomeOf(execution: Execution): "ok" | "failed" | "timed-out" | "kubectl-missing" {
  if (execution.kubectlMissing) return "kubectl-missing";
  if (execution.timedOut) return "timed-out";
  return execution.exitCode === 0 ? "ok" : "failed";
}

export function isRead(decision: Decision): boolean {
  return decision.risk === "read" || decision.risk === "sensitive";
}
