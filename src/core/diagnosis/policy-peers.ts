import type { ClusterView, ObjectRef, ObservedObject } from "../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "./fields.ts";
import { keyOf } from "./name-object.ts";
import { podsOf } from "./pods.ts";
import { isSelected, labelsOf, ownersOf, workloadOf } from "./relations.ts";

/** Labels of a pod or of the pods of a workload, where the evidence shows any; `isGuess`: no more than what its name suggests. */
export type PeerLabels = { readonly labels: ReadonlyMap<string, string>; readonly isGuess: boolean };

/** The labels that network policies see of a pod or workload. */
export const labelsOfPeer = (view: ClusterView, ref: ObjectRef): PeerLabels => {
  const workload = workloadOf(view, ref);
  const pods = podsOf(view).filter(
    (pod) => keyOf(pod.ref) === keyOf(ref) || ownersOf(view, pod.ref).some((owner) => keyOf(owner) === keyOf(ref)),
  );
  const shown = pods
    .map((pod) => (pod.object ? labelsOf(pod.object) : new Map<string, string>()))
    .find(({ size }) => size > 0);
  if (shown) return { labels: shown, isGuess: false };
  const fields = view.object(workload)?.fields;
  const template = entriesAt(fields, "spec", "template", "metadata", "labels");
  const selector = entriesAt(fields, "spec", "selector", "matchLabels");
  const known = template.size > 0 ? template : selector;
  if (known.size > 0) return { labels: known, isGuess: false };
  return {
    labels: new Map(["app", "app.kubernetes.io/name", "k8s-app", "name"].map((key) => [key, workload.name])),
    isGuess: true,
  };
};

/** Whether a label selector matches; undefined when that cannot be told. */
export const matches = (selector: unknown, peer: PeerLabels): boolean | undefined => {
  const wanted = entriesAt(selector, "matchLabels");
  const expressions = listAt(selector, "matchExpressions");
  if (wanted.size === 0 && expressions.length === 0) return true;
  const isExpressed = expressions.map((one) => expressionHolds(one, peer));
  const isLabelled = wanted.size === 0 || isSelected(wanted, peer.labels);
  if (isExpressed.includes(false) || (!isLabelled && !peer.isGuess)) return false;
  if (isExpressed.includes(undefined)) return undefined;
  return isLabelled ? true : isKeyGuessed(wanted, peer) ? false : undefined;
};

/** With labels that are guessed from a name, only the usual keys can be judged. */
const isKeyGuessed = (wanted: ReadonlyMap<string, string>, peer: PeerLabels): boolean =>
  [...wanted.keys()].every((key) => peer.labels.has(key));

const expressionHolds = (expression: unknown, { labels, isGuess }: PeerLabels): boolean | undefined => {
  const key = textAt(expression, "key");
  const values = listAt(expression, "values").map(String);
  const value = labels.get(key);
  if (isGuess && value === undefined) return undefined;
  switch (textAt(expression, "operator")) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return undefined;
  }
};

/** What is known of a namespace's labels; every namespace carries its own name as one. */
export const labelsOfNamespace = (view: ClusterView, name: string): PeerLabels => {
  const object = view.object({ kind: "Namespace", name });
  const labels = object ? labelsOf(object) : new Map<string, string>();
  return { labels: new Map([...labels, ["kubernetes.io/metadata.name", name]]), isGuess: labels.size === 0 };
};

/** Whether one entry of `from` or `to` admits a pod; undefined when that cannot be told. */
export const admits = (
  view: ClusterView,
  policy: ObservedObject,
  peer: unknown,
  pod: ObjectRef,
  labels = labelsOfPeer(view, pod),
): boolean | undefined => {
  if (at(peer, "ipBlock") !== undefined) return undefined;
  const namespaces = at(peer, "namespaceSelector");
  const space = pod.namespace ?? "default";
  const isThere =
    namespaces === undefined ? policy.ref.namespace === space : matches(namespaces, labelsOfNamespace(view, space));
  const isOne = at(peer, "podSelector") === undefined ? true : matches(at(peer, "podSelector"), labels);
  if (isThere === false || isOne === false) return false;
  return isThere === undefined || isOne === undefined ? undefined : true;
};

/** A selector as people write it: `app=web, tier in (a, b)`; `any pod` for the empty one. */
export const printSelector = (selector: unknown): string => {
  const words = [
    ...[...entriesAt(selector, "matchLabels")].map(([key, value]) => `${key}=${value}`),
    ...listAt(selector, "matchExpressions").map((one) =>
      `${textAt(one, "key")} ${textAt(one, "operator")} ${listAt(one, "values").map(String).join("|")}`.trim(),
    ),
  ];
  return words.length === 0 ? "any" : words.join(", ");
};
