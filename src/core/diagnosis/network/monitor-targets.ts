import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";
import { isRow, isWhole } from "../objects/is-row.ts";
import { nameOf } from "../objects/name-object.ts";
import { labelsOf } from "../objects/relations.ts";
import { matches, type PeerLabels, printSelector } from "./policy-peers.ts";
import { nearest } from "./service-of-host.ts";

/** Why a monitor finds nothing to scrape, and the lines that show it. */
export type Miss = {
  readonly why: string;
  readonly target: ObservedObject;
  readonly mend: string;
  readonly lines: readonly (Line | undefined)[];
};

type Shape = { readonly target: "Service" | "Pod"; readonly endpoints: string };

/** The monitors of the Prometheus and VictoriaMetrics operators: what they select, and where they name ports. */
export const monitorShapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["ServiceMonitor", { target: "Service", endpoints: "endpoints" }],
  ["VMServiceScrape", { target: "Service", endpoints: "endpoints" }],
  ["PodMonitor", { target: "Pod", endpoints: "podMetricsEndpoints" }],
  ["VMPodScrape", { target: "Pod", endpoints: "podMetricsEndpoints" }],
]);

/** A list, also where `describe` prints its only entry like a map. */
const entries = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const labelled = (object: ObservedObject): PeerLabels => ({ labels: labelsOf(object), isGuess: false });

/** What keeps a monitor from its targets; undefined where it has some, or where what is shown does not tell. */
export const missOf = (view: ClusterView, monitor: ObservedObject, shape: Shape): Miss | undefined => {
  const spec = at(monitor.fields, "spec");
  const selector = at(spec, "selector");
  if (selector === undefined || isRow(monitor)) return undefined;
  const known = view.of(shape.target).filter((one) => labelsOf(one).size > 0 || isWhole(one));
  const fitting = known.filter((one) => matches(selector, labelled(one)) === true);
  const here = fitting.filter(({ ref }) => looksIn(monitor, ref.namespace ?? "default"));
  if (here.length > 0) return portMiss(monitor, shape, here);
  if (fitting.length > 0) return spaceMiss(monitor, fitting[0]!);
  return labelMiss(monitor, selector, known);
};

const looksIn = (monitor: ObservedObject, namespace: string): boolean => {
  const selector = at(monitor.fields, "spec", "namespaceSelector");
  if (textAt(selector, "any") === "true") return true;
  const names = entries(at(selector, "matchNames")).map(String);
  return names.length === 0 ? monitor.ref.namespace === namespace : names.includes(namespace);
};

const spaceMiss = (monitor: ObservedObject, target: ObservedObject): Miss => {
  const names = entries(at(monitor.fields, "spec", "namespaceSelector", "matchNames")).map(String);
  const where =
    names.length === 0
      ? `its own namespace ${monitor.ref.namespace} (no namespaceSelector)`
      : `namespace ${names.join(", ")}`;
  return {
    why: `looks only in ${where}, and ${nameOf(target.ref)}, which has the labels that it selects, is in namespace ${target.ref.namespace}`,
    target,
    mend: `Name namespace ${target.ref.namespace} in its namespaceSelector.matchNames.`,
    lines: [monitor.cite("spec", "namespaceSelector"), target.cite("metadata", "labels")],
  };
};

const labelMiss = (monitor: ObservedObject, selector: unknown, known: readonly ObservedObject[]): Miss | undefined => {
  const candidates = known.filter(({ ref }) => looksIn(monitor, ref.namespace ?? "default"));
  const wanted = entriesAt(selector, "matchLabels");
  const values = new Set(wanted.values());
  const target =
    candidates.find(({ ref }) => ref.name === monitor.ref.name) ??
    candidates.find(({ ref }) => values.has(ref.name)) ??
    candidates.find((one) => [...labelsOf(one).values()].some((value) => values.has(value))) ??
    candidates.find(({ ref }) => nearest(monitor.ref.name, [ref.name]) !== undefined);
  if (target === undefined) return undefined;
  const has = [...labelsOf(target)].map(([key, value]) => `${key}=${value}`);
  return {
    why: `selects ${target.ref.kind}s with label ${printSelector(selector)}, and ${nameOf(target.ref)} has ${has.length > 0 ? has.slice(0, 4).join(", ") : "no labels"}`,
    target,
    mend: `Select the labels that ${nameOf(target.ref)} carries, or label it so.`,
    lines: [monitor.cite("spec", "selector"), target.cite("metadata", "labels")],
  };
};

/** No target has a port of the name that the monitor asks for. */
const portMiss = (monitor: ObservedObject, shape: Shape, targets: readonly ObservedObject[]): Miss | undefined => {
  const shown = targets.filter(isWhole);
  const names = shown.flatMap((one) => portNames(one, shape));
  if (shown.length === 0 || (shape.target === "Pod" && names.length === 0)) return undefined;
  const asked = entries(at(monitor.fields, "spec", shape.endpoints))
    .map((one) => textAt(one, "port"))
    .filter(Boolean);
  const lacking = asked.filter((name) => !names.includes(name));
  if (asked.length === 0 || lacking.length < asked.length) return undefined;
  const target = shown[0]!;
  const near =
    nearest(lacking[0]!, names) ?? names.find((name) => name.includes(lacking[0]!) || /metric|prom/.test(name));
  const has =
    names.length > 0 ? `only ${[...new Set(names)].map((name) => `"${name}"`).join(", ")}` : "ports without a name";
  return {
    why: `scrapes the port named "${lacking[0]}", and ${nameOf(target.ref)}, which it selects, has no port of that name, ${has}`,
    target,
    mend: near
      ? `Name port "${near}" in ${nameOf(monitor.ref)}.`
      : `Name a port that ${nameOf(target.ref)} has, or give its port this name.`,
    lines: [
      monitor.cite("spec", shape.endpoints, "0", "port"),
      target.cite(...(shape.target === "Service" ? ["spec", "ports"] : ["spec", "containers"])),
    ],
  };
};

const portNames = (object: ObservedObject, { target }: Shape): readonly string[] =>
  (target === "Service"
    ? listAt(object.fields, "spec", "ports")
    : listAt(object.fields, "spec", "containers").flatMap((container) => listAt(container, "ports"))
  )
    .map((port) => textAt(port, "name"))
    .filter((name) => name !== "" && name !== "<unset>");
