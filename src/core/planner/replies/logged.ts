import type { Answered } from "../answers/answer.ts";
import { found, logsFor, nameOf } from "../answers/logs.ts";
import { logTrouble } from "../answers/log-trouble.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { evidenceBlock, paragraphs } from "../wording.ts";

/** `did X report any "deadlock" problem?`: whether a quoted text stands in the log; null for other questions. */
export function replyOnQuotedText(question: Question, situation: Situation): Reply | null {
  const { plain, words } = question;
  const searched = words.find((word) => word.quoted && word.text.length > 2)?.text;
  if (searched === undefined) return null;
  const asks = /^(?:so |and |please )?(?:did|does|do|has|have|had|is there|are there|was|were|any|can you see|check)\b/.test(plain);
  if (!asks || !/\b(?:report\w*|logs?|logged|logging|say|said|print\w*|mention\w*|show\w*|contain\w*|complain\w*|see|seen|there)\b/.test(plain)) return null;
  const logs = logsFor(question, situation);
  if (logs.length === 0) return null;
  return answered(found(searched, situation, logs, nameOf(logs, question)), "confirmed");
}

/** What the log itself says goes wrong, for a question after a log where no rule knows a cause; null where it says nothing. */
export function replyOnLog(question: Question, situation: Situation): Reply | null {
  if (!/\blogs?\b|\blogged\b/.test(question.plain)) return null;
  const logs = logsFor(question, situation);
  const told = logs.length === 0 ? null : logTrouble(logs, situation.view, nameOf(logs, question));
  return told === null ? null : answered(told, "likely");
}

function answered(
  { summary, details, lines }: Answered,
  confidence: "confirmed" | "likely",
): Reply {
  return {
    text: paragraphs(summary, details, evidenceBlock(lines)),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary, confidence },
  };
}
