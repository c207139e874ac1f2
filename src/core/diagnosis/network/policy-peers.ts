import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";
import { keyOf } from "../objects/name-object.ts";
import { isSelected, labelsOf, ownersOf, workloadOf } from "../objects/relations.ts";
import { podsOf } from "../workloads/pods.ts";
import { holdsAddress } from "./ip-block.ts";

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
  const asRun = labelsOfRun(view, ref);
  if (asRun !== undefined) return { labels: asRun, isGuess: false };
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

/** `kubectl run NAME` gives its pod the label run=NAME, unless others are given. */
const labelsOfRun = (view: ClusterView, { kind, name }: ObjectRef): ReadonlyMap<string, string> | undefined => {
  if (kind !== "Pod") return undefined;
  const runs = view.evidence.map(({ command }) => command).filter((command) => / run /.test(command));
  const command = runs.find((one) => one.split(/\s+/).includes(name));
  if (command === undefined) return undefined;
  const given = /(?:--labels[= ]|-l ?)["']?([\w./=,-]{3,300})/.exec(command)?.[1];
  return new Map((given ?? `run=${name}`).split(",").map((pair) => [pair.split("=")[0]!, pair.split("=")[1] ?? ""]));
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
  const block = at(peer, "ipBlock");
  if (block !== undefined) return isWithin(view, block, pod);
  const namespaces = at(peer, "namespaceSelector");
  const space = pod.namespace ?? "default";
  const isThere =
    namespaces === undefined ? policy.ref.namespace === space : matches(namespaces, labelsOfNamespace(view, space));
  const isOne = at(peer, "podSelector") === undefined ? true : matches(at(peer, "podSelector"), labels);
  if (isThere === false || isOne === false) return false;
  return isThere === undefined || isOne === undefined ? undefined : true;
};

/** Whether the address of a pod is in a block; undefined where no address of it is shown. */
const isWithin = (view: ClusterView, block: unknown, ref: ObjectRef): boolean | undefined => {
  const pods = podsOf(view).filter(
    (pod) => keyOf(pod.ref) === keyOf(ref) || ownersOf(view, pod.ref).some((owner) => keyOf(owner) === keyOf(ref)),
  );
  const held = pods.map(({ object }) => holdsAddress(block, textAt(object?.fields, "status", "podIP")));
  return held.length === 0 || held.includes(undefined) ? undefined : held.includes(true);
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
