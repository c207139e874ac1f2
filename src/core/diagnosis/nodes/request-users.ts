import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, listAt, numberAt, textAt } from "../objects/fields.ts";
import { isRow } from "../objects/is-row.ts";
import { memo } from "../objects/memo.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import { quantity, spokenAmount } from "../objects/quantity.ts";
import { workloadOf } from "../objects/relations.ts";
import { type PodReading, podsOf } from "../workloads/pods.ts";

/** The workload whose requests fill the nodes, as it goes behind that a pod finds no room. */
export type RequestUser = {
  readonly words: string;
  readonly lines: readonly (Line | undefined)[];
  readonly related: readonly ObjectRef[];
  readonly mend: string;
};

/** What these nodes can offer, as far as they are shown: half empty ones are not those that are full. */
const offeredBy = (view: ClusterView, nodes: readonly string[], resource: string): number =>
  nodes
    .map((name) => entriesAt(view.object({ kind: "Node", name })?.fields, "status", "allocatable").get(resource) ?? "")
    .reduce((all, text) => all + (quantity(text) ?? 0), 0);

type Placed = { readonly pod: PodReading; readonly workload: ObjectRef; readonly amount: number };

/** Another workload that requests at least half of all that is requested of a resource on the nodes whose pods are shown. */
export const largestRequester = (
  view: ClusterView,
  pending: PodReading,
  resource: string | undefined,
): RequestUser | undefined => {
  if (resource === undefined) return undefined;
  const placed = placedOf(view, resource);
  const total = sum(placed);
  const own = keyOf(workloadOf(view, pending.ref));
  const groups = [...Map.groupBy(placed, ({ workload }) => keyOf(workload)).entries()];
  const [key, most] = groups.sort((left, right) => sum(right[1]) - sum(left[1]))[0] ?? [];
  const nodes = [...new Set(placed.map(({ pod }) => pod.node))];
  if (most === undefined || key === own || most.length < 2 || sum(most) * 2 < total) return undefined;
  if (total * 2 < offeredBy(view, nodes, resource)) return undefined;
  const { workload } = most[0]!;
  const where = nodes.length === 1 ? nodes[0]! : `the ${nodes.length} nodes shown`;
  const scaler = scalerOf(view, workload);
  const each = most.every(({ amount }) => amount === most[0]!.amount) ? most[0]!.amount : undefined;
  return {
    words: `, and ${nameOf(workload)} takes most: ${most.length} of its pods request ${spokenAmount(sum(most), resource)} of the ${spokenAmount(total, resource)} ${resource} requested on ${where}${scaler === undefined ? "" : scalerWords(scaler, each, resource)}`,
    lines: [most[0]!.pod.line ?? most[0]!.pod.object?.cite(), ...(scaler?.lines ?? [])],
    related: [workload, ...(scaler ? [scaler.object.ref] : [])],
    mend: mendOf(workload, scaler, resource),
  };
};

const sum = (placed: readonly Placed[]): number => placed.reduce((all, { amount }) => all + amount, 0);

/** Several pods ask for the same. */
const known = memo((_view: ClusterView) => new Map<string, readonly Placed[]>());

const placedOf = (view: ClusterView, resource: string): readonly Placed[] => {
  const before = known(view).get(resource);
  if (before !== undefined) return before;
  const placed = podsOf(view).flatMap((pod): readonly Placed[] => {
    if (pod.node === "" || pod.health === "done" || pod.health === "gone" || isPlainRow(pod)) return [];
    const amount = requestOf(pod.object, resource);
    return amount === undefined ? [] : [{ pod, workload: workloadOf(view, pod.ref), amount }];
  });
  known(view).set(resource, placed);
  return placed;
};

/** What kubectl prints of pods by itself has no requests; columns that somebody chose may. */
const isPlainRow = ({ object }: PodReading): boolean =>
  object === undefined || (isRow(object) && object.printed.has("RESTARTS"));

/** As a described node lists it beside the pod, else as the containers state it. */
const requestOf = (pod: ObservedObject | undefined, resource: string): number | undefined => {
  const listed = quantity(textAt(pod?.fields, "status", "allocated", resource, "requests"));
  if (listed !== undefined) return listed;
  const stated = listAt(pod?.fields, "spec", "containers").flatMap(
    (one) => quantity(entriesAt(one, "resources", "requests").get(resource) ?? "") ?? [],
  );
  return stated.length === 0 ? undefined : stated.reduce((all, one) => all + one, 0);
};

type Scaler = {
  readonly object: ObservedObject;
  readonly target: number | undefined;
  readonly replicas: number;
  readonly minimum: number;
  readonly lines: readonly (Line | undefined)[];
};

/** The autoscaler that made many replicas of a workload; one at its minimum has no part in it. */
const scalerOf = (view: ClusterView, workload: ObjectRef): Scaler | undefined => {
  const object = view
    .of("HorizontalPodAutoscaler")
    .find(
      ({ ref, fields }) =>
        ref.namespace === workload.namespace && textAt(fields, "spec", "scaleTargetRef", "name") === workload.name,
    );
  const replicas =
    numberAt(object?.fields, "status", "currentReplicas") ?? numberAt(object?.fields, "status", "desiredReplicas");
  const minimum = numberAt(object?.fields, "spec", "minReplicas") ?? 1;
  if (object === undefined || replicas === undefined || replicas < minimum * 2) return undefined;
  const cell = object.printed.get("TARGETS");
  const stated = listAt(object.fields, "spec", "metrics")
    .map((one) => numberAt(one, "resource", "target", "averageUtilization"))
    .find((one) => one !== undefined);
  const printed = /%\/(\d{1,4})%/.exec(cell?.value ?? "")?.[1];
  const target = stated ?? (printed === undefined ? undefined : Number(printed));
  return { object, target, replicas, minimum, lines: [cell?.line ?? object.cite("spec", "metrics")] };
};

/** Less than this is used by programs that do next to nothing, so that an autoscaler never has enough replicas. */
const low = 30;
const isLow = ({ target }: Scaler): boolean => target !== undefined && target <= low;

const scalerWords = (scaler: Scaler, each: number | undefined, resource: string): string => {
  const { target, replicas, minimum } = scaler;
  const aims = isLow(scaler) ? `aims at only ${target}% of its request and ` : "";
  const all = each === undefined ? "" : ` (${spokenAmount(each * replicas, resource)} ${resource} in all)`;
  return `; its HorizontalPodAutoscaler ${aims}has scaled it from ${minimum} to ${replicas} replicas${all}`;
};

const mendOf = (workload: ObjectRef, scaler: Scaler | undefined, resource: string): string => {
  if (scaler === undefined)
    return `Lower the ${resource} requests or the replicas of ${nameOf(workload)}, if it does not use them, or add nodes.`;
  const target = isLow(scaler) ? `Raise the target of ${nameOf(scaler.object.ref)} (60 to 80% is usual) or l` : "L";
  return `${target}ower its maxReplicas, and lower the ${resource} request of ${nameOf(workload)} to what it uses; else add nodes.`;
};
