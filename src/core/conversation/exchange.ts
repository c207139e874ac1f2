import { redactCommandText } from "../evidence/redaction/redact-command.ts";
import { pastedEvidence } from "./history.ts";
import type { Message, RanCommand, SentCommand } from "./message.ts";
import type { BlockedCommand, RunContext, RunOutcome } from "./run-commands.ts";
import type { Turn } from "./thread.ts";

/** One message being answered: what came with it, what stood before it, and what has happened since. */
export class Exchange {
  readonly ran: RanCommand[] = [];
  readonly blocked: BlockedCommand[] = [];
  /** What this message has added to the evidence so far. */
  readonly evidence: Turn["evidence"][number][] = [];
  readonly message: Message;
  readonly earlier: readonly Turn[];
  readonly context: RunContext;
  readonly startedAt: number;

  constructor(message: Message, earlier: readonly Turn[], context: RunContext, startedAt: number) {
    this.message = message;
    this.earlier = earlier;
    this.context = context;
    this.startedAt = startedAt;
    for (const result of [...message.commands.filter(isFilled), ...message.executed])
      if (result.output.trim() !== "") this.evidence.push(pastedEvidence(result, context.namespace, context.redactor));
  }

  /** The namespace that a person named, in this message or earlier in the thread; null when nobody did. */
  get givenNamespace(): string | null {
    return this.message.namespace ?? namespaceOf(this.earlier);
  }

  get pastedAnything(): boolean {
    return this.evidence.some((evidence) => evidence.origin === "pasted");
  }

  get changedCluster(): boolean {
    return this.ran.some((ran) => ran.risk === "write" || ran.risk === "destructive");
  }

  add(outcome: RunOutcome): void {
    this.ran.push(...outcome.ran);
    this.blocked.push(...outcome.blocked);
    for (const { command, execution } of outcome.ran)
      this.evidence.push({
        command: redactCommandText(command, this.context.redactor),
        stdout: execution.stdout,
        stderr: execution.stderr,
        exitCode: execution.exitCode,
        origin: "executed",
        namespace: this.context.namespace,
      });
  }
}

/** The namespace that a thread stays in: the one last named. */
export function namespaceOf(turns: readonly Turn[]): string | null {
  return turns.findLast((turn) => turn.namespace !== null)?.namespace ?? null;
}

/** A command that comes with its output is a result; it is not run again. */
export function isFilled(command: SentCommand): boolean {
  return command.output.trim() !== "";
}
