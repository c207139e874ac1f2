import type { Finding } from "../../diagnosis/finding.ts";
import { type LogReading, logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, KubectlError, ObjectRef } from "../../evidence/observed.ts";
import { targetsOf } from "../../kubectl/targets.ts";
import { isLacking, replicasOf } from "../answers/lacking.ts";
import { isMemoryHeld } from "../benign/nodes/memory-use.ts";
import { isNamed, isSame, type Relevance } from "../investigation/relevance.ts";
import { subjectsIn } from "../investigation/subjects.ts";
import { tellingLines } from "../investigation/telling-lines.ts";
import { asksWhetherWell, complains as complainsOf, healthQuestion, tellsOfTrouble } from "../question/asks-health.ts";
import { tellsOfIdleWork } from "../question/seeks-fault.ts";
import type { Question } from "../question/understand.ts";
import type { Conclusion, Reply, Situation } from "../situation.ts";
import type { Choice } from "../suggestions.ts";
import { courseOf } from "../well/log-course.ts";
import { commandBlock, enumerated, evidenceBlock, leftOutNote, othersNote, paragraphs, sentence } from "../wording.ts";
import { blocking, failedRuns, unread } from "./failed-reads.ts";
import { isAnsweredByHealth, undecided } from "./undecided.ts";

/** No finding bears on the question: an error of kubectl explains that, nothing is wrong, or the evidence does not decide it. */
export function noCauseReply(question: Question, situation: Situation, reads: Choice, bearing: Relevance): Reply {
  const { view } = situation;
  const subjects = subjectsIn(question, view);
  const error = failedRuns(situation) ?? errorOf(question, view, subjects);
  const isUnknown = subjects.length === 0 && question.targets.length > 0;
  const lines = isUnknown ? [] : tellingLines(view, subjects, question.plain);
  const conclusion =
    error !== undefined
      ? ofError(error)
      : isHealthy(question, view, subjects, reads, complains(question, view, subjects))
        ? healthy(question, view, subjects)
        : undecided(question, reads, view, {
            lead: lines[0]?.text,
            subjects,
            unknown: isUnknown ? notSeen(question, view) : null,
          });
  return {
    text: paragraphs(
      conclusion.summary,
      conclusion.verdict !== "healthy" && elsewhereBlock(elsewhere(bearing, question), question, subjects),
      evidenceBlock(
        error !== undefined ? [error.line] : conclusion.verdict === "healthy" ? healthyLines(view, subjects) : lines,
      ),
      notedBlock(bearing.findings),
      conclusion.verdict !== "healthy" && commandBlock("Next:", reads.suggestions),
      conclusion.verdict === "healthy" && othersNote(bearing.others),
      leftOutNote(reads.leftOut),
    ),
    suggestions: conclusion.verdict === "healthy" ? [] : reads.suggestions,
    findings: bearing.findings,
    conclusion,
  };
}

/** What was seen of it and is no cause: old restarts, warnings that are over. */
function notedBlock(findings: readonly Finding[]): string {
  const noted = findings.filter((finding) => finding.severity === "info" && finding.code !== "not-found").slice(0, 3);
  if (noted.length === 0) return "";
  return `Seen, and no cause by itself:\n${noted.map((finding) => `  - ${sentence(finding.summary)}`).join("\n")}`;
}

/** What else fails; where somebody tells of trouble, also what logs say of things that run. */
function elsewhere({ others, hints }: Relevance, question: Question): readonly Finding[] {
  return complainsOf(question.plain) && !asksWhetherWell(question) ? [...others, ...hints] : others;
}

/** Where what was asked about shows no cause, or is not there, what else fails may be what is meant: what stands nearest comes first. */
export function elsewhereBlock(
  others: readonly Finding[],
  { scope }: Question,
  subjects: readonly ObjectRef[],
): string {
  if (others.length === 0) return "";
  const near = new Set([...scope.namespaces, ...subjects.map((ref) => ref.namespace)]);
  const distance = ({ object, confidence }: Finding) =>
    (near.size === 0 || near.has(object.namespace) ? 0 : 2) + (confidence === "possible" ? 1 : 0);
  const nearest = [...others].sort((one, other) => distance(one) - distance(other));
  const lines = nearest.slice(0, 8).map((finding) => `  - ${sentence(finding.summary)}`);
  const more = others.length > 8 ? [`  - and ${others.length - 8} more`] : [];
  return ["What fails beside it:", ...lines, ...more].join("\n");
}

/** The newest error of kubectl that keeps the question from being answered; the absence of the object itself is one. */
function errorOf(question: Question, view: ClusterView, subjects: readonly ObjectRef[]): KubectlError | undefined {
  const isMissing = (error: KubectlError) =>
    error.code === "not-found" &&
    !isElsewhereOnly(error, question, view) &&
    question.targets.some(
      (target) =>
        target.name === error.object?.name &&
        (subjects.length === 0 || (target.kind?.kind === error.object.kind && view.object(error.object) === undefined)),
    );
  const showsNothing = view.objects.length === 0 && view.logs.length === 0 && view.listings.length === 0;
  return view.errors.findLast(
    (error) => isMissing(error) || (subjects.length === 0 && (blocking.has(error.code) || showsNothing)),
  );
}

/** It was looked for in a namespace that nobody named, and is in another. */
function isElsewhereOnly({ object }: KubectlError, { scope }: Question, view: ClusterView): boolean {
  if (object === null || scope.namespaces.includes(object.namespace ?? "")) return false;
  return view.of(object.kind).some(({ ref }) => ref.name === object.name && ref.namespace !== object.namespace);
}

const advice: Readonly<Record<string, string>> = {
  forbidden: "The account in use may not read this; somebody with more rights has to run it, or grant them.",
  unauthorized: "The credentials of the kubeconfig are not accepted.",
  "connection-refused": "Nothing listens at the address of the API server.",
  timeout: "The API server did not answer in time.",
  dns: "The name of the API server does not resolve.",
  x509: "The certificate of the API server is not trusted.",
  "kubectl-not-found": "kubectl is not installed where this runs.",
  "no-such-kind": "The cluster does not know this kind.",
  "not-found": "It may have another name, another kind, or be in another namespace.",
};

function ofError(error: KubectlError): Conclusion {
  const message = error.message.trim() || error.line.text.trim();
  return {
    verdict: "undecided",
    summary: `kubectl could not answer: ${sentence(message)} ${advice[error.code] ?? ""}`.trim(),
    confidence: "possible",
  };
}

/** Whether what was looked at covers the question and shows nothing wrong. */
function isHealthy(
  question: Question,
  view: ClusterView,
  subjects: readonly ObjectRef[],
  reads: Choice,
  complaints: boolean,
): boolean {
  const pods = podsOf(view);
  if (isMemoryHeld(view) || isAtZero(question, view)) return false;
  if (unread(question, view).some((error) => !isBesideQuestion(error, question, view))) return false;
  const bad = pods.some(
    (pod) =>
      (pod.health === "failing" || pod.health === "starting") &&
      (subjects.length === 0 || subjects.some((ref) => isSame(ref, pod.ref))),
  );
  const asked = question.kinds.flatMap((mention) => view.of(mention.kind.kind).map((object) => object.ref));
  const isAsked = (ref: ObjectRef) => question.targets.some(({ name }) => isNamed(ref, name));
  const revisions = view.of("ReplicaSet").flatMap(({ ref }) => (isAsked(ref) ? [ref] : []));
  if (bad || [...subjects, ...asked, ...revisions].some((ref) => isShort(view, ref))) return false;
  if (complaints || !isAnsweredByHealth(question)) return false;
  if (tellsOfIdleWork(question.text) && !healthQuestion(question.text).whether) return false;
  if (reads.suggestions.length === 0)
    return subjects.length > 0 || (question.targets.length === 0 && covers(question, view));
  if (!asksWhetherWell(question)) return false;
  if (question.targets.length === 0) return covers(question, view);
  return question.targets.every((target) => isShown(target.name, view));
}

/** What is named has no replicas, and requests to it fail: that all that is wanted is there says nothing. */
const isAtZero = ({ targets, text }: Question, view: ClusterView): boolean =>
  /\b50[0-4]s?\b|\bdown\b|\b(?:cannot|can't) (?:reach|connect)|\bunreachable\b|\bfail\w*|\berrors?\b/i.test(text) &&
  [...view.of("Deployment"), ...view.of("StatefulSet")].some(
    (object) => replicasOf(object)?.wanted === 0 && targets.some(({ name }) => name === object.ref.name),
  );

/** Whether all pods of a namespace are well, their list says; that something else could not be read there changes nothing. */
function isBesideQuestion(error: KubectlError, question: Question, view: ClusterView): boolean {
  const kinds = question.kinds.map((mention) => mention.kind.kind).filter((kind) => kind !== "Namespace");
  const command = view.evidence[error.evidence]?.parsed ?? null;
  if (kinds.length === 0 || command === null || !asksWhetherWell(question) || !covers(question, view)) return false;
  return !targetsOf(command).some(
    (target) => kinds.length === 1 && targetsOf(command).length === 1 && target.kind?.kind === kinds[0],
  );
}

/** Nothing of the name was seen; names that hold it are offered. */
function notSeen(question: Question, view: ClusterView): string {
  const name = question.targets[0]!.name;
  const like = view.objects.filter(
    (object) => object.ref.kind !== "Pod" && object.ref.kind !== "ReplicaSet" && object.ref.name.includes(name),
  );
  const places = [...new Set(like.flatMap(({ ref }) => (ref.name === name ? (ref.namespace ?? []) : [])))];
  if (places.length > 0)
    return `${name} is not where the question says; it was seen in namespace${places.length > 1 ? "s" : ""} ${enumerated(places, 6)}.`;
  const names = [...new Set(like.map((object) => object.ref.name))];
  const offer = names.length === 0 ? "" : ` Did you mean ${enumerated(names, 6).replace(/ and ([^ ]+)$/, " or $1")}?`;
  return `Nothing called ${name} was seen in what was looked at.${offer}`;
}

const recently = 900;

/**
 * Errors in the logs, or warnings of the last quarter of an hour; older warnings of what runs well now do not count. Of what is ready,
 * errors that its log goes on after do not say that it is ill, when no more was asked than whether it is well.
 */
function complains(question: Question, view: ClusterView, subjects: readonly ObjectRef[]): boolean {
  const isMeant = (ref: ObjectRef | null) =>
    subjects.length === 0 || (ref !== null && subjects.some((one) => isSame(one, ref)));
  const goesOn = (log: LogReading) =>
    tellsOfTrouble(question.text)
      ? courseOf(log, view).state !== "ill"
      : !log.templates.some((one) => one.level === "error" && one.last.line === log.tail.at(-1)?.line);
  const isWell = (log: LogReading) => log.health === "healthy" && asksWhetherWell(question) && goesOn(log);
  const logged = logsOfView(view).some(
    (log) =>
      isMeant(log.object) &&
      log.templates.some(({ level }) => level === "fatal" || (level === "error" && !isWell(log))),
  );
  return (
    logged ||
    view.events.some(
      (event) =>
        event.type === "Warning" && isMeant(event.object) && event.lastSeen !== null && event.lastSeen < recently,
    )
  );
}

function isShort(view: ClusterView, ref: ObjectRef): boolean {
  const object = view.object(ref);
  return object !== undefined && isLacking(object);
}

function isShown(name: string, view: ClusterView): boolean {
  const described = view.objects.some(
    ({ ref, sources }) =>
      ref.kind !== "Namespace" && isNamed(ref, name) && (sources.has("describe") || sources.has("object")),
  );
  return (
    described ||
    podsOf(view).some((pod) => pod.health === "healthy" && isNamed(pod.ref, name)) ||
    view.logs.some((log) => log.object !== null && isNamed(log.object, name))
  );
}

/** A complete list of pods, or of the kind asked for, of every namespace asked for. */
function covers(question: Question, view: ClusterView): boolean {
  const kinds = question.kinds.map((mention) => mention.kind.kind).filter((kind) => kind !== "Namespace");
  const wanted = kinds.length === 0 ? ["Pod"] : kinds;
  const places: readonly (string | null)[] = question.scope.namespaces.length > 0 ? question.scope.namespaces : [null];
  return wanted.every((kind) =>
    places.every((place) =>
      view.listings.some(
        (list) =>
          list.kind === kind &&
          !list.narrowed &&
          list.count > 0 &&
          (list.namespace === null || list.namespace === place || place === null),
      ),
    ),
  );
}

function healthy(question: Question, view: ClusterView, subjects: readonly ObjectRef[]): Conclusion {
  const where = enumerated(question.scope.namespaces);
  const named = enumerated(question.targets.map((target) => target.name));
  const about = named !== "" ? named : where !== "" ? `the ${where} namespace` : "what was looked at";
  const looked = enumerated(
    [...new Set(answered(view))].map((command) => `\`${command}\``),
    4,
  );
  const pods = podsOf(view).filter(
    (pod) => pod.health === "healthy" && (subjects.length === 0 || subjects.some((ref) => isSame(ref, pod.ref))),
  );
  const state =
    pods.length === 0
      ? ""
      : ` ${pods.length === 1 ? `Pod ${pods[0]!.ref.name} is` : `${pods.length} pods are`} running and ready.`;
  return {
    verdict: "healthy",
    summary: `Nothing wrong found in ${about}.${state}${looked === "" ? "" : ` Looked at: ${looked}.`}`,
    confidence: subjects.length > 0 ? "likely" : "possible",
  };
}

/** Commands that printed an answer; one that failed looked at nothing. */
function answered(view: ClusterView): readonly string[] {
  const failed = new Set(view.errors.map((error) => error.evidence));
  const isAnswer = (one: ClusterView["evidence"][number], index: number) =>
    !failed.has(index) && (one.exitCode === null || one.exitCode === 0) && one.command.trim() !== "";
  return view.evidence.filter(isAnswer).map((one) => one.command.trim());
}

function healthyLines(view: ClusterView, subjects: readonly ObjectRef[]) {
  return podsOf(view)
    .filter((pod) => pod.health === "healthy" && subjects.some((ref) => isSame(ref, pod.ref)))
    .flatMap((pod) => (pod.line === undefined ? [] : [pod.line]))
    .slice(0, 3);
}
