import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, name, text, wide } from "./column.ts";
import { entriesAt, fieldsAt, textAt } from "./fields.ts";
import { labels } from "./label-selector.ts";
import { podSummary } from "./pod-summary.ts";
import { containerColumns } from "./pod-template.ts";
import { since } from "./timestamp.ts";

export const pods: Columns = columns(
  name,
  text("Ready", "Containers that are ready, of those that keep running.", (pod) => {
    const { ready, total } = podSummary(pod);
    return `${ready}/${total}`;
  }),
  text("Status", "What the containers of the pod amount to.", (pod) => podSummary(pod).status),
  text("Restarts", "Restarts of the containers, and how long ago the last one was.", (pod, { now }) => {
    const { restarts, lastRestart } = podSummary(pod);
    return restarts === 0 || lastRestart === undefined ? `${restarts}` : `${restarts} (${since(lastRestart, now)} ago)`;
  }),
  age,
  wide(text("IP", "First address of the pod.", podIp)),
  wide(text("Node", "Node that the pod is bound to.", (pod) => textAt(pod, "spec", "nodeName") || "<none>")),
  wide(
    text(
      "Nominated Node",
      "Node on which preemption makes room for the pod.",
      (pod) => textAt(pod, "status", "nominatedNodeName") || "<none>",
    ),
  ),
  wide(text("Readiness Gates", "Readiness gates that are true, of all of them.", readinessGates)),
);

export const podTemplates: Columns = columns(
  name,
  ...containerColumns("template", "spec"),
  text("Pod Labels", "Labels of the pod template.", (template) =>
    labels(fieldsAt(template, "template", "metadata", "labels")),
  ),
);

function podIp(pod: Fields): string {
  const first = textAt(entriesAt(pod, "status", "podIPs")[0], "ip");
  const single = textAt(pod, "status", "podIP");
  return single || first || "<none>";
}

function readinessGates(pod: Fields): string {
  const gates = entriesAt(pod, "spec", "readinessGates").map((gate) => textAt(gate, "conditionType"));
  if (gates.length === 0) return "<none>";
  const conditions = entriesAt(pod, "status", "conditions");
  const met = gates.filter(
    (gate) =>
      textAt(
        conditions.find((condition) => textAt(condition, "type") === gate),
        "status",
      ) === "True",
  );
  return `${met.length}/${gates.length}`;
}
