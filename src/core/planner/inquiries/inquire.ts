import { observe } from "../../evidence/observe.ts";
import { settle } from "../command-key.ts";
import type { Home } from "../command-line.ts";
import { bounded } from "../inspection/bounded.ts";
import { inspect } from "../inspection/inspect.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { type Choice, choose } from "../suggestions.ts";
import { commandBlock, evidenceBlock, leftOutNote, paragraphs } from "../wording.ts";
import { certificateOf } from "./certificates.ts";
import { changesOf } from "./changes.ts";
import { dependentsOf } from "./dependents.ts";
import type { Inquest, Inquiry, Told } from "./inquiry.ts";
import { lossOfNode } from "./loss-of-node.ts";
import { rightsOf } from "./rights-of.ts";
import { runsOf } from "./runs.ts";
import { whoMay } from "./who-may.ts";

/** Inquiries in the order in which they are tried; the first whose form fits decides. */
const inquiries: readonly Inquiry[] = [whoMay, dependentsOf, rightsOf, lossOfNode, certificateOf, runsOf, changesOf];

/**
 * The reply to a plain question that takes several reads, one after the other. Of what a person hands over others answer:
 * null then, for a question of another form, and where the reads do not answer.
 */
export function inquire(question: Question, situation: Situation, home: Home): Reply | null {
  const { view, newEvidenceFrom } = situation;
  const isHandedOver = view.evidence.slice(newEvidenceFrom).some(({ origin }) => origin === "pasted");
  if (isHandedOver || question.intent === "change") return null;
  const inquest = inquestOf(question, home);
  if (inquest === null) return null;
  const made = new Set(view.evidence.map(({ command }) => settle(command)?.text ?? command));
  const left = inquest.reads(view).filter(({ command }) => !made.has(settle(command)?.text ?? command));
  const isFirst = view.evidence.length === 0 && question.intent === "inspect";
  const choice = choose([...(isFirst ? inspect(question, home).slice(0, 1).map(bounded) : []), ...left], situation);
  if (choice.suggestions.some(({ command }) => !waits(command))) return announce(choice);
  const told = inquest.tell(view);
  return told === null ? null : replyOf(told, choice, situation);
}

/** The first read of the inquiry that a question begins; "" for a question of no such form. */
export function firstReadOf(question: Question, home: Home): string {
  return inquestOf(question, home)?.reads(observe([]))[0]?.command ?? "";
}

function inquestOf(question: Question, home: Home): Inquest | null {
  for (const inquiry of inquiries) {
    const inquest = inquiry(question, home);
    if (inquest !== null) return inquest;
  }
  return null;
}

/** What asks the API server in somebody else's name runs only when a person says so; the answer does not wait for it. */
const waits = (command: string): boolean => / auth can-i .*--as/.test(command);

function announce({ suggestions, leftOut }: Choice): Reply {
  const first = suggestions[0]!;
  return {
    text: paragraphs(
      "This shows it:",
      suggestions.map(({ command }) => command).join("\n"),
      first.reason,
      leftOutNote(leftOut),
    ),
    suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary: `This shows it: ${first.command}`, confidence: "possible" },
  };
}

function replyOf({ summary, details, lines, next }: Told, waiting: Choice, situation: Situation): Reply {
  const suggestions = [...waiting.suggestions, ...choose(next ?? [], situation).suggestions].slice(0, 5);
  return {
    text: paragraphs(summary, details, evidenceBlock(lines), commandBlock("Next:", suggestions)),
    suggestions,
    findings: [],
    conclusion: { verdict: "answered", summary, confidence: "confirmed" },
  };
}
