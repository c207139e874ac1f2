import { redactCommandText } from "../evidence/redaction/redact-command.ts";
import type { Redactor } from "../evidence/redaction/redactor.ts";
import type { KubectlCommand } from "../kubectl/command.ts";
import { parseCommand } from "../kubectl/parse.ts";
import { decide, type Policy } from "../policy/decide.ts";
import { type Asker, type Decision, risks } from "../policy/decision.ts";
import { decisionEntry } from "./audit-entry.ts";
import type { RecordEvent } from "./events.ts";
import { inputFingerprint } from "./input-fingerprint.ts";
import type { RanCommand } from "./message.ts";
import type { Audit, Clock, Cluster } from "./ports.ts";
import { printedOutput } from "./printed-output.ts";
import { type PutBack, putBack, secretsNotice } from "./put-back.ts";
import { isChange, outcomeUnknown, type Recall, recalledRun } from "./recover.ts";
import { isRead, runOne } from "./run-one.ts";
import type { StoredEvidence } from "./thread.ts";
import type { TurnProgress } from "./turn-progress.ts";

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
  /** The turn that the commands run in; null outside of threads. */
  readonly progress: TurnProgress | null;
  /** What turns that were broken off have run. */
  readonly recall: Recall | null;
};

export type RunOutcome = { readonly ran: readonly RanCommand[]; readonly blocked: readonly BlockedCommand[] };

/**
 * Decides each command at the moment of running and runs what may run: neighbouring reads at once, a change alone and in its turn, so
 * that a read after it sees what it did. `ran` keeps the order in which the commands were asked for. What a turn that was broken off has
 * run is not run again.
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
    const judged = afterRecall(
      withSecrets(onSameServer(judge(entry, context), context), entry, context),
      entry,
      context,
    );
    const { risk, verdict, rule } = judged.decision;
    context.record({ type: "command-decided", risk, verdict, rule });
    if (judged.command === null) {
      await context.audit.append(decisionEntry(entry, judged.parsed, judged.decision, context));
      await context.progress?.keep(null, proposed(entry, judged.decision, context));
      blocked.push({ wanted: entry, decision: judged.decision });
    } else if (judged.recalled !== undefined) {
      if (isChange(judged.decision.risk)) await settleReads();
      reads.push(Promise.resolve(recalled(judged.recalled, entry)));
    } else if (isRead(judged.decision)) reads.push(runOne(entry, judged.command, judged, context));
    else {
      await settleReads();
      ran.push(await runOne(entry, judged.command, judged, context));
      context.recall?.forgetReads();
    }
  }
  await settleReads();
  return { ran, blocked };
}

/** Told of what was asked to run and does not. */
function proposed({ command }: WantedCommand, decision: Decision, { redactor }: RunContext) {
  const { reason } = decision;
  return {
    type: "command-proposed",
    suggestion: null,
    command: redactCommandText(command, redactor),
    reason,
    decision,
  } as const;
}

/** What may run and has run in a turn that was broken off is not run again; a change that may have run needs somebody who looked first. */
function afterRecall(judged: Judged, { command }: WantedCommand, { recall, redactor }: RunContext): Judged {
  if (judged.command === null || recall === null) return judged;
  const input = inputFingerprint(judged.command.stdin, redactor);
  const known = recall.take(redactCommandText(command, redactor), input, isChange(judged.decision.risk));
  if (known === null) return judged;
  if (known.stderr !== outcomeUnknown) return { ...judged, recalled: known };
  const decision = { ...judged.decision, verdict: "ask", rule: "outcome-unknown", reason: outcomeUnknown } as const;
  return { ...judged, command: null, decision };
}

function recalled(evidence: StoredEvidence, { command, raw }: WantedCommand): RanCommand {
  const output = printedOutput({ ...evidence, signal: evidence.run?.signal ?? null });
  return recalledRun(evidence, command, raw, output);
}

/** `command` is there when it may run, `parsed` whenever it was understood. */
export type Judged = {
  readonly command: KubectlCommand | null;
  readonly parsed: KubectlCommand | null;
  readonly decision: Decision;
  /** The command as it runs, where it holds secrets: for the process alone, never for a record. */
  readonly real?: Pick<Extract<PutBack, { ok: true }>, "command" | "hide">;
  /** It ran in a turn that was broken off. */
  readonly recalled?: StoredEvidence;
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
  const notice = decision.verdict === "ask" ? secretsNotice(parsed.command) : "";
  const told = notice === "" ? decision : { ...decision, reason: `${decision.reason}; ${notice}` };
  return { command: decision.verdict === "run" ? parsed.command : null, parsed: parsed.command, decision: told };
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
