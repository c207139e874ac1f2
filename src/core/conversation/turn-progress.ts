import type { Finding } from "../diagnosis/finding.ts";
import { canonical } from "./answered.ts";
import type { Journal, JournalStep } from "./journal.ts";
import type { TurnWatch } from "./message.ts";
import type { NumberedTurnEvent, TurnEvent } from "./turn-event.ts";

/** How far a turn had come when it was broken off; the beginning, for a new one. */
export type TurnMark = {
  readonly seq: number;
  readonly event: number;
  readonly evidence: number;
  readonly events: readonly NumberedTurnEvent[];
};

export const beginning: TurnMark = { seq: 0, event: 0, evidence: 0, events: [] };

/** More events than that are not told between two steps; a resumed turn goes on behind all that may have been heard of it. */
const resumeGap = 1_000_000;

/** Findings of one turn that are told, the most likely first; a thousand failing pods are not told one by one. */
export const mostFindings = 100;

/** One turn on its way: gives out its ids, writes its steps down before the next begins, and tells its events in order. */
export class TurnProgress {
  readonly turn: string;
  private readonly thread: string;
  private readonly journal: Journal;
  private readonly watch: TurnWatch | undefined;
  private seq: number;
  private event: number;
  private evidence: number;
  private replies = 0;
  private chunkRoom = 512 * 1024;
  private readonly suggestionIds = new Map<string, string>();
  private readonly toldFindings = new Set<string>();

  constructor(turn: string, thread: string, journal: Journal, watch?: TurnWatch, mark = beginning) {
    this.turn = turn;
    this.thread = thread;
    this.journal = journal;
    this.watch = watch;
    this.seq = mark.seq;
    this.event = mark.event === 0 ? 0 : mark.event + resumeGap;
    this.evidence = mark.evidence;
    for (const event of mark.events) this.remember(event);
  }

  /** The number of the last event told. */
  get lastEvent(): number {
    return this.event;
  }

  nextEvidenceId(): string {
    this.evidence += 1;
    return `${this.turn}.e${this.evidence}`;
  }

  nextReply(): number {
    this.replies += 1;
    return this.replies;
  }

  /** How many of so many characters of output may still be told of this turn: what is told is kept for those who come back. */
  takeChunkRoom(wanted: number): number {
    const given = Math.min(wanted, this.chunkRoom);
    this.chunkRoom -= given;
    return given;
  }

  /** The same command suggested twice in a turn is one suggestion. */
  suggestionId(command: string): { readonly id: string; readonly isNew: boolean } {
    const key = canonical(command);
    const known = this.suggestionIds.get(key);
    if (known !== undefined) return { id: known, isNew: false };
    const id = `${this.turn}.s${this.suggestionIds.size + 1}`;
    this.suggestionIds.set(key, id);
    return { id, isNew: true };
  }

  /** Those of the findings that this turn has not told yet. */
  newFindings(findings: readonly Finding[]): Finding[] {
    return findings.filter((finding) => {
      const key = keyOf(finding);
      if (this.toldFindings.has(key) || this.toldFindings.size >= mostFindings) return false;
      this.toldFindings.add(key);
      return true;
    });
  }

  /** Tells what need not outlive the process. */
  tell(event: TurnEvent): void {
    this.watch?.hear(this.numbered(event));
  }

  /** Writes a step down, then tells its events. Throws `store-failed`. */
  async keep(step: JournalStep | null, ...events: readonly TurnEvent[]): Promise<void> {
    const numbered = events.map((event) => this.numbered(event));
    this.seq += 1;
    await this.journal.write(this.thread, this.turn, { seq: this.seq, step, events: numbered });
    for (const event of numbered) this.watch?.hear(event);
  }

  async keepIfAny(events: readonly TurnEvent[]): Promise<void> {
    if (events.length > 0) await this.keep(null, ...events);
  }

  private numbered(event: TurnEvent): NumberedTurnEvent {
    this.event += 1;
    return { id: this.event, ...event };
  }

  private remember(event: NumberedTurnEvent): void {
    if (event.type === "finding-reported") this.toldFindings.add(keyOf(event.finding));
    if (event.type === "command-proposed" && event.suggestion !== null)
      this.suggestionIds.set(canonical(event.command), event.suggestion);
  }
}

function keyOf({ code, object }: Finding): string {
  return JSON.stringify([code, object.kind, object.namespace, object.name]);
}
