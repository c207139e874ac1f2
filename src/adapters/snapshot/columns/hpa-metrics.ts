import type { Fields } from "../../../core/evidence/observed.ts";
import { at, entriesAt, fieldsAt, optionalIntegerAt, textAt } from "./fields.ts";

export type HpaMetrics = { readonly specs: readonly Fields[]; readonly statuses: readonly Fields[] };

const annotations = {
  specs: "autoscaling.alpha.kubernetes.io/metrics",
  statuses: "autoscaling.alpha.kubernetes.io/current-metrics",
} as const;

/**
 * The metrics of a HorizontalPodAutoscaler in the shape of autoscaling/v2, whichever version wrote it down: version 1 has its CPU
 * target in a field of its own and the others as JSON in annotations. Without any metric the server means 80 % of the CPU requests.
 */
export function hpaMetrics(object: Fields): HpaMetrics {
  const version = textAt(object, "apiVersion");
  const isVersion1 = version === "" ? hasVersion1Fields(object) : version === "autoscaling/v1";
  const { specs, statuses } = isVersion1 ? version1Metrics(object) : version2Metrics(object);
  return { specs: specs.length > 0 ? specs : [cpuUtilization("target", 80)], statuses };
}

function version2Metrics(object: Fields): HpaMetrics {
  return {
    specs: entriesAt(object, "spec", "metrics").map(newerSpec),
    statuses: entriesAt(object, "status", "currentMetrics").map(newerStatus),
  };
}

function hasVersion1Fields(object: Fields): boolean {
  return (
    at(object, "spec", "targetCPUUtilizationPercentage") !== undefined ||
    at(object, "metadata", "annotations", annotations.specs) !== undefined
  );
}

function version1Metrics(object: Fields): HpaMetrics {
  const target = optionalIntegerAt(object, "spec", "targetCPUUtilizationPercentage");
  const current = optionalIntegerAt(object, "status", "currentCPUUtilizationPercentage");
  const specs = annotated(object, annotations.specs)?.map(newerSpec) ?? [];
  const statuses = annotated(object, annotations.statuses)?.map(newerStatus);
  return {
    specs: target === undefined ? specs : [...specs, cpuUtilization("target", target)],
    statuses: statuses ?? (current === undefined ? [] : [cpuUtilization("current", current)]),
  };
}

function annotated(object: Fields, annotation: string): readonly Fields[] | undefined {
  try {
    const parsed: unknown = JSON.parse(textAt(object, "metadata", "annotations", annotation));
    return Array.isArray(parsed) ? entriesAt({ parsed }, "parsed") : undefined;
  } catch {
    return undefined;
  }
}

function cpuUtilization(part: "target" | "current", averageUtilization: number): Fields {
  return { type: "Resource", resource: { name: "cpu", [part]: { averageUtilization } } };
}

const sources = ["external", "object", "pods", "resource", "containerResource"];

/** Older versions have `targetAverageValue` where autoscaling/v2 has `target.averageValue`. */
function newerSpec(spec: Fields): Fields {
  return withPart(spec, "target", (source, kind) => ({
    value: at(source, "targetValue"),
    averageValue: at(source, kind === "object" ? "averageValue" : "targetAverageValue"),
    averageUtilization: at(source, "targetAverageUtilization"),
  }));
}

function newerStatus(status: Fields): Fields {
  return withPart(status, "current", (source, kind) => ({
    value: at(source, "currentValue"),
    averageValue: at(source, kind === "object" ? "averageValue" : "currentAverageValue"),
    averageUtilization: at(source, "currentAverageUtilization"),
  }));
}

function withPart(metric: Fields, part: string, read: (source: Fields, kind: string) => Fields): Fields {
  const kind = sources.find((source) => at(metric, source) !== undefined);
  if (kind === undefined || isVersion2(fieldsAt(metric, kind), kind, part)) return metric;
  const source = fieldsAt(metric, kind);
  return { ...metric, [kind]: { ...source, [part]: read(source, kind) } };
}

/** In the older shape of object metrics, `target` is the object that is measured, and so has a kind. */
function isVersion2(source: Fields, kind: string, part: string): boolean {
  const isMeasured = kind === "object" && at(source, part, "kind") !== undefined;
  return at(source, part) !== undefined && !isMeasured;
}
