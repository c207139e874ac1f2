import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, listAt, textAt } from "../objects/fields.ts";
import { labelsOf, ownersOf } from "../objects/relations.ts";
import type { PodReading } from "../workloads/pods.ts";
import { isLabelShown, type NearLabel, nearLabel } from "./node-labels.ts";

/** A label that a pod demands of its node, by nodeSelector or required node affinity. */
export type Demand = { readonly key: string; readonly operator: string; readonly values: readonly string[] };

/** What a pod demands of its node: as the pod shows it, else as the template of its workload does. */
export const demandsOf = (view: ClusterView, pod: PodReading): readonly Demand[] => {
  const own = demandsIn(pod.object?.fields, "spec");
  if (own.length > 0 || pod.object?.sources.has("object")) return own;
  const templates = ownersOf(view, pod.ref).map((owner) =>
    demandsIn(view.object(owner)?.fields, "spec", "template", "spec"),
  );
  return templates.find((demands) => demands.length > 0) ?? [];
};

/** Of several terms one has to hold: they are no demand that a sentence can name, unless there is only one. */
export const demandsIn = (fields: unknown, ...path: readonly string[]): readonly Demand[] => {
  const terms = listAt(
    fields,
    ...path,
    "affinity",
    "nodeAffinity",
    "requiredDuringSchedulingIgnoredDuringExecution",
    "nodeSelectorTerms",
  );
  return [
    ...[...entriesAt(fields, ...path, "nodeSelector")].map(([key, value]) => ({
      key,
      operator: "In",
      values: [value],
    })),
    ...(terms.length === 1 ? listAt(terms[0], "matchExpressions") : []).map((one) => ({
      key: textAt(one, "key"),
      operator: textAt(one, "operator"),
      values: listAt(one, "values").map(String),
    })),
  ].filter(({ key }) => key !== "");
};

export const printDemand = ({ key, operator, values }: Demand): string => {
  if (operator === "Exists") return key;
  if (operator === "DoesNotExist") return `no ${key}`;
  if (operator === "In" && values.length === 1) return `${key}=${values[0]}`;
  const sign = new Map([
    ["In", "in"],
    ["NotIn", "not in"],
    ["Gt", ">"],
    ["Lt", "<"],
  ]).get(operator);
  return `${key} ${sign ?? operator} ${values.length > 1 ? `(${values.join(", ")})` : (values[0] ?? "")}`.trim();
};

/** The label's value at a node; null where the evidence does not show labels of it, undefined where it lacks the label. */
const valueAt = (view: ClusterView, node: ObservedObject, key: string): string | undefined | null => {
  const labels = labelsOf(node);
  if (labels.has(key)) return labels.get(key);
  const column = node.printed.get((key.split("/").at(-1) ?? key).toUpperCase());
  if (column === undefined) return isLabelShown(view, node, key) ? undefined : null;
  return column.value === "" || column.value === "<none>" ? undefined : column.value;
};

export const isMet = ({ operator, values }: Demand, value: string | undefined): boolean => {
  if (operator === "Exists") return value !== undefined;
  if (operator === "DoesNotExist") return value === undefined;
  if (operator === "NotIn") return value === undefined || !values.includes(value);
  if (value === undefined) return false;
  if (operator === "Gt") return Number(value) > Number(values[0]);
  return operator === "Lt" ? Number(value) < Number(values[0]) : values.includes(value);
};

const few = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;

const isOfControlPlane = (node: ObservedObject): boolean =>
  labelsOf(node).has("node-role.kubernetes.io/control-plane") ||
  labelsOf(node).has("node-role.kubernetes.io/master") ||
  /control-plane|master/.test(node.printed.get("ROLES")?.value ?? "");

/** What nodes carry instead. */
export const nearWords = ({ label, nodes }: NearLabel): string =>
  `${few(nodes.map((node) => node.ref.name))} carr${nodes.length > 1 ? "y" : "ies"} ${label}`;

/** A demand that no node meets whose labels are shown, with what they carry instead. */
export const unmetDemand = (view: ClusterView, demands: readonly Demand[]) => {
  const nodes = view.of("Node");
  for (const demand of demands) {
    const values = nodes.map((node) => valueAt(view, node, demand.key));
    if (values.length === 0 || values.includes(null)) continue;
    if (values.some((value) => isMet(demand, value ?? undefined))) continue;
    return { demand, near: nearLabel(view, demand), nodes };
  }
  return undefined;
};

/** Which nodes have what is demanded and which lack it, of the demand that the fewest have; the nodes whose lines show it. */
export const standing = (
  view: ClusterView,
  demands: readonly Demand[],
): { readonly words: string; readonly nodes: readonly ObservedObject[] } => {
  const nodes = view.of("Node").filter((node) => !isOfControlPlane(node));
  const judged = demands.map((demand) => {
    const seen = nodes.flatMap((node) => {
      const value = valueAt(view, node, demand.key);
      return value === null ? [] : [{ node, value, met: isMet(demand, value) }];
    });
    return { demand, seen, met: seen.filter((one) => one.met) };
  });
  const [scarce] = judged
    .filter(({ seen, met }) => seen.length > 0 && met.length < seen.length)
    .sort((left, right) => left.met.length - right.met.length);
  if (scarce === undefined) return { words: "", nodes: [] };
  const namesOf = (some: readonly { readonly node: ObservedObject }[]) => some.map(({ node }) => node.ref.name);
  const lacking = scarce.seen.filter((one) => !one.met && one.value === undefined);
  const other = scarce.seen.filter((one) => !one.met && one.value !== undefined);
  const which = demands.length > 1 ? ` ${printDemand(scarce.demand)}` : " it";
  const near = scarce.met.length === 0 && other.length === 0 ? nearLabel(view, scarce.demand) : undefined;
  const words = [
    scarce.met.length > 0
      ? `${few(namesOf(scarce.met))} ha${scarce.met.length > 1 ? "ve" : "s"}${which}`
      : `no node shown has${which}`,
    ...(lacking.length > 0 ? [`${few(namesOf(lacking))} lack${lacking.length > 1 ? "" : "s"} the label`] : []),
    ...(other.length > 0
      ? [few(other.map(({ node, value }) => `${node.ref.name} has ${scarce.demand.key}=${value}`))]
      : []),
    ...(near ? [nearWords(near)] : []),
  ];
  return {
    words: `: ${words.join(", ")}`,
    nodes: [...lacking, ...other, ...scarce.met].slice(0, 3).map(({ node }) => node),
  };
};
