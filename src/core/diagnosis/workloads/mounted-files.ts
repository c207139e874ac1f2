import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { nearest } from "../network/service-of-host.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { keysOf } from "./mounted-keys.ts";
import { mountOver, type SpecContainer } from "./pod-specs.ts";

/** A path below the mount of ConfigMaps or Secrets at which they put no file. */
export type AbsentFile = {
  readonly path: string;
  readonly mountPath: string;
  readonly volume: string;
  readonly refs: readonly ObjectRef[];
  /** What is mounted there. */
  readonly files: readonly string[];
  /** One of them that is called much like the one that is absent. */
  readonly near: string | undefined;
};

/** Whether a path of a container lies below such a mount, of which all files are known, and is none of them. */
export const absentFile = (view: ClusterView, container: SpecContainer, path: string): AbsentFile | undefined => {
  const over = mountOver(container, path);
  if (over === undefined || over.mountPath === path || textAt(over.mount, "subPath") !== "") return undefined;
  const namespace = container.pod.object.ref.namespace ?? "default";
  const parts = [over.volume, ...listAt(over.volume, "projected", "sources")].flatMap((source) =>
    partsOf(view, source, namespace),
  );
  const isPlain = parts.length > 0 && parts.length === Math.max(1, listAt(over.volume, "projected", "sources").length);
  if (!isPlain || parts.some(({ files }) => files === undefined)) return undefined;
  const files = parts.flatMap((part) => part.files ?? []);
  const wanted = path.slice(over.mountPath.length + 1);
  if (wanted.startsWith("..") || files.some((file) => file === wanted || file.startsWith(`${wanted}/`)))
    return undefined;
  return {
    path,
    mountPath: over.mountPath,
    volume: over.name,
    refs: parts.map(({ ref }) => ref),
    files,
    near: likest(wanted, files),
  };
};

/** Whether it was to be a key: one is called much like it, or it is no part of a program, which the mount would hide. */
export const isKeyMeant = ({ near, path }: AbsentFile): boolean => near !== undefined || !ofProgram.test(path);

const ofProgram = /\.(?:[cm]?[jt]sx?|py|jar|war|class|rb|php|pl|dll|exe|so)$|\/package\.json$/;

type Part = { readonly ref: ObjectRef; readonly files: readonly string[] | undefined };

const partsOf = (view: ClusterView, source: unknown, namespace: string): readonly Part[] =>
  [
    { kind: "ConfigMap", field: "configMap", name: textAt(source, "configMap", "name") },
    {
      kind: "Secret",
      field: "secret",
      name: textAt(source, "secret", "secretName") || textAt(source, "secret", "name"),
    },
  ]
    .filter(({ name }) => name !== "")
    .map(({ kind, field, name }) => {
      const ref = { kind, namespace, name };
      const items = listAt(source, field, "items").map((one) => textAt(one, "path"));
      return { ref, files: items.length > 0 ? items : keysOf(view, ref) };
    });

/** The same name with another ending or in other case, else the nearest. */
const likest = (wanted: string, files: readonly string[]): string | undefined => {
  const stemOf = (name: string): string => name.toLowerCase().replace(/\.[^.]{1,10}$/, "");
  return files.find((file) => stemOf(file) === stemOf(wanted)) ?? nearest(wanted, files);
};
