import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, listAt, textAt } from "../objects/fields.ts";
import { isRow } from "../objects/is-row.ts";
import { memo } from "../objects/memo.ts";
import { keyOf } from "../objects/name-object.ts";
import { ownersOf, workloadOf } from "../objects/relations.ts";
import { type PodReading, podsOf } from "./pods.ts";

/** The specification of a pod, of its own object or of the template that makes it. */
export type PodSpec = {
  readonly object: ObservedObject;
  readonly spec: unknown;
  /** The line of a field below the specification. */
  cite(...path: readonly string[]): Line;
};

/** One container of a specification. */
export type SpecContainer = {
  readonly pod: PodSpec;
  readonly name: string;
  readonly spec: unknown;
  cite(...path: readonly string[]): Line;
};

/** The specifications that the evidence shows of a pod or workload: the pod's own first, then those of what made it. */
export const podSpecsOf = (view: ClusterView, ref: ObjectRef): readonly PodSpec[] => {
  const known = specsBefore(view);
  if (known === null) return [];
  const key = keyOf(ref);
  const specs = known.get(key) ?? readSpecs(view, ref);
  known.set(key, specs);
  return specs;
};

/** What was read of a view before; null where nothing but rows of tables is shown, of which none has a specification. */
const specsBefore = memo((view: ClusterView): Map<string, readonly PodSpec[]> | null =>
  view.objects.every(isRow) ? null : new Map(),
);

const readSpecs = (view: ClusterView, ref: ObjectRef): readonly PodSpec[] => {
  const below =
    ref.kind === "Pod"
      ? []
      : podsUnder(view, ref)
          .slice(0, 3)
          .map((pod) => pod.ref);
  return [...below, ref, ...ownersOf(view, ref)].flatMap((one) => {
    const object = view.object(one);
    if (object === undefined || isRow(object)) return [];
    const path = pathOf(one.kind);
    const spec = at(object.fields, ...path);
    return spec === undefined ? [] : [{ object, spec, cite: (...field) => object.cite(...path, ...field) }];
  });
};

const byWorkload = memo((view: ClusterView) => Map.groupBy(podsOf(view), ({ ref }) => keyOf(workloadOf(view, ref))));

/** The pods of a workload; of a pod without one, the pod itself. */
export const podsUnder = (view: ClusterView, workload: ObjectRef): readonly PodReading[] =>
  byWorkload(view).get(keyOf(workload)) ?? [];

/** Where the specification of pods stands in an object of a kind. */
export const pathOf = (kind: string): readonly string[] => {
  if (kind === "Pod") return ["spec"];
  return kind === "CronJob" ? ["spec", "jobTemplate", "spec", "template", "spec"] : ["spec", "template", "spec"];
};

/** The containers of a specification; of that name only, where one is given. */
export const specContainersOf = (pod: PodSpec, name?: string): readonly SpecContainer[] =>
  ["containers", "initContainers"].flatMap((list) =>
    listAt(pod.spec, list)
      .map((spec) => ({
        pod,
        spec,
        name: textAt(spec, "name"),
        cite: (...path: readonly string[]) => pod.cite(list, textAt(spec, "name"), ...path),
      }))
      .filter((one) => name === undefined || one.name === name),
  );

/** The container that wrote a log: the one of that name, else the first. */
export const writersOf = (
  view: ClusterView,
  log: { readonly object: ObjectRef; readonly container: string | undefined },
): readonly SpecContainer[] =>
  podSpecsOf(view, log.object).flatMap((pod) => specContainersOf(pod, log.container).slice(0, 1));

/** A setting of the security context, of the container where it has one, else of its pod, with the line that shows it. */
export const securityOf = (
  container: SpecContainer,
  field: string,
): { readonly value: string; readonly line: Line } | undefined => {
  const own = textAt(container.spec, "securityContext", field);
  if (own !== "") return { value: own, line: container.cite("securityContext", field) };
  const shared = textAt(container.pod.spec, "securityContext", field);
  return shared === "" ? undefined : { value: shared, line: container.pod.cite("securityContext", field) };
};

/** What is mounted over a path: the mount whose path is the longest beginning of it, and its volume. */
export type CoveringMount = {
  readonly mount: unknown;
  readonly mountPath: string;
  readonly volume: unknown;
  readonly name: string;
};

export const mountOver = (container: SpecContainer, path: string): CoveringMount | undefined =>
  listAt(container.spec, "volumeMounts")
    .map((mount) => ({
      mount,
      mountPath: textAt(mount, "mountPath").replace(/(?<=.)\/$/, ""),
      name: textAt(mount, "name"),
      volume: listAt(container.pod.spec, "volumes").find((one) => textAt(one, "name") === textAt(mount, "name")),
    }))
    .filter(({ mountPath }) => mountPath !== "" && (path === mountPath || path.startsWith(`${mountPath}/`)))
    .sort((left, right) => right.mountPath.length - left.mountPath.length)[0];
