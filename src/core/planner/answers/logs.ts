import { shortened } from "../../diagnosis/logs/decisive-line.ts";
import { saidIn } from "../../diagnosis/logs/said-in-line.ts";
import type { ObservedLog } from "../../evidence/observed.ts";
import { isNamed } from "../investigation/relevance.ts";
import { tellsOfIdleWork } from "../question/seeks-fault.ts";
import type { Question } from "../question/understand.ts";
import type { Situation } from "../situation.ts";
import { enumerated } from "../wording.ts";
import type { AnswerForm } from "./answer.ts";
import { logTrouble } from "./log-trouble.ts";
import { found } from "./searched.ts";
import { unusualLines } from "./unusual-lines.ts";

/**
 * What logs hold: a text that was searched for, the errors, or what was written last. That there are no errors is no answer to somebody
 * who tells of work that is not done.
 */
export const logAnswer: AnswerForm = (question, situation) => {
  if (!/\blogs?\b|\berrors?\b|\breported\b|\blogged\b/.test(question.plain)) return null;
  const logs = logsFor(question, situation);
  if (logs.length === 0) return null;
  const name = nameOf(logs, question);
  const count = logs.reduce((sum, log) => sum + log.lineCount, 0);
  const searched = question.words.find((word) => word.quoted && word.text.length > 1)?.text;
  if (searched !== undefined) return found(searched, situation, logs, name);
  const told = logTrouble(logs, situation.view, name) ?? unusualLines(logs, situation.view, name);
  if (told !== null) return told;
  if (tellsOfIdleWork(question.text)) return null;
  const tail = logs.at(-1)!.tail.slice(-5);
  return {
    summary: `The log of ${name} shows no errors in ${count} lines. The last lines are:`,
    details: tail.map((line) => `  ${short(line.text)}`).join("\n"),
    lines: [],
  };
};

export function logsFor(question: Question, situation: Situation): readonly ObservedLog[] {
  const { logs } = situation.view;
  const named = logs.filter(
    (log) => log.object !== null && question.targets.some((target) => isNamed(log.object!, target.name)),
  );
  return (named.length > 0 ? named : logs).filter((log) => log.lineCount > 0);
}

export function nameOf(logs: readonly ObservedLog[], question: Question): string {
  const names = [...new Set(logs.flatMap((log) => (log.object === null ? [] : [log.object.name])))];
  return enumerated(names, 3) || enumerated(question.targets.map((target) => target.name)) || "the container";
}

const longest = 170;

/** What a line of a log says, cut to what tells. */
function short(text: string): string {
  return shortened(saidIn(text), longest);
}
