import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, name, text } from "./column.ts";
import { at, fieldsAt, hasObjectAt, integerAt, optionalIntegerAt, textAt } from "./fields.ts";
import { type HpaMetrics, hpaMetrics } from "./hpa-metrics.ts";
import { quantity } from "./quantity.ts";
import { someOf } from "./some-of.ts";

export const horizontalPodAutoscalers: Columns = columns(
  name,
  text(
    "Reference",
    "Object that is scaled.",
    (object) =>
      `${textAt(object, "spec", "scaleTargetRef", "kind")}/${textAt(object, "spec", "scaleTargetRef", "name")}`,
  ),
  text("Targets", "Current and wanted value of each metric.", (object) => targets(hpaMetrics(object))),
  text("MinPods", "Fewest pods.", (object) => `${optionalIntegerAt(object, "spec", "minReplicas") ?? 1}`),
  text("MaxPods", "Most pods.", (object) => integerAt(object, "spec", "maxReplicas")),
  text("Replicas", "Pods that exist.", (object) => integerAt(object, "status", "currentReplicas")),
  age,
);

const unknown = "<unknown>";

function targets({ specs, statuses }: HpaMetrics): string {
  return someOf(
    specs.map((spec, index) => target(spec, statuses[index])),
    2,
    ", ",
  );
}

function target(spec: Fields, status: Fields | undefined): string {
  switch (textAt(spec, "type")) {
    case "External":
      return valueTarget("external", spec, status);
    case "Object":
      return valueTarget("object", spec, status);
    case "Pods":
      return `${hasObjectAt(status, "pods") ? current("pods", "averageValue", status) : unknown}/${wanted("pods", "averageValue", spec)}`;
    case "Resource":
      return resourceTarget("resource", spec, status);
    case "ContainerResource":
      return resourceTarget("containerResource", spec, status);
    default:
      return "<unknown type>";
  }
}

function valueTarget(source: string, spec: Fields, status: Fields | undefined): string {
  if (at(spec, source, "target", "averageValue") === undefined) {
    const now = hasObjectAt(status, source) ? current(source, "value", status) : unknown;
    return `${now}/${wanted(source, "value", spec)}`;
  }
  const isKnown = at(status, source, "current", "averageValue") !== undefined;
  const now = isKnown ? current(source, "averageValue", status) : unknown;
  return `${now}/${wanted(source, "averageValue", spec)} (avg)`;
}

function resourceTarget(source: string, spec: Fields, status: Fields | undefined): string {
  const resource = textAt(spec, source, "name");
  if (at(spec, source, "target", "averageValue") !== undefined) {
    const now = hasObjectAt(status, source) ? current(source, "averageValue", status) : unknown;
    return `${resource}: ${now}/${wanted(source, "averageValue", spec)}`;
  }
  const now = percent(fieldsAt(status, source, "current")) ?? unknown;
  return `${resource}: ${now}/${percent(fieldsAt(spec, source, "target")) ?? "<auto>"}`;
}

function percent(value: Fields): string | undefined {
  const utilization = optionalIntegerAt(value, "averageUtilization");
  return utilization === undefined ? undefined : `${utilization}%`;
}

const current = (source: string, key: string, status: Fields | undefined) => amount(at(status, source, "current", key));
const wanted = (source: string, key: string, spec: Fields) => amount(at(spec, source, "target", key));

/** A quantity that is not set prints as Go prints a nil pointer. */
const amount = (value: unknown) => (value === undefined ? "<nil>" : quantity(value));
