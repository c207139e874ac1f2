import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Column, type Columns, columns, integer, name, text, wide } from "./column.ts";
import { entriesAt, fieldsAt, integerAt, isTrueAt, optionalIntegerAt, textAt } from "./fields.ts";
import { labelSelector, labels } from "./label-selector.ts";
import { wideContainers, wideSelector } from "./pod-template.ts";

export const deployments: Columns = columns(
  name,
  text("Ready", "Pods that are ready, of those wanted.", readyOfDesired),
  count("text", "Up-to-date", "Pods of the newest pod template.", "updatedReplicas"),
  count("text", "Available", "Pods that have been ready for at least minReadySeconds.", "availableReplicas"),
  age,
  ...wideContainers,
  wide(text("Selector", "Label selector of the pods of the deployment.", deploymentSelector)),
);

export const replicaSets: Columns = columns(
  name,
  integer("Desired", "Pods wanted.", desiredReplicas),
  count("integer", "Current", "Pods that exist.", "replicas"),
  count("integer", "Ready", "Pods that are ready.", "readyReplicas"),
  age,
  ...wideContainers,
  wideSelector("spec", "selector"),
);

export const replicationControllers: Columns = columns(
  name,
  integer("Desired", "Pods wanted.", desiredReplicas),
  count("integer", "Current", "Pods that exist.", "replicas"),
  count("integer", "Ready", "Pods that are ready.", "readyReplicas"),
  age,
  ...wideContainers,
  wide(text("Selector", "Labels of the pods of the controller.", (object) => labels(controllerSelector(object)))),
);

export const statefulSets: Columns = columns(
  name,
  text("Ready", "Pods that are ready, of those wanted.", readyOfDesired),
  age,
  ...wideContainers,
);

export const daemonSets: Columns = columns(
  name,
  count("integer", "Desired", "Nodes that should run the pod.", "desiredNumberScheduled"),
  count("integer", "Current", "Nodes that run the pod and should.", "currentNumberScheduled"),
  count("integer", "Ready", "Nodes on which the pod is ready.", "numberReady"),
  count("integer", "Up-to-date", "Nodes that run the newest pod template.", "updatedNumberScheduled"),
  count("integer", "Available", "Nodes on which the pod is available.", "numberAvailable"),
  text("Node Selector", "Labels of the nodes that the pod may run on.", (object) =>
    labels(fieldsAt(object, "spec", "template", "spec", "nodeSelector")),
  ),
  age,
  ...wideContainers,
  wideSelector("spec", "selector"),
);

export const controllerRevisions: Columns = columns(
  name,
  text("Controller", "Object whose revision this is.", controller),
  text("Revision", "Number of the revision.", (object) => integerAt(object, "revision")),
  age,
);

function readyOfDesired(object: Fields): string {
  return `${integerAt(object, "status", "readyReplicas")}/${desiredReplicas(object)}`;
}

/** The server fills in one replica where the spec does not say. */
function desiredReplicas(object: Fields): number {
  return optionalIntegerAt(object, "spec", "replicas") ?? 1;
}

function count(type: "text" | "integer", title: string, description: string, key: string): Column {
  const column = type === "text" ? text : integer;
  return column(title, description, (object) => integerAt(object, "status", key));
}

/** Unlike the other workloads, a deployment's empty selector prints as nothing. */
function deploymentSelector(object: Fields): string {
  return labelSelector(fieldsAt(object, "spec", "selector")) ?? "<invalid>";
}

/** A replication controller without a selector selects by the labels of its template. */
function controllerSelector(object: Fields): Fields {
  const selector = fieldsAt(object, "spec", "selector");
  return Object.keys(selector).length > 0 ? selector : fieldsAt(object, "spec", "template", "metadata", "labels");
}

function controller(object: Fields): string {
  const owner = entriesAt(object, "metadata", "ownerReferences").find((reference) => isTrueAt(reference, "controller"));
  if (owner === undefined) return "<none>";
  const kind = textAt(owner, "kind");
  const apiVersion = textAt(owner, "apiVersion");
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const groupKind = group === "" ? kind : `${kind}.${group}`;
  const owned = textAt(owner, "name");
  return groupKind === "" ? owned : `${groupKind.toLowerCase()}/${owned}`;
}
