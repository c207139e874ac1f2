import type { Finding, Suggestion } from "../../../diagnosis/finding.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import type { Home } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";

/** What an inquiry found: the answer in a sentence or two, more of it, the lines that prove it, and what to read for more. */
export type Told = {
  readonly summary: string;
  readonly details?: string;
  readonly lines: readonly Line[];
  readonly next?: readonly Suggestion[];
  /** What was found to be behind it: the talk goes on about that. */
  readonly findings?: readonly Finding[];
};

/**
 * The way of a plain question through the cluster. `reads` names all reads that what is known asks for, made or not; `tell` is
 * asked when all of them were made. null: they do not hold an answer, others may.
 */
export type Inquest = {
  reads(view: ClusterView): readonly Suggestion[];
  tell(view: ClusterView): Told | null;
};

/** A form of question that takes more than one read; null for every other question. */
export type Inquiry = (question: Question, home: Home) => Inquest | null;
