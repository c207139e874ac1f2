import type { Fields } from "../../core/evidence/observed.ts";
import { at, entriesAt, fieldsAt } from "./columns/fields.ts";
import type { KubeObject } from "./kube-object.ts";

/** An autoscaling/v2 HorizontalPodAutoscaler as autoscaling/v1, which knows the utilization of CPU only (pkg/apis/autoscaling/v1/conversion.go). */
export function toFirstVersion(autoscaler: KubeObject): KubeObject {
  const { metrics: _metrics, behavior: _behavior, ...spec } = fieldsAt(autoscaler, "spec");
  const { currentMetrics: _current, conditions: _conditions, ...status } = fieldsAt(autoscaler, "status");
  const target = cpu(autoscaler, "spec", "metrics", "target");
  const current = cpu(autoscaler, "status", "currentMetrics", "current");
  return {
    ...autoscaler,
    apiVersion: "autoscaling/v1",
    spec: { ...spec, ...(target === undefined ? {} : { targetCPUUtilizationPercentage: target }) },
    status: {
      currentReplicas: 0,
      desiredReplicas: 0,
      ...status,
      ...(current === undefined ? {} : { currentCPUUtilizationPercentage: current }),
    },
  };
}

/** An autoscaling/v1 HorizontalPodAutoscaler as autoscaling/v2, which clients prefer. */
export function toSecondVersion(autoscaler: KubeObject): KubeObject {
  const { targetCPUUtilizationPercentage: target, ...spec } = fieldsAt(autoscaler, "spec");
  const { currentCPUUtilizationPercentage: current, ...status } = fieldsAt(autoscaler, "status");
  const metric = (field: string, value: Fields) => ({ type: "Resource", resource: { name: "cpu", [field]: value } });
  return {
    ...autoscaler,
    apiVersion: "autoscaling/v2",
    spec: {
      ...spec,
      ...(target === undefined
        ? {}
        : { metrics: [metric("target", { type: "Utilization", averageUtilization: target })] }),
    },
    status: {
      ...status,
      ...(current === undefined ? {} : { currentMetrics: [metric("current", { averageUtilization: current })] }),
    },
  };
}

function cpu(autoscaler: KubeObject, part: string, list: string, field: string): unknown {
  return entriesAt(autoscaler, part, list)
    .filter((metric) => at(metric, "resource", "name") === "cpu")
    .map((metric) => at(metric, "resource", field, "averageUtilization"))
    .find((value) => typeof value === "number");
}
