import type { Finding } from "../../diagnosis/finding.ts";
import { bearsOn, type Relevance } from "../investigation/relevance.ts";
import { topicOf } from "../investigation/topic.ts";
import { activityIn } from "../question/activities.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import type { Choice } from "../suggestions.ts";
import { commandBlock, leftOutNote, paragraphs } from "../wording.ts";
import { elsewhereBlock } from "./no-cause.ts";

/**
 * Whether a root is the cause of something else than what a question that names no object complains of: pods are evicted, nobody can log
 * in. Of what people hand over they know themselves that it belongs to it.
 */
export function isUnfit(main: Finding, question: Question, { view, diagnosis }: Situation): boolean {
  if (question.targets.length > 0 || view.evidence.some(({ origin }) => origin !== "executed")) return false;
  const topic = topicOf(question);
  if (topic?.isState === true) return !bearsOn(topic, main, diagnosis.findings);
  const said = question.selectors.labels.reduce((text, label) => text.replaceAll(label, " "), question.text);
  return topic === null && activityIn(said) !== null;
}

/** What fails is no answer then, and stands beside it as what it is. */
export function unfitReply(question: Question, reads: Choice, { roots, others }: Relevance): Reply {
  const topic = topicOf(question);
  const about = question.scope.namespaces.length === 0 ? "" : ` in ${question.scope.namespaces.join(", ")}`;
  const summary =
    topic?.unseen?.replace(/^([^.]{1,200})\.$/, (_, said: string) => `${said}${about}.`) ??
    `Nothing that was looked at${about} shows why that is; what fails there is not known to be the reason.`;
  const failing = [...roots, ...others].filter(({ severity }) => severity !== "info");
  return {
    text: paragraphs(
      summary,
      elsewhereBlock(failing, question, []),
      commandBlock("Next:", reads.suggestions),
      leftOutNote(reads.leftOut),
    ),
    suggestions: reads.suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}
