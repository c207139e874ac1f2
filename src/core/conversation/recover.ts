import type { Reply } from "../planner/situation.ts";
import { answeredCommands, canonical } from "./answered.ts";
import type { JournalEntry, JournalStep, UnfinishedTurn } from "./journal.ts";
import type { RanCommand } from "./message.ts";
import type { StoredEvidence } from "./thread.ts";
import { beginning, type TurnMark } from "./turn-progress.ts";

/** What turns that were broken off have left: it counts as seen, and nothing of it is run again. */
export type Recovered = {
  /** Oldest first; a change without a known outcome is among it. */
  readonly evidence: readonly StoredEvidence[];
  /** When the oldest of those turns began. */
  readonly at: number;
  /** Changes that began and whose end is not recorded. */
  readonly unknown: readonly StoredEvidence[];
};

export const nothingRecovered: Recovered = { evidence: [], at: 0, unknown: [] };

/** What stands in the place of the output of a change that was under way when the service ended. */
export const outcomeUnknown =
  "The service ended while this command was under way: whether it took effect is not known. Look before it is run again.";

/** What the unfinished turns of a thread that looked at this server have left. */
export function recover(unfinished: readonly UnfinishedTurn[], server: string): Recovered {
  const turns = unfinished.filter(({ turn }) => turn.server === server);
  if (turns.length === 0) return nothingRecovered;
  const evidence = turns.flatMap((turn) => [...turn.turn.pasted, ...executedIn(turn)]);
  return {
    evidence,
    at: Math.min(...turns.map(({ turn }) => turn.at)),
    unknown: evidence.filter((piece) => piece.stderr === outcomeUnknown),
  };
}

/** Ended commands in the order in which they were begun, changes without a known end among them. */
export function executedIn({ entries }: UnfinishedTurn): StoredEvidence[] {
  const ended = new Map(stepsOf(entries, "command-ended").map(({ evidence }) => [evidence.id, evidence]));
  return stepsOf(entries, "command-started").flatMap((started) => {
    const known = ended.get(started.evidence);
    if (known !== undefined) return [known];
    if (!isChange(started.risk)) return [];
    return [unknownOutcome(started)];
  });
}

function unknownOutcome({ evidence, command, risk, namespace, input }: StepOf<"command-started">): StoredEvidence {
  const run = { risk, signal: null, timedOut: false, truncated: false, durationMs: 0, input };
  return {
    id: evidence,
    command,
    stdout: "",
    stderr: outcomeUnknown,
    exitCode: null,
    origin: "executed",
    namespace,
    run,
  };
}

/** Where the turn's numbering stood, and what was told of it. */
export function markOf({ turn, entries }: UnfinishedTurn): TurnMark {
  const events = entries.flatMap((entry) => entry.events);
  return {
    seq: entries.at(-1)?.seq ?? beginning.seq,
    event: Math.max(1, ...events.map((event) => event.id)),
    evidence: turn.pasted.length + stepsOf(entries, "command-started").length,
    events,
  };
}

/** The engine's reply to all that had been seen, when the turn was broken off behind it. */
export function replyOf({ entries }: UnfinishedTurn): Reply | null {
  const last = entries.findLast(({ step }) => step !== null && step.kind !== "stopped")?.step;
  return last?.kind === "replied" ? last.reply : null;
}

/** How the turn ended, when the service lived to write it down; null: it was killed, or the turn goes on at this moment. */
export function stoppedAs({ entries }: UnfinishedTurn): "cancelled" | "failed" | null {
  const last = entries.at(-1)?.step;
  return last?.kind === "stopped" ? last.outcome : null;
}

/** Recorded runs in the place of others of the same command. */
export type Recall = {
  /** `command` is the redacted one; null: nothing of it is recorded that still stands. */
  take(command: string, input: string | null, isChange: boolean): StoredEvidence | null;
  /** Something was changed: no read that was recorded stands any more. */
  forgetReads(): void;
};

/** Each change is recalled once: what is approved twice in one message is wanted twice. A read is recalled while its answer stands. */
export function createRecall({ evidence, at }: Recovered, now: number): Recall {
  const standing = answeredCommands([{ evidence, at }], now);
  const executed = evidence.filter((piece) => piece.origin === "executed");
  const changes = executed.filter((piece) => piece.run !== undefined && isChange(piece.run.risk));
  const isSame = (piece: StoredEvidence, command: string, input: string | null) =>
    canonical(piece.command) === canonical(command) && (piece.run?.input ?? null) === input;
  return {
    take(command, input, change) {
      if (change) {
        const index = changes.findIndex((piece) => isSame(piece, command, input));
        return index === -1 ? null : changes.splice(index, 1)[0]!;
      }
      if (!standing.has(canonical(command))) return null;
      return executed.findLast((piece) => isSame(piece, command, input)) ?? null;
    },
    forgetReads: () => standing.clear(),
  };
}

/** A recorded run as it is shown among those of a message. */
export function recalledRun(
  evidence: StoredEvidence,
  command: string,
  raw: RanCommand["raw"],
  output: string,
): RanCommand {
  const { run } = evidence;
  return {
    command,
    raw,
    risk: run?.risk ?? "read",
    output,
    execution: {
      stdout: evidence.stdout,
      stderr: evidence.stderr,
      exitCode: evidence.exitCode,
      signal: run?.signal ?? null,
      timedOut: run?.timedOut ?? false,
      truncated: run?.truncated ?? false,
      durationMs: run?.durationMs ?? 0,
      kubectlMissing: false,
    },
    evidence,
    recalled: true,
  };
}

export function isChange(risk: string): boolean {
  return risk === "write" || risk === "destructive";
}

type StepOf<Kind extends JournalStep["kind"]> = Extract<JournalStep, { kind: Kind }>;

function stepsOf<Kind extends JournalStep["kind"]>(entries: readonly JournalEntry[], kind: Kind): StepOf<Kind>[] {
  return entries.flatMap(({ step }) => (step?.kind === kind ? [step as StepOf<Kind>] : []));
}
