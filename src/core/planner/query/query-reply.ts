import type { Answered } from "../answers/answer.ts";
import { differences } from "../facts/whole/differences.ts";
import { asksForHolder, holderAnswer } from "../facts/whole/holder.ts";
import { asksForCauseOf } from "../question/asks-cause.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { evidenceBlock, paragraphs } from "../wording.ts";
import { answersTo } from "./answers-to.ts";
import { idAnswer, numberAnswer } from "./log-id.ts";
import { askedReason } from "./log-reasons.ts";

/** The number, names or values that a question asks for, computed over the records of the outputs; null where a word of it is not understood. */
export function queryReply(asked: Question, situation: Situation): Reply | null {
  const { view, newEvidenceFrom, question } = situation;
  if (newEvidenceFrom >= view.evidence.length || question.length > 2000) return null;
  const ofOne = idAnswer(question, view) ?? numberAnswer(question, view);
  if (ofOne !== null) return said(ofOne);
  if (
    /(?:^|[.?!,] )for what reason\b(?![^?]* and )|\b(?:why|root cause|caus(?:e|es|ed|ing)|how come|how (?:do|can|should|could) (?:i|we)|what(?:'s| is) (?:wrong|broken|up (?:with|at|in)|it (?:now|again|today|this time)|the (?:problem|issue|matter|reason))|what (?:should|can|do) (?:i|we)|something (?:is|was|must be|seems(?: to be)?) (?:missing|wrong|broken|off)|what happened|what is going on|what's going on|what is happening)\b/i.test(
      view.logs.length === 0 ? question : askedReason(question),
    )
  )
    return null;
  if (showsLog.test(question)) return null;
  if (asksForCauseOf(question) || (whoDidIt.test(question) && view.logs.length === 0)) return null;
  const held = asksForHolder(question) ? holderAnswer(asked, view) : null;
  const found = held ?? differences(asked, view) ?? answersTo(question, view);
  return found === null ? null : said(found);
}

/** What the logs say of one thing that the question names by kind and number; whether it went well is no question after the pods. */
export function numberReply({ view, newEvidenceFrom, question }: Situation): Reply | null {
  const found = newEvidenceFrom >= view.evidence.length ? null : numberAnswer(question, view);
  return found === null ? null : said(found);
}

/** `show me the logs of web`: the log itself, whatever else the name is known by. */
const showsLog =
  /^\W{0,3}(?:please |can you |could you |now |and )?(?:show|get|print|fetch|display|give|read|tail|see)(?: me| us)?(?: the| its| all| last)? logs?\b(?! (?:lines?|entr\w+|levels?))/i;

/** Objects do not tell who did something to them; a log may. */
const whoDidIt =
  /\bwho (?:has |have |was |is |keeps )?(?:restart|kill|delet|remov|scal|chang|stop|evict|creat|edit|deploy|touch|broke|updat)\w*/i;

function said({ summary, details, lines }: Answered): Reply {
  return {
    text: paragraphs(summary, details, evidenceBlock(lines, 12)),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary, confidence: "confirmed" },
  };
}
