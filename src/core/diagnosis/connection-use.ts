import type { Line } from "../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../evidence/observed.ts";
import { numberAt } from "./fields.ts";
import type { LogReading } from "./logs-of-view.ts";
import { nameOf } from "./name-object.ts";
import { settingsOf } from "./settings.ts";
import { listedSettings } from "./settings-listed.ts";
import { linesOf } from "./timings.ts";

type Known = {
  readonly note: string;
  readonly related?: readonly ObjectRef[];
  readonly evidence: readonly (Line | undefined)[];
};

const leaked =
  /[Cc]onnection leak detection triggered|Apparent connection leak|connection (?:was )?(?:leaked|never (?:closed|returned|released))|[Uu]nclosed connection|[Aa]bandoned connection|not (?:been )?(?:closed|returned to (?:the )?pool)/;
const ofPool =
  /hikari|\bdbcp\b|c3p0|druid|agroal|tomcat\.jdbc|java\.(?:lang|util|base)|jdk\.|springframework|hibernate|reflect\./i;

/** Who does not give connections back, where a pool traced it: the first frame that is the application's own. */
export const leakIn = (view: ClusterView, log: LogReading): Known | undefined => {
  const lines = linesOf(view, log);
  const at = lines.findIndex(({ text }) => leaked.test(text));
  if (at < 0) return undefined;
  const frame = lines
    .slice(at, at + 25)
    .find(({ text }) => (/^\s*at [\w$.]{3,200}\(/.test(text) || /^\s*File "/.test(text)) && !ofPool.test(text));
  const where = frame && /at ([\w$.]{3,200})\(/.exec(frame.text)?.[1]?.split(".").slice(-2).join(".");
  return {
    note: `; a connection leak is reported before it${where ? `: ${where} takes connections and does not give them back` : ""}`,
    evidence: [lines[at], frame],
  };
};

const poolKey =
  /(?:POOL(?:_?MAX)?(?:_?SIZE)?|MAX_?POOL(?:_?SIZE)?|MAXIMUM_?POOL_?SIZE|POOL_?LIMIT|MAX_?CONN(?:ECTION)?S|CONN(?:ECTION)?_?LIMIT|MAX_?OPEN_?CONNS)$/i;

/** Replicas times the pool of each against what the server takes, where the evidence shows these numbers. */
export const connectionDemand = (view: ClusterView, namespace: string | undefined): Known | undefined => {
  const demands = workloads(view, namespace).flatMap(({ ref, replicas, line }) => {
    const setting = [...settingsOf(view, ref).filter((one) => one.isOwn), ...listedSettings(view, ref)].find(
      (one) => poolKey.test(one.key) && /^\d{1,4}$/.test(one.value),
    );
    return setting ? [{ ref, replicas, line, pool: Number(setting.value), key: setting }] : [];
  });
  const most = demands.sort((left, right) => right.replicas * right.pool - left.replicas * left.pool)[0];
  const limit = serverLimit(view);
  if (most === undefined || (limit !== undefined && most.replicas * most.pool <= limit.value * 0.7)) return undefined;
  const scaler = view
    .of("HorizontalPodAutoscaler")
    .find(
      (one) =>
        one.ref.namespace === most.ref.namespace && one.printed.get("REFERENCE")?.value.endsWith(`/${most.ref.name}`),
    );
  return {
    note: `; ${nameOf(most.ref)} alone wants ${most.replicas * most.pool}: ${most.replicas} replicas${scaler ? " (its autoscaler added them)" : ""} with a pool of ${most.pool} each (${most.key.key})${limit ? `, and the server takes ${limit.value} (max_connections)` : ""}`,
    related: [most.ref],
    evidence: [most.line, most.key.line, limit?.line],
  };
};

const workloads = (view: ClusterView, namespace: string | undefined) =>
  ["Deployment", "StatefulSet"]
    .flatMap((kind) => view.of(kind))
    .filter(({ ref }) => ref.namespace === namespace)
    .map((object) => ({
      ref: object.ref,
      replicas: numberAt(object.fields, "spec", "replicas") ?? 1,
      line: object.cite("spec", "replicas"),
    }));

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
