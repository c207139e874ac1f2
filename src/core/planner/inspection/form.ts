import type { Suggestion } from "../../diagnosis/finding.ts";
import { type Kind, kindNamed } from "../../kubectl/kinds.ts";
import type { Home } from "../command-line.ts";
import type { Target } from "../question/targets.ts";
import type { Question } from "../question/understand.ts";

/** A form of question with the commands that answer it, best first; null when the question is not of this form. */
export type Form = (question: Question, home: Home) => readonly Suggestion[] | null;

export function says(question: Question, pattern: RegExp): boolean {
  return pattern.test(question.plain);
}

export function mentions(question: Question, kind: string): boolean {
  return question.kinds.some((mention) => mention.kind.kind === kind);
}

/** The first object named that is of this kind, or of no kind when none of this kind is named. */
export function targetOf(question: Question, kind: string): Target | undefined {
  return (
    question.targets.find((target) => target.kind?.kind === kind) ??
    question.targets.find((target) => target.kind === null)
  );
}

export function kindOf(word: string): Kind {
  const kind = kindNamed(word);
  if (kind === undefined) throw new Error(`${word} is not a built-in kind`);
  return kind;
}

export function one(command: string, reason: string): readonly Suggestion[] {
  return [{ command, reason }];
}
