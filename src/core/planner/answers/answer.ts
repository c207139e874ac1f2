import type { Line } from "../../evidence/evidence.ts";
import type { Question } from "../question/understand.ts";
import type { Situation } from "../situation.ts";
import { contentsAnswer } from "./contents.ts";
import { errorAnswer } from "./errors.ts";
import { eventAnswer } from "./events.ts";
import { imageAnswer } from "./images.ts";
import { logAnswer } from "./logs.ts";
import { objectAnswer } from "./objects.ts";
import { podAnswer } from "./pods.ts";
import { quotation } from "./quotation.ts";
import { rankingAnswer } from "./rankings.ts";
import { valueAnswer } from "./values.ts";

/** What the evidence says to a question. `summary` is one or two sentences, `details` more lines as they should be shown. */
export type Answered = { readonly summary: string; readonly details: string; readonly lines: readonly Line[] };

/** A way to compute an answer; null when the question is of another form or the evidence does not hold it. */
export type AnswerForm = (question: Question, situation: Situation) => Answered | null;

const forms: readonly AnswerForm[] = [
  errorAnswer,
  valueAnswer,
  rankingAnswer,
  logAnswer,
  eventAnswer,
  imageAnswer,
  podAnswer,
  contentsAnswer,
  objectAnswer,
  quotation,
];

/** The answer to a question that wants to see something, computed from the evidence; null when the evidence does not hold it. */
export function answer(question: Question, situation: Situation): Answered | null {
  for (const form of forms) {
    const found = form(question, situation);
    if (found !== null) return found;
  }
  return null;
}
