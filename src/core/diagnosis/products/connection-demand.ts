import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import type { LogReading } from "../logs/logs-of-view.ts";
import { numberAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";
import { settingsOf } from "../objects/settings.ts";
import { listedSettings } from "../objects/settings-listed.ts";
import type { Known } from "./connection-use.ts";

const poolKey =
  /(?:POOL(?:_?MAX)?(?:_?SIZE)?|MAX_?POOL(?:_?SIZE)?|MAXIMUM_?POOL_?SIZE|POOL_?LIMIT|MAX_?CONN(?:ECTION)?S|CONN(?:ECTION)?_?LIMIT|MAX_?OPEN_?CONNS)$/i;

/** Replicas times the pool of each against what the server takes, where the evidence shows these numbers; else how many replicas ask. */
export const connectionDemand = (view: ClusterView, log: LogReading): Known | undefined => {
  const all = workloads(view, log);
  const demands = all.flatMap(({ ref, replicas, line }) => {
    const setting = [
      ...settingsOf(view, ref).filter((one) => one.isOwn),
      ...listedSettings(view, ref),
      ...printedVariables(view, ref),
    ].find((one) => poolKey.test(one.key) && /^\d{1,4}$/.test(one.value));
    return setting ? [{ ref, replicas, line, pool: Number(setting.value), key: setting }] : [];
  });
  const most = demands.sort((left, right) => right.replicas * right.pool - left.replicas * left.pool)[0];
  const limit = serverLimit(view);
  if (most === undefined) return replicasOnly(view, all, workloadOf(view, log.object), limit);
  if (limit !== undefined && most.replicas * most.pool <= limit.value * 0.7) return undefined;
  const scaler = scalerOf(view, most.ref);
  return {
    note: `; ${nameOf(most.ref)} alone wants ${most.replicas * most.pool}: ${most.replicas} replicas${scaler ? " (its autoscaler added them)" : ""} with a pool of ${most.pool} each (${most.key.key})${limit ? `, and the server takes ${limit.value} (max_connections)` : ""}`,
    related: [most.ref],
    evidence: [most.line, most.key.line, limit?.line],
  };
};

const scalerOf = (view: ClusterView, { namespace, name }: ObjectRef): ObservedObject | undefined =>
  view
    .of("HorizontalPodAutoscaler")
    .filter(({ ref }) => ref.namespace === namespace)
    .find(
      ({ ref, printed, fields }) =>
        printed.get("REFERENCE")?.value.endsWith(`/${name}`) ||
        textAt(fields, "spec", "scaleTargetRef", "name") === name ||
        (ref.name === name && textAt(fields, "spec", "scaleTargetRef", "name") === ""),
    );

/** With so many replicas, each with a pool of its own, their number is what there is to say. */
const many = 8;

const replicasOnly = (
  view: ClusterView,
  all: readonly Workload[],
  own: ObjectRef,
  limit: { readonly value: number; readonly line: Line } | undefined,
): Known | undefined => {
  const asking = all.find(({ ref }) => ref.name === own.name);
  const scaler = asking && scalerOf(view, asking.ref);
  if (asking === undefined || asking.replicas < (scaler ? 3 : many)) return undefined;
  return {
    note: `; ${nameOf(asking.ref)} has ${asking.replicas} replicas${scaler ? ` (set by its autoscaler ${scaler.ref.name})` : ""}, each with a pool of its own${limit ? `, and the server takes ${limit.value} (max_connections)` : ""}`,
    related: [asking.ref],
    evidence: [asking.line, scaler?.cite(), limit?.line],
  };
};

type Workload = { readonly ref: ObjectRef; readonly replicas: number; readonly line: Line | undefined };

/** The workloads of the log's namespace with their replicas; of the one that writes also as the log or its autoscaler counts them. */
const workloads = (view: ClusterView, log: LogReading): readonly Workload[] => {
  const shown = ["Deployment", "StatefulSet"]
    .flatMap((kind) => view.of(kind))
    .filter(({ ref }) => ref.namespace === log.object.namespace)
    .map(replicasShown);
  const own = workloadOf(view, log.object);
  if (shown.some(({ ref, replicas }) => ref.name === own.name && replicas > 1)) return shown;
  const found = countedInLog(view, log) ?? countedByScaler(view, own);
  return found === undefined ? shown : [...shown.filter(({ ref }) => ref.name !== own.name), { ref: own, ...found }];
};

const replicasShown = (one: ObservedObject): Workload => {
  const ready = one.printed.get("READY");
  const wanted = numberAt(one.fields, "spec", "replicas") ?? Number(/^\d+\/(\d+)$/.exec(ready?.value ?? "")?.[1]);
  return { ref: one.ref, replicas: wanted > 0 ? wanted : 1, line: ready?.line ?? one.cite("spec", "replicas") };
};

/** `Found 30 pods, using pod/web-1`, as kubectl says before the log of a workload. */
const countedInLog = (view: ClusterView, { evidence }: LogReading) => {
  const piece = view.evidence[evidence];
  const text = `${piece?.stderr ?? ""}\n${piece?.stdout.slice(0, 300) ?? ""}`
    .split("\n")
    .find((one) => /^Found \d{1,5} pods, using/.test(one));
  const replicas = Number(/^Found (\d{1,5})/.exec(text ?? "")?.[1]);
  if (piece === undefined || text === undefined || !(replicas > 1)) return undefined;
  const isFirst = piece.stdout.startsWith(text);
  return { replicas, line: isFirst ? { command: piece.command, line: 1, text } : undefined };
};

const countedByScaler = (view: ClusterView, own: ObjectRef) => {
  const scaler = scalerOf(view, own);
  const replicas = Number(
    scaler?.printed.get("REPLICAS")?.value ?? numberAt(scaler?.fields, "status", "currentReplicas"),
  );
  return scaler && replicas > 1 ? { replicas, line: scaler.cite() } : undefined;
};

/** Variables as JSON in what a JSONPath printed of the workload: `[{"name":"DB_POOL_SIZE","value":"20"}]`. */
const printedVariables = (view: ClusterView, { name }: ObjectRef) =>
  view.evidence
    .filter(({ command }) => /jsonpath|go-template/.test(command) && command.split(/[\s/]+/).includes(name))
    .flatMap(({ command, stdout }) =>
      stdout
        .slice(0, 20_000)
        .split("\n")
        .flatMap((text, index) =>
          [...text.matchAll(/"name":\s?"(\w{1,80})",\s?"value":\s?"(\d{1,4})"/g)].map((match) => ({
            key: match[1]!,
            value: match[2]!,
            line: { command, line: index + 1, text },
          })),
        ),
    );

/** `max_connections`, as a database printed it or a ConfigMap sets it. */
const serverLimit = (view: ClusterView): { readonly value: number; readonly line: Line } | undefined => {
  for (const piece of view.evidence) {
    const lines = piece.stdout.slice(0, 100_000).split("\n");
    const at = lines.findIndex((text) => /max_?connections["']?[\s|=:]{1,10}["']?\d{2,5}\b/i.test(text));
    const value = Number(/max_?connections["']?[\s|=:]{1,10}["']?(\d{2,5})\b/i.exec(lines[at] ?? "")?.[1]);
    if (value > 0) return { value, line: { command: piece.command, line: at + 1, text: lines[at]! } };
    const first = lines.findIndex((text) => /^\s*\d{2,5}\s*$/.test(text));
    if (/show max_connections/i.test(piece.command) && first >= 0)
      return { value: Number(lines[first]), line: { command: piece.command, line: first + 1, text: lines[first]! } };
  }
  return undefined;
};
