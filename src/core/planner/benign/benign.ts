import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, KubectlError, ObjectRef } from "../../evidence/observed.ts";
import type { Question } from "../question/understand.ts";

/** What somebody may take for a fault and is none, as the evidence shows. */
export type Benign = {
  /** The object at which it is seen. */
  readonly ref: ObjectRef;
  /** Others that somebody may name who asks about it: the workload behind a budget, the pods on a node. */
  readonly about?: readonly ObjectRef[];
  /** One clause: what is seen, and why it is as it should be. */
  readonly text: string;
  readonly lines: readonly Line[];
  /** Codes of findings about these objects that it makes void, besides all that are about `ref` itself. */
  readonly voids?: readonly string[];
  /** Errors of kubectl that it explains: what is not found because it was removed as planned. */
  readonly errors?: readonly KubectlError[];
  /** The errors in the log of `ref` are what it explains, all of them; `only`: and nothing of how `ref` itself stands. */
  readonly ofLog?: true | "only";
  /** Of a log: the lines that are explained; a finding that stands on others of it is not. */
  readonly covers?: readonly Line[];
  /** It looks the same and is none of it: nothing may be called well that it is about. */
  readonly isDoubt?: true;
};

/**
 * One thing that is known to alarm people without need. `asked`: the words of a question, in lower case, that may mean it; it is said
 * only where they stand, or where the object is named and asked to be well.
 */
export type BenignRule = {
  readonly code: string;
  readonly title: string;
  readonly about: string;
  readonly reads: readonly string[];
  readonly asked: Pick<RegExp, "test">;
  /** Words of a question that complains of more than it can explain: calls that fail are not explained by a cordoned node. */
  readonly unless?: RegExp;
  /** Said only where it is asked for, not of everything that is named and asked to be well. */
  readonly onlyAsked?: true;
  find(view: ClusterView, question: Question): readonly Benign[];
};

/** A rule from its page and a function that finds; what no line shows is dropped. */
export const defineBenign = (
  text: Omit<BenignRule, "find">,
  find: (
    view: ClusterView,
    question: Question,
  ) => Iterable<Omit<Benign, "lines"> & { readonly lines: readonly (Line | undefined)[] }>,
): BenignRule => ({
  ...text,
  find: (view, question) =>
    [...find(view, question)].flatMap((one) => {
      const lines = one.lines.filter((line) => line !== undefined);
      return lines.length === 0 ? [] : [{ ...one, lines }];
    }),
});
