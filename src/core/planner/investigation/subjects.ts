import { podsOf } from "../../diagnosis/pods.ts";
import { workloadOf } from "../../diagnosis/relations.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { mainKind } from "../inspection/listing.ts";
import type { Question } from "../question/understand.ts";
import { isNamed } from "./relevance.ts";

const failing = new Set(["failing", "starting"]);

/**
 * The objects of the evidence that a question is about, what fails first. A name finds the object, its replica sets and its pods;
 * a question without names is about the pods that fail where it asks to look.
 */
export function subjectsIn(question: Question, view: ClusterView): readonly ObjectRef[] {
  const pods = podsOf(view).filter((pod) => pod.health !== "gone");
  const { namespaces } = question.scope;
  const inPlace = (ref: ObjectRef) =>
    ref.namespace === undefined || namespaces.length === 0 || namespaces.includes(ref.namespace);
  if (question.targets.length === 0) {
    const kind = mainKind(question);
    const own =
      kind === null || kind.kind === "Pod"
        ? []
        : view
            .of(kind.kind)
            .map((object) => object.ref)
            .filter(inPlace);
    return [
      ...pods.filter((pod) => failing.has(pod.health) && inPlace(pod.ref)).map((pod) => pod.ref),
      ...own.slice(0, 3),
    ];
  }
  const isMeant = (ref: ObjectRef) => inPlace(ref) && question.targets.some((target) => isNamed(ref, target.name));
  const named = pods.filter((pod) => isMeant(pod.ref) || isMeant(workloadOf(view, pod.ref)));
  const others = view.objects
    .map((object) => object.ref)
    .filter((ref) => ref.kind !== "Pod" && ref.kind !== "ReplicaSet" && isMeant(ref));
  const exact = others.filter((ref) => question.targets.some((target) => target.name === ref.name));
  return [
    ...named.filter((pod) => failing.has(pod.health)).map((pod) => pod.ref),
    ...exact,
    ...named.filter((pod) => !failing.has(pod.health)).map((pod) => pod.ref),
    ...others.filter((ref) => !exact.includes(ref)),
  ];
}
