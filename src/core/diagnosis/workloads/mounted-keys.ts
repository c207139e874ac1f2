import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";
import { ownersOf } from "../objects/relations.ts";
import type { PodReading } from "./pods.ts";

/** A mount of a pod, with the object that its volume is made of and the file names that the volume has by that. */
export type Mounted = {
  readonly subPath: string;
  readonly volume: string;
  /** The ConfigMap or Secret behind the volume; undefined for any other volume. */
  readonly ref: ObjectRef | undefined;
  /** The keys of that object, as files; undefined where the evidence does not show it. */
  readonly keys: readonly string[] | undefined;
  readonly line: Line | undefined;
};

/** The pod's own spec, or the template of what controls it, where only that is shown. */
const specOf = (view: ClusterView, pod: PodReading): unknown => {
  const own = at(pod.object?.fields, "spec");
  if (listAt(own, "volumes").length > 0) return own;
  return ownersOf(view, pod.ref)
    .map((owner) => at(view.object(owner)?.fields, "spec", "template", "spec"))
    .find((spec) => listAt(spec, "volumes").length > 0);
};

/** The mount at a path of any container of the pod, else the one of the named volume. */
export const mountedAt = (
  view: ClusterView,
  pod: PodReading,
  path: string,
  volume: string | undefined,
): Mounted | undefined => {
  const spec = specOf(view, pod);
  const mounts = [...listAt(spec, "containers"), ...listAt(spec, "initContainers")].flatMap((one) =>
    listAt(one, "volumeMounts"),
  );
  const found =
    mounts.find((one) => textAt(one, "mountPath") === path) ??
    mounts.find((one) => textAt(one, "name") === volume && textAt(one, "subPath") !== "");
  const name = textAt(found, "name") || volume;
  if (name === undefined) return undefined;
  const source = ofVolume(view, pod, name);
  return { subPath: textAt(found, "subPath"), volume: name, ...(source ?? nothing) };
};

const nothing = { ref: undefined, keys: undefined, line: undefined };

/** The ConfigMap or Secret that a volume of the pod is made of, with its keys as files. */
export const ofVolume = (
  view: ClusterView,
  pod: PodReading,
  name: string,
): Pick<Mounted, "ref" | "keys" | "line"> | undefined => {
  const volume = listAt(specOf(view, pod), "volumes").find((one) => textAt(one, "name") === name);
  const sources = [volume, ...listAt(volume, "projected", "sources")];
  for (const source of sources) {
    const map = textAt(source, "configMap", "name");
    const secret = textAt(source, "secret", "secretName") || textAt(source, "secret", "name");
    if (map === "" && secret === "") continue;
    const ref = {
      kind: map === "" ? "Secret" : "ConfigMap",
      namespace: pod.ref.namespace ?? "default",
      name: map || secret,
    };
    const items = listAt(source, map === "" ? "secret" : "configMap", "items").map((one) => textAt(one, "path"));
    return { ref, keys: items.length > 0 ? items : keysOf(view, ref), line: lineOf(view, ref) };
  }
  return undefined;
};

/** The keys that the evidence shows of a ConfigMap or Secret; undefined where it shows none of its data. */
export const keysOf = (view: ClusterView, ref: ObjectRef): readonly string[] | undefined => {
  const object = view.object(ref);
  const keys = ["data", "binaryData", "stringData"].flatMap((part) => [...entriesAt(object?.fields, part).keys()]);
  return keys.length > 0 ? keys : undefined;
};

const lineOf = (view: ClusterView, ref: ObjectRef): Line | undefined => {
  const key = keysOf(view, ref)?.[0];
  const object = view.object(ref);
  return key === undefined || !object ? undefined : object.cite("data", key);
};

/** `, it has the key app.conf`, `, it has the keys a, b`; "" where the keys are not known. */
export const havingKeys = (keys: readonly string[] | undefined): string =>
  keys === undefined || keys.length === 0
    ? ""
    : `; it has the key${keys.length > 1 ? "s" : ""} ${keys.slice(0, 6).join(", ")}${keys.length > 6 ? ", …" : ""}`;
