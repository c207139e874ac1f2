import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, name, text, wide } from "./column.ts";
import { entriesAt, fieldsAt, isTrueAt, textAt } from "./fields.ts";

export const nodes: Columns = columns(
  name,
  text("Status", "Whether the node is ready and takes new pods.", status),
  text("Roles", "Roles of the node, from its labels.", (node) => roles(node) || "<none>"),
  age,
  text("Version", "Version of the kubelet.", (node) => nodeInfo(node, "kubeletVersion")),
  wide(text("Internal-IP", "First address of the node inside its network.", (node) => address(node, "InternalIP"))),
  wide(text("External-IP", "First address of the node outside its network.", (node) => address(node, "ExternalIP"))),
  wide(text("OS-Image", "Operating system of the node.", (node) => nodeInfo(node, "osImage") || "<unknown>")),
  wide(text("Kernel-Version", "Kernel and architecture of the node.", kernel)),
  wide(
    text(
      "Container-Runtime",
      "Container runtime and its version.",
      (node) => nodeInfo(node, "containerRuntimeVersion") || "<unknown>",
    ),
  ),
);

function status(node: Fields): string {
  const ready = entriesAt(node, "status", "conditions").findLast((condition) => textAt(condition, "type") === "Ready");
  const readiness = ready === undefined ? "Unknown" : textAt(ready, "status") === "True" ? "Ready" : "NotReady";
  return isTrueAt(node, "spec", "unschedulable") ? `${readiness},SchedulingDisabled` : readiness;
}

/** Roles are the rest of `node-role.kubernetes.io/<role>` labels, and the value of the older `kubernetes.io/role`. */
function roles(node: Fields): string {
  const labels = fieldsAt(node, "metadata", "labels");
  const prefix = "node-role.kubernetes.io/";
  const found = Object.keys(labels).map((key) => {
    if (key.startsWith(prefix)) return key.slice(prefix.length);
    return key === "kubernetes.io/role" ? textAt(labels, key) : "";
  });
  return [...new Set(found.filter((role) => role !== ""))].sort().join(",");
}

function nodeInfo(node: Fields, key: string): string {
  return textAt(node, "status", "nodeInfo", key);
}

function address(node: Fields, type: string): string {
  const found = entriesAt(node, "status", "addresses").find((entry) => textAt(entry, "type") === type);
  return found === undefined ? "<none>" : textAt(found, "address");
}

function kernel(node: Fields): string {
  const architecture = nodeInfo(node, "architecture");
  const version = nodeInfo(node, "kernelVersion") || "<unknown>";
  return architecture === "" ? version : `${version} (${architecture})`;
}
