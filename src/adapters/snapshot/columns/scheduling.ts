import type { Fields } from "../../../core/evidence/observed.ts";
import { age, boolean, type Columns, columns, integer, name, text } from "./column.ts";
import { entriesAt, hasObjectAt, integerAt, isTrueAt, optionalTextAt, textAt } from "./fields.ts";

export const priorityClasses: Columns = columns(
  name,
  integer("Value", "Priority of the pods of the class.", (object) => integerAt(object, "value")),
  boolean("Global-Default", "Whether pods without a class get this one.", (object) =>
    isTrueAt(object, "globalDefault"),
  ),
  age,
  text(
    "PreemptionPolicy",
    "Whether pods of the class push others out.",
    (object) => optionalTextAt(object, "preemptionPolicy") ?? "PreemptLowerPriority",
  ),
);

export const runtimeClasses: Columns = columns(
  name,
  text("Handler", "Handler of the container runtime.", (object) => textAt(object, "handler")),
  age,
);

export const workloads: Columns = columns(name, age);

export const podGroups: Columns = columns(
  name,
  text("Policy", "How the pods of the group are scheduled.", (group) =>
    hasObjectAt(group, "spec", "schedulingPolicy", "gang") ? "Gang" : "Basic",
  ),
  text("Workload", "Workload that the group was made from.", workloadOf),
  text("Status", "Whether the group is scheduled.", groupStatus),
  age,
);

function workloadOf(group: Fields): string {
  const path = ["spec", "podGroupTemplateRef"] as const;
  return hasObjectAt(group, ...path) ? textAt(group, ...path, "workload", "workloadName") : "<none>";
}

function groupStatus(group: Fields): string {
  const last = (type: string) =>
    entriesAt(group, "status", "conditions").findLast((condition) => textAt(condition, "type") === type);
  const [disrupted, scheduled] = [last("DisruptionTarget"), last("PodGroupScheduled")];
  if (disrupted !== undefined) return textAt(disrupted, "reason");
  if (scheduled === undefined) return "Pending";
  return textAt(scheduled, "status") === "True" ? "Scheduled" : "Unschedulable";
}
