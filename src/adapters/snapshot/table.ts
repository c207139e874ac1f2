import type { Fields } from "../../core/evidence/observed.ts";
import { tableColumns } from "./columns/columns.ts";
import type { KubeObject } from "./kube-object.ts";
import { customColumns } from "./printer-columns.ts";
import type { Resource } from "./resources.ts";
import { shiftTimes } from "./times.ts";

export type TableRequest = {
  readonly resource: Resource;
  readonly objects: readonly KubeObject[];
  readonly metadata: Fields;
  /** Of meta.k8s.io. */
  readonly version: string;
  /** The query parameter `includeObject`: None, Metadata (default) or Object. */
  readonly include: string;
  readonly recordedAt: number;
  /** Seconds by which times in the included objects move; cells are computed from unmoved times. */
  readonly shift: number;
};

/** A Table of meta.k8s.io: the cells that `kubectl get` prints, computed here as the real server does. */
export function table({ resource, objects, metadata, version, include, recordedAt, shift }: TableRequest): object {
  const { definitions, cells } = tableColumns(resource.group, resource.plural) ?? customColumns(resource);
  const apiVersion = `meta.k8s.io/${version}`;
  return {
    kind: "Table",
    apiVersion,
    metadata,
    columnDefinitions: definitions,
    rows: objects.map((object) => ({
      cells: cells(object, { now: recordedAt }),
      object: included(object, include, apiVersion, shift),
    })),
  };
}

function included(object: KubeObject, include: string, apiVersion: string, shift: number): unknown {
  if (include === "None") return null;
  return include === "Object" ? shiftTimes(object, shift) : partialMetadata(object, apiVersion, shift);
}

/** An object without everything but its metadata. */
export function partialMetadata(object: KubeObject, apiVersion: string, shift: number): object {
  return { kind: "PartialObjectMetadata", apiVersion, metadata: shiftTimes(object.metadata, shift) };
}
