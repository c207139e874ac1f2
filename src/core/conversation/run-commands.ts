import type { Redactor } from "../evidence/redaction/redactor.ts";
import type { KubectlCommand } from "../kubectl/command.ts";
import { parseCommand } from "../kubectl/parse.ts";
import { flagOf, outputOf } from "../kubectl/targets.ts";
import { decide, type Policy } from "../policy/decide.ts";
import { type Asker, type Decision, risks } from "../policy/decision.ts";
import { decisionEntry, outcomeEntry } from "./audit-entry.ts";
import type { RecordEvent } from "./events.ts";
import type { RanCommand } from "./message.ts";
import type { Audit, Clock, Cluster, Execution } from "./ports.ts";
import { type PutBack, putBack } from "./put-back.ts";

/** A command that somebody wants to run now. `raw` is the object it came in, null when the engine suggested it. */
export type WantedCommand = {
  readonly command: string;
  readonly asker: Asker;
  readonly files: Readonly<Record<string, string>>;
  readonly raw: Readonly<Record<string, unknown>> | null;
};

/** It was asked to run and was not; `decision.verdict` says whether a person could still approve it. */
export type BlockedCommand = { readonly wanted: WantedCommand; readonly decision: Decision };

export type RunContext = {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly policy: Policy;
  readonly signal: AbortSignal;
  readonly redactor: Redactor;
  readonly record: RecordEvent;
  readonly audit: Audit;
  readonly clock: Clock;
  /** As the caller calls it. */
  readonly threadId: string;
  readonly caller: string;
  /** Canonical commands that the thread has suggested. */
  readonly suggested: ReadonlySet<string>;
  /** The API server that the thread's last turn looked at; null when there is none. A person's approval holds for it alone. */
  readonly approvedServer: string | null;
};

export type RunOutcome = { readonly ran: readonly RanCommand[]; readonly blocked: readonly BlockedCommand[] };

/**
 * Decides each command at the moment of running and runs what may run: neighbouring reads at once, a change alone and in its turn, so
 * that a read after it sees what it did. `ran` keeps the order in which the commands were asked for.
 */
export async function runCommands(wanted: readonly WantedCommand[], context: RunContext): Promise<RunOutcome> {
  const ran: RanCommand[] = [];
  const blocked: BlockedCommand[] = [];
  let reads: Promise<RanCommand>[] = [];
  const settleReads = async () => {
    ran.push(...(await Promise.all(reads)));
    reads = [];
  };
  for (const entry of wanted) {
    const judged = withSecrets(onSameServer(judge(entry, context), context), entry, context);
    const { risk, verdict, rule } = judged.decision;
    context.record({ type: "command-decided", risk, verdict, rule });
    if (judged.command === null) {
      await context.audit.append(decisionEntry(entry, judged.parsed, judged.decision, context));
      blocked.push({ wanted: entry, decision: judged.decision });
    } else if (isRead(judged.decision)) reads.push(runOne(entry, judged.command, judged, context));
    else {
      await settleReads();
      ran.push(await runOne(entry, judged.command, judged, context));
    }
  }
  await settleReads();
  return { ran, blocked };
}

/** `command` is there when it may run, `parsed` whenever it was understood. */
export type Judged = {
  readonly command: KubectlCommand | null;
  readonly parsed: KubectlCommand | null;
  readonly decision: Decision;
  /** The command as it runs, where it holds secrets: for the process alone, never for a record. */
  readonly real?: Pick<Extract<PutBack, { ok: true }>, "command" | "hide">;
};

/** What the policy says of a command line as text; a text that does not parse is refused with the place and the reason. */
export function judge(
  entry: Pick<WantedCommand, "command" | "asker" | "files">,
  where: Pick<RunContext, "policy" | "namespace" | "clock">,
): Judged {
  const parsed = parseCommand(entry.command, { files: entry.files });
  if (!parsed.ok) {
    const { position, found, reason } = parsed.refusal;
    const place = found === "" ? `at position ${position}` : `at position ${position} ("${found}")`;
    return {
      command: null,
      parsed: null,
      decision: { verdict: "refuse", risk: "forbidden", rule: "not-understood", reason: `${reason} (${place})` },
    };
  }
  const decision = decide(parsed.command, entry.asker, where.policy, where.namespace, where.clock.now());
  return { command: decision.verdict === "run" ? parsed.command : null, parsed: parsed.command, decision };
}

/** An approval was given for the API server that the thread was looking at; when this message brought another one, it has to be given again. */
function onSameServer(judged: Judged, { cluster, approvedServer }: RunContext): Judged {
  const isApproval = judged.decision.verdict === "run" && judged.decision.rule === "approved-by-person";
  if (!isApproval || approvedServer === null || approvedServer === cluster.server) return judged;
  const reason = "the thread is now connected with another cluster than the one it was approved for; approve it again";
  return {
    ...judged,
    command: null,
    decision: { verdict: "ask", risk: judged.decision.risk, rule: "cluster-changed", reason },
  };
}

/**
 * Placeholders in what a person approved are turned back into secrets at this moment. The policy has decided on the text with the
 * placeholders; it decides again on the real one, and the stricter decision counts.
 */
function withSecrets(judged: Judged, { asker }: WantedCommand, context: RunContext): Judged {
  if (judged.command === null || asker !== "person") return judged;
  const real = putBack(judged.command, context.redactor.original);
  if (real === null) return judged;
  if (!real.ok) {
    const { rule, reason } = real;
    return { ...judged, command: null, decision: { ...judged.decision, verdict: "refuse", rule, reason } };
  }
  const again = decide(real.command, asker, context.policy, context.namespace);
  if (again.verdict !== "run")
    return { ...judged, command: null, decision: { ...again, reason: real.hide(again.reason) } };
  const risk = risks.indexOf(again.risk) > risks.indexOf(judged.decision.risk) ? again.risk : judged.decision.risk;
  return { ...judged, decision: { ...judged.decision, risk }, real };
}

function isRead(decision: Decision): boolean {
  return decision.risk === "read" || decision.risk === "sensitive";
}

/** Reads end when the client goes; a change that has begun is let finish, so that its outcome is known and stored. */
async function runOne(
  wanted: WantedCommand,
  command: KubectlCommand,
  { decision, real }: Judged,
  context: RunContext,
): Promise<RanCommand> {
  const entry = await context.audit.append(decisionEntry(wanted, command, decision, context));
  const execution = await context.cluster.run(real?.command ?? command, {
    namespace: context.namespace,
    thread: context.threadId,
    ...(real === undefined ? {} : { hide: real.hide }),
    ...(isRead(decision) ? { signal: context.signal } : {}),
  });
  context.record({
    type: "command-run",
    risk: decision.risk,
    outcome: outcomeOf(execution),
    milliseconds: execution.durationMs,
  });
  const { stdout } = execution;
  const hidden = isBareSecret(command, decision)
    ? context.redactor.redactWhole(stdout, flagOf(command, "output") ?? "")
    : context.redactor.redact(stdout);
  const redacted = { ...execution, stdout: hidden, stderr: context.redactor.redact(execution.stderr) };
  await context.audit.append(outcomeEntry(entry, redacted, context));
  return {
    command: wanted.command,
    raw: wanted.raw,
    risk: decision.risk,
    output: printedOutput(redacted),
    execution: redacted,
  };
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

/** The wire contract's Output: stdout without blanks at its end when kubectl exits 0, otherwise `Error: ` and stderr. */
export function printedOutput(execution: Execution): string {
  if (execution.exitCode === 0) return execution.stdout.trimEnd();
  const why = execution.stderr.trimEnd() || execution.stdout.trimEnd() || ended(execution);
  return `Error: ${why}`;
}

function ended(execution: Execution): string {
  return execution.signal === null
    ? `kubectl ended with exit code ${execution.exitCode}`
    : `kubectl was ended by ${execution.signal}`;
}
