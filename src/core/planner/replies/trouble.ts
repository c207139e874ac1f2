import type { Home } from "../command-line.ts";
import { firstLook } from "../investigation/first-look.ts";
import { nextSteps } from "../investigation/next-steps.ts";
import { relevant } from "../investigation/relevance.ts";
import { topicOf } from "../investigation/topic.ts";
import { asksWhetherWell } from "../question/asks-whether-well.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, enumerated, leftOutNote, paragraphs } from "../wording.ts";
import { causeReply } from "./cause.ts";
import { noCauseReply } from "./no-cause.ts";

/** Why something fails, or whether it does. */
export function replyToTrouble(question: Question, situation: Situation, home: Home): Reply {
  if (situation.view.evidence.length === 0) return begin(question, situation, home);
  const bearing = relevant(question, situation.diagnosis, situation.view);
  const reads = choose(nextSteps(question, situation, home, bearing), situation);
  const main =
    bearing.roots.find(
      (finding) => finding.severity !== "info" || topicOf(question)?.kinds[0] === finding.object.kind,
    ) ?? (asksWhetherWell(question) ? undefined : bearing.roots[0]);
  return main === undefined
    ? noCauseReply(question, situation, reads, bearing)
    : causeReply(main, bearing, situation, reads, question);
}

function begin(question: Question, situation: Situation, home: Home): Reply {
  const choice = choose(firstLook(question, home), situation);
  const about = enumerated(question.targets.map((target) => target.name));
  const first = choice.suggestions[0];
  const summary =
    first === undefined
      ? "Every command that could decide this is answered or was refused."
      : `What is wrong${about === "" ? "" : ` with ${about}`} is not known before these commands have run; \`${first.command}\` comes first.`;
  return {
    text: paragraphs(summary, commandBlock("Next:", choice.suggestions), leftOutNote(choice.leftOut)),
    suggestions: choice.suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}
