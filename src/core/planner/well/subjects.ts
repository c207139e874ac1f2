import type { LogReading } from "../../diagnosis/logs/logs-of-view.ts";
import { workloadOf } from "../../diagnosis/objects/relations.ts";
import { podAt } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import type { Benign } from "../benign/benign.ts";
import { placesMeant } from "../investigation/away.ts";
import { isLeftover } from "../investigation/leftovers.ts";
import { asSeen, isObject } from "../investigation/places.ts";
import { isSame, nameTest } from "../investigation/relevance.ts";
import { healthQuestion } from "../question/asks-health.ts";
import { isOfPreface } from "../question/open-to-state.ts";
import type { Target } from "../question/targets.ts";
import type { Question } from "../question/understand.ts";
import { isPastRun, runOf } from "./past-runs.ts";
import { restartsStill } from "./stands.ts";

/** What the question names with its pods, else the objects of the kind it speaks of, else all that was shown of the place. */
export function subjectsOf(asked: Question, view: ClusterView): readonly ObservedObject[] {
  const question = asSeen(asked, view);
  const namespaces = placesOf(question, view);
  const isInPlace = ({ namespace, kind, name }: ObjectRef) =>
    namespaces.length === 0 ||
    namespace === undefined ||
    namespaces.includes(namespace) ||
    (kind === "Namespace" && namespaces.includes(name));
  const isNamed = nameTest(question, view);
  const all = view.objects.filter(
    ({ ref }) => isInPlace(ref) && !ref.kind.endsWith("Metrics") && !isLeftover(view, ref),
  );
  const named =
    question.targets.length === 0 ? [] : all.filter(({ ref }) => isNamed(ref) || isNamed(workloadOf(view, ref)));
  if (named.length > 0) return [...named, ...behind(named, all), ...podsUpon(named, question, all)];
  const isWhole = namespaces.length === 0 && /\bcluster\b/i.test(question.text);
  const kinds = new Set<string>(question.kinds.map(({ kind }) => kind.kind).filter((kind) => kind !== "Namespace"));
  const ofKind = all.filter(({ ref }) => kinds.has(ref.kind));
  return ofKind.length > 0
    ? [...ofKind, ...behind(ofKind, all)]
    : all.filter(({ ref }) => (isWhole && ref.kind === "Node") || !/^(?:Node|ReplicaSet|Event)$/.test(ref.kind));
}

/** `pods pending in the batch pool`: what belongs to no namespace has no pods by its name; all that were shown are meant. */
function podsUpon(
  named: readonly ObservedObject[],
  { text }: Question,
  all: readonly ObservedObject[],
): readonly ObservedObject[] {
  const isUpon = named.every(({ ref }) => ref.namespace === undefined) && /\bpods\b/i.test(text);
  return isUpon ? all.filter(({ ref }) => ref.kind === "Pod") : [];
}

/** `are my certificates at risk?` beside what is explained: all of a kind that none of the others is of count as well. */
export function withAskedKinds(
  { kinds, targets, text }: Question,
  meant: readonly ObservedObject[],
  view: ClusterView,
): readonly ObservedObject[] {
  if (targets.length === 0) return meant;
  const known = new Set(meant.map(({ ref }) => ref.kind));
  const wanted = new Set(kinds.filter(({ plural }) => plural).map(({ kind }) => kind.kind.toLowerCase()));
  const words = new Set(text.toLowerCase().split(/[^a-z]+/));
  const isSaid = (kind: string) => kindNamed(kind) === undefined && words.has(`${kind.toLowerCase()}s`);
  const isWanted = ({ kind }: ObjectRef) =>
    !known.has(kind) &&
    (wanted.has(kind.toLowerCase()) || isSaid(kind)) &&
    !/^(?:Pod|Node|Event|Namespace)$|Metrics$/.test(kind);
  return [...meant, ...view.objects.filter(({ ref }) => isWanted(ref) && !isBeside(ref))];
}

/** The places that are named; whether all is well is asked of where somebody looked, whatever a list of the whole cluster shows besides. */
function placesOf(question: Question, view: ClusterView): readonly string[] {
  const { namespaces } = question.scope;
  return namespaces.length > 0 || !healthQuestion(question.text).whether ? namespaces : placesMeant(question, view);
}

/**
 * Somebody asks about an object that nothing shows or prints: what stands beside it does not answer for it. A name without a kind is
 * one where the reads were made for its sake; beside what was handed over it may be any word.
 */
export function isStranger(asked: Question, view: ClusterView): boolean {
  const { targets } = asSeen(asked, view);
  const isLookedFor = view.evidence.every(({ origin }) => origin === "executed");
  const isUnseen = (name: string) =>
    asked.text.includes(name) && !isOfPreface(name, asked.text) && !isObject(name, view) && !isPrinted(name, view);
  const isMeant = ({ kind, sure }: Target) => (kind === null ? isLookedFor : sure);
  const strange = targets.filter((target) => isMeant(target) && isUnseen(target.name));
  const isSure = ({ kind }: Target) => kind !== null && kind.kind !== "Pod";
  return strange.some(isSure) || (strange.length > 0 && strange.length === targets.length);
}

/** `mon-b is missing`, of which nothing was shown and nothing explains: whatever stands beside it, it is missed. */
export function isMissed({ text }: Question, benign: readonly Benign[], view: ClusterView): boolean {
  const explained = benign.flatMap(({ ref, about = [] }) => [ref, ...about]);
  return [...text.toLowerCase().matchAll(lost)].some(
    ([, name = ""]) => !isObject(name, view) && !explained.some((one) => one.name === name),
  );
}

const lost =
  /(?<![\w-])([a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){1,8})["'`]?,?(?: pod| node)? (?:is|are|has|have|was|went)(?: been)? (?:missing|gone|lost|not there|disappeared|vanished|nowhere)\b/g;

const isPrinted = (name: string, view: ClusterView): boolean =>
  view.evidence.some(({ stdout }) => stdout.includes(name));

/**
 * Whether the state of an object counts. Those of kinds that stand beside others (Secrets, old ReplicaSets, budgets) count where somebody
 * asks for their kind, or where nothing else of the name was shown.
 */
export function isAskedBy(question: Question, meant: readonly ObservedObject[]): (ref: ObjectRef) => boolean {
  const kinds = new Set([...question.kinds, ...question.targets].flatMap(({ kind }) => kind?.kind ?? []));
  const isAlone = meant.length > 0 && meant.every(({ ref }) => isBeside(ref));
  const isPlace = /\b(?:namespaces?|ns)\b/i.test(question.text);
  return (ref) => {
    if (!isBeside(ref) || kinds.has(ref.kind)) return true;
    if (!isAlone) return false;
    return ref.kind === "Namespace" ? isPlace : question.targets.some(({ name }) => name === ref.name);
  };
}

/** Kinds that stand beside what works, and say nothing of it. */
export const isBeside = ({ kind }: ObjectRef): boolean => silent.test(kind);

const silent =
  /^(?:Namespace|ReplicaSet|Endpoints|EndpointSlice|ConfigMap|Secret|ServiceAccount|StorageClass|PersistentVolume|ScaledObject|NetworkPolicy|PodDisruptionBudget|ResourceQuota|LimitRange|(?:Mutating|Validating)WebhookConfiguration|APIService|CertificateSigningRequest|CustomResourceDefinition|(?:Cluster)?Role(?:Binding)?|IngressClass|PriorityClass|RuntimeClass|CSIDriver)$/;

/** The pods that use a claim that is asked about, the Jobs of a CronJob, the other runs of the one that is named. */
function behind(named: readonly ObservedObject[], all: readonly ObservedObject[]): readonly ObservedObject[] {
  const own = new Set(named);
  const claims = named.filter(({ ref }) => ref.kind === "PersistentVolumeClaim");
  const isOwner = (job: ObservedObject) =>
    job.ref.kind === "Job" &&
    named.some(
      ({ ref }) => ref.kind === "Pod" && ref.namespace === job.ref.namespace && ref.name.startsWith(`${job.ref.name}-`),
    );
  const runs = named.flatMap(({ ref }) => {
    const run = runOf(ref);
    return run === null ? [] : [{ ...run, namespace: ref.namespace }];
  });
  const isSibling = ({ ref }: ObservedObject) =>
    (ref.kind === "Job" || ref.kind === "CronJob") &&
    runs.some(({ stem, namespace }) => ref.namespace === namespace && (runOf(ref)?.stem ?? ref.name) === stem);
  return all.filter(
    (object) =>
      !own.has(object) &&
      (isOwner(object) ||
        isSibling(object) ||
        (object.ref.kind === "Pod" && claims.some(({ ref }) => ref.name.endsWith(`-${object.ref.name}`)))),
  );
}

/** A log of what is asked about, or of something that nobody knows. */
export function isOwn(log: LogReading, meant: readonly ObservedObject[], view: ClusterView): boolean {
  if (meant.some(({ ref }) => ref.kind === "Ingress") && proxies.test(log.object.name)) return true;
  if (log.object.kind === "Log" || view.object(log.object) === undefined) {
    const isElsewhere =
      log.object.namespace !== undefined &&
      meant.length > 0 &&
      meant.every(({ ref }) => ref.namespace !== undefined && ref.namespace !== log.object.namespace);
    return !isElsewhere || log.object.kind === "Log";
  }
  return meant.some(
    ({ ref }) =>
      isSame(ref, log.object) || isSame(workloadOf(view, ref), log.object) || isSame(workloadOf(view, log.object), ref),
  );
}

/** What lets calls in writes how they were answered. */
const proxies = /ingress|nginx|traefik|haproxy|envoy|gateway|contour|kong|caddy|router/;

/** An attempt that failed and was retried: what its log says last is its end. */
export const isEnded = (log: LogReading, view: ClusterView): boolean =>
  podAt(view, log.object)?.health === "done" ||
  isDoneBefore(log, view) ||
  isLeftover(view, log.object) ||
  isPastRun(log.object, view) ||
  (log.previous && runsAgain(log.object, view));

/** What an init container wrote while it waited, of a pod that runs since it ended. */
const isDoneBefore = ({ object, container, endedWell }: LogReading, view: ClusterView): boolean =>
  endedWell && container !== undefined && podAt(view, object)?.health === "healthy";

/** What a container wrote before it was started again is over when it has run well for long since. */
function runsAgain(ref: ObjectRef, view: ClusterView): boolean {
  const pod = podAt(view, ref);
  const isPrinted = / ago\)/.test(pod?.object?.printed.get("RESTARTS")?.value ?? "");
  return pod?.health === "healthy" && isPrinted && !restartsStill(pod.object!, view);
}
