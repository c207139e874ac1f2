import type { Finding } from "../../diagnosis/finding.ts";
import { logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import { wasDrained } from "../../diagnosis/nodes/drains.ts";
import { type PodReading, podAt } from "../../diagnosis/workloads/pods.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import type { Benign } from "../benign/benign.ts";
import { benignIn } from "../benign/benign-in.ts";
import { isMemoryHeld } from "../benign/nodes/memory-use.ts";
import { isAnythingDown } from "../benign/reading/standing.ts";
import { asSeen } from "../investigation/places.ts";
import { isLogged, isSame, relevant } from "../investigation/relevance.ts";
import { asksForFact, healthQuestion, isAboutTime, seeksCause, tellsOfPast } from "../question/asks-health.ts";
import { asksToLookInto } from "../question/asks-sound.ts";
import { happensByChance, isOpenToState, wantsToDig } from "../question/open-to-state.ts";
import { tellsOfIdleWork } from "../question/seeks-fault.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs, sentence } from "../wording.ts";
import { isUnshown, speaksAgainst } from "./against.ts";
import { withAlertNames } from "./alert-names.ts";
import { isAtZeroBeside, isSuspendedBeside, withAtZero } from "./at-rest.ts";
import { tellsOfDeeds } from "./deeds.ts";
import { focusOf, isUncovered, isVoid, withBenign } from "./explained.ts";
import { courseOf } from "./log-course.ts";
import { noErrorsReply } from "./no-errors.ts";
import { isOver, isPastInLog, type Read } from "./over.ts";
import { isPastRun } from "./past-runs.ts";
import { isExplainedQuote } from "./quotes.ts";
import { goneErrors } from "./replaced.ts";
import { isOfSoundness } from "./sound-reply.ts";
import { runsOf } from "./sound-runs.ts";
import type { Stand } from "./stand.ts";
import { standbyReply } from "./standby.ts";
import { restartsStill, standOf } from "./stands.ts";
import { stillLog } from "./still-log.ts";
import { isAskedBy, isBeside, isEnded, isMissed, isOwn, isStranger, subjectsOf, withAskedKinds } from "./subjects.ts";
import { isContradicted, isDoubted, isOfPastLine, isToldOfState, presumesState } from "./told-states.ts";
import { replyOf } from "./well-words.ts";

/** That what somebody takes for a fault is none, and that nothing else is wrong with what the question is about. */
export function benignReply(told: Question, situation: Situation): Reply | null {
  const question = withAlertNames(told, situation.view);
  const benign =
    asksForFact(question) || asksForErrors.test(question.plain)
      ? []
      : benignIn(question, situation.view).filter(({ isDoubt }) => !isDoubt);
  return benign.length === 0 ? null : wellReply(question, situation, benign);
}

/** `summarise the errors of X`: they are wanted, whether they do harm or not. */
const asksForErrors =
  /^(?:please |can you |could you |now ){0,2}(?:summari[sz]e|sum up|list|group|enumerate|(?:give|show|tell) me)\b[^?.!]{0,30}\b(?:errors?|exceptions?|warnings?|failures?)\b/;

/** That what was looked at leaves a doubt, where all objects stand as they should. */
export function doubtReply(told: Question, { view }: Situation): Reply | null {
  const doubts = benignIn(withAlertNames(told, view), view).filter(({ isDoubt }) => isDoubt);
  if (doubts.length === 0) return null;
  const summary = sentence(
    `The objects stand as they should, and not all is well: ${enumerated(doubts.slice(0, 3).map(({ text }) => text))}`,
  );
  return {
    text: paragraphs(summary, evidenceBlock(doubts.flatMap(({ lines }) => lines).slice(0, 6))),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}

/**
 * That nothing is wrong, what shows it, and what was alarming and is over, where somebody asks whether something is well and all that
 * was looked at says so. Null as soon as one object does not stand as it should, a log goes on failing, or a finding is not over.
 */
export function wellReply(told: Question, situation: Situation, benign: readonly Benign[] = []): Reply | null {
  const { view, newEvidenceFrom, diagnosis } = situation;
  const question = withAlertNames(told, view);
  if (newEvidenceFrom >= view.evidence.length) return null;
  if (searches(question) && !(benign.length > 0 && !seeks.test(question.plain))) return null;
  if (benignIn(question, view).some(({ isDoubt }) => isDoubt)) return null;
  const isExplained = benign.length > 0;
  if (question.intent === "change" && !(isExplained && /\?|\b(?:restore|recover|repair|fix)\b/i.test(question.text)))
    return null;
  const isLogOnly = benign.every(({ ofLog }) => ofLog === "only");
  const direct =
    (isLogOnly ? standbyReply(question, view) : null) ?? (isExplained ? null : noErrorsReply(question, situation));
  if (direct !== null) return direct;
  const isHandedOver = view.evidence.some(({ origin }) => origin !== "executed");
  const isOpen = isOpenToState(question) && (isHandedOver || !wantsToDig(question.text));
  const asked = {
    ...healthQuestion(question.text),
    ...(isOfSoundness(question) || isOpen ? { whether: true } : {}),
    ...(isExplained ? { whether: true, outage: false, moves: false } : {}),
  };
  const isPast = isOfPastLine(question, situation);
  const isOfWork = tellsOfIdleWork(question.text) || happensByChance(question);
  const isSought = !isOfWork && (asked.presumes || (isHandedOver && seeksCause(question)));
  if (
    !(asked.whether || isSought || isToldOfState(question, view) || presumesState(question, view) || isPast) ||
    (isAboutTime(question.plain) && !isExplained)
  )
    return null;
  if (isMissed(question, benign, view) || (!isExplained && isStranger(question, view))) return null;
  const subjects = subjectsOf(question, view);
  const isIdle = isSuspendedBeside(question);
  const isAtRest = isAtZeroBeside(question, view);
  const all = (isExplained ? withAskedKinds(question, subjects, view) : subjects).filter((one) => !isIdle(one));
  const meant = all.filter((one) => !isAtRest(one));
  if (!isExplained && (speaksAgainst(meant, view) || isUnshown(question.plain, view))) return null;
  const focus = focusOf(question, benign);
  const logs = logsOfView(view)
    .filter((log) => isOwn(log, meant, view) && (focus === null || focus(log.object)))
    .filter((log) => !isExplainedQuote(log, view, benign))
    .map((log) => ({ log, course: courseOf(log, view, benign) }));
  const isFailingThere = diagnosis.roots.some(
    (one) =>
      isGrave(one) && one.confidence !== "possible" && meant.some(({ ref }) => ref.namespace === one.object.namespace),
  );
  if (asked.moves && !isFailingThere) {
    const still = stillLog(
      logs.map(({ log }) => log),
      view,
    );
    if (still !== null) return still;
  }
  const stands = withBenign(
    meant.map((object) => standOf(object, view)),
    benign,
  );
  const isRefuted = isContradicted(question, stands);
  if (!asked.whether && !isSought && !isRefuted && isDoubted(question, stands, view)) return null;
  const isAsked = isAskedBy(question, meant);
  const isOutage = asked.outage && !logs.some((read) => tellsOfDeeds(read, question, view));
  if (!isAllWell(stands, isAsked, isOutage, logs, view)) return null;
  if (logs.some(({ log, course }) => course.state === "ill" && !isEnded(log, view))) return null;
  if (isElsewhere(question, stands, view) || (!isExplained && isMemoryHeld(view))) return null;
  const isDesigned = stands.some((one) => one.byDesign);
  if (
    !asked.whether &&
    !isDesigned &&
    !isPlainlyWell(stands, view, (asked.moves && logs.some(isTelling)) || (isHandedOver && seeksCause(question))) &&
    !isRefuted
  )
    return null;
  const bearing = relevant(question, diagnosis, view);
  const every = logsOfView(view).map((log) => ({ log, course: courseOf(log, view, benign) }));
  const own = diagnosis.findings.filter(
    (one) =>
      isGrave(one) && isLogged(one) && stands.some(({ ref, isWell }) => isWell === true && isSame(ref, one.object)),
  );
  const open = [...bearing.roots, ...bearing.findings, ...own].filter(
    (one) =>
      !isIdle(view.object(one.object)) &&
      !(one.severity === "info" && isAtRest(view.object(one.object))) &&
      !(isLogged(one) && focus?.(one.object) === false) &&
      ((!isOver(one, stands, every, view) && !isVoid(one, benign)) || isUncovered(one, benign)),
  );
  const gone = asked.whether && tellsOfPast(question.text) ? goneErrors(stands, view) : [];
  const failed = view.errors.filter(
    (error) =>
      error.code !== "no-previous-container" &&
      !wasDrained(view, error.evidence) &&
      !gone.includes(error) &&
      !benign.some((one) => one.errors?.includes(error)),
  );
  if (open.length > 0 || failed.length > 0) return null;
  if (!isExplained && stands.every(({ ref }) => isBeside(ref)) && diagnosis.roots.some(isGrave)) return null;
  const { targets, kinds, scope } = asSeen(question, view);
  const isWhole = targets.length === 0 && kinds.every(({ kind }) => kind.kind === "Pod" || kind.kind === "Namespace");
  const reply = replyOf(
    stands,
    withPast(logs, diagnosis.findings, view),
    asked,
    isWhole ? scope.namespaces : [],
    view,
    isAsked,
  );
  return withAtZero(reply, all.filter(isAtRest));
}

/** Enough of the present run to see whether its work goes on. */
const isTelling = ({ log }: Read): boolean => !log.previous && log.lineCount > 10;

/** The logs with what was found in each and is over. */
const withPast = (logs: readonly Read[], findings: readonly Finding[], view: ClusterView): readonly Read[] =>
  logs.map((read) => {
    const isOfLog = ({ command }: Line) => command === read.log.tail.at(-1)?.command;
    const past = findings.find((one) => one.evidence.some(isOfLog) && isPastInLog(one, [read], view));
    return past === undefined ? read : { ...read, past };
  });

/** Nodes of which none was named stand well, and what runs on them does not. */
function isElsewhere({ targets }: Question, stands: readonly Stand[], view: ClusterView): boolean {
  const isOfNodes = stands.every(({ ref }) => ref.kind === "Node" && !targets.some(({ name }) => name === ref.name));
  return isOfNodes && isAnythingDown(view);
}

/** Where what is asked about has no state of its own, anything that fails may be its fault. */
const isGrave = ({ severity }: Finding): boolean => severity !== "info";

/** `was there any "peer down" reported?` wants the lines, not how things stand. */
const searches = ({ words, intent, plain, text }: Question): boolean =>
  intent === "inspect" &&
  /\b(?:report\w*|logged|logs?|appear\w*|mention\w*|contain\w*|occur\w*)\b/.test(plain) &&
  words.some((word) => word.quoted && /\S\s\S/.test(word.text)) &&
  !asksToLookInto(text) &&
  !healthQuestion(unquoted(text)).whether;

/** Where something is explained, a quote is what somebody saw, unless they look for it. */
const seeks =
  /\b(?:was|were|is|are) there\b|\bany\b|\b(?:find|search|grep|look for|contains?)\b|(?:^|[.;:,] )show\b|\bshow me\b/;

/** The sentences that quote nothing. */
const unquoted = (text: string): string =>
  text
    .split(/(?<=[.?!;])\s+/)
    .filter((one) => !/["'`“”]/.test(one))
    .join(" ");

/** What calls from outside come through. */
const entries = /^(?:Ingress|Service|HTTPRoute|Gateway)$/;

/** At least one stands well, and none does not; a failed Job or pod is excused by its successor. */
function isAllWell(
  stands: readonly Stand[],
  isAsked: (ref: ObjectRef) => boolean,
  isOutage: boolean,
  logs: readonly Read[],
  view: ClusterView,
): boolean {
  const bad = stands.filter((one) => one.isWell === false && isAsked(one.ref) && !isPastRun(one.ref, view));
  const good = stands.filter((one) => one.isWell === true && (one.byDesign || isAsked(one.ref)));
  if (bad.length > 0) return false;
  const moves = stands.some((one) => one.isWell === null && one.ref.kind === "Job");
  if (good.length === 0 && !moves) return false;
  return (
    !isOutage ||
    good.some(({ ref }) => entries.test(ref.kind)) ||
    stands.some(({ ref, isWell }) => isWell === true && /^Endpoint(?:s|Slice)$/.test(ref.kind)) ||
    haveAllRun(stands, view) ||
    logs.some(({ course }) => course.state === "recovered")
  );
}

/**
 * Where somebody asks why it fails, its pods have to show that it does not: running and ready, without a restart; where a cause is sought
 * over much that was handed over, without one that may come again.
 */
function isPlainlyWell(stands: readonly Stand[], view: ClusterView, isSought: boolean): boolean {
  const isCalm = ({ restarts, object }: PodReading) =>
    restarts === 0 || (isSought && object !== undefined && !restartsStill(object, view));
  const pods = stands.flatMap(({ ref }) => podAt(view, ref) ?? []).filter((pod) => pod.health === "healthy");
  return (
    stands.some((one) => isOverForGood(one, stands, view)) ||
    haveAllRun(stands, view) ||
    (pods.length > 0 && pods.every(isCalm)) ||
    (isSought && stands.length <= 3 && stands.every(sumsUp))
  );
}

/** Where no pods were shown: kinds whose own state sums up how what they stand for is. */
const sumsUp = ({ ref, isWell }: Stand): boolean =>
  isWell === true &&
  /^(?:Node|Deployment|DaemonSet|StatefulSet|Ingress|HTTPRoute|Gateway|Service|PersistentVolume(?:Claim)?|HorizontalPodAutoscaler)$/.test(
    ref.kind,
  );

/** All that is meant are Jobs that completed, and what they ran in; or pods that did, without a Job. */
const haveAllRun = (stands: readonly Stand[], view: ClusterView): boolean =>
  (stands.some(({ ref, isWell }) => ref.kind === "Job" && isWell === true) ||
    stands.every(({ ref }) => /^(?:Completed|Succeeded)$/.test(podAt(view, ref)?.status ?? ""))) &&
  stands.every(({ ref, isWell }) => isWell === true && /^(?:Job|Pod|CronJob)$/.test(ref.kind));

/** A CronJob of which one run failed, and the ones since then, two at least and most of all, succeeded. */
function isOverForGood({ ref, isWell }: Stand, stands: readonly Stand[], view: ClusterView): boolean {
  if (ref.kind !== "CronJob" || isWell !== true) return false;
  const runs = runsOf(view, ref).map((job) => stands.find((one) => isSame(one.ref, job.ref)) ?? standOf(job, view));
  const ended = runs.filter((one) => one.isWell !== null);
  const failed = ended.filter((one) => one.isWell === false).length;
  const since = ended.length - 1 - ended.findLastIndex((one) => one.isWell === false);
  return since >= 2 && failed < ended.length / 2;
}
