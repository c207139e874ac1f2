import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { entriesAt, listAt } from "../objects/fields.ts";
import { isWhole } from "../objects/is-row.ts";
import { nameOf } from "../objects/name-object.ts";
import { quantity } from "../objects/quantity.ts";
import { defaultIn, defaultsNoted } from "./limit-ranges.ts";
import { podSpecsOf, specContainersOf } from "./pod-specs.ts";
import type { PodReading } from "./pods.ts";

/** A request that the pod's template does not make: a LimitRange of the namespace gives it to containers without one. */
export type DefaultRequest = {
  /** As it goes behind what the scheduler says. */
  readonly words: string;
  readonly evidence: readonly (Line | undefined)[];
  readonly related: readonly ObjectRef[];
  readonly mend: string;
};

/** The request for a resource that admission has given the pod, where it is of weight. */
export const defaultRequest = (
  view: ClusterView,
  pod: PodReading,
  resource: string | undefined,
): DefaultRequest | undefined => {
  const sign = resource === undefined ? undefined : (noteOf(pod, resource) ?? templateWithout(view, pod.ref, resource));
  if (resource === undefined || sign === undefined) return undefined;
  const given = defaultIn(view, pod.ref.namespace, resource, "defaultRequest");
  const amount = (sign.isNoted ? ownRequest(pod, resource) : undefined) ?? given?.amount;
  if (amount === undefined || (quantity(amount) ?? 0) < (weights.get(resource) ?? 0)) return undefined;
  const range = given ? `LimitRange ${given.object.ref.name}` : "a LimitRange of the namespace";
  return {
    words: `; ${sign.who} requests no ${resource}, and so ${range} gives it a default request of ${amount}`,
    evidence: [given?.line, sign.line],
    related: given ? [given.object.ref] : [],
    mend: `State in the pod template what it needs (resources.requests.${resource}), or lower defaultRequest in ${given ? nameOf(given.object.ref) : "the LimitRange"}; pods that exist keep what they were given until they are made anew.`,
  };
};

/** Less keeps no pod from a node that is not full by itself. */
const weights: ReadonlyMap<string, number> = new Map([
  ["cpu", 0.5],
  ["memory", 512 * 2 ** 20],
  ["ephemeral-storage", 2 ** 30],
]);

/** That nothing was requested: by whom, and whether admission has noted so at the pod itself. */
type Sign = { readonly who: string; readonly line: Line | undefined; readonly isNoted: boolean };

const noteOf = ({ object }: PodReading, resource: string): Sign | undefined => {
  const note = defaultsNoted(object).find((one) => one.part === "request" && one.resources.includes(resource));
  return note && { who: "its template", line: note.line, isNoted: true };
};

/** A template of the pod with a container that neither requests the resource nor limits it, as a limit stands for a request. */
const templateWithout = (view: ClusterView, pod: ObjectRef, resource: string): Sign | undefined => {
  const template = podSpecsOf(view, pod).find(
    ({ object, spec }) => object.ref.kind !== "Pod" && (isWhole(object) || isSpelt(spec)),
  );
  const bare =
    template &&
    specContainersOf(template).find(
      ({ spec }) =>
        !entriesAt(spec, "resources", "requests").has(resource) &&
        !entriesAt(spec, "resources", "limits").has(resource),
    );
  const isAlone = listAt(template?.spec, "containers").length === 1;
  return (
    bare && { who: isAlone ? "its template" : `container ${bare.name}`, line: bare.cite("resources"), isNoted: false }
  );
};

/** Containers were printed whole, not just their names or images. */
const isSpelt = (spec: unknown): boolean =>
  listAt(spec, "containers").some((one) => typeof one === "object" && one !== null && "resources" in one);

const ownRequest = ({ containers }: PodReading, resource: string): string | undefined =>
  containers
    .filter((one) => !one.init)
    .map((one) => entriesAt(one.spec, "resources", "requests").get(resource))
    .find((amount) => amount !== undefined);
