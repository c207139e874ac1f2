import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

export type Recorded = Record<string, any>;

const demo = resolve(import.meta.dirname, "../../demo");
export const clusterFolder = join(demo, "cluster");

/** Paths below demo/cluster with their texts. */
export const files: ReadonlyMap<string, string> = new Map(
  readdirSync(clusterFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(clusterFolder.length + 1), readFileSync(path, "utf8")]),
);

export const snapshot: Recorded = parse(files.get("snapshot.yaml")!);
export const recordedAt = Date.parse(snapshot.recordedAt);

export const objects: readonly Recorded[] = [...files]
  .filter(([path]) => path.endsWith(".yaml") && path !== "snapshot.yaml")
  .flatMap(([, text]) => parse(text).items);

export const all = (kind: string): Recorded[] => objects.filter((object) => object.kind === kind);
export const find = (kind: string, namespace: string | undefined, name: string): Recorded | undefined =>
  all(kind).find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
export const called = ({ kind, metadata }: Recorded): string => [kind, metadata.namespace, metadata.name].join("/");
export const isReady = (pod: Recorded): boolean =>
  pod.status.conditions.some((c: Recorded) => c.type === "Ready" && c.status === "True");
export const ownedBy = (owner: Recorded, kind = "Pod"): Recorded[] =>
  all(kind).filter((object) => object.metadata.ownerReferences?.[0]?.uid === owner.metadata.uid);
export const isOver = (pod: Recorded): boolean => ["Succeeded", "Failed"].includes(pod.status.phase);
export const selects = (selector: Recorded, pod: Recorded): boolean =>
  Object.entries(selector).every(([key, value]) => pod.metadata.labels[key] === value);

export const described: Recorded = parse(readFileSync(join(demo, "faults.yaml"), "utf8"));
