import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Kind } from "../../kubectl/kinds.ts";
import { kindOf } from "../inspection/form.ts";
import type { Question } from "../question/understand.ts";

/** A change that was asked for: the commands that make it, and the reads that show that it worked. */
export type Change = { readonly commands: readonly Suggestion[]; readonly verify: readonly Suggestion[] };

/** A form of change request; `place` is the namespace flag. null when the request is not of this form. */
export type ChangeForm = (question: Question, place: string) => Change | null;

export function changed(command: string, reason: string, ...verify: readonly Suggestion[]): Change {
  return { commands: [{ command, reason }], verify };
}

/** The object a change is about; a name without a kind is taken for a workload of the kind that is mentioned, else a deployment. */
export function subjectOf(question: Question, kinds: ReadonlySet<string>): { kind: Kind; name: string } | null {
  const target =
    question.targets.find((one) => one.kind !== null && kinds.has(one.kind.kind)) ??
    question.targets.find((one) => one.kind === null);
  if (target === undefined) return null;
  const mentioned = question.kinds.find((mention) => kinds.has(mention.kind.kind))?.kind;
  return { kind: target.kind ?? mentioned ?? kindOf("deployments"), name: target.name };
}
