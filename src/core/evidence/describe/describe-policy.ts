import type { FieldsBuilder } from "../objects/fields-builder.ts";
import {
  type DescribeContext,
  put,
  putConditions,
  putPairs,
  tableBelow,
  textsOf,
  wholeNumber,
} from "./describe-context.ts";
import { type Section, said, section } from "./describe-tree.ts";

const numberOrText = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

/** Reads a described HorizontalPodAutoscaler; a metric whose current value is unknown is in `spec.metrics` only. */
export function readAutoscaler(context: DescribeContext): void {
  const { sections, builder } = context;
  put(builder, "spec.scaleTargetRef", section(sections, "Reference"), (text) => {
    const [kind, name] = text.split("/");
    return name === undefined ? undefined : { kind, name };
  });
  put(builder, "spec.minReplicas", section(sections, "Min replicas"), wholeNumber);
  put(builder, "spec.maxReplicas", section(sections, "Max replicas"), wholeNumber);
  const pods = sections.find((found) => / pods$/.test(found.key) && / current/.test(found.value));
  put(builder, "status.currentReplicas", pods, (text) => wholeNumber(/(\d+) current/.exec(text)?.[1] ?? ""));
  put(builder, "status.desiredReplicas", pods, (text) => wholeNumber(/(\d+) desired/.exec(text)?.[1] ?? ""));
  putMetrics(builder, section(sections, "Metrics"));
  putConditions(context);
}

/** `resource cpu on pods  (as a percentage of request):  <unknown> / 80%`, `"rps" on pods:  12 / 100` */
function putMetrics(builder: FieldsBuilder, found: Section | undefined): void {
  for (const { text, line } of textsOf(found)) {
    const match = /^(?:resource (\S+)|"([^"]+)") .*?: +(\S.*?) \/ (\S.*)$/.exec(text.slice(0, 500));
    if (match === null) continue;
    const [, resource, metric, current, target] = match;
    const name = resource ?? metric!;
    const type = resource === undefined ? "Pods" : "Resource";
    const field = resource === undefined ? "pods" : "resource";
    const named = resource === undefined ? { metric: { name } } : { name };
    builder.entry(["spec", "metrics"], name, line, { type, [field]: { ...named, target: amount(target!) } });
    if (/<unknown>/.test(current!)) continue;
    builder.entry(["status", "currentMetrics"], name, line, { type, [field]: { ...named, current: amount(current!) } });
  }
}

/** `80%`, or `12% (24m)` of what is used: a utilization in percent; else an average value. */
function amount(text: string): { [field: string]: unknown } {
  const percent = /^(\d+)%/.exec(text)?.[1];
  return percent === undefined ? { averageValue: text.split(" ")[0] } : { averageUtilization: Number(percent) };
}

/** Reads a described PodDisruptionBudget. */
export function readBudget({ sections, builder }: DescribeContext): void {
  put(builder, "spec.minAvailable", section(sections, "Min available"), numberOrText);
  put(builder, "spec.maxUnavailable", section(sections, "Max unavailable"), numberOrText);
  putPairs(builder, ["spec", "selector", "matchLabels"], section(sections, "Selector"));
  const status = section(sections, "Status")?.children;
  put(builder, "status.disruptionsAllowed", section(status, "Allowed disruptions"), wholeNumber);
  put(builder, "status.currentHealthy", section(status, "Current"), wholeNumber);
  put(builder, "status.desiredHealthy", section(status, "Desired"), wholeNumber);
  put(builder, "status.expectedPods", section(status, "Total"), wholeNumber);
}

/** A table that stands at the left edge, below no key of its own. */
function topTable(context: DescribeContext): ReturnType<typeof tableBelow> {
  const root: Section = { key: "", value: "", line: 0, indent: -1, children: [...context.sections] };
  return tableBelow(context, root);
}

/** Reads a described ResourceQuota: used and hard by resource. */
export function readQuota(context: DescribeContext): void {
  for (const { cells, line } of topTable(context)) {
    const resource = cells.get("RESOURCE") ?? "";
    const hard = cells.get("HARD");
    if (resource === "" || hard === undefined) continue;
    context.builder.set(["status", "used", resource], cells.get("USED"), line);
    context.builder.set(["status", "hard", resource], hard, line);
    context.builder.set(["spec", "hard", resource], hard, line);
  }
}

/** Reads a described LimitRange: bounds and defaults by type and resource. */
export function readLimitRange(context: DescribeContext): void {
  const limits = new Map<string, ReturnType<DescribeContext["builder"]["entry"]>>();
  for (const { cells, line } of topTable(context)) {
    const type = cells.get("TYPE") ?? "";
    const resource = cells.get("RESOURCE") ?? "";
    if (type === "" || resource === "") continue;
    const limit = limits.get(type) ?? context.builder.entry(["spec", "limits"], type, line, { type });
    limits.set(type, limit);
    const bounds = [
      ["MIN", "min"],
      ["MAX", "max"],
      ["DEFAULT REQUEST", "defaultRequest"],
      ["DEFAULT LIMIT", "default"],
      ["MAX LIMIT/REQUEST RATIO", "maxLimitRequestRatio"],
    ] as const;
    for (const [heading, field] of bounds) {
      const amount = cells.get(heading);
      if (amount !== undefined && amount !== "-" && amount !== "") limit.set([field, resource], amount, line);
    }
  }
}

/** Reads a described Namespace. */
export function readNamespace(context: DescribeContext): void {
  put(context.builder, "status.phase", section(context.sections, "Status"));
  putConditions(context);
}

/** Reads a described ServiceAccount. */
export function readServiceAccount({ sections, builder }: DescribeContext): void {
  for (const [key, field] of [
    ["Image pull secrets", "imagePullSecrets"],
    ["Mountable secrets", "secrets"],
  ] as const) {
    for (const { text, line } of textsOf(section(sections, key), true)) {
      const name = text.replace(/ \(not found\)$/, "");
      builder.entry([field], name, line, text === name ? { name } : { name, isMissing: true });
    }
  }
}

/** Reads a described Role or ClusterRole: each line of its table as a rule. */
export function readRole(context: DescribeContext): void {
  const words = (text: string | undefined) =>
    (text ?? "")
      .replace(/^\[|\]$/g, "")
      .split(" ")
      .filter((word) => word !== "");
  tableBelow(context, section(context.sections, "PolicyRule")).forEach(({ cells, line }, index) => {
    const resource = cells.get("RESOURCES") ?? "";
    const dot = resource.indexOf(".");
    context.builder.entry(["rules"], String(index), line, {
      resources: resource === "" ? [] : [dot < 0 ? resource : resource.slice(0, dot)],
      apiGroups: [dot < 0 ? "" : resource.slice(dot + 1)],
      resourceNames: words(cells.get("RESOURCE NAMES")),
      nonResourceURLs: words(cells.get("NON-RESOURCE URLS")),
      verbs: words(cells.get("VERBS")),
    });
  });
}

/** Reads a described RoleBinding or ClusterRoleBinding. */
export function readRoleBinding(context: DescribeContext): void {
  const role = section(context.sections, "Role")?.children;
  put(context.builder, "roleRef.kind", section(role, "Kind"));
  put(context.builder, "roleRef.name", section(role, "Name"));
  for (const { cells, line } of tableBelow(context, section(context.sections, "Subjects"))) {
    const name = cells.get("NAME") ?? "";
    context.builder.entry(["subjects"], name, line, {
      kind: cells.get("KIND"),
      name,
      namespace: cells.get("NAMESPACE"),
    });
  }
}

/** Reads a described Secret: its type, and its keys with their sizes (values are never printed). */
export function readSecret({ sections, builder }: DescribeContext): void {
  put(builder, "type", section(sections, "Type"));
  const start = sections.findIndex((found) => found.key === "" && found.value === "Data");
  if (start < 0) return;
  for (const found of sections.slice(start + 1)) {
    const size = /^(\d+) bytes?$/.exec(said(found) ?? "");
    if (found.key !== "" && size !== null) builder.set(["data", found.key], found.value, found.line);
  }
}
