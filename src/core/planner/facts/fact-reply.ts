import { type Answered, answer } from "../answers/answer.ts";
import { quotation } from "../answers/quotation.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { evidenceBlock, paragraphs } from "../wording.ts";
import { type AskedFact, askedFact, clauseCounts, countsAfter, valuesAfter } from "./asked-fact.ts";
import { attributeAnswer } from "./attributes.ts";
import { logTally } from "./log-tallies.ts";
import { replicaSum } from "./replicas.ts";
import { restartSum } from "./restarts.ts";
import { tally } from "./tallies.ts";
import { unreadIn } from "./unread.ts";
import { variableAnswer } from "./variables.ts";
import { wholeFact } from "./whole/whole-facts.ts";

/** The number, the names or the value that a question asks for, where what came with it shows them; null for every other question. */
export function factReply(question: Question, situation: Situation): Reply | null {
  const { view, newEvidenceFrom } = situation;
  if (newEvidenceFrom >= view.evidence.length) return null;
  const whole = wholeFact(question, view);
  if (whole !== null) return replyOf([...logCounts(whole, question, situation), whole], []);
  const asked = askedFact(question, view);
  if (asked === null) return null;
  const first = found(asked, question, situation);
  if (first === null) return null;
  const unread = unreadIn(asked, first, view);
  if (unread[0] === "not" || (unread.length > 0 && /^(?:None \(0\)|0 )/.test(first.summary))) return null;
  const further = asked.counts ? countsAfter(asked, question, view) : [];
  const more = further.map((one) => found(one, question, situation));
  const values = asked.counts ? valuesAfter(asked, question, view).map((one) => attributeAnswer(one, view)) : [];
  const all = [first, ...[...more, ...values].filter((one) => one !== null)];
  const open = further
    .filter((_, at) => more[at] === null)
    .map((one) => `What was shown does not count "${one.clause}".`);
  const caveat = unread.length === 0 ? [] : [`Not decided by what was shown: ${unread.join(" ")}.`];
  return replyOf(all, [...open, ...caveat]);
}

function replyOf(answers: readonly Answered[], open: readonly string[]): Reply {
  const all = numbersFirst(answers);
  const summary = [...new Set(all.map((one) => one.summary)), ...open].join(" ");
  const details = all.map((one) => one.details).filter((one) => one !== "");
  return {
    text: paragraphs(summary, ...details, evidenceBlock(all.flatMap((one) => one.lines).slice(0, 12))),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary, confidence: "confirmed" },
  };
}

/** What is to be counted in logs besides what is most in them: `how many 5xx, and which client got the most?` */
function logCounts(whole: Answered, question: Question, { view }: Situation): readonly Answered[] {
  if (!whole.summary.includes("in the log of")) return [];
  return clauseCounts(question, view)
    .filter(({ clause }) => !/\b(?:per|by|each|different|distinct|unique)\b/.test(clause))
    .flatMap((one) => logTally(one, view) ?? []);
}

/** Of several counts with long lists of names, the numbers come first. */
function numbersFirst(all: readonly Answered[]): readonly Answered[] {
  if (all.length < 2 || all.reduce((sum, { summary }) => sum + summary.length, 0) < 350) return all;
  return all.map((one) => {
    const [, head, names] = /^([^:\n]{1,300}): ([^\n]{1,4000})$/.exec(one.summary) ?? [];
    return head === undefined
      ? one
      : { ...one, summary: `${head}.`, details: paragraphs(`${head}: ${names}`, one.details) };
  });
}

function found(asked: AskedFact, question: Question, situation: Situation): Answered | null {
  const { view } = situation;
  return (
    replicaSum(asked, view) ??
    restartSum(asked, view) ??
    tally(asked, view) ??
    variableAnswer(asked, view, question.targets[0]?.name) ??
    (asked.counts ? null : attributeAnswer(asked, view)) ??
    logTally(asked, view) ??
    (asked.counts && question.intent !== "inspect" ? computed(asked.question, situation) : null)
  );
}

/** A count that was taken for trouble or a wish because of what stands around it. */
function computed(question: Question, situation: Situation): Answered | null {
  const asked: Question = { ...question, intent: "inspect" };
  const found = answer(asked, situation);
  return found === null || found.summary === quotation(asked, situation)?.summary ? null : found;
}
