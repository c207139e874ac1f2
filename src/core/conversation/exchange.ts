import type { ModelUsage } from "../planner/situation.ts";
import { askedAndPasted } from "./asked-and-pasted.ts";
import { pastedEvidence } from "./history.ts";
import type { Message, RanCommand, SentCommand } from "./message.ts";
import { nothingRecovered, type Recovered } from "./recover.ts";
import type { BlockedCommand, RunContext, RunOutcome } from "./run-commands.ts";
import type { StoredEvidence, Turn } from "./thread.ts";

/** One message being answered: what came with it, what stood before it, and what has happened since. */
export class Exchange {
  readonly ran: RanCommand[] = [];
  readonly blocked: BlockedCommand[] = [];
  /** What its replies have taken of models so far. */
  usage: ModelUsage | null = null;
  /** What this message has added to the evidence so far, behind what turns that were broken off have left. */
  readonly evidence: StoredEvidence[];
  readonly pasted: readonly StoredEvidence[];
  /** What the person asks, without the outputs pasted into the message. */
  readonly words: string;
  readonly message: Message;
  readonly earlier: readonly Turn[];
  readonly context: RunContext;
  readonly startedAt: number;

  readonly recovered: Recovered;
  /** It goes on with a turn that was broken off. */
  readonly isResumed: boolean;
  private readonly recoveredCount: number;

  constructor(
    message: Message,
    earlier: readonly Turn[],
    context: RunContext,
    startedAt: number,
    broken: { readonly recovered: Recovered; readonly isResumed: boolean } = notBroken,
  ) {
    this.message = message;
    this.earlier = earlier;
    this.context = context;
    this.startedAt = startedAt;
    this.recovered = broken.recovered;
    this.isResumed = broken.isResumed;
    const { words, results } = askedAndPasted(message.content);
    this.words = words;
    this.pasted = [...message.commands.filter(isFilled), ...message.executed, ...results]
      .filter((result) => result.output.trim() !== "")
      .map((result) => this.identified(pastedEvidence(result, context.namespace, context.redactor)));
    this.evidence = [...leftOver(broken.recovered, this.pasted), ...this.pasted];
    this.recoveredCount = this.evidence.length - this.pasted.length;
  }

  /** The evidence of this message with when it was seen; what a turn that was broken off has seen is older. */
  evidenceWithTimes(now: number): Pick<Turn, "evidence" | "at">[] {
    const [recovered, own] = [this.evidence.slice(0, this.recoveredCount), this.evidence.slice(this.recoveredCount)];
    return [
      { evidence: recovered, at: this.recovered.at },
      { evidence: own, at: now },
    ];
  }

  /** The namespace that a person named, in this message or earlier in the thread; null when nobody did. */
  get givenNamespace(): string | null {
    return this.message.namespace ?? namespaceOf(this.earlier);
  }

  /** Results came with the message in fields of their own. */
  get broughtResults(): boolean {
    return [...this.message.commands, ...this.message.executed].some(({ output }) => output.trim() !== "");
  }

  get changedCluster(): boolean {
    return this.ran.some((ran) => ran.risk === "write" || ran.risk === "destructive");
  }

  add(outcome: RunOutcome): void {
    this.ran.push(...outcome.ran);
    this.blocked.push(...outcome.blocked);
    for (const ran of outcome.ran) if (ran.recalled !== true) this.evidence.push(ran.evidence);
  }

  private identified(evidence: StoredEvidence): StoredEvidence {
    const id = this.context.progress?.nextEvidenceId();
    return id === undefined ? evidence : { ...evidence, id };
  }
}

/** A message that is sent again brings its results again. */
function leftOver({ evidence }: Recovered, pasted: readonly StoredEvidence[]): StoredEvidence[] {
  const again = new Set(pasted.map(({ command, stdout }) => JSON.stringify([command, stdout])));
  return evidence.filter(
    ({ origin, command, stdout }) => origin !== "pasted" || !again.has(JSON.stringify([command, stdout])),
  );
}

const notBroken = { recovered: nothingRecovered, isResumed: false };

/** The namespace that a thread stays in: the one last named. */
export function namespaceOf(turns: readonly Turn[]): string | null {
  return turns.findLast((turn) => turn.namespace !== null)?.namespace ?? null;
}

/** A command that comes with its output is a result; it is not run again. */
export function isFilled(command: SentCommand): boolean {
  return command.output.trim() !== "";
}
