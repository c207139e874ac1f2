import { memo } from "../../diagnosis/objects/memo.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import type { Target } from "../question/targets.ts";
import type { Question } from "../question/understand.ts";
import { isNamed } from "./relevance.ts";

/**
 * Names and places as the evidence knows them: a name that only a namespace has is a place (`is loyalty broken?`, `the pods of ml`), and a
 * place that no command or object knows is none (`live in production`), but the object that is called so (`in orders-db-0`).
 */
export function asSeen(question: Question, view: ClusterView): Question {
  const isPlace = ({ name }: Target) => isNamespace(name, view) && !isObject(name, view);
  const namespaces = question.scope.namespaces.map((name) => wholeName(name, question.text, view));
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

/** `the ledger namespace`, where only `core-ledger` was shown. */
function wholeName(name: string, text: string, view: ClusterView): string {
  if (isNamespace(name, view) || isAskedIn(name, view)) return name;
  const lower = text.toLowerCase();
  const isCalledSo = ["namespace", "ns"].some(
    (word) => lower.includes(`${name} ${word}`) || lower.includes(`${word} ${name}`),
  );
  const seen = [...new Set(view.objects.flatMap(({ ref }) => ref.namespace ?? []))];
  const like = isCalledSo ? seen.filter((one) => one.split("-").includes(name)) : [];
  return like.length === 1 ? like[0]! : name;
}

export const isNamespace = (name: string, view: ClusterView): boolean =>
  view.objects.some(({ ref }) => ref.namespace === name || (ref.kind === "Namespace" && ref.name === name));

const isAskedIn = (name: string, view: ClusterView): boolean =>
  view.evidence.some(({ command }) => {
    const words = command.split(/[\s=]/);
    return words.some((word, index) => /^(?:-n|--namespace)$/.test(word) && words[index + 1] === name);
  });

/** Whether an object or a log has the name, or one that begins with it. */
export function isObject(name: string, view: ClusterView): boolean {
  const known = objectsIn(view);
  const isOne = (ref: ObjectRef) => ref.kind !== "Namespace" && isNamed(ref, name);
  const is =
    known.get(name) ??
    (view.objects.some(({ ref }) => isOne(ref)) || view.logs.some(({ object }) => object !== null && isOne(object)));
  known.set(name, is);
  return is;
}

const objectsIn = memo((_: ClusterView) => new Map<string, boolean>());
