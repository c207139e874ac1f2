import type { Suggestion } from "../../../diagnosis/finding.ts";
import { observe } from "../../../evidence/observe.ts";
import { keyOf, settle } from "../../command-key.ts";
import type { Home } from "../../command-line.ts";
import { bounded } from "../../inspection/bounded.ts";
import { inspect } from "../../inspection/inspect.ts";
import { firstLook } from "../../investigation/first-look.ts";
import type { Question } from "../../question/understand.ts";
import type { Reply, Situation } from "../../situation.ts";
import { type Choice, choose } from "../../suggestions.ts";
import { commandBlock, evidenceBlock, leftOutNote, paragraphs } from "../../wording.ts";
import { rightsOf } from "../access/rights-of.ts";
import { whoMay } from "../access/who-may.ts";
import { changesOf } from "../changes/changes.ts";
import { rolloutState } from "../changes/rollout-state.ts";
import { namespaceState } from "../impact/namespace-state.ts";
import { urgencyOf } from "../impact/urgency.ts";
import { userImpact } from "../impact/user-impact.ts";
import { lossOfClaim } from "../loss/loss-of-claim.ts";
import { lossOfNamespace } from "../loss/loss-of-namespace.ts";
import { lossOfNode } from "../loss/loss-of-node.ts";
import { lossOfObject } from "../loss/loss-of-object.ts";
import { certificateOf } from "../network/certificates.ts";
import { onNode } from "../nodes/on-node.ts";
import { dependentsOf } from "../references/dependents.ts";
import { runsOf } from "../times/runs.ts";
import { sinceWhenOf } from "../times/since-when.ts";
import type { Inquest, Inquiry, Told } from "./inquest.ts";

/** Inquiries in the order in which they are tried; the first whose form fits decides. */
const inquiries: readonly Inquiry[] = [
  whoMay,
  sinceWhenOf,
  urgencyOf,
  rolloutState,
  userImpact,
  onNode,
  namespaceState,
  lossOfClaim,
  lossOfNamespace,
  lossOfNode,
  lossOfObject,
  dependentsOf,
  rightsOf,
  certificateOf,
  runsOf,
  changesOf,
];

/**
 * The reply to a plain question that takes several reads, one after the other. Of what a person hands over others answer:
 * null then, for a question of another form, and where the reads do not answer.
 */
export function inquire(question: Question, situation: Situation, home: Home): Reply | null {
  const { view, newEvidenceFrom } = situation;
  const brought = view.evidence.slice(newEvidenceFrom);
  if (brought.some(({ origin }) => origin === "pasted") || question.intent === "change") return null;
  const inquests = inquiries.flatMap((inquiry) => inquiry(question, home) ?? []);
  const own = new Set(inquests.flatMap(({ reads }) => reads(view)).map(({ command }) => spelt(command)));
  if (brought.length > 0 && !brought.some(({ command }) => own.has(spelt(command)))) return null;
  for (const inquest of inquests) {
    const reply = replyBy(inquest, question, situation, home);
    if (reply !== null) return reply;
  }
  return null;
}

/** The same for all spellings of one command. */
function spelt(command: string): string {
  const settled = settle(command);
  return settled === null ? command : keyOf(settled.command, "");
}

function replyBy(inquest: Inquest, question: Question, situation: Situation, home: Home): Reply | null {
  const { view } = situation;
  const made = new Set(view.evidence.map(({ command }) => spelt(command)));
  const left = inquest.reads(view).filter(({ command }) => !made.has(spelt(command)));
  const choice = choose([...(view.evidence.length === 0 ? plainest(question, home) : []), ...left], situation);
  if (choice.suggestions.some(({ command }) => !waits(command))) return announce(choice);
  const told = inquest.tell(view);
  return told === null ? null : replyOf(told, choice, situation);
}

/** The one command that shows at first sight what a question names; it may well come back empty. */
function plainest(question: Question, home: Home): readonly Suggestion[] {
  if (question.intent === "inspect") return inspect(question, home).slice(0, 1).map(bounded);
  const [first] = question.intent === "troubleshoot" ? firstLook(question, home) : [];
  return first !== undefined && /^kubectl describe (?!pod )/.test(first.command) ? [first] : [];
}

/** The first read of the inquiry that a question begins; "" for a question of no such form. */
export function firstReadOf(question: Question, home: Home): string {
  const inquests = inquiries.flatMap((inquiry) => inquiry(question, home) ?? []);
  return inquests[0]?.reads(observe([]))[0]?.command ?? "";
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

function replyOf({ summary, details, lines, next, findings }: Told, waiting: Choice, situation: Situation): Reply {
  const suggestions = [...waiting.suggestions, ...choose(next ?? [], situation).suggestions].slice(0, 5);
  return {
    text: paragraphs(summary, details, evidenceBlock(lines), commandBlock("Next:", suggestions)),
    suggestions,
    findings: findings ?? [],
    conclusion: { verdict: (findings ?? []).length > 0 ? "cause-found" : "answered", summary, confidence: "confirmed" },
  };
}
