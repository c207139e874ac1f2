import type { Finding } from "../../diagnosis/finding.ts";
import type { Answered } from "../answers/answer.ts";
import { logTrouble } from "../answers/log-trouble.ts";
import { logsFor, nameOf } from "../answers/logs.ts";
import { found } from "../answers/searched.ts";
import { asksToLookInto } from "../question/asks-sound.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { evidenceBlock, paragraphs, sentence } from "../wording.ts";

/** `did X report any "deadlock" problem?`: whether a quoted text stands in the log; null for other questions. */
export function replyOnQuotedText(question: Question, situation: Situation): Reply | null {
  const { plain, words } = question;
  const searched = words.find((word) => word.quoted && word.text.length > 2)?.text;
  if (searched === undefined || /\bwhy\b|\bhow come\b|\b(?:cause|reason) (?:of|for|why)\b/.test(plain)) return null;
  const asks =
    /^(?:so |and |please )?(?:did|does|do|has|have|had|is there|are there|was|were|any|can you see|check)\b/.test(
      plain,
    );
  if (
    !asks ||
    !/\b(?:report\w*|logs?|logged|logging|say|said|print\w*|mention\w*|show\w*|contain\w*|complain\w*|see|seen|there)\b/.test(
      plain,
    )
  )
    return null;
  const logs = logsFor(question, situation);
  if (logs.length === 0) return null;
  return answered(found(searched, situation, logs, nameOf(logs, question)), "confirmed");
}

/** Only that is asked, in one sentence that speaks of a log: what the text means is no matter then. */
export const asksOnlyForText = ({ text }: Question): boolean =>
  /\blogs?\b|\blogged\b/i.test(text) &&
  !/[.?!]\s+\S/.test(text.trim()) &&
  !/[:;–—]/.test(text) &&
  !asksToLookInto(text);

/** What the log itself says goes wrong, for a question after a log where no rule knows a cause; null where it says nothing. */
export function replyOnLog(question: Question, situation: Situation): Reply | null {
  if (!/\blogs?\b|\blogged\b/.test(question.plain)) return null;
  const logs = logsFor(question, situation);
  const told = logs.length === 0 ? null : logTrouble(logs, situation.view, nameOf(logs, question));
  return told === null ? null : answered(told, "likely");
}

/** `what errors do the logs of X show?`: all of them by groups, and what a rule makes of them. */
export function replyOnLoggedErrors(question: Question, situation: Situation, main: Finding): Reply | null {
  const { plain } = question;
  const asks =
    /^(?:please |can you |could you )?(?:what|which|show|list|give|any|are there|is there|tell|find|get|fetch|print)\b/.test(
      plain,
    ) &&
    /\b(?:errors?|exceptions?|warnings?|problems?)\b[^\n]{0,60}\blogs?\b|\blogs?\b[^\n]{0,60}\b(?:errors?|exceptions?|warnings?)\b/.test(
      plain,
    );
  const reply = asks && !/\bwhy\b|\bwrong\b|\bcause\b/.test(plain) ? replyOnLog(question, situation) : null;
  if (reply === null) return null;
  const [summary, ...rest] = reply.text.split("\n\n");
  return {
    ...reply,
    text: [summary, ...rest.slice(0, 1), sentence(main.summary), ...rest.slice(1)].join("\n\n"),
    findings: [main],
  };
}

function answered({ summary, details, lines }: Answered, confidence: "confirmed" | "likely"): Reply {
  return {
    text: paragraphs(summary, details, evidenceBlock(lines)),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary, confidence },
  };
}
