import type { Answered } from "../answers/answer.ts";
import type { Home } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { evidenceBlock, paragraphs, sentence } from "../wording.ts";
import { autoscalerLook } from "./autoscaler-look.ts";
import { containerCountLook } from "./container-count-look.ts";
import { endedLook } from "./ended-look.ts";
import { eventLook } from "./event-look.ts";
import { existenceLook } from "./existence-look.ts";
import { guessedNodeLook } from "./guessed-node-look.ts";
import { imageLook } from "./image-look.ts";
import { ingressLook } from "./ingress-look.ts";
import { keysLook, valueLook } from "./keys-look.ts";
import { Look, type LookForm, type Step } from "./look.ts";
import { namespaceUsageLook } from "./namespace-usage-look.ts";
import { namespacesWithLook } from "./namespaces-with-look.ts";
import { nodeConditionLook } from "./node-condition-look.ts";
import { objectLook } from "./object-look.ts";
import { overcommitLook } from "./overcommit-look.ts";
import { ownerCountLook } from "./owner-count-look.ts";
import { placementLook } from "./placement-look.ts";
import { podsDifferLook } from "./pods-differ-look.ts";
import { requestedLook } from "./requested-look.ts";
import { roomLook } from "./room-look.ts";
import { rootLook } from "./root-look.ts";
import { scaledLook } from "./scaled-look.ts";
import { shellLook } from "./shell-look.ts";
import { specLook } from "./spec-look.ts";
import { stuckRolloutsLook } from "./stuck-rollouts-look.ts";
import { tableLook } from "./table-look.ts";
import { taintLook } from "./taint-look.ts";
import { tlsLook } from "./tls-look.ts";
import { unusedLook } from "./unused-look.ts";
import { usageAgainstLook } from "./usage-against-look.ts";
import { usageLook } from "./usage-look.ts";
import { usesLook } from "./uses-look.ts";
import { versionLook } from "./version-look.ts";
import { volumeFillLook } from "./volume-fill-look.ts";
import { whoLook } from "./who-look.ts";
import { windowLook } from "./window-look.ts";

const forms: readonly LookForm[] = [
  whoLook,
  shellLook,
  eventLook,
  keysLook,
  valueLook,
  existenceLook,
  requestedLook,
  scaledLook,
  stuckRolloutsLook,
  guessedNodeLook,
  placementLook,
  imageLook,
  tlsLook,
  podsDifferLook,
  volumeFillLook,
  ownerCountLook,
  usageAgainstLook,
  namespaceUsageLook,
  namespacesWithLook,
  taintLook,
  nodeConditionLook,
  overcommitLook,
  windowLook,
  endedLook,
  versionLook,
  unusedLook,
  autoscalerLook,
  ingressLook,
  tableLook,
  usesLook,
  usageLook,
  objectLook,
  roomLook,
  rootLook,
  containerCountLook,
  specLook,
];

/**
 * The next step of a question whose commands and answer are known beforehand. Nothing is looked up beside what a person handed over
 * or approved: that is read for itself.
 */
export function lookReply(question: Question, situation: Situation, home: Home): Reply | null {
  const fresh = situation.view.evidence.slice(situation.newEvidenceFrom);
  for (const { look, step } of stepsFor(question, situation, home))
    if (fresh.every((piece) => (piece.origin === "executed" || "answered" in step) && look.isOwn(piece)))
      return replyOf(step, situation);
  return null;
}

/** What was answered to a question from reads that were made before; null where more would have to be read. */
export function lookedUp(question: Question, situation: Situation, home: Home): Answered | null {
  for (const { step } of stepsFor(question, situation, home)) return "answered" in step ? step.answered : null;
  return null;
}

function* stepsFor(question: Question, situation: Situation, home: Home) {
  for (const form of formsFor(question)) {
    const look = new Look(situation, home);
    const step = form(question, look);
    if (step !== null) yield { look, step };
  }
}

function formsFor({ text, intent }: Question): readonly LookForm[] {
  if (text.length > 400) return [];
  if (intent === "change") return asksHow.test(text) ? [shellLook] : [];
  const isAsked = ["inspect", "unclear", "troubleshoot"].includes(intent) && !/\bwhy\b|\bhow come\b/i.test(text);
  return isAsked ? forms : [];
}

/** `how do I get a shell in X` wants to be told, unlike `exec into X`. */
const asksHow = /^how (?:do|can|would|could|should|to)\b/i;

function replyOf(step: Step, situation: Situation): Reply | null {
  if ("ask" in step) {
    const { suggestions } = choose(step.ask, situation);
    const first = suggestions[0];
    if (first === undefined) return null;
    const summary = `This shows it: ${first.command}`;
    return {
      text: paragraphs("This shows it:", suggestions.map((one) => one.command).join("\n"), sentence(first.reason)),
      suggestions,
      findings: [],
      conclusion: { verdict: "undecided", summary, confidence: "possible" },
    };
  }
  const { summary, details, lines } = step.answered;
  return {
    text: paragraphs(summary, details, evidenceBlock(lines, 10)),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary, confidence: "confirmed" },
  };
}
