import { type Answered, answer } from "../answers/answer.ts";
import { quotation } from "../answers/quotation.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { evidenceBlock, paragraphs } from "../wording.ts";
import { askedFact } from "./asked-fact.ts";
import { attributeAnswer } from "./attributes.ts";
import { logTally } from "./log-tallies.ts";
import { restartSum } from "./restarts.ts";
import { tally } from "./tallies.ts";
import { variableAnswer } from "./variables.ts";

/** The number, the names or the value that a question asks for, where what came with it shows them; null for every other question. */
export function factReply(question: Question, situation: Situation): Reply | null {
  const { view, newEvidenceFrom } = situation;
  if (newEvidenceFrom >= view.evidence.length) return null;
  const asked = askedFact(question, view);
  if (asked === null) return null;
  const found: Answered | null =
    restartSum(asked, view) ??
    tally(asked, view) ??
    variableAnswer(asked, view, question.targets[0]?.name) ??
    (asked.counts ? null : attributeAnswer(asked, view)) ??
    logTally(asked, view) ??
    (asked.counts && question.intent !== "inspect" ? computed(asked.question, situation) : null);
  if (found === null) return null;
  return {
    text: paragraphs(found.summary, found.details, evidenceBlock(found.lines)),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary: found.summary, confidence: "confirmed" },
  };
}

/** A count that was taken for trouble or a wish because of what stands around it. */
function computed(question: Question, situation: Situation): Answered | null {
  const asked: Question = { ...question, intent: "inspect" };
  const found = answer(asked, situation);
  return found === null || found.summary === quotation(asked, situation)?.summary ? null : found;
}
