import type { ObservedObject } from "../../evidence/observed.ts";
import { at, listAt, textAt } from "../objects/fields.ts";

/** Every DaemonSet tolerates what the node controller sets by itself. */
const byItself = /^node\.kubernetes\.io\/|^node\.cloudprovider\.kubernetes\.io\//;

export type Taint = { readonly key: string; readonly value: string; readonly effect: string };

/** The taints of a node that keep pods away, without those that every DaemonSet tolerates. */
export const taintsOf = (node: ObservedObject): readonly Taint[] =>
  listAt(node.fields, "spec", "taints")
    .map((one) => ({ key: textAt(one, "key"), value: textAt(one, "value"), effect: textAt(one, "effect") }))
    .filter(({ key, effect }) => key !== "" && effect !== "PreferNoSchedule" && !byItself.test(key));

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export const tolerates = (toleration: unknown, taint: Taint): boolean => {
  const key = textAt(toleration, "key");
  const effect = textAt(toleration, "effect");
  if (effect !== "" && taint.effect !== "" && effect !== taint.effect) return false;
  if (key === "") return /^Exists$/i.test(textAt(toleration, "operator")) || at(toleration, "effect") === undefined;
  if (key !== taint.key) return false;
  const isEqual = !/^Exists$/i.test(textAt(toleration, "operator"));
  return !isEqual || taint.value === "" || textAt(toleration, "value") === taint.value;
};

/** `key=value:effect`, as kubectl takes it. */
export const printed = (taint: Taint): string =>
  `${taint.key}${taint.value ? `=${taint.value}` : ""}${taint.effect ? `:${taint.effect}` : ""}`;

export const isControlPlane = ({ key }: Taint): boolean =>
  /^node-role\.kubernetes\.io\/(?:control-plane|master)$/.test(key);
