import { at, listAt, textAt } from "../../diagnosis/fields.ts";
import type { Finding } from "../../diagnosis/finding.ts";
import { type LogReading, logsOfView } from "../../diagnosis/logs-of-view.ts";
import { keyOf } from "../../diagnosis/name-object.ts";
import { podAt } from "../../diagnosis/pods.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import type { Benign } from "../benign/benign.ts";
import { benignIn } from "../benign/benign-in.ts";
import { asSeen } from "../investigation/places.ts";
import { isLogged, isSame, relevant } from "../investigation/relevance.ts";
import { asksForFact, healthQuestion, isAboutTime, tellsOfPast, tellsOfTrouble } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs, sentence } from "../wording.ts";
import { withAlertNames } from "./alert-names.ts";
import { courseOf, progressOf } from "./log-course.ts";
import { noErrorsReply } from "./no-errors.ts";
import { isOver, type Read, short } from "./over.ts";
import { isPastRun } from "./past-runs.ts";
import { goneErrors } from "./replaced.ts";
import type { Stand } from "./stand.ts";
import { standbyReply } from "./standby.ts";
import { restartsStill, runsOf, standOf } from "./stands.ts";
import { isEnded, isOwn, subjectsOf } from "./subjects.ts";
import { replyOf, silent } from "./well-words.ts";

/** That what somebody takes for a fault is none, and that nothing else is wrong with what the question is about. */
export function benignReply(told: Question, situation: Situation): Reply | null {
  const question = withAlertNames(told, situation.view);
  const benign = asksForFact(question) ? [] : benignIn(question, situation.view);
  return benign.length === 0 ? null : wellReply(question, situation, benign);
}

/**
 * That nothing is wrong, what shows it, and what was alarming and is over, where somebody asks whether something is well and all that
 * was looked at says so. Null as soon as one object does not stand as it should, a log goes on failing, or a finding is not over.
 */
export function wellReply(told: Question, situation: Situation, benign: readonly Benign[] = []): Reply | null {
  const { view, newEvidenceFrom } = situation;
  const question = withAlertNames(told, view);
  const isExplained = benign.length > 0;
  if (newEvidenceFrom >= view.evidence.length || (searches(question) && !isExplained)) return null;
  if (question.intent === "change" && !(isExplained && question.text.includes("?"))) return null;
  const direct = isExplained ? null : (standbyReply(question, view) ?? noErrorsReply(question, view));
  if (direct !== null) return direct;
  const asked = {
    ...healthQuestion(question.text),
    ...(isExplained ? { whether: true, outage: false, moves: false } : {}),
  };
  if (!(asked.whether || asked.presumes) || (isAboutTime(question.plain) && !isExplained)) return null;
  const meant = subjectsOf(question, view);
  const focus = focusOf(question, benign);
  const logs = logsOfView(view)
    .filter((log) => isOwn(log, meant, view) && (focus === null || focus(log.object)))
    .map((log) => ({ log, course: courseOf(log, view, benign) }));
  if (asked.moves) {
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
  if (!isAllWell(stands, asked.outage, logs, view)) return null;
  if (logs.some(({ log, course }) => course.state === "ill" && !isEnded(log, view))) return null;
  const isDesigned = stands.some((one) => one.byDesign);
  if (!asked.whether && !isDesigned && !isPlainlyWell(stands, view) && !isContradicted(question, stands)) return null;
  const bearing = relevant(question, situation.diagnosis, view);
  const every = logsOfView(view).map((log) => ({ log, course: courseOf(log, view, benign) }));
  const open = [...bearing.roots, ...bearing.findings].filter(
    (one) =>
      !isOver(one, stands, every, view) && !isVoid(one, benign) && !(isLogged(one) && focus?.(one.object) === false),
  );
  const gone = asked.whether && tellsOfPast(question.text) ? goneErrors(stands, view) : [];
  const failed = view.errors.filter((error) => error.code !== "no-previous-container" && !gone.includes(error));
  if (open.length > 0 || failed.length > 0) return null;
  const { targets, kinds, scope } = asSeen(question, view);
  const isWhole = targets.length === 0 && kinds.every(({ kind }) => kind.kind === "Pod" || kind.kind === "Namespace");
  return replyOf(stands, logs, asked, isWhole ? scope.namespaces : [], view);
}

/** Where one pod is asked about and is explained, what other pods of its workload wrote is another matter. Null: there is no such pod. */
function focusOf({ targets }: Question, benign: readonly Benign[]): ((ref: ObjectRef) => boolean) | null {
  const pods = benign.map(({ ref }) => ref).filter(({ kind }) => kind === "Pod");
  const isOne = targets.length > 0 && targets.every(({ name }) => pods.some((ref) => ref.name === name));
  return isOne ? (ref) => ref.kind !== "Pod" || pods.some((one) => isSame(one, ref)) : null;
}

/** What is explained stands as it should, whatever its state looks like. */
function withBenign(stands: readonly Stand[], benign: readonly Benign[]): readonly Stand[] {
  if (benign.length === 0) return stands;
  const explained = [...Map.groupBy(benign, ({ ref }) => keyOf(ref)).values()].map(
    (same): Stand => ({
      ref: same[0]!.ref,
      isWell: true,
      text: same.map(({ text }) => text).join("; "),
      lines: same.flatMap(({ lines }) => lines),
      byDesign: true,
    }),
  );
  return [...explained, ...stands.filter(({ ref }) => !explained.some((one) => isSame(one.ref, ref)))];
}

const isVoid = (finding: Finding, benign: readonly Benign[]): boolean =>
  benign.some(
    ({ ref, about: others = [], voids = [] }) =>
      [ref, ...others].some((one) => isSame(one, finding.object) && (one === ref || voids.includes(finding.code))) ||
      (voids.includes(finding.code) &&
        finding.related.some((one) => [ref, ...others].some((other) => isSame(one, other)))),
  );

/** `was there any "peer down" reported?` wants the lines, not how things stand. */
const searches = ({ words, intent, plain, text }: Question): boolean =>
  intent === "inspect" &&
  /\b(?:report\w*|logged|logs?|appear\w*|mention\w*|contain\w*|occur\w*)\b/.test(plain) &&
  words.some((word) => word.quoted && /\S\s\S/.test(word.text)) &&
  !healthQuestion(unquoted(text)).whether;

/** The sentences that quote nothing. */
const unquoted = (text: string): string =>
  text
    .split(/(?<=[.?!;])\s+/)
    .filter((one) => !/["'`“”]/.test(one))
    .join(" ");

/**
 * Why what is asked about is not well, though its objects run: it restarts as before, or its log goes on failing. Said where nothing else
 * would keep a reply from calling it well.
 */
export function unwellReply(question: Question, { view }: Situation): Reply | null {
  const meant = subjectsOf(question, view);
  const restarting = meant
    .filter((object) => podAt(view, object.ref)?.health === "healthy" && restartsStill(object))
    .slice(0, 3);
  const ill = logsOfView(view)
    .filter((log) => tellsOfTrouble(question.text) && isOwn(log, meant, view) && !isEnded(log, view))
    .map((log) => ({ log, course: courseOf(log, view) }))
    .filter(({ course }) => course.state === "ill")
    .slice(0, 2);
  const told = [
    ...restarting.map(
      (object) =>
        `pod ${object.ref.name} runs and restarts again and again: ${standOf(object, view)
          .text.replace(/^.*?\((?=\d)/, "")
          .replace(/\)$/, "")}${lastEnd(object)}`,
    ),
    ...ill.map(
      ({ log, course }) =>
        `the log of ${log.object.name} goes on with errors (${course.errors.length} lines): ${short(course.errors.at(-1)!)}`,
    ),
  ];
  if (told.length === 0) return null;
  const summary = sentence(`It is not over: ${enumerated(told)}`);
  return {
    text: paragraphs(
      summary,
      evidenceBlock([
        ...restarting.map((object) => object.cite()),
        ...ill.flatMap(({ course }) => course.errors.slice(-3)),
      ]),
    ),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "likely" },
  };
}

/** How a container ended before it was started again. */
function lastEnd({ fields }: ObservedObject): string {
  const ended = listAt(fields, "status", "containerStatuses")
    .map((one) => at(one, "lastState", "terminated"))
    .find((one) => textAt(one, "reason") !== "");
  return ended === undefined
    ? ""
    : `, it last ended with ${textAt(ended, "reason")} (exit code ${textAt(ended, "exitCode")})`;
}

/** At least one stands well, and none does not; a failed Job or pod is excused by its successor. */
function isAllWell(stands: readonly Stand[], isOutage: boolean, logs: readonly Read[], view: ClusterView): boolean {
  const bad = stands.filter((one) => one.isWell === false && !silent.test(one.ref.kind) && !isPastRun(one.ref, view));
  const good = stands.filter((one) => one.isWell === true && (one.byDesign || !silent.test(one.ref.kind)));
  if (bad.length > 0) return false;
  const moves = stands.some((one) => one.isWell === null && one.ref.kind === "Job");
  if (good.length === 0 && !moves) return false;
  return (
    !isOutage ||
    good.some(({ ref }) => ref.kind === "Ingress" || ref.kind === "Service") ||
    logs.some(({ course }) => course.state === "recovered")
  );
}

/** Where somebody asks why it fails, its pods have to show that it does not: running and ready, without a restart of late. */
function isPlainlyWell(stands: readonly Stand[], view: ClusterView): boolean {
  const pods = stands.flatMap(({ ref }) => podAt(view, ref) ?? []).filter((pod) => pod.health === "healthy");
  return (
    stands.some((one) => isOverForGood(one, stands, view)) ||
    (pods.length > 0 && pods.every((pod) => pod.restarts === 0))
  );
}

/** States that a question presumes, by kind; an object that is named and well says by itself that it is not in it. */
const presumedStates: ReadonlyMap<string, RegExp> = new Map([
  ["PersistentVolumeClaim", /\b(?:bind|bound|binding|unbound|pending)\b/],
  ["Node", /\b(?:not ?ready|unready|not become ready)\b/],
  ["Job", /\b(?:fail|fails|failed|failing|not (?:complete|finish|succeed)\w*)\b/],
  ["Certificate", /\b(?:expired|not (?:ready|issued|renewed))\b/],
]);

/** `why does claim X fail to bind?`, and it is bound. */
function isContradicted({ plain, targets }: Question, stands: readonly Stand[]): boolean {
  const named = stands.filter(
    ({ ref }) => targets.some(({ name }) => name === ref.name) && presumedStates.has(ref.kind),
  );
  return (
    named.length > 0 && named.every(({ ref, isWell }) => isWell === true && presumedStates.get(ref.kind)!.test(plain))
  );
}

/** A CronJob of which one run failed, and the ones since then, two at least and most of all, succeeded. */
function isOverForGood({ ref, isWell }: Stand, stands: readonly Stand[], view: ClusterView): boolean {
  if (ref.kind !== "CronJob" || isWell !== true) return false;
  const runs = runsOf(view, ref).map((job) => stands.find((one) => isSame(one.ref, job.ref)) ?? standOf(job, view));
  const ended = runs.filter((one) => one.isWell !== null);
  const failed = ended.filter((one) => one.isWell === false).length;
  const since = ended.length - 1 - ended.findLastIndex((one) => one.isWell === false);
  return since >= 2 && failed < ended.length / 2;
}

/** A log that says the same over and over does not go on. */
function stillLog(logs: readonly LogReading[], view: ClusterView): Reply | null {
  const still = logs.flatMap((log) => {
    const progress = progressOf(log, view);
    return progress === null || progress.moves ? [] : [{ log, progress }];
  })[0];
  if (still === undefined) return null;
  const { log, progress } = still;
  const summary = `The log of ${log.object.name} shows no progress, it seems to hang: its last ${progress.count} lines say the same: ${short(progress.last)}.`;
  return {
    text: paragraphs(summary, evidenceBlock([progress.first, progress.last])),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}
