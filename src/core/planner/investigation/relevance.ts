import type { Diagnosis, Finding } from "../../diagnosis/finding.ts";
import { memo } from "../../diagnosis/objects/memo.ts";
import { isOfPlatform } from "../../diagnosis/objects/providers.ts";
import { workloadOf } from "../../diagnosis/objects/relations.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { chosenByLabel, keyOfRef } from "../answers/chosen-by-label.ts";
import { mainKind } from "../inspection/main-kind.ts";
import { asksWhetherWell } from "../question/asks-health.ts";
import { type Question, stemsOf } from "../question/understand.ts";
import { alikeCounts } from "./alike.ts";
import { awayTest } from "./away.ts";
import { isLeftover } from "./leftovers.ts";
import { isOnTopic, type Topic, topicOf } from "./topic.ts";

/** The findings that bear on a question, roots first, and those that do not. */
export type Relevance = {
  readonly findings: readonly Finding[];
  readonly roots: readonly Finding[];
  readonly others: readonly Finding[];
  /** What logs of other things that run well say: no trouble by itself. */
  readonly hints: readonly Finding[];
};

const rank = { critical: 0, warning: 1, info: 2 } as const;

/**
 * A finding bears on a question when it is about what the question names, or explains such a finding. A question that names
 * nothing is about everything. Roots come in the order: what the question complains of, then by severity.
 */
export function relevant(question: Question, diagnosis: Diagnosis, view: ClusterView): Relevance {
  const topic = topicOf(question);
  const isNamedHere = nameTest(question, view);
  const isChosen = labelTest(question, view);
  const isOver = (finding: Finding) => asksWhetherWell(question) && isLeftover(view, finding.object);
  const isAway = awayTest(question, diagnosis, view);
  const direct = diagnosis.findings.filter(
    (finding) =>
      isAbout(question, finding, topic, isNamedHere) &&
      !isAway(finding) &&
      isChosen(finding) &&
      !isOver(finding) &&
      !isElsewhere(question, finding, view) &&
      !isGuessedAway(question, finding, view),
  );
  const explained = withCauses(direct, diagnosis.findings);
  const roots = diagnosis.roots.filter((finding) => explained.has(finding));
  const own = roots.length > 0 ? roots : diagnosis.findings.filter((finding) => explained.has(finding)).slice(0, 1);
  const isDetailed = (ref: ObjectRef) =>
    ["describe", "object"].some((source) => view.object(ref)?.sources.has(source as "describe") === true);
  const counts = (finding: Finding) =>
    finding.severity !== "info" ||
    topic?.kinds[0] === finding.object.kind ||
    (topic?.isState === true && isOnTopic(topic, finding));
  const weight = (finding: Finding) =>
    rank[gravest(finding, diagnosis.findings)] +
    (finding.fix === null && finding.next.length > 0 ? 0.5 : 0) +
    (isDetailed(finding.object) ? -0.4 : 0) +
    ((bearsOn(topic, finding, diagnosis.findings) && counts(finding)) || stopsPlatform(finding) ? -10 : 0) +
    (finding.object.namespace === undefined && question.scope.namespaces.length > 0 && question.targets.length === 0
      ? 0.3
      : 0) +
    (topic?.kinds[0] === finding.object.kind ? -5 : 0) +
    (isNamedHere(finding.object) ? -1 : 0) +
    (/-at-maximum$/.test(finding.code) ? 0.2 : 0);
  const alike = alikeCounts(own);
  return {
    findings: diagnosis.findings.filter((finding) => explained.has(finding)),
    roots: [...own].sort((one, other) => weight(one) - weight(other) || alike(other) - alike(one)),
    others: diagnosis.roots.filter((finding) => !explained.has(finding) && finding.severity !== "info"),
    hints: diagnosis.roots.filter(
      (finding) => !explained.has(finding) && finding.severity === "info" && isLogged(finding),
    ),
  };
}

/** A part of the platform is down, and brings about what was looked at: nothing there is as it should be before that is mended. */
const stopsPlatform = (finding: Finding): boolean =>
  isOfPlatform(finding) && finding.severity === "critical" && finding.explains.some((code) => !/crash-loop/.test(code));

/** The severity of a finding, or of the gravest that it brings about: a line in passing may be why all stands still. */
export function gravest(finding: Finding, findings: readonly Finding[]): Finding["severity"] {
  if (finding.severity !== "info" || finding.explains.length === 0) return finding.severity;
  const brought = findings.filter((one) => finding.explains.includes(one.code) && touch(finding, one));
  return (
    (["critical", "warning"] as const).find((grade) => brought.some(({ severity }) => severity === grade)) ?? "info"
  );
}

/** Of what carries the labels that a question names, once a list has chosen it: the objects themselves and the workloads of pods. */
function labelTest({ selectors }: Question, view: ClusterView): (finding: Finding) => boolean {
  const chosen = chosenByLabel(selectors.labels, view);
  if (chosen === null) return () => true;
  const pods = podsOf(view).filter(({ ref }) => chosen.has(keyOfRef(ref)));
  const keys = new Set([...chosen, ...pods.map(({ ref }) => keyOfRef(workloadOf(view, ref)))]);
  return ({ object, related }) => [object, ...related].some((ref) => keys.has(keyOfRef(ref)));
}

/** Whether a finding is what a question complains of, or explains something that is. */
export function bearsOn(topic: Topic | null, finding: Finding, findings: readonly Finding[]): boolean {
  if (topic === null || isOnTopic(topic, finding)) return topic !== null;
  if (topic.isState !== true || finding.explains.length === 0) return false;
  return findings.some(
    (other) => isOnTopic(topic, other) && finding.explains.includes(other.code) && touch(finding, other),
  );
}

/** Findings and what explains them, directly or through others: the missing class behind the claim behind the database that is waited for. */
export function withCauses(direct: readonly Finding[], findings: readonly Finding[]): ReadonlySet<Finding> {
  const explained = new Set(direct);
  for (let before = -1; before < explained.size; ) {
    before = explained.size;
    for (const cause of findings) {
      if (cause.explains.length === 0 || explained.has(cause)) continue;
      const explains = [...explained].some(
        (finding) => finding !== cause && cause.explains.includes(finding.code) && touch(cause, finding),
      );
      if (explains) explained.add(cause);
    }
  }
  return explained;
}

/** Whether a finding rests on what a program said. */
export function isLogged({ evidence }: Finding): boolean {
  return /\blogs\b/.test(evidence[0]?.command ?? "");
}

export function touch(one: Finding, other: Finding): boolean {
  const refs = [one.object, ...one.related];
  return [other.object, ...other.related].some((ref) => refs.some((mine) => isSame(mine, ref)));
}

export function isSame(one: ObjectRef, other: ObjectRef): boolean {
  return one.kind === other.kind && one.name === other.name && one.namespace === other.namespace;
}

type NameTest = (ref: ObjectRef) => boolean;

function isAbout(question: Question, finding: Finding, topic: Topic | null, isNamedHere: NameTest): boolean {
  const refs = [finding.object, ...finding.related];
  const { namespaces } = question.scope;
  const isInPlace = (ref: ObjectRef) =>
    ref.namespace === undefined ||
    namespaces.includes(ref.namespace) ||
    (ref.kind === "Namespace" && namespaces.includes(ref.name));
  const isHere =
    isInPlace(finding.object) || finding.related.some((ref) => ref.namespace !== undefined && isInPlace(ref));
  if (namespaces.length > 0 && !isHere) return false;
  const kind = mainKind(question);
  if (isRefusedChange(finding)) return true;
  if (question.targets.length > 0) {
    const isForNode = topic?.kinds.includes("PodDisruptionBudget") === true && isOnTopic(topic, finding);
    const nodes = question.targets.every((target) => target.kind?.kind === "Node");
    return (
      isForNode ||
      (nodes && !(topic?.isState === true && isOnTopic(topic, finding))
        ? isNamedHere(finding.object)
        : refs.some(isNamedHere))
    );
  }
  if (kind === null || kind.kind === "Pod" || kind.kind === "Namespace" || isOnTopic(topic, finding)) return true;
  return kind.kind === "Node" ? finding.object.kind === "Node" : refs.some((ref) => ref.kind === kind.kind);
}

/** What the API server answered to a change that names no object: whoever shows it asks about it. */
function isRefusedChange({ code, object }: Finding): boolean {
  return (
    object.kind === "Cluster" && /^(?:webhook-|conversion-webhook|quota-exceeded|pod-security|limit-range)/.test(code)
  );
}

/** An object that was not found where nobody said it would be, and that the evidence shows in another namespace. */
function isGuessedAway(question: Question, { code, object }: Finding, view: ClusterView): boolean {
  if (code !== "not-found" || question.scope.namespaces.includes(object.namespace ?? "")) return false;
  return view.objects.some((seen) => seen.ref.name === object.name && seen.ref.namespace !== object.namespace);
}

/** A budget whose pods are not on the node that the question wants to drain. */
function isElsewhere(question: Question, finding: Finding, view: ClusterView): boolean {
  const node = question.targets.find((target) => target.kind?.kind === "Node")?.name;
  if (node === undefined || finding.object.kind !== "PodDisruptionBudget") return false;
  const { name, namespace } = finding.object;
  const isBehind = (ref: ObjectRef) =>
    ref.namespace === namespace && (isNamed(ref, name) || isNamed(ref, name.replace(/-pdb$/, "")));
  const onNode = podsOf(view).filter((pod) => pod.node === node);
  return onNode.length > 0 && !onNode.some((pod) => isBehind(pod.ref));
}

/**
 * Whether a question names an object. `checkout` names deployment `checkout`, its replica sets and pods; what is called after it
 * (`checkout-config`) only while the evidence shows nothing of just that name.
 */
export function nameTest(question: Pick<Question, "targets">, view: ClusterView): NameTest {
  const tests = question.targets.map(({ name, kind }): NameTest => {
    const way = kind === null && isFamily(name, view) ? isNamed : wayOf(name, view);
    return (ref) => way(ref, name);
  });
  return (ref) => tests.some((fits) => fits(ref));
}

const ways = [isExactly, isNamed, isOfControlPlane];
const waysIn = memo((_: ClusterView) => new Map<string, (typeof ways)[number]>());

/** The strictest way in which anything that was shown has the name. */
function wayOf(name: string, view: ClusterView): (typeof ways)[number] {
  const known = waysIn(view);
  const way = known.get(name) ?? ways.find((fits) => view.objects.some(({ ref }) => fits(ref, name))) ?? isNamed;
  known.set(name, way);
  return way;
}

const families = memo((_: ClusterView) => new Map<string, boolean>());

/** Only its door or its account is called just so, Ingress `forum`, and `forum-web` and `forum-worker` run: all of them are the forum. */
function isFamily(name: string, view: ClusterView): boolean {
  const known = families(view).get(name);
  if (known !== undefined) return known;
  const own = view.objects.filter(({ ref }) => isExactly(ref, name));
  const parts = view.objects.filter(({ ref }) => workloads.test(ref.kind) && ref.name.startsWith(`${name}-`));
  const isDoor = own.length > 0 && own.every(({ ref }) => doors.test(ref.kind));
  const is = isDoor && parts.length >= 2;
  families(view).set(name, is);
  return is;
}

const doors = /^(?:Ingress|HTTPRoute|ConfigMap|Secret|ServiceAccount|Certificate)$/;
const workloads = /^(?:Deployment|StatefulSet|DaemonSet|Pod)$/;

/** `controller-manager` for `kube-controller-manager-node-1`. */
function isOfControlPlane(ref: ObjectRef, name: string): boolean {
  return isNamed(ref, `kube-${name}`);
}

function isExactly(ref: ObjectRef, name: string): boolean {
  if (ref.name === name) return true;
  if (name.startsWith(`${ref.name}-`)) return stemsOf(name).includes(ref.name);
  if (!ref.name.startsWith(`${name}-`)) return false;
  if (isPart(ref.name.slice(name.length))) return true;
  return (
    stemsOf(ref.name).includes(name) ||
    [ref.name, ...stemsOf(ref.name)].some((stem) => stem.startsWith(`${name}-`) && isVersion(stem.slice(name.length)))
  );
}

/** A part of one run of an application, as operators call its pods: `rides-20250617-driver`, `rides-29167560-exec-1`. */
const isPart = (ending: string): boolean =>
  /^-\d{6,14}(?:-[0-9a-f]{16})?-(?:driver|exec-\d{1,4}|launcher)$/.test(ending);

/** What another version of an application is called that runs beside it: `checkout-canary` is `checkout` too. */
const isVersion = (ending: string): boolean =>
  /^-(?:canary|preview|next|beta|rc\d{0,3}|blue|green|pilot|shadow|experiment)$/.test(ending);

/** The same without regard to what else there is: also objects whose names begin with the name. */
export function isNamed(ref: ObjectRef, name: string): boolean {
  if (isExactly(ref, name) || ref.name.startsWith(`${name}-`)) return true;
  if (ref.kind === "Node" && name.length > 2 && ref.name.startsWith(`${name}.`)) return true;
  return [ref.name, ...stemsOf(ref.name)].some(
    (stem) => stem.length > 3 && suffixes.some((suffix) => name === `${stem}${suffix}`),
  );
}

/** What people add to the name of an application: `cart-app`, `cart-service`. */
const suffixes = ["-app", "-application", "-service", "-svc", "-deployment", "-pod", "-pods", "-job"];
