import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { at, entriesAt, listAt, textAt } from "../objects/fields.ts";
import { keyOf } from "../objects/name-object.ts";
import { isSelected, labelsOf, ownersOf, servicesOf, unique, workloadOf } from "../objects/relations.ts";
import { podsOf } from "../workloads/pods.ts";
import { effectOf } from "./chaos-effects.ts";

/** A fault that a chaos tool brings about on purpose. */
export type Experiment = {
  readonly object: ObservedObject;
  readonly tool: string;
  /** What it does to its targets, as a predicate: `drops 70% of the packets`. */
  readonly effect: string;
  /** Whom it is aimed at, in words; empty where that is not shown. */
  readonly aim: string;
  readonly targets: readonly ObjectRef[];
  readonly state: "running" | "over" | "paused" | "unknown";
  readonly lines: readonly (Line | undefined)[];
};

const meshKinds = /^(?:Network|Pod|Stress|IO|HTTP|DNS|Time|Kernel|JVM|AWS|GCP)Chaos$/;

/** The experiments of Chaos Mesh, Litmus and ChaosBlade that the evidence shows. */
export const experimentsIn = (view: ClusterView): readonly Experiment[] =>
  view.objects.flatMap((object): Experiment[] => {
    const { kind } = object.ref;
    if (meshKinds.test(kind)) return [ofMesh(view, object, kind, at(object.fields, "spec"))];
    if (kind === "Schedule") return scheduled(view, object);
    if (kind === "ChaosEngine") return [ofLitmus(view, object)];
    return kind === "ChaosBlade" ? [ofBlade(view, object)] : [];
  });

/** A Schedule of Chaos Mesh holds the experiment that it repeats under its type. */
const scheduled = (view: ClusterView, object: ObservedObject): Experiment[] => {
  const type = textAt(object.fields, "spec", "type");
  if (!meshKinds.test(type)) return [];
  const field = type.replace(/^[A-Z]+(?=[A-Z])|^[A-Z]/, (start) => start.toLowerCase());
  const one = ofMesh(view, object, type, at(object.fields, "spec", field));
  const when = textAt(object.fields, "spec", "schedule");
  return [
    {
      ...one,
      effect: `${one.effect}${when === "" ? "" : ` again and again (schedule ${when})`}`,
      state: one.state === "unknown" ? "running" : one.state,
    },
  ];
};

const ofMesh = (view: ClusterView, object: ObservedObject, kind: string, spec: unknown): Experiment => {
  const selector = at(spec, "selector");
  const named = [...Object.entries(Object(at(selector, "pods")))].flatMap(([namespace, names]) =>
    (Array.isArray(names) ? names : []).map((name): ObjectRef => ({ kind: "Pod", namespace, name: String(name) })),
  );
  const spaces = namesAt(selector, "namespaces");
  const labels = entriesAt(selector, "labelSelectors");
  const isShown = spec !== undefined && selector !== undefined;
  const applied = view
    .eventsOf(object.ref)
    .flatMap(({ message }) => /apply chaos for ([\w-]{1,63})\/([\w.-]{1,253})/.exec(message) ?? [])
    .filter((text) => !text.startsWith("apply "));
  const hit: ObjectRef[] = applied.length >= 2 ? [{ kind: "Pod", namespace: applied[0]!, name: applied[1]! }] : [];
  const space = object.ref.namespace ?? "default";
  const targets = isShown
    ? chosen(view, spaces.length > 0 ? spaces : [space], labels)
    : named.length + hit.length === 0
      ? namesakes(view, space, object.ref.name)
      : [];
  const ofLabels = [...labels].map(([key, value]) => `${key}=${value}`).join(",");
  return {
    object,
    tool: "Chaos Mesh",
    effect: effectOf(kind, spec, object.printed.get("ACTION")?.value ?? ""),
    aim: [
      ofLabels ? `pods ${ofLabels}` : spaces.length > 0 && "all pods",
      hit[0] && `pod ${hit[0].name}`,
      spaces.length > 0 && `in namespace ${spaces.join(", ")}`,
    ]
      .filter(Boolean)
      .join(" "),
    targets: unique([
      ...targets,
      ...[...named, ...hit].flatMap((ref) => [
        ref,
        ...ownersOf(view, ref),
        ...writersIn(view, [ref.namespace ?? space]),
      ]),
    ]),
    state: stateOfMesh(view, object),
    lines: [
      object.cite("spec", "action"),
      object.printed.get("ACTION")?.line,
      object.cite("spec", "selector"),
      object.cite("status", "conditions"),
      ...view
        .eventsOf(object.ref)
        .filter(({ reason }) => /^(?:Applied|Started)$/.test(reason))
        .map(({ line }) => line),
    ],
  };
};

const namesAt = (value: unknown, key: string): readonly string[] => {
  const found = at(value, key);
  return (Array.isArray(found) ? found : found === undefined ? [] : [found]).map(String);
};

const stateOfMesh = (view: ClusterView, object: ObservedObject): Experiment["state"] => {
  const condition = (type: string) => textAt(at(object.fields, "status", "conditions"), type, "status");
  const reasons = view.eventsOf(object.ref).map(({ reason }) => reason);
  if (
    condition("Paused") === "True" ||
    textAt(object.fields, "metadata", "annotations", "experiment.chaos-mesh.org/pause") === "true"
  )
    return "paused";
  if (condition("AllRecovered") === "True" && condition("AllInjected") !== "True") return "over";
  const phase = textAt(object.fields, "status", "experiment", "desiredPhase");
  if (phase === "Stop" || reasons.includes("TimeUp") || condition("Selected") === "False") return "over";
  return condition("AllInjected") === "True" || phase === "Run" || reasons.includes("Applied") ? "running" : "unknown";
};

const ofLitmus = (view: ClusterView, object: ObservedObject): Experiment => {
  const spec = at(object.fields, "spec");
  const names = listAt(spec, "experiments").map((one) => textAt(one, "name"));
  const label = textAt(spec, "appinfo", "applabel");
  const space = textAt(spec, "appinfo", "appns") || (object.ref.namespace ?? "default");
  const [key = "", value = ""] = label.split("=");
  const engine = textAt(object.fields, "status", "engineStatus");
  const runs = listAt(object.fields, "status", "experiments").map((one) => textAt(one, "status"));
  const isOver = /^(?:completed|stopped)$/i.test(engine) || textAt(spec, "engineState") === "stop";
  return {
    object,
    tool: "Litmus",
    effect: names.length > 0 ? `runs experiment ${names.join(", ")}` : "runs an experiment",
    aim:
      label === ""
        ? `in namespace ${space}`
        : `${textAt(spec, "appinfo", "appkind") || "pods"} ${label} in namespace ${space}`,
    targets: chosen(view, [space], value === "" ? new Map() : new Map([[key, value]])),
    state: isOver
      ? "over"
      : runs.includes("Running") || textAt(spec, "engineState") === "active"
        ? "running"
        : "unknown",
    lines: [
      object.cite("spec", "experiments"),
      object.cite("spec", "engineState"),
      object.cite("status", "experiments"),
    ],
  };
};

const ofBlade = (view: ClusterView, object: ObservedObject): Experiment => {
  const [one] = listAt(object.fields, "spec", "experiments");
  const names = listAt(one, "matchers").flatMap((each) =>
    textAt(each, "name") === "namespace" ? namesAt(each, "value") : [],
  );
  const phase = textAt(object.fields, "status", "phase");
  return {
    object,
    tool: "ChaosBlade",
    effect: `runs ${[textAt(one, "scope"), textAt(one, "target"), textAt(one, "action")].filter(Boolean).join(" ") || "an experiment"}`,
    aim: names.length > 0 ? `in namespace ${names.join(", ")}` : "",
    targets: chosen(view, names, new Map()),
    state: /^(?:Running|Success)$/i.test(phase)
      ? "running"
      : /^(?:Destroyed|Destroying|Error)$/i.test(phase)
        ? "over"
        : "unknown",
    lines: [object.cite("spec", "experiments"), object.cite("status", "phase")],
  };
};

/** The pods that namespaces and labels choose, what they belong to, and who writes logs beside them and so may suffer. */
const chosen = (
  view: ClusterView,
  spaces: readonly string[],
  labels: ReadonlyMap<string, string>,
): readonly ObjectRef[] => {
  const names = [...labels.values()];
  const fits = (name: string) => names.length === 0 || names.some((one) => name === one || name.startsWith(`${one}-`));
  const pods = podsOf(view).filter(({ ref, object }) => {
    if (!spaces.includes(ref.namespace ?? "default")) return false;
    const own = object ? labelsOf(object) : new Map<string, string>();
    return own.size > 0 && labels.size > 0 ? isSelected(labels, own) : fits(ref.name);
  });
  const called = spaces.flatMap((namespace) =>
    names.flatMap((name) => ["Deployment", "Service"].map((kind): ObjectRef => ({ kind, namespace, name }))),
  );
  return unique([
    ...pods.flatMap(({ ref }) => [ref, workloadOf(view, ref), ...servicesOf(view, ref)]),
    ...called,
    ...writersIn(view, spaces),
  ]);
};

const writersIn = (view: ClusterView, spaces: readonly string[]): readonly ObjectRef[] =>
  logsOfView(view)
    .filter(({ object }) => spaces.includes(object.namespace ?? ""))
    .flatMap(({ object }) => [object, ...ownersOf(view, object)]);

/** Of an experiment of which only a row is shown: what its name speaks of, in its namespace or anywhere. */
const namesakes = (view: ClusterView, space: string, name: string): readonly ObjectRef[] => {
  const words = new Set(name.split("-").filter((word) => word.length > 2));
  const shown = unique(podsOf(view).flatMap(({ ref }) => [ref, workloadOf(view, ref)]));
  const found = shown.filter(({ name: own }) => own.split("-").some((word) => words.has(word)));
  return unique([...found, ...writersIn(view, [space])].filter((ref) => keyOf(ref) !== name));
};
