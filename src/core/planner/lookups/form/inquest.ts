import type { Suggestion } from "../../../diagnosis/finding.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import type { Home } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import type { Told } from "./told.ts";

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
