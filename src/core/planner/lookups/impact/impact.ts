import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { isLeftover } from "../../investigation/leftovers.ts";
import { placed } from "../form/named-parts.ts";

/** Something that does not do what it is there for, with what that costs. */
export type Impact = {
  readonly ref: ObjectRef;
  /** Larger is worse: what users reach before what is behind it, down before short of replicas. */
  readonly weight: number;
  /** `0 of 3 replicas are ready` */
  readonly state: string;
  /** `users reach it through Ingress shop/shop at /api/checkout`; "" where nothing shows so. */
  readonly reach: string;
  readonly pod: PodReading | undefined;
  readonly lines: readonly Line[];
};

/** Everything that fails, what costs most first. */
export function impactsIn(view: ClusterView): readonly Impact[] {
  const reached = reachedIn(view);
  const workloads = ["Deployment", "StatefulSet", "DaemonSet"].flatMap((kind) => view.of(kind));
  const all = [
    ...workloads.flatMap((one) => ofWorkload(one, reached, view) ?? []),
    ...view.of("Endpoints").flatMap((one) => ofService(one, reached, view) ?? []),
    ...view.of("Node").flatMap((one) => ofNode(one, view) ?? []),
  ];
  return all.toSorted((one, other) => other.weight - one.weight);
}

type Reached = ReadonlyMap<string, { readonly said: string; readonly line: Line }>;

/** Services that Ingresses lead to, by namespace and name. */
export function reachedIn(view: ClusterView): Reached {
  const found = new Map<string, { said: string; line: Line }>();
  for (const ingress of view.of("Ingress"))
    for (const rule of listAt(ingress.fields, "spec", "rules"))
      for (const path of listAt(rule, "http", "paths")) {
        const name = textAt(path, "backend", "service", "name");
        const key = `${ingress.ref.namespace}/${name}`;
        if (name === "" || found.has(key)) continue;
        const where = `${textAt(rule, "host")}${textAt(path, "path")}`;
        found.set(key, {
          said: `users reach it through Ingress ${placed(ingress)} at ${where}`,
          line: ingress.cite("spec", "rules"),
        });
      }
  return found;
}

function ofWorkload(object: ObservedObject, reached: Reached, view: ClusterView): Impact | null {
  const replicas = replicasOf(object);
  if (replicas === null || replicas.wanted === 0) return null;
  const { ready, wanted } = replicas;
  const pods = podsOf(view).filter(
    ({ ref, health, status }) =>
      health === "failing" &&
      status !== "Evicted" &&
      !isLeftover(view, ref) &&
      placed({ ref: workloadOf(view, ref) }) === placed(object),
  );
  if (ready >= wanted && pods.length === 0) return null;
  const reach = reached.get(placed(object));
  const isServed = view.of("Service").some(({ ref }) => placed({ ref }) === placed(object));
  const lack = ready === 0 ? 100 : ready < wanted ? 40 : 10;
  const system = object.ref.namespace === "kube-system" ? 10 : 0;
  const state =
    ready >= wanted
      ? `all ${wanted} replicas are ready, but a new pod (${pods[0]!.status}) does not come up`
      : `${ready} of ${wanted} replicas ${wanted === 1 ? "is" : "are"} ready`;
  const cell = object.printed.get("READY")?.line;
  return {
    ref: object.ref,
    weight: lack * (reach !== undefined ? 2 : isServed ? 1.4 : 1) + system + Math.min(wanted, 9),
    state,
    reach: reach?.said ?? "",
    pod: pods[0],
    lines: [...(cell === undefined ? [] : [cell]), ...(reach === undefined ? [] : [reach.line])],
  };
}

/** A Service with nothing behind it, though the workload of its name runs. */
function ofService(endpoints: ObservedObject, reached: Reached, view: ClusterView): Impact | null {
  const cell = endpoints.printed.get("ENDPOINTS");
  const reach = reached.get(placed(endpoints));
  if (cell?.value !== "<none>" || reach === undefined) return null;
  const workload = ["Deployment", "StatefulSet", "DaemonSet"]
    .flatMap((kind) => view.of(kind))
    .find((one) => placed(one) === placed(endpoints));
  const replicas = workload === undefined ? null : replicasOf(workload);
  if (replicas !== null && replicas.ready === 0) return null;
  return {
    ref: { ...endpoints.ref, kind: "Service" },
    weight: 190,
    state: "it has no endpoints, so every request to it fails",
    reach: reach.said,
    pod: undefined,
    lines: [cell.line, reach.line],
  };
}

function ofNode(node: ObservedObject, view: ClusterView): Impact | null {
  const status = node.printed.get("STATUS");
  if (status === undefined) return null;
  const pressure = view.events.find(
    ({ object, reason }) =>
      object.kind === "Node" && object.name === node.ref.name && /^NodeHas\w{1,10}Pressure$/.test(reason),
  );
  const bad = (state: string, weight: number, line: Line): Impact => ({
    ref: node.ref,
    weight,
    state,
    reach: "",
    pod: undefined,
    lines: [line],
  });
  if (!/^Ready\b/.test(status.value)) return bad(`the node is ${status.value}`, 160, status.line);
  if (pressure !== undefined)
    return bad(`the event ${pressure.reason} says that it runs out of it and evicts pods`, 90, pressure.line);
  return /SchedulingDisabled/.test(status.value) ? bad("it is cordoned and takes no new pods", 20, status.line) : null;
}
