import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { entriesAt, textAt } from "../objects/fields.ts";
import { isWhole } from "../objects/is-row.ts";
import { nameOf } from "../objects/name-object.ts";
import { quantity } from "../objects/quantity.ts";
import type { Crash } from "./crashes.ts";
import { defaultIn, defaultsNoted } from "./limit-ranges.ts";
import { podSpecsOf, specContainersOf } from "./pod-specs.ts";

/** A memory limit that the pod's template does not set: a LimitRange of the namespace gives it to containers without one. */
export type DefaultLimit = {
  /** As it goes behind the amount of the limit. */
  readonly note: string;
  readonly lines: readonly Line[];
  readonly related: readonly ObjectRef[];
  readonly mend: string;
};

/**
 * Admission notes at the pod that it set the limit; without the note, the template lacks a limit and the container has just what the
 * LimitRange gives.
 */
export const defaultLimit = (view: ClusterView, { pod, container }: Crash): DefaultLimit | undefined => {
  const limit = container?.memoryLimit;
  if (limit === undefined) return undefined;
  const noted = defaultsNoted(pod.object).find(
    (one) => one.part === "limit" && one.container === container?.name && one.resources.includes("memory"),
  );
  const given = defaultIn(view, pod.ref.namespace, "memory", "default");
  const isGiven = given !== undefined && quantity(given.amount) === quantity(limit);
  const bare = noted ? undefined : templateWithout(view, pod.ref, container!.name);
  if (noted === undefined && !(bare !== undefined && isGiven)) return undefined;
  const range = isGiven ? given.object : undefined;
  const name = range ? `LimitRange ${range.ref.name}${madeWhen(range)}` : "a LimitRange of the namespace";
  return {
    note: `, which its template does not set: ${name} gives it to containers that state none`,
    lines: [noted?.line ?? bare, isGiven ? given.line : undefined].filter((line) => line !== undefined),
    related: range ? [range.ref] : [],
    mend: `State in the pod template what the application needs (resources.limits.memory), which goes before the default, or raise or take away the default in ${range ? nameOf(range.ref) : "the LimitRange"}; pods that exist keep what they were given until they are made anew.`,
  };
};

/** The line of a container that limits no memory in the template of its pod. */
const templateWithout = (view: ClusterView, pod: ObjectRef, name: string): Line | undefined =>
  podSpecsOf(view, pod)
    .filter(({ object }) => object.ref.kind !== "Pod" && isWhole(object))
    .flatMap((template) => specContainersOf(template, name))
    .find(({ spec }) => !entriesAt(spec, "resources", "limits").has("memory"))
    ?.cite("resources");

const madeWhen = ({ fields, printed }: ObservedObject): string => {
  const at = textAt(fields, "metadata", "creationTimestamp") || (printed.get("CREATED AT")?.value ?? "");
  return at === "" ? "" : ` (created at ${at})`;
};
