import type { Finding } from "../../diagnosis/finding.ts";
import type { Home } from "../command-line.ts";
import { firstLook } from "../investigation/first-look.ts";
import { nextSteps } from "../investigation/next-steps.ts";
import { type Relevance, relevant } from "../investigation/relevance.ts";
import type { Question } from "../question/understand.ts";
import type { Conclusion, Reply, Situation } from "../situation.ts";
import { type Choice, choose } from "../suggestions.ts";
import { commandBlock, enumerated, evidenceBlock, leftOutNote, othersNote, paragraphs, sentence } from "../wording.ts";

/** Why something fails, or whether it does. */
export function replyToTrouble(question: Question, situation: Situation, home: Home): Reply {
  if (situation.view.evidence.length === 0) return begin(question, situation, home);
  const bearing = relevant(question, situation.diagnosis);
  const main = bearing.roots[0];
  const reads = choose(nextSteps(question, situation, home, bearing), situation);
  if (main === undefined) return nothingFound(question, situation, reads, bearing);
  return cause(main, bearing, situation, reads);
}

function begin(question: Question, situation: Situation, home: Home): Reply {
  const choice = choose(firstLook(question, home), situation);
  const about = enumerated(question.targets.map((target) => target.name)) || "this";
  const summary =
    choice.suggestions.length === 0
      ? "Every command that could decide this was refused."
      : `What is wrong with ${about} cannot be said before the cluster was looked at; these commands show it.`;
  return {
    text: paragraphs(summary, commandBlock("Next:", choice.suggestions), leftOutNote(choice.leftOut)),
    suggestions: choice.suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}

function cause(main: Finding, bearing: Relevance, situation: Situation, reads: Choice): Reply {
  const plain = main.next.length === 0 || choose(main.next, { ...situation, rejections: [] }).suggestions.length === 0;
  const confirmed = main.confidence === "confirmed" && plain;
  const fixes = confirmed ? choose(main.fix?.commands ?? [], situation) : { suggestions: [], leftOut: [] };
  const furtherReads = confirmed ? { suggestions: [], leftOut: [] as Choice["leftOut"] } : reads;
  const symptoms = bearing.findings
    .filter((finding) => finding !== main && !bearing.roots.includes(finding))
    .slice(0, 3);
  const conclusion: Conclusion = {
    verdict: confirmed || reads.suggestions.length === 0 ? "cause-found" : "undecided",
    summary: sentence(main.summary),
    confidence: main.confidence,
  };
  return {
    text: paragraphs(
      sentence(main.summary) +
        (symptoms.length > 0
          ? ` That is why: ${sentence(symptoms.map((one) => one.summary.replace(/[.]$/, "")).join("; "))}`
          : ""),
      evidenceBlock(main.evidence),
      main.fix !== null && confirmed && sentence(`Fix: ${main.fix.summary}`),
      commandBlock("Next:", [...furtherReads.suggestions, ...fixes.suggestions]),
      othersNote([...bearing.roots.slice(1), ...bearing.others]),
      leftOutNote([...furtherReads.leftOut, ...fixes.leftOut]),
    ),
    suggestions: [...furtherReads.suggestions, ...fixes.suggestions],
    findings: [main, ...bearing.findings.filter((finding) => finding !== main)],
    conclusion,
  };
}

function nothingFound(question: Question, situation: Situation, reads: Choice, bearing: Relevance): Reply {
  const looked = enumerated(situation.view.evidence.map((one) => one.command).filter((command) => command !== ""));
  const decided = reads.suggestions.length === 0;
  const about = enumerated(question.targets.map((target) => target.name)) || "what was looked at";
  const summary = decided
    ? `Nothing wrong found in ${about}, having looked at ${looked}.`
    : `The evidence does not decide what is wrong with ${about}; ${reads.suggestions[0]!.command} would show more.`;
  return {
    text: paragraphs(
      summary,
      commandBlock("Next:", reads.suggestions),
      othersNote(bearing.others),
      leftOutNote(reads.leftOut),
    ),
    suggestions: reads.suggestions,
    findings: bearing.findings,
    conclusion: { verdict: decided ? "healthy" : "undecided", summary, confidence: decided ? "likely" : "possible" },
  };
}
