import type { Fields } from "../observed.ts";
import { isFields } from "./field-values.ts";

/**
 * A part of an object, as `-o json | jq .status.containerStatuses`, `-o yaml | yq`, `grep -A` or a JSON path leave it, put where it
 * belongs. `path` leads to it in what was printed, `under` is where its first line stands in the object.
 */
export type Piece = {
  readonly fields: Fields;
  readonly path: readonly string[];
  readonly under: readonly string[];
};

const whole = ["apiVersion", "kind", "metadata", "spec", "status", "data", "items", "involvedObject"];

/** What a key of a piece shows that it lies below. */
const homes: readonly (readonly [home: readonly string[], keys: readonly string[]])[] = [
  [
    ["status"],
    [
      "containerStatuses",
      "initContainerStatuses",
      "phase",
      "conditions",
      "podIP",
      "qosClass",
      "nominatedNodeName",
      "operationState",
      "observedGeneration",
    ],
  ],
  [
    ["spec"],
    ["containers", "initContainers", "replicas", "volumes", "tolerations", "nodeSelector", "selector", "template"],
  ],
  [
    ["status", "containerStatuses", "0"],
    ["lastState", "state", "restartCount"],
  ],
  [
    ["status", "containerStatuses", "0", "state"],
    ["waiting", "terminated", "running"],
  ],
  [
    ["spec", "containers", "0", "resources"],
    ["limits", "requests"],
  ],
  [
    ["spec", "containers", "0"],
    ["resources", "env", "envFrom", "livenessProbe", "readinessProbe", "startupProbe", "volumeMounts"],
  ],
];

/** Lists, by what one of their entries has. */
const lists: readonly (readonly [home: readonly string[], isEntry: (entry: Fields) => boolean])[] = [
  [["status", "containerStatuses"], (entry) => has(entry, "state", "lastState", "restartCount", "containerID")],
  [["status", "conditions"], (entry) => has(entry, "type") && has(entry, "status")],
  [["spec", "containers"], (entry) => has(entry, "name") && has(entry, "image")],
  [
    ["spec", "volumes"],
    (entry) =>
      has(entry, "name") &&
      has(entry, "configMap", "secret", "persistentVolumeClaim", "emptyDir", "hostPath", "projected", "csi", "nfs"),
  ],
  [["spec", "tolerations"], (entry) => has(entry, "key", "operator") && has(entry, "effect", "tolerationSeconds")],
  [["spec", "containers", "0", "volumeMounts"], (entry) => has(entry, "name") && has(entry, "mountPath")],
  [["spec", "containers", "0", "ports"], (entry) => has(entry, "containerPort")],
  [["spec", "containers", "0", "env"], (entry) => has(entry, "name") && has(entry, "value", "valueFrom")],
  [["spec", "containers", "0", "envFrom"], (entry) => has(entry, "configMapRef", "secretRef")],
];

const has = (value: Fields, ...keys: readonly string[]) => keys.some((key) => Object.hasOwn(value, key));

/** Workloads hold the spec of their pods below `template`. */
const templated = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "ReplicationController"]);

/** Whether a value is an object of its own, and no part of one. */
export const isWholeObject = (value: unknown): boolean =>
  isFields(value) && has(value, ...whole) && !isCondition(value);

/** A condition has a status too: a word. */
const isCondition = (value: Fields): boolean => typeof value.status === "string" && typeof value.type === "string";

/** A value that was printed alone, as part of the object of this kind that was asked for; whole objects stay as they are. */
export function pieceOf(value: unknown, kind: string): Piece | undefined {
  if (Array.isArray(value)) {
    const home = lists.find(([, isEntry]) => value.some((entry) => isFields(entry) && isEntry(entry)))?.[0];
    return home === undefined ? undefined : placed(value, homeIn(kind, home));
  }
  if (!isFields(value)) return undefined;
  if (isCondition(value)) return placed(value, ["status", "conditions", "0"]);
  if (has(value, ...whole)) return { fields: value, path: [], under: [] };
  const home = homes.find(([path, keys]) => has(value, ...keys) && (holdsPods(kind) || !ofPods(path)))?.[0];
  return home === undefined ? undefined : placed(value, homeIn(kind, home));
}

/** A piece that lies at a known place of its object. */
export const pieceAt = (value: unknown, path: readonly string[]): Piece => placed(value, path);

const ofPods = (path: readonly string[]): boolean => path.some((step) => /^container/.test(step));

const holdsPods = (kind: string): boolean => kind === "" || kind === "Pod" || kind === "All" || templated.has(kind);

const homeIn = (kind: string, home: readonly string[]): readonly string[] =>
  templated.has(kind) && home[0] === "spec" && home.length > 1 ? ["spec", "template", ...home] : home;

function placed(value: unknown, home: readonly string[]): Piece {
  const fields = home.reduceRight<unknown>(
    (inner, step) => (step === "0" ? [inner] : { [step]: inner }),
    value,
  ) as Fields;
  return { fields, path: [], under: home };
}

const nameKey = /^(?:name|pod|pod_?name|object|metadata\.name)$/i;
const spaceKey = /^(?:ns|namespace|name_?space)$/i;
const nodeKey = /^(?:node|nodeName|node_name|host)$/i;
const phaseKey = /^(?:phase|pod_?phase)$/i;
const plainName = /^[a-z0-9][a-z0-9.-]{0,252}$/;

/**
 * A row that somebody made of an object (`{name: .metadata.name, st: .status.containerStatuses[0].state}`): its name, and the pieces
 * that are told by what they hold. Undefined when nothing in it is known to be a piece.
 */
export function rowPiece(value: unknown, kind: string): Piece | undefined {
  if (!isFields(value) || has(value, "kind", "metadata")) return undefined;
  const entries = Object.entries(value);
  const textOf = (key: RegExp) =>
    entries.find(([name, text]) => key.test(name) && typeof text === "string" && plainName.test(text))?.[1];
  const name = textOf(nameKey);
  const inner = entries.flatMap(([key, held]) => {
    const piece = isFields(held) && has(held, ...whole) ? undefined : (partNamed(key, held) ?? pieceOf(held, kind));
    return piece === undefined ? [] : [{ key, piece }];
  });
  if (name === undefined || inner.length === 0) return undefined;
  const phase = entries.find(([key, text]) => phaseKey.test(key) && typeof text === "string")?.[1];
  const node = textOf(nodeKey);
  const space = textOf(spaceKey);
  const fields = [
    { metadata: { name, ...(space === undefined ? {} : { namespace: space }) } },
    ...(phase === undefined ? [] : [{ status: { phase } }]),
    ...(node === undefined ? [] : [{ spec: { nodeName: node } }]),
    ...inner.map(({ piece }) => piece.fields),
  ].reduce<Fields>(joined, {});
  return { fields, path: [inner[0]!.key], under: inner[0]!.piece.under };
}

/** `spec: .spec` keeps its name. */
const partNamed = (key: string, held: unknown): Piece | undefined =>
  ["spec", "status", "data"].includes(key) && isFields(held)
    ? { fields: { [key]: held }, path: [], under: [key] }
    : undefined;

/** Two parts of one object; of lists that name nothing, the first entries are the same. */
function joined(left: Fields, right: Fields): Fields {
  const result: { [key: string]: unknown } = { ...left };
  for (const [key, value] of Object.entries(right)) {
    if (key === "__proto__") continue;
    const known = result[key];
    if (isFields(known) && isFields(value)) result[key] = joined(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && isFields(known[0]) && isFields(value[0]))
      result[key] = [joined(known[0], value[0]), ...known.slice(1)];
    else result[key] = value;
  }
  return result;
}
