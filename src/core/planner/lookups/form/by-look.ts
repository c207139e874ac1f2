import type { Answered } from "../../answers/answer.ts";
import type { Home } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import type { Reply, Situation } from "../../situation.ts";
import { choose } from "../../suggestions.ts";
import { evidenceBlock, paragraphs, sentence } from "../../wording.ts";
import { shellLook } from "../access/shell-look.ts";
import { stuckRolloutsLook } from "../changes/stuck-rollouts-look.ts";
import { whoLook } from "../changes/who-look.ts";
import { ingressLook } from "../network/ingress-look.ts";
import { tlsLook } from "../network/tls-look.ts";
import { guessedNodeLook } from "../nodes/guessed-node-look.ts";
import { nodeConditionLook } from "../nodes/node-condition-look.ts";
import { placementLook } from "../nodes/placement-look.ts";
import { taintLook } from "../nodes/taint-look.ts";
import { namespacesWithLook } from "../objects/namespaces-with-look.ts";
import { objectLook } from "../objects/object-look.ts";
import { tableLook } from "../objects/table-look.ts";
import { versionLook } from "../objects/version-look.ts";
import { existenceLook } from "../references/existence-look.ts";
import { keysLook, valueLook } from "../references/keys-look.ts";
import { unusedLook } from "../references/unused-look.ts";
import { usesLook } from "../references/uses-look.ts";
import { overcommitLook } from "../room/overcommit-look.ts";
import { requestedLook } from "../room/requested-look.ts";
import { roomLook } from "../room/room-look.ts";
import { containerCountLook } from "../spec/container-count-look.ts";
import { imageLook } from "../spec/image-look.ts";
import { rootLook } from "../spec/root-look.ts";
import { specLook } from "../spec/spec-look.ts";
import { endedLook } from "../times/ended-look.ts";
import { eventLook } from "../times/event-look.ts";
import { windowLook } from "../times/window-look.ts";
import { namespaceUsageLook } from "../usage/namespace-usage-look.ts";
import { usageAgainstLook } from "../usage/usage-against-look.ts";
import { usageLook } from "../usage/usage-look.ts";
import { volumeFillLook } from "../usage/volume-fill-look.ts";
import { autoscalerLook } from "../workloads/autoscaler-look.ts";
import { ownerCountLook } from "../workloads/owner-count-look.ts";
import { podsDifferLook } from "../workloads/pods-differ-look.ts";
import { scaledLook } from "../workloads/scaled-look.ts";
import { Look, type LookForm, type Step } from "./look.ts";

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
