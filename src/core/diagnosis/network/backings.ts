import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { isSelected, labelsOf, selectorOf, servicesOf, unique, workloadOf } from "../objects/relations.ts";
import { type PodReading, podsOf } from "../workloads/pods.ts";
import { type EndpointsSeen, endpointAddresses, endpointsOf } from "./endpoints-of.ts";

/** A Service with what stands behind it. */
export type Backing = {
  readonly ref: ObjectRef;
  readonly service: ObservedObject | undefined;
  readonly selector: ReadonlyMap<string, string>;
  readonly endpoints: EndpointsSeen;
  /** Pods that the selector selects; by the workload's name where no selector is shown. */
  readonly pods: readonly PodReading[];
  /** Whether labels and selector are shown, and every pod of the namespace with them. */
  readonly isSure: boolean;
  /** A command listed just these pods by what the Service selects (`-l app=web`), whatever else their labels are. */
  readonly areChosen: boolean;
  /** Labels of pods are shown, and none of these pods is selected. */
  readonly isUnmatched: boolean;
};

/** Every Service that the evidence shows, or whose Endpoints it shows, with what stands behind it. */
export const backings = memo((view: ClusterView): readonly Backing[] => {
  const refs = unique([
    ...view.of("Service").map((one) => one.ref),
    ...view
      .of("Endpoints")
      .filter((one) => !isLease(one))
      .map((one) => ({ ...one.ref, kind: "Service" })),
  ]);
  return refs
    .filter((ref) => textAt(view.object(ref)?.fields, "spec", "type") !== "ExternalName")
    .map((ref) => backingOf(view, ref));
});

/** Endpoints that only carry a leader election are behind no Service. */
const isLease = (endpoints: ObservedObject): boolean =>
  textAt(endpoints.fields, "metadata", "annotations", "control-plane.alpha.kubernetes.io/leader") !== "";

const backingOf = (view: ClusterView, ref: ObjectRef): Backing => {
  const service = view.object(ref);
  const selector = service ? selectorOf(service) : new Map<string, string>();
  const inSpace = podsIn(view).get(ref.namespace ?? "") ?? [];
  const labelled = inSpace.filter((pod) => pod.object && labelsOf(pod.object).size > 0);
  const isListed = view.listings.some(
    (one) => one.kind === "Pod" && !one.narrowed && (one.namespace === null || one.namespace === ref.namespace),
  );
  const bySelector = selector.size > 0 && labelled.length > 0;
  const chosen = bySelector ? [] : inSpace.filter((pod) => isChosen(view, pod.ref, selector));
  const pods =
    chosen.length > 0
      ? chosen
      : bySelector
        ? labelled.filter((pod) => isSelected(selector, labelsOf(pod.object!)))
        : inSpace.filter((pod) => servicesNamed(pod, ref, view) || isAmong(view, pod, ref));
  return {
    ref,
    service,
    selector,
    endpoints: endpointsOf(view, ref),
    pods,
    areChosen: chosen.length > 0,
    isSure: bySelector && isListed && labelled.length === inSpace.length,
    isUnmatched: bySelector && pods.length === 0,
  };
};

/** Labels by which commands chose what they printed, with the names that stand first in its lines. */
const choices = memo((view: ClusterView) =>
  view.evidence.flatMap(({ command, stdout }) => {
    const given = /^kubectl get\b.*? (?:-l|--selector)[ =]?["']?([^\s"']{1,400})/.exec(command.slice(0, 2000))?.[1];
    const pairs = given?.split(",").map((one) => /^([\w./-]+)==?([\w.-]+)$/.exec(one.trim()));
    if (pairs === undefined || pairs.includes(null)) return [];
    const labels = new Map(pairs.map((one) => [one![1]!, one![2]!]));
    const names = stdout.split("\n").flatMap((line) => line.split(/\s+/, 2).map((word) => word.replace(/^pod\//, "")));
    return [{ labels, names: new Set(names) }];
  }),
);

const isChosen = (view: ClusterView, { name }: ObjectRef, selector: ReadonlyMap<string, string>): boolean =>
  choices(view).some(({ labels, names }) => names.has(name) && isSelected(selector, labels));

/** The pod has one of the addresses of the Service, and shares it with no other pod as those on the node's network do. */
const isAmong = (view: ClusterView, pod: PodReading, service: ObjectRef): boolean => {
  const address = pod.object ? addressOf(pod.object) : "";
  return (
    address !== "" &&
    addressesOf(view, service).has(address) &&
    podsIn(view)
      .get(service.namespace ?? "")
      ?.every((other) => other === pod || other.object === undefined || addressOf(other.object) !== address) === true
  );
};

/** The cell of a wide table is cheaper than the fields of its row. */
const addressOf = (pod: ObservedObject): string =>
  pod.printed.get("IP")?.value ??
  (pod.sources.has("table") && pod.sources.size === 1 ? "" : textAt(pod.fields, "status", "podIP"));

const addressesOf = (view: ClusterView, service: ObjectRef): ReadonlySet<string> => {
  const known = addressSets(view);
  const key = `${service.namespace ?? ""}/${service.name}`;
  const addresses = known.get(key) ?? new Set(endpointAddresses(view, service));
  known.set(key, addresses);
  return addresses;
};

const addressSets = memo((_view: ClusterView) => new Map<string, ReadonlySet<string>>());

/** Pods that are shown and not over, by namespace. */
export const podsIn = memo((view) => {
  const spaces = new Map<string, PodReading[]>();
  for (const pod of podsOf(view).filter((one) => one.object && one.health !== "done")) {
    const all = spaces.get(pod.ref.namespace ?? "") ?? [];
    all.push(pod);
    spaces.set(pod.ref.namespace ?? "", all);
  }
  return spaces;
});

const servicesNamed = (pod: PodReading, service: ObjectRef, view: ClusterView): boolean => {
  const workload = workloadOf(view, pod.ref).name;
  return (
    [workload, `${workload}-svc`, `${workload}-service`].includes(service.name) ||
    servicesOf(view, pod.ref).some((one) => one.name === service.name)
  );
};
