import { type LogReading, logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { answer } from "../answers/answer.ts";
import { quotation } from "../answers/quotation.ts";
import type { Home } from "../command-line.ts";
import { grantedTo } from "../handed-over/granted.ts";
import { headroomOf } from "../handed-over/headroom.ts";
import { nearestLines } from "../handed-over/nearest-lines.ts";
import { type ObjectState, statesIn } from "../handed-over/object-states.ts";
import { nameTest, relevant } from "../investigation/relevance.ts";
import { asksForCauseOf } from "../question/asks-cause.ts";
import { asksWhetherWell, complains, healthQuestion } from "../question/asks-health.ts";
import { tellsOfIdleWork } from "../question/seeks-fault.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs, sentence } from "../wording.ts";
import { replyToTrouble } from "./trouble.ts";

/**
 * What a person handed over with a question is read for its own sake where nothing that the question names leads to it: what fails in it,
 * that its objects are well, or the lines that come nearest to the question. Null when the reply at hand says more.
 */
export function replyFromHandedOver(question: Question, situation: Situation, home: Home, own: Reply): Reply | null {
  const { view, newEvidenceFrom } = situation;
  const pieces = view.evidence.slice(newEvidenceFrom).filter((one) => one.origin === "pasted");
  if (pieces.length === 0 || question.intent === "change") return null;
  const headroom = isExplained(question, own) ? null : headroomOf(question, view);
  if (headroom !== null) return answered(headroom.summary, headroom.lines);
  if (own.conclusion.verdict !== "undecided") return null;
  if (own.findings.some((finding) => finding.severity !== "info")) return null;
  const granted = grantedTo(question, view);
  if (granted !== null) return answered(granted.summary, granted.lines);
  const shown = question.intent === "inspect" && isAnnouncement(own) ? answer(question, situation) : null;
  if (shown !== null && shown.summary !== quotation(question, situation)?.summary)
    return answered(shown.summary, shown.lines, shown.details);
  return isMisread(question, view)
    ? (fromOpenQuestion(question, situation, home) ?? fromStates(question, situation))
    : fromStates(question, situation);
}

/** A complaint of something that was found to fail is no question after how full nodes are: what they use is not what is requested. */
function isExplained(question: Question, own: Reply): boolean {
  return own.findings.some((finding) => finding.severity !== "info") && complains(question.plain);
}

/** As if nothing had been named: what fails in it, or for a question after a fact the lines that hold its words. */
function fromOpenQuestion(question: Question, situation: Situation, home: Home): Reply | null {
  const scope = { all: false, namespaces: [] };
  const open: Question = { ...question, intent: "troubleshoot", targets: [], kinds: [], scope };
  const { roots } = relevant(open, situation.diagnosis, situation.view);
  const asksForFact = facts.test(question.plain) && !troubles.test(question.plain);
  const isTold =
    roots.some((finding) => finding.severity !== "info") || (roots.length > 0 && complains(question.plain));
  if (!asksForFact && isTold) return replyToTrouble(open, situation, home);
  const near = asksForFact ? nearestLines(question, situation) : [];
  return near.length === 0 ? null : answered(`This is what the output says of it: ${near[0]!.text.trim()}`, near);
}

function fromStates(question: Question, situation: Situation): Reply | null {
  const states = meant(question, situation);
  return isAnsweredByState(question, states.length) ? wellReply(states) : null;
}

/** Nothing was named, or plain words of the question were taken for names that the evidence does not show. */
function isMisread({ targets }: Question, view: ClusterView): boolean {
  return targets.every((target) => {
    const isNamed = nameTest({ targets: [target] }, view);
    return !/[\d.-]/.test(target.name) && !view.objects.some((object) => isNamed(object.ref));
  });
}

const facts =
  /^(?:(?:in|under|on|at|by|from|to|with|of|since) )?(?:which|what|when|where|who|whose|how (?:many|much|long|often|old|big))\b/;
const troubles =
  /\b(?:wrong|problem|issue|matter|cause|reason|fail\w*|crash\w*|broken|down|stuck|pending|blocker|block\w*|error|not|n't|trouble|happen\w*|going on|kill\w*)\b/;

/** Whether what was asked is how something is, not why it is so, or slow. */
function isAnsweredByState(question: Question, count: number): boolean {
  const { plain, targets } = question;
  if (tellsOfIdleWork(question.text) && !healthQuestion(question.text).whether) return false;
  if (asksForCauseOf(question.text) || /\bwhy\b|\b(?:slow\w*|latency|limit|overload\w*|usage|headroom)\b/.test(plain))
    return false;
  if (asksWhetherWell(question)) return true;
  return !complains(plain) && (targets.length === 0 ? count <= 3 : /\b(?:warnings?|events?)\b/.test(plain));
}

/** The states of what the question names, or of all that was handed over; none where a log still complains. */
function meant(question: Question, { view, newEvidenceFrom }: Situation): readonly ObjectState[] {
  const isNamed = nameTest(question, view);
  const names = question.targets.filter((target) =>
    view.objects.some((object) => nameTest({ targets: [target] }, view)(object.ref)),
  );
  const isMeant = (ref: ObjectRef) => names.length === 0 || isNamed(ref);
  const logs = logsOfView(view).filter((log) => log.object.kind === "Log" || isMeant(log.object));
  if (logs.some(isIll)) return [];
  const states = statesIn(view, newEvidenceFrom).filter(({ ref }) => isMeant(ref));
  return states.length > 0 || !asksWhetherWell(question) ? states : logs.filter(recovered).map(wentOn);
}

/** Errors of a container that does not fail count while nothing better was said after them. */
function isIll(log: LogReading): boolean {
  const bad = log.templates.filter(({ level }) => level === "fatal" || level === "error");
  if (bad.length === 0) return false;
  const newest = log.tail.at(-1)?.line ?? 0;
  const enough = log.health === "healthy" ? 1 : goesOn;
  return !["healthy", "unknown"].includes(log.health) || bad.some((one) => newest - one.last.line < enough);
}

/** It wrote errors, and went on. */
function recovered({ templates, tail }: LogReading): boolean {
  return tail.length >= goesOn && templates.some(({ level }) => level === "fatal" || level === "error");
}

/** What nothing but a log tells of: it goes on, and the last thing it says is no error. */
function wentOn({ object, tail }: LogReading): ObjectState {
  const line = tail.at(-1)!;
  return {
    ref: object,
    isWell: true,
    text: `The log of ${object.name} goes on without errors: ${line.text.trim().slice(0, 160)}`,
    lines: [line],
  };
}

/** So many lines without an error behind the last one say that a program went on, where nothing else says how it is. */
const goesOn = 3;

/** Only names a command that would show it. */
const isAnnouncement = ({ text, suggestions }: Reply): boolean =>
  suggestions.length > 0 && /^(?:This shows it|To \w+ [^\n]{1,200}):\n/.test(text);

function answered(told: string, lines: readonly Line[], details = ""): Reply {
  const summary = details === "" ? sentence(told) : told;
  return {
    text: paragraphs(summary, details, evidenceBlock(lines)),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "answered", summary, confidence: "likely" },
  };
}

/** All of no replicas: nobody can say that this is well who does not know why. */
const isNothing = /\b0 of 0 replicas\b/;

function wellReply(states: readonly ObjectState[]): Reply | null {
  if (states.length === 0 || states.some((state) => !state.isWell || isNothing.test(state.text))) return null;
  const names = enumerated([...new Set(states.map(({ ref }) => ref.name))], 4);
  const told = states.slice(0, 3).map((state) => sentence(state.text));
  const summary = `Nothing wrong found in ${names}. ${told.join(" ")}`;
  return {
    text: paragraphs(summary, evidenceBlock(states.flatMap((state) => state.lines))),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "healthy", summary, confidence: "likely" },
  };
}
