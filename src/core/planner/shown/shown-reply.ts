import type { Answered } from "../answers/answer.ts";
import { podAnswer } from "../answers/pods.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { evidenceBlock, paragraphs } from "../wording.ts";
import { anyKeyValue } from "./key-value.ts";
import { kindList, listsPods } from "./kind-list.ts";
import { lastLines } from "./last-lines.ts";
import { meantIn, withoutPlace } from "./meant.ts";
import { plainAsk } from "./plain-ask.ts";
import { propertyOf } from "./property-of.ts";
import { restartCount } from "./restart-count.ts";

/**
 * A value, a count or a list that stands in the outputs which came with the question: `how big is data-0?`, `which services are there in
 * shop?`. Every word of the question has to be accounted for; null for every other question, and where the outputs do not hold it.
 */
export function shownReply(question: Question, situation: Situation): Reply | null {
  const { view, newEvidenceFrom, diagnosis } = situation;
  if (newEvidenceFrom >= view.evidence.length) return null;
  const asked = plainAsk(question);
  if (asked === null) return null;
  if (asked.some((word) => states.test(word)) && diagnosis.findings.some(({ severity }) => severity !== "info"))
    return null;
  const { words, namespaces } = withoutPlace(asked, question, view);
  const meant = meantIn(words, namespaces, view);
  const found =
    lastLines(asked, view) ??
    (listsPods(words, view) ? podAnswer(question, situation) : null) ??
    kindList(words, namespaces, view) ??
    meant.map((one) => restartCount(one, view) ?? propertyOf(one, view)).find((one) => one !== null) ??
    (meant.length === 0 ? anyKeyValue(words, view) : null);
  return found == null ? null : replyOf(found);
}

/** How something is, while something fails, is more than what a column says. */
const states = /^(?:status|states?|health|healthy|ready|phase|conditions?|available|active|synced)$/;

function replyOf({ summary, details, lines }: Answered): Reply {
  return {
    text: paragraphs(summary, details, evidenceBlock(lines, 12)),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary, confidence: "confirmed" },
  };
}
