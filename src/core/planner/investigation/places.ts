import type { ClusterView } from "../../evidence/observed.ts";
import type { Target } from "../question/targets.ts";
import type { Question } from "../question/understand.ts";
import { isNamed } from "./relevance.ts";

/**
 * Names and places as the evidence knows them: a name that only a namespace has is a place (`is loyalty broken?`, `the pods of ml`), and a
 * place that no command or object knows is none (`live in production`), but the object that is called so (`in orders-db-0`).
 */
export function asSeen(question: Question, view: ClusterView): Question {
  const isPlace = ({ name }: Target) => isNamespace(name, view) && !isObject(name, view);
  const { namespaces } = question.scope;
  const strange = namespaces.filter((name) => !isNamespace(name, view) && !isAskedIn(name, view));
  const misread = strange
    .filter((name) => isObject(name, view))
    .map((name): Target => ({ kind: null, name, sure: false }));
  return {
    ...question,
    targets: [...question.targets.filter((target) => !isPlace(target)), ...misread],
    scope: {
      ...question.scope,
      namespaces: [
        ...namespaces.filter((name) => !strange.includes(name)),
        ...question.targets.filter(isPlace).map(({ name }) => name),
      ],
    },
  };
}

const isNamespace = (name: string, view: ClusterView): boolean =>
  view.objects.some(({ ref }) => ref.namespace === name || (ref.kind === "Namespace" && ref.name === name));

const isAskedIn = (name: string, view: ClusterView): boolean =>
  view.evidence.some(({ command }) => {
    const words = command.split(/[\s=]/);
    return words.some((word, index) => /^(?:-n|--namespace)$/.test(word) && words[index + 1] === name);
  });

/** Whether an object or a log has the name, or one that begins with it. */
export function isObject(name: string, view: ClusterView): boolean {
  const refs = [...view.objects.map(({ ref }) => ref), ...view.logs.flatMap(({ object }) => object ?? [])];
  return refs.some((ref) => ref.kind !== "Namespace" && isNamed(ref, name));
}
