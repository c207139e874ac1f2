import { age, type Columns, columns, integer, name } from "./columns/column.ts";
import { at, fieldsAt, integerAt, textAt } from "./columns/fields.ts";
import type { KubeObject } from "./kube-object.ts";
import type { Resource } from "./resources.ts";

/** The Scale of an object as its `scale` subresource shows it, for built-in kinds and for custom resources that declare one. */
export function scaleOf(object: KubeObject, { custom }: Resource): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = fieldsAt(object, "metadata");
  const paths = custom === undefined ? undefined : fieldsAt(custom, "subresources", "scale");
  const selector = paths === undefined ? selectorText(object) : read(object, textAt(paths, "labelSelectorPath"));
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: paths ? read(object, textAt(paths, "specReplicasPath")) : integerAt(object, "spec", "replicas") },
    status: {
      replicas:
        (paths ? read(object, textAt(paths, "statusReplicasPath")) : integerAt(object, "status", "replicas")) ?? 0,
      ...(selector ? { selector } : {}),
    },
  };
}

/** What `kubectl get --subresource=scale` prints. */
export const scaleColumns: Columns = columns(
  name,
  integer("Desired", "Number of instances that are wanted.", (scale) => integerAt(scale, "spec", "replicas")),
  integer("Available", "Number of instances that were seen.", (scale) => integerAt(scale, "status", "replicas")),
  age,
);

const read = (object: KubeObject, path: string) =>
  path === "" ? undefined : at(object, ...path.replace(/^\./, "").split("."));

function selectorText(object: KubeObject): string {
  const selector = fieldsAt(object, "spec", "selector");
  const labels = object.kind === "ReplicationController" ? selector : fieldsAt(selector, "matchLabels");
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(",");
}
