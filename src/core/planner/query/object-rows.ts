import { entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { askedBy } from "../../evidence/asked.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { customPaths } from "../../evidence/tables/table-custom.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { plainField, saidFor } from "./field-words.ts";
import { facts, podSpecOf } from "./object-facts.ts";
import type { Field, Row, RowSet } from "./row.ts";

/** The objects of every kind that the evidence shows: printed cells, facts of the API's fields, labels, and what `top` measured. */
export function objectSets(view: ClusterView): readonly RowSet[] {
  const paths = headingsOfPaths(view);
  const kinds = [...new Set(view.objects.map(({ ref }) => ref.kind))];
  return kinds.flatMap((kind) => {
    const plain = kind.replace(/(?<=^(?:Pod|Node))Metrics$/, "");
    if (plain !== kind && view.of(plain).length > 0) return [];
    const objects = view.of(kind).filter(({ printed }) => plain === kind || !printed.has("POD"));
    const measured = view.of(`${kind}Metrics`);
    const used = new Map(measured.map((one) => [keyOf(one), one]));
    const rows = objects.map((object) => rowOf(object, used.get(keyOf(object))));
    return rows.length === 0 ? [] : [setOf(plain, rows, paths)];
  });
}

const keyOf = ({ ref }: ObservedObject) => `${ref.namespace ?? ""}/${ref.name}`;

function setOf(kind: string, rows: readonly Row[], paths: ReadonlyMap<string, readonly string[]>): RowSet {
  const several = new Set(rows.map((row) => row.cells.get("namespace"))).size > 1;
  return {
    sort: "object",
    nouns: nounsOf(kind, rows),
    fields: fieldsOf(rows, paths),
    rows,
    named: several ? ["namespace", "name"] : ["name"],
  };
}

/** Every field that a row has, with what people call it. */
export function fieldsOf(
  rows: readonly Row[],
  more: ReadonlyMap<string, readonly string[]> = new Map(),
): readonly Field[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of row.cells.keys()) names.add(name);
  return [...names].slice(0, 400).map((name) => ({ name, said: saidOf(name, more.get(name) ?? []) }));
}

function saidOf(name: string, more: readonly string[]): readonly string[] {
  const key = /^label (.*)$/.exec(name)?.[1];
  if (key === undefined) return saidFor(name, more);
  const short = plainField(key.slice(key.lastIndexOf("/") + 1));
  return saidFor(short, [`${short} label`, `label ${short}`, key, `label ${key}`, `${key} label`]);
}

const knownRows = new WeakMap<ObservedObject, Row>();

/** An object that nothing was measured of gives the same record in each turn of a thread. */
function rowOf(object: ObservedObject, used: ObservedObject | undefined): Row {
  const known = used === undefined ? knownRows.get(object) : undefined;
  const row = known ?? recordOf(object, used);
  if (used === undefined) knownRows.set(object, row);
  return row;
}

function recordOf(object: ObservedObject, used: ObservedObject | undefined): Row {
  const cells = new Map<string, string>([["name", object.ref.name]]);
  if (object.ref.namespace !== undefined) cells.set("namespace", object.ref.namespace);
  const sources: (() => Line)[] = [() => object.cite()];
  for (const [heading, { value }] of object.printed)
    if (heading !== "LABELS" && heading !== "NAME") cells.set(plainField(heading), value);
  for (const [key, value] of entriesAt(object.fields, "metadata", "labels")) cells.set(`label ${key}`, value);
  if (object.sources.has("object") || object.sources.has("describe")) addFacts(object, cells, sources);
  for (const [heading, { value, line }] of used?.printed.has("POD") === false ? used.printed : []) {
    if (!/^(?:CPU|MEMORY)/.test(heading)) continue;
    cells.set(plainField(heading), value);
    sources.push(() => line);
  }
  addChart(cells);
  return {
    cells,
    get lines() {
      return [...new Set(sources.map((source) => source()))];
    },
  };
}

function addFacts(object: ObservedObject, cells: Map<string, string>, sources: (() => Line)[]): void {
  for (const fact of facts) {
    if (cells.has(fact.name)) continue;
    const value = fact.of(object.fields);
    if (value !== "") cells.set(fact.name, value);
  }
  const images = listAt(podSpecOf(object.fields), "containers").map((one) => textAt(one, "image"));
  if (!cells.has("image") && images.some((one) => one !== "")) {
    cells.set("image", images.join(","));
    sources.push(() => object.cite("spec", "containers", "0", "image"));
  }
}

/** `helm.sh/chart: storefront-5.3.2` is a chart and its version. */
function addChart(cells: Map<string, string>): void {
  const chart = cells.get("chart") ?? cells.get("label helm.sh/chart");
  const parts = /^([a-z0-9][a-z0-9-]{0,80}?)-(v?\d+\.\d[\w.+-]*)$/.exec(chart ?? "");
  if (parts === null) return;
  cells.set("chart name", parts[1]!);
  cells.set("chart version", parts[2]!);
}

/** The paths behind the headings of custom columns: `REV` is the revision. */
function headingsOfPaths(view: ClusterView): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const piece of view.evidence) {
    if (!piece.command.includes("custom-columns=")) continue;
    const { outputArgument } = askedBy(piece.parsed, piece.command);
    for (const [heading, path] of customPaths(outputArgument)) found.set(plainField(heading), namesOfPath(path));
  }
  return found;
}

/** What the last steps of a path say: `.spec.issuerRef.name` an issuer ref, `.resources.limits.memory` a memory limit. */
export function namesOfPath(path: string): readonly string[] {
  const steps = path
    .replaceAll("\\.", "\u0001")
    .replaceAll(/\[[^\]]{0,200}\]/g, "")
    .split(/[./]/)
    .filter((one) => one !== "")
    .map((one) => one.slice(one.lastIndexOf("\u0001") + 1));
  const last = plainField(steps.at(-1) ?? "");
  const before = plainField(steps.at(-2) ?? "");
  if (/^(?:limits|requests)$/.test(before)) return [`${last} ${before.slice(0, -1)}`, `${before} ${last}`, last];
  return /^(?:name|value|kind|type|status)$/.test(last) && before !== "" && before !== "metadata"
    ? [before.replace(/ ref$/, "")]
    : [last];
}

/** How people say kinds, besides the words of the API. */
const plainNouns: Readonly<Record<string, readonly string[]>> = {
  PersistentVolumeClaim: ["claim", "volume claim", "persistent volume claim", "pvc", "storage claim"],
  PersistentVolume: ["volume", "persistent volume", "pv", "disk"],
  HorizontalPodAutoscaler: ["autoscaler", "hpa", "horizontal pod autoscaler"],
  Node: ["node", "machine", "host", "server", "worker node"],
  CronJob: ["cron job", "cronjob"],
  ConfigMap: ["configmap", "config map", "cm"],
  ResourceQuota: ["quota", "resource quota"],
  PodDisruptionBudget: ["disruption budget", "pdb", "pod disruption budget", "budget"],
  NetworkPolicy: ["network policy", "netpol"],
  Ingress: ["ingress"],
  Endpoints: ["endpoints object"],
  StatefulSet: ["stateful set", "statefulset", "sts"],
  DaemonSet: ["daemon set", "daemonset"],
  ReplicaSet: ["replica set", "replicaset"],
  StorageClass: ["storage class", "storageclass"],
  ServiceAccount: ["service account", "serviceaccount"],
  Certificate: ["certificate", "cert"],
  Service: ["service", "svc"],
};

export function nounsOf(kind: string, rows: readonly Row[] = []): readonly string[] {
  if (kind === "Endpoints") return plainNouns.Endpoints!;
  const known = kindNamed(kind);
  const spaced = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  const short =
    known === undefined ? [] : known.shortNames.filter((one) => one.length > 2 || /^(?:po|ds|rs|ns)$/.test(one));
  const helm = rows.some((row) => row.cells.has("chart version")) ? ["release", "helm release"] : [];
  const work = /^(?:Deployment|StatefulSet|DaemonSet)$/.test(kind) ? ["workload"] : [];
  return [...new Set([...(plainNouns[kind] ?? []), spaced, kind.toLowerCase(), ...short, ...helm, ...work])];
}
