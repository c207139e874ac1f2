import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { at, entriesAt, textAt } from "../objects/fields.ts";

/** What a scaler counts: the lag of a consumer group, the length of a queue. */
export type SourceRole = {
  readonly words: string;
  /** The fields of a trigger that name it. */
  readonly field: RegExp;
  /** The settings of a workload, the labels of a metric and the words of a log that name it. */
  readonly setting: RegExp;
};

export const sourceRoles: readonly SourceRole[] = [
  {
    words: "consumer group",
    field: /^(?:consumerGroup(?:Name)?|groupId|group)$/,
    setting:
      /(?<!(?:log|security|resource|node|user|target|placement|auto|scaling|thread)[_.-]?)(?:^|[_.-]|consumer)group(?:[_.-]?(?:id|name))?$/i,
  },
  {
    words: "queue",
    field: /^(?:queueName|queueURL|queueUrl|queue|listName)$/,
    setting: /(?:^|[_.-])(?:queue|list)s?(?:[_.-]?(?:name|url|key))?$/i,
  },
  { words: "topic", field: /^topic(?:Name)?$/, setting: /(?:^|[_.-])topics?(?:[_.-]?name)?$/i },
  { words: "stream", field: /^stream(?:Name)?$/, setting: /(?:^|[_.-])stream(?:[_.-]?(?:name|key))?$/i },
  {
    words: "subscription",
    field: /^subscription(?:Name)?$/,
    setting: /(?:^|[_.-])subscription(?:[_.-]?(?:name|id))?$/i,
  },
];

/** One thing that a scaler measures, and the line that says so. */
export type Measured = {
  readonly role: SourceRole;
  readonly value: string;
  readonly line: Line;
  /** `kafka trigger`, `external metric rabbitmq_queue_messages`. */
  readonly by: string;
};

/** What stands behind a list of one entry, which `describe` prints like a map. */
const entriesOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** Groups, queues and topics that the triggers of a ScaledObject or the external metrics of an autoscaler name. */
export const measuredBy = (scaler: ObservedObject): readonly Measured[] => [
  ...entriesOf(at(scaler.fields, "spec", "triggers")).flatMap((trigger, index) =>
    ofTrigger(scaler, trigger, `${index}`),
  ),
  ...entriesOf(at(scaler.fields, "spec", "metrics")).flatMap((metric) => {
    const labels = entriesAt(metric, "external", "metric", "selector", "matchLabels");
    return [...labels].flatMap(([key, value]) =>
      named(
        key,
        value,
        "setting",
        scaler.cite("spec", "metrics"),
        `metric ${textAt(metric, "external", "metric", "name")}`,
      ),
    );
  }),
];

const ofTrigger = (scaler: ObservedObject, trigger: unknown, index: string): readonly Measured[] => {
  const by = `${textAt(trigger, "type")} trigger`.trim();
  return [...entriesAt(trigger, "metadata")].flatMap(([key, value]) => {
    const isListed = Array.isArray(at(scaler.fields, "spec", "triggers"));
    const line = scaler.cite("spec", "triggers", ...(isListed ? [index] : []), "metadata", key);
    return key === "query"
      ? labelsIn(value).flatMap(([label, text]) => named(label, text, "setting", line, by))
      : named(key, value, "field", line, by);
  });
};

const named = (key: string, value: string, way: "field" | "setting", line: Line, by: string): readonly Measured[] => {
  const role = sourceRoles.find((one) => one[way].test(key));
  return role === undefined || !isPlain(value) ? [] : [{ role, value: shortOf(value), line, by }];
};

/** The labels that a query selects by one value each. */
const labelsIn = (query: string): readonly (readonly [string, string])[] =>
  [...query.slice(0, 2000).matchAll(/(\w{1,80})\s{0,3}=~?\s{0,3}"([^"\n]{1,200})"/g)].map(
    ([, key = "", value = ""]) => [key, value] as const,
  );

/** A name, and no template or pattern of one. */
export const isPlain = (value: string): boolean => /^[A-Za-z0-9][\w.:/-]{0,300}$/.test(value.trim());

/** A queue is named by its URL, too: `https://sqs.eu-west-1.amazonaws.com/123456789012/jobs`. */
export const shortOf = (value: string): string => value.trim().replace(/^https?:\/\/\S*\//, "");

/** What a scaler scales. */
export const targetOfScaler = (scaler: ObservedObject): ObjectRef | undefined => {
  const [kind = "", name = ""] = (scaler.printed.get("REFERENCE")?.value ?? "").split("/");
  const target = {
    kind:
      textAt(scaler.fields, "spec", "scaleTargetRef", "kind") ||
      kind ||
      (scaler.printed.get("SCALETARGETKIND")?.value.split(".").at(-1) ?? "Deployment"),
    name:
      textAt(scaler.fields, "spec", "scaleTargetRef", "name") ||
      name ||
      (scaler.printed.get("SCALETARGETNAME")?.value ?? ""),
  };
  const { namespace } = scaler.ref;
  return target.name === "" ? undefined : { ...target, ...(namespace === undefined ? {} : { namespace }) };
};

/** That a scaler sees no load, as its condition or its measured value says. */
export const restLine = (view: ClusterView, scaler: ObservedObject): Line | undefined => {
  const cell = scaler.printed.get("ACTIVE");
  if (cell?.value === "False") return cell.line;
  if (textAt(scaler.fields, "status", "conditions", "Active", "status") === "False")
    return scaler.cite("status", "conditions", "Active", "message");
  const name = scaler.ref.kind === "ScaledObject" ? `keda-hpa-${scaler.ref.name}` : scaler.ref.name;
  const targets = view
    .of("HorizontalPodAutoscaler")
    .find(({ ref }) => ref.name === name && ref.namespace === scaler.ref.namespace)
    ?.printed.get("TARGETS");
  return targets !== undefined && /(?<!\d)0\//.test(targets.value) ? targets.line : undefined;
};
