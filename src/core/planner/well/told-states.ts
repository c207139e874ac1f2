import { logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { asSeen, isObject } from "../investigation/places.ts";
import { complains, healthQuestion, tellsOfState } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import type { Situation } from "../situation.ts";
import { courseOf } from "./log-course.ts";
import { isPastInLog } from "./over.ts";
import { isPastRun } from "./past-runs.ts";
import type { Stand } from "./stand.ts";
import { standOf } from "./stands.ts";

/** Somebody tells of a state instead of asking for it, of objects that were all shown: `web crashes, find out why`. */
export function isToldOfState(question: Question, view: ClusterView): boolean {
  const { targets } = asSeen(question, view);
  const isEnding = /terminat|delet/i.test(question.text) && podsOf(view).some(({ deleting }) => deleting);
  return tellsOfState(question) && !isEnding && targets.length > 0 && targets.every(({ name }) => isObject(name, view));
}

/** Something of what was shown does not stand as it should, or a warning about another of its pods was shown. */
export function isDoubted(question: Question, stands: readonly Stand[], view: ClusterView): boolean {
  const { targets } = asSeen(question, view);
  const isWarned = view.events.some(
    ({ type, object }) =>
      type === "Warning" && targets.some(({ name }) => object.name === name || object.name.startsWith(`${name}-`)),
  );
  return isWarned || stands.some((one) => one.isWell === false && !isPastRun(one.ref, view));
}

const notUp =
  /\b(?:not|never|n't) (?:yet |get |come |become |getting )?(?:ready|running|available|up|start(?:ed|ing)?|healthy|scheduled)\b|\bunready\b|\bunavailable\b|\bpending\b/;

/** It waits for a node, or for what a node has: over as soon as it runs. */
const unplaced =
  /\b(?:not|n't|never) (?:get|find|obtain|receive)\w* (?:(?:a|an|any|the|its|enough|free) ){0,2}(?:gpus?|nodes?|cpus?|slots?|place|room|capacity|resources?|scheduled|started|placed)\b|\binsufficient (?:nvidia|gpu|cpu|memory|resources?)|\bunschedulable\b|\bfailedscheduling\b|\bstuck (?:in )?pending\b/;

/** It has no volume: a pod that runs with one has it mounted. */
const unmounted =
  /\b(?:not|n't|never|cannot|unable to|fails? to|failed to) (?:be )?(?:mount|attach)\w*\b|\b(?:lost|loses?|losing|without) (?:its|the|their|a) (?:disk|volume|storage|claim|data disk)s?\b|\b(?:mount|attach)\w* (?:fails?|failed|failing|hangs?)\b/;

const either = (...all: readonly RegExp[]): RegExp => new RegExp(all.map(({ source }) => source).join("|"));

/** A rollout that is said to hang: its own counts tell whether it is complete. */
const hanging =
  /\b(?:stuck|hangs?|hanging|half ?way|not (?:finish|complet|roll)\w*)\b.{0,40}\b(?:rollouts?|updates?|upgrades?|deploy\w*)\b|\b(?:rollouts?|updates?|upgrades?|deploy\w*)\b.{0,40}\b(?:stuck|hangs?|hanging|half ?way)\b/;

/** Names of alerts of the state of a kind, as the usual rules call them. */
const alerted =
  /\bkube(?:deployment|statefulset|daemonset)(?:replicasmismatch|generationmismatch|rolloutstuck|updatenotrolledout|notscheduled|misscheduled)\b|\bonly \d{1,3}(?:\.\d+)?% of the desired\b/;

/** States that a question presumes, by kind; an object that is named and well says by itself that it is not in it. */
const presumedStates: ReadonlyMap<string, RegExp> = new Map([
  ["Pod", either(notUp, unplaced, unmounted)],
  ["Deployment", either(notUp, alerted, hanging)],
  ["StatefulSet", either(notUp, alerted, hanging)],
  ["DaemonSet", either(notUp, alerted, hanging)],
  ["PersistentVolumeClaim", either(/\b(?:bind|bound|binding|unbound|pending|provision\w*|lost|stuck)\b/, unmounted)],
  [
    "Node",
    /\bnot ?ready\b|\bunready\b|\bnotready\b|nodenotready|nodeunreachable|\bunreachable\b|\bnot become ready\b|\bnode (?:was |is |went )?down\b/,
  ],
  [
    "Job",
    either(
      /\b(?:fail|fails|failed|failing|(?:not|n't|never) (?:start|run|finish|complete|succeed)\w*|hang\w*|hung)\b/,
      unplaced,
    ),
  ],
  [
    "Application",
    /\b(?:out ?of ?sync|degraded|progressing|unhealthy|not (?:synced|healthy))\b|outofsync|\bsync\w*\b.{0,40}\bfail\w*|\b(?:refus\w*|skip\w*|not|n't|never|cannot|stopp\w*)\b.{0,30}\bsync\w*|\bfail\w*\b.{0,40}\bsync/,
  ],
  [
    "Service",
    /\b(?:no|without|has no|lacks|missing) (?:an? )?(?:external|public) (?:ip|address)\b|\bexternal[- ]ip\b.{0,30}\bpending\b|\bload ?balancer\b.{0,30}\bpending\b|\bnothing (?:can be |is |stands? )?behind\b|\b(?:no|without|empty) (?:endpoints?|backends?)\b/,
  ],
  ["VolumeSnapshot", /\b(?:fail\w*|stuck|broken|missing|not (?:ready|created|taken|made))\b/],
  ["APIService", /\b(?:unavailable|not available|fail\w*|down|missing)\b/],
  ["Gateway", /\bnot (?:ready|programmed|accepted)\b|\bit not ready\b|\bready\b/],
  ["HelmRelease", /\b(?:fail\w*|stuck|hangs?|hanging|not (?:ready|reconciled))\b/],
  ["Kustomization", /\b(?:fail\w*|stuck|hangs?|hanging|not (?:ready|reconciled))\b/],
  ["ExternalSecret", /\b(?:fail\w*|not (?:ready|synced))\b/],
  [
    "Certificate",
    /\b(?:expired|not (?:ready|issued|renewed)|certificate (?:errors?|warnings?)|not (?:go|gone) through)\b/,
  ],
]);

/** `why does claim X fail to bind?`, and it is bound. */
export function isContradicted(question: Question, stands: readonly Stand[]): boolean {
  const named = stands.filter(({ ref, isWell }) => isWell !== null && isNamedBy(question, ref) && tells(ref.kind));
  return named.length > 0 && named.every(({ ref, isWell }) => isWell === true && isPresumed(ref, question));
}

/** Kinds whose state refutes what is presumed of it. */
const tells = (kind: string): boolean => presumedStates.has(kind) || !isBuiltIn(kind);

/** Whether a question presumes a state of something that it names and that was shown: the object tells whether it is so. */
export const presumesState = (question: Question, view: ClusterView): boolean =>
  question.intent !== "change" &&
  view.objects.some(
    (object) =>
      isNamedBy(question, object.ref) &&
      isPresumed(object.ref, question) &&
      !(hanging.test(question.text.toLowerCase()) && standOf(object, view).isWell === null),
  );

/** Of what operators keep, its own conditions sum up whatever an operator does for it. */
const isPresumed = ({ kind }: ObjectRef, { text }: Question): boolean =>
  [presumedStates.get(kind), isBuiltIn(kind) ? undefined : ofOperators].some((states) =>
    states?.test(text.toLowerCase()),
  );

const isBuiltIn = (kind: string): boolean => kind.endsWith("Metrics") || kindNamed(kind) !== undefined;

const ofOperators =
  /\b(?:fail\w*|crash\w*|died|dead|down|offline|killed|degrad\w*|not (?:ready|synced|healthy|reconcil\w*|available|progress\w*)|unready|unhealthy|out ?of ?sync|stuck|hangs?|hanging|broken|error\w*|warn\w*|detached|disconnect\w*|drop\w* out|cannot connect|unavailable|misconfigur\w*|wrong|matter|problem|issue|cannot(?:connect|observe|create)\w*)\b/;

/**
 * Nodes are called by the part of their name before the domain, too; what operators keep, and claims of which the name is not known (`my
 * claim`, `the claim of my notebook`), by their kind.
 */
function isNamedBy({ targets, text, kinds }: Question, { kind, name }: ObjectRef): boolean {
  const isOne = (target: string) =>
    target === name ||
    (kind === "Node" && name.startsWith(`${target}.`)) ||
    (kind === "Pod" && name.startsWith(`${target}-`));
  if (targets.some((target) => isOne(target.name))) return true;
  if (kind === "PersistentVolumeClaim" && /\b(?:my|our|the)\b/i.test(text) && targets.every((one) => !one.sure))
    return kinds.some((one) => one.kind.kind === kind && !one.plural);
  const said = text.toLowerCase().split(/[^\w-]+/);
  const isSaid = (word: string) => word.length > 3 && said.some((one) => one === word || one === `${word}s`);
  return (!isBuiltIn(kind) || kind === "VolumeSnapshot") && wordsOf(kind).some(isSaid);
}

/** `VolumeSnapshot`, and `snapshot` where that is no kind of its own. */
function wordsOf(kind: string): readonly string[] {
  const last = /[A-Z][a-z]+$/.exec(kind)?.[0].toLowerCase() ?? "";
  return kindNamed(last) === undefined ? [kind.toLowerCase(), last] : [kind.toLowerCase()];
}

/**
 * Somebody complains of what a log says, and all that was found of it is over there: an init container that waited for its database.
 * Not where anything else was found.
 */
export function isOfPastLine({ intent, plain, text }: Question, { view, diagnosis }: Situation): boolean {
  if (intent !== "troubleshoot" || !complains(plain) || healthQuestion(text).outage) return false;
  const logs = logsOfView(view).map((log) => ({ log, course: courseOf(log, view) }));
  const told = diagnosis.findings.filter(
    ({ severity, confidence }) => severity !== "info" || confidence !== "possible",
  );
  return told.length > 0 && told.every((one) => isPastInLog(one, logs, view));
}
