import type { Suggestion } from "../../diagnosis/finding.ts";
import { at, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../diagnosis/objects/relations.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { kubectl, quoted } from "../command-line.ts";
import { spokenKind } from "./spoken-kind.ts";

/** What a person changes to change a pod: its controller, with the pod's spec as the controller's own object shows it. */
export type WorkloadSpec = {
  readonly ref: ObjectRef;
  /** The path of the pod's spec in the object. */
  readonly path: readonly string[];
  readonly podSpec: unknown;
};

const paths: Readonly<Record<string, readonly string[]>> = {
  Deployment: ["spec", "template", "spec"],
  StatefulSet: ["spec", "template", "spec"],
  DaemonSet: ["spec", "template", "spec"],
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
};

/** The workload of an object when the evidence shows it whole; else the read that would; null where there is nothing to change. */
export function specOf(view: ClusterView, object: ObjectRef): WorkloadSpec | { readonly read: Suggestion } | null {
  const ref = workloadOf(view, object);
  const path = paths[ref.kind];
  if (path === undefined) return null;
  const seen = view.object(ref);
  if (seen === undefined || !seen.sources.has("object")) return { read: wholeObject(ref) };
  return { ref, path, podSpec: at(seen.fields, ...path) };
}

export function wholeObject(ref: ObjectRef): Suggestion {
  return {
    command: kubectl("get", spokenKind(ref.kind), ref.name, placeOfRef(ref), "-o yaml"),
    reason: `Shows the whole ${ref.kind}, to write the change that mends it.`,
  };
}

export const placeOfRef = (ref: ObjectRef): string | null =>
  ref.namespace === undefined ? null : `-n ${ref.namespace}`;

/** Containers and init containers with the lists they stand in. */
export function containersOf({
  podSpec,
}: WorkloadSpec): readonly { readonly list: string; readonly index: number; readonly spec: unknown }[] {
  return ["containers", "initContainers"].flatMap((list) =>
    listAt(podSpec, list).map((spec, index) => ({ list, index, spec })),
  );
}

/** A strategic merge of a part of the pod's spec. */
export function mergePodSpec({ ref, path }: WorkloadSpec, part: unknown, reason: string): Suggestion {
  const whole = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), part);
  return {
    command: kubectl("patch", spokenKind(ref.kind), ref.name, placeOfRef(ref), "-p", quoted(JSON.stringify(whole))),
    reason,
  };
}

/** One value of an object replaced, which has to be there. */
export function replaceValue(
  ref: ObjectRef,
  path: readonly (string | number)[],
  value: unknown,
  reason: string,
): Suggestion {
  return jsonPatch(ref, [{ op: "replace", path: pointer(path), value }], reason);
}

export function jsonPatch(ref: ObjectRef, operations: readonly unknown[], reason: string): Suggestion {
  return {
    command: kubectl(
      "patch",
      spokenKind(ref.kind),
      ref.name,
      placeOfRef(ref),
      "--type=json",
      "-p",
      quoted(JSON.stringify(operations)),
    ),
    reason,
  };
}

/** RFC 6901. */
function pointer(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

export const nameIn = (spec: unknown): string => textAt(spec, "name");
