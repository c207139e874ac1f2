import { workloadOf } from "../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { isLacking } from "../answers/lacking.ts";
import { mainKind } from "../inspection/main-kind.ts";
import { asksWhetherWell } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import { isLeftover } from "./leftovers.ts";
import { nameTest } from "./relevance.ts";

/**
 * The objects of the evidence that a question is about, what fails first. A name finds the object and its pods; a question without
 * names is about what fails where it asks to look. Pods of one workload in one state are the same to look at: one stands for them.
 */
export function subjectsIn(question: Question, view: ClusterView): readonly ObjectRef[] {
  const pods = podsOf(view).filter((pod) => pod.health !== "gone");
  return question.targets.length === 0 ? unnamed(question, view, pods) : named(question, view, pods);
}

function named(question: Question, view: ClusterView, pods: readonly PodReading[]): readonly ObjectRef[] {
  const isNamed = nameTest(question, view);
  const isMeant = (ref: ObjectRef) => isInPlace(ref, question) && isNamed(ref);
  const isOver = (pod: PodReading) => asksWhetherWell(question) && isLeftover(view, pod.ref);
  const own = pods.filter((pod) => (isMeant(pod.ref) || isMeant(workloadOf(view, pod.ref))) && !isOver(pod));
  const logged = view.logs.flatMap(({ object }) => (object && view.object(object) === undefined ? [object] : []));
  const others = [...view.objects.map((object) => object.ref), ...logged].filter(
    (ref) => ref.kind !== "Pod" && ref.kind !== "ReplicaSet" && isMeant(ref),
  );
  const exact = others.filter((ref) => question.targets.some((target) => target.name === ref.name));
  return [
    ...oneEach(own.filter(isFailing), view, question),
    ...exact,
    ...oneEach(
      own.filter((pod) => !isFailing(pod)),
      view,
      question,
    ),
    ...others.filter((ref) => !exact.includes(ref)),
  ];
}

function unnamed(question: Question, view: ClusterView, pods: readonly PodReading[]): readonly ObjectRef[] {
  const kind = mainKind(question);
  const isPlain = kind === null || kind.kind === "Pod";
  const failing = pods.filter((pod) => isFailing(pod) && isInPlace(pod.ref, question));
  const objects = view.objects.filter((object) => object.ref.kind !== "Pod" && isInPlace(object.ref, question));
  const own = objects.filter((object) => (isPlain ? isLacking(object) : object.ref.kind === kind.kind));
  const ordered = [...own].sort((one, other) => Number(isLacking(other)) - Number(isLacking(one)));
  return [...oneEach(failing, view, question), ...ordered.slice(0, 4).map((object) => object.ref)];
}

function isInPlace(ref: ObjectRef, question: Question): boolean {
  const { namespaces } = question.scope;
  return ref.namespace === undefined || namespaces.length === 0 || namespaces.includes(ref.namespace);
}

function isFailing(pod: PodReading): boolean {
  return pod.health === "failing" || pod.health === "starting";
}

/** One pod for each workload and state; a pod that the question names itself stays. */
function oneEach(pods: readonly PodReading[], view: ClusterView, question: Question): readonly ObjectRef[] {
  const seen = new Set<string>();
  return pods
    .filter((pod) => {
      if (question.targets.some((target) => target.name === pod.ref.name)) return true;
      const owner = workloadOf(view, pod.ref);
      const key = `${owner.kind}/${owner.namespace}/${owner.name}/${pod.status}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    })
    .map((pod) => pod.ref);
}
