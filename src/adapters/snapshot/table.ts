import type { Fields } from "../../core/evidence/observed.ts";
import type { Columns } from "./columns/column.ts";
import { tableColumns } from "./columns/columns.ts";
import { integerAt } from "./columns/fields.ts";
import type { KubeObject } from "./kube-object.ts";
import { customColumns } from "./printer-columns.ts";
import type { Resource } from "./resources.ts";
import { scaleColumns } from "./scale.ts";

export type TableRequest = {
  readonly resource: Resource;
  readonly objects: readonly KubeObject[];
  readonly metadata: Fields;
  /** Of meta.k8s.io. */
  readonly version: string;
  /** The query parameter `includeObject`: None, Metadata (default) or Object. */
  readonly include: string;
  /** The moment of recording, moved like all other times: ages are counted from here. */
  readonly now: number;
};

/** A Table of meta.k8s.io: the cells that `kubectl get` prints, computed here as the real server does. */
export function table({ resource, objects, metadata, version, include, now }: TableRequest): object {
  const { definitions, cells } = columnsOf(resource);
  const apiVersion = `meta.k8s.io/${version}`;
  return {
    kind: "Table",
    apiVersion,
    metadata,
    columnDefinitions: definitions,
    rows: inOrder(objects, resource).map((object) => ({
      cells: cells(object, { now }),
      object: included(object, include, apiVersion),
    })),
  };
}

/** Tables of flow schemas stand in the order in which they are matched (printFlowSchemaList of pkg/printers). */
function inOrder(objects: readonly KubeObject[], { plural }: Resource): readonly KubeObject[] {
  if (plural !== "flowschemas") return objects;
  return objects.toSorted(
    (a, b) => integerAt(a, "spec", "matchingPrecedence") - integerAt(b, "spec", "matchingPrecedence"),
  );
}

function columnsOf(resource: Resource): Columns {
  if (resource.kind === "Scale") return scaleColumns;
  return tableColumns(resource.group, resource.plural) ?? customColumns(resource);
}

function included(object: KubeObject, include: string, apiVersion: string): unknown {
  if (include === "None") return null;
  return include === "Object" ? object : partialMetadata(object, apiVersion);
}

/** An object without everything but its metadata. */
export function partialMetadata(object: KubeObject, apiVersion: string): object {
  return { kind: "PartialObjectMetadata", apiVersion, metadata: object.metadata };
}
