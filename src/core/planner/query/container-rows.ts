import { entriesAt, listAt, numberAt, textAt } from "../../diagnosis/objects/fields.ts";
import { quantity } from "../../diagnosis/objects/quantity.ts";
import { askedBy } from "../../evidence/asked.ts";
import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { cellsOf, columnsOf } from "../../evidence/tables/table.ts";
import { podSpecOf } from "./object-facts.ts";
import { fieldsOf } from "./object-rows.ts";
import type { Field, Row, RowSet } from "./row.ts";

/** The containers of pods and templates: image, registry, amounts, probes, state, heap, and what `top --containers` measured. */
export function containerSets(view: ClusterView): readonly RowSet[] {
  const used = usageOf(view);
  const rows: Row[] = [];
  for (const object of view.objects) {
    const spec = podSpecOf(object.fields);
    for (const container of listAt(spec, "containers")) rows.push(rowOf(object, container, used));
  }
  const told = new Set(
    rows.map(({ cells }) => `${cells.get("namespace")}/${cells.get("object")}/${cells.get("name")}`),
  );
  for (const [key, one] of used) if (!told.has(key)) rows.push(measuredOnly(key, one));
  if (rows.length === 0) return [];
  return [
    {
      sort: "part",
      nouns: ["container"],
      fields: fieldsOf(rows).map(withWords),
      rows,
      named: ["object", "name"],
    },
  ];
}

function measuredOnly(key: string, used: Used): Row {
  const [namespace, pod, name] = key.split("/");
  const cells = new Map([
    ["name", name!],
    ["object", pod!],
    ["pod", pod!],
    ["namespace", namespace!],
    ["cpu", used.cpu],
    ["memory", used.memory],
  ]);
  return { cells, lines: [used.line] };
}

/** Ways to ask for what is computed of a probe or a heap. */
const words: Readonly<Record<string, readonly string[]>> = {
  "startup time": [
    "allowed to take to start",
    "allowed to start",
    "take to start",
    "time to start",
    "may take to start",
    "can take to start",
    "start up time",
    "startup time",
  ],
  "max heap": ["heap", "java heap", "max heap", "heap size"],
  "heap share of limit": ["heap share", "share of heap"],
  "memory share of limit": ["memory usage percentage", "memory limit usage"],
};

const withWords = (field: Field): Field => ({ ...field, said: [...(words[field.name] ?? []), ...field.said] });

function rowOf(object: ObservedObject, container: unknown, used: ReadonlyMap<string, Used>): Row {
  const cells = new Map<string, string>();
  const lines: Line[] = [object.cite()];
  const name = textAt(container, "name");
  const put = (field: string, value: string, ...path: readonly string[]) => {
    if (value === "") return;
    cells.set(field, value);
    if (path.length === 0) return;
    const line =
      path[0] === "imageID"
        ? object.cite("status", "containerStatuses", name, ...path)
        : object.cite("spec", "containers", name, ...path);
    if (!lines.includes(line)) lines.push(line);
  };
  put("name", name);
  put("object", object.ref.name);
  put(object.ref.kind === "Pod" ? "pod" : "workload", object.ref.name);
  put("namespace", object.ref.namespace ?? "");
  const image = textAt(container, "image");
  put("image", image);
  for (const [field, value] of imageParts(image)) put(field, value);
  put("digest", digestIn(image));
  for (const side of ["limits", "requests"] as const)
    for (const [resource, value] of entriesAt(container, "resources", side))
      put(`${resource} ${side.slice(0, -1)}`, value);
  for (const probe of ["readiness", "liveness", "startup"]) addProbe(container, probe, put);
  addState(object, name, put);
  addHeap(container, put);
  addUsage(cells, lines, used.get(`${object.ref.namespace ?? ""}/${object.ref.name}/${name}`));
  return { cells, lines };
}

/** `sha256:…` behind the name of an image. */
const digestIn = (image: string): string => /\bsha256:[0-9a-f]{8,64}/.exec(image)?.[0] ?? "";

type Put = (field: string, value: string, ...path: readonly string[]) => void;

/** Registry, repository and tag; an image without a registry comes from Docker Hub. */
export function imageParts(image: string): readonly (readonly [string, string])[] {
  if (image === "") return [];
  const bare = image.split("@")[0]!;
  const slash = bare.indexOf("/");
  const host = slash < 0 ? "" : bare.slice(0, slash);
  const isHost = /[.:]/.test(host) || host === "localhost";
  const colon = bare.lastIndexOf(":");
  const tag = colon > bare.lastIndexOf("/") ? bare.slice(colon + 1) : image.includes("@") ? "" : "latest";
  const registry = isHost ? host.replace(/^(?:index|registry-1)\.docker\.io$/, "docker.io") : "docker.io";
  return [
    ["registry", registry],
    ["tag", tag],
  ];
}

function addProbe(container: unknown, probe: string, put: Put): void {
  const key = `${probe}Probe`;
  const number = (field: string, otherwise: number) => numberAt(container, key, field) ?? otherwise;
  const get = (...path: readonly string[]) => textAt(container, key, ...path);
  if (
    get("periodSeconds") === "" &&
    get("httpGet", "path") === "" &&
    get("httpGet", "port") === "" &&
    get("tcpSocket", "port") === ""
  )
    return;
  put(`${probe} probe path`, get("httpGet", "path"), key);
  put(`${probe} probe port`, get("httpGet", "port") || get("tcpSocket", "port") || get("grpc", "port"), key);
  put(`${probe} probe period`, `${number("periodSeconds", 10)}s`, key);
  put(`${probe} probe timeout`, `${number("timeoutSeconds", 1)}s`, key);
  put(`${probe} probe failure threshold`, `${number("failureThreshold", 3)}`, key);
  put(`${probe} probe delay`, `${number("initialDelaySeconds", 0)}s`, key);
  const whole = number("initialDelaySeconds", 0) + number("periodSeconds", 10) * number("failureThreshold", 3);
  put(probe === "startup" ? "startup time" : `${probe} probe time`, `${whole}s`, key);
}

function addState(object: ObservedObject, name: string, put: Put): void {
  const status = listAt(object.fields, "status", "containerStatuses").find((one) => textAt(one, "name") === name);
  if (status === undefined) return;
  for (const state of ["waiting", "running", "terminated"]) {
    if ((status as Record<string, Record<string, unknown>>).state?.[state] !== undefined) put("state", state);
    put("reason", textAt(status, "state", state, "reason"));
  }
  const id = textAt(status, "imageID");
  put("image id", id, "imageID");
  put("digest", digestIn(id));
  put("restarts", textAt(status, "restartCount"));
  put("ready", textAt(status, "ready"));
  put("last termination reason", textAt(status, "lastState", "terminated", "reason"));
  put(
    "exit code",
    textAt(status, "lastState", "terminated", "exitCode") || textAt(status, "state", "terminated", "exitCode"),
  );
  put("started", textAt(status, "state", "running", "startedAt"));
}

/** What the JVM may take at most, and what part of the container's limit that is. */
function addHeap(container: unknown, put: Put): void {
  const spoken = [
    ...listAt(container, "env").map((one) => textAt(one, "value")),
    ...[...listAt(container, "args"), ...listAt(container, "command")].map(String),
  ].join(" ");
  const limit = quantity(textAt(container, "resources", "limits", "memory"));
  const percent = /-XX:MaxRAMPercentage=(\d{1,3}(?:\.\d{1,4})?)/.exec(spoken)?.[1];
  const fixed = /-Xmx(\d{1,12})([kmgt]?)/i.exec(spoken);
  if (fixed !== null) put("max heap", `-Xmx${fixed[1]}${fixed[2]}`, "env");
  else if (percent !== undefined) put("max heap", `MaxRAMPercentage=${percent}`, "env");
  const bytes =
    fixed === null ? undefined : quantity(`${fixed[1]}${fixed[2] === "" ? "" : `${fixed[2]!.toUpperCase()}i`}`);
  const share =
    bytes !== undefined && limit !== undefined
      ? (bytes / limit) * 100
      : percent === undefined
        ? undefined
        : Number(percent);
  if (share !== undefined) put("heap share of limit", `${Math.round(share * 10) / 10}%`);
}

type Used = { readonly cpu: string; readonly memory: string; readonly line: Line };

/** What `top pods --containers` printed. */
function usageOf(view: ClusterView): ReadonlyMap<string, Used> {
  const found = new Map<string, Used>();
  for (const piece of view.evidence) {
    if (!/\btop\b/.test(piece.command)) continue;
    const namespace = askedBy(piece.parsed, piece.command).namespace ?? piece.namespace;
    const lines = linesOf(piece);
    const header = lines.findIndex(({ text }) => /^(?:NAMESPACE +)?POD +NAME +CPU/.test(text));
    if (header < 0) continue;
    const columns = columnsOf(lines[header]!.text);
    for (const line of lines.slice(header + 1)) {
      const texts = new Map(columns.map(({ heading }, at) => [heading, cellsOf(line.text, columns)[at] ?? ""]));
      const place = texts.get("NAMESPACE") ?? namespace;
      const used = { cpu: texts.get("CPU(CORES)") ?? "", memory: texts.get("MEMORY(BYTES)") ?? "", line };
      found.set(`${place}/${texts.get("POD")}/${texts.get("NAME")}`, used);
    }
  }
  return found;
}

function addUsage(cells: Map<string, string>, lines: Line[], used: Used | undefined): void {
  if (used === undefined) return;
  cells.set("cpu", used.cpu);
  cells.set("memory", used.memory);
  lines.unshift(used.line);
  for (const resource of ["cpu", "memory"] as const)
    for (const side of ["limit", "request"]) {
      const most = quantity(cells.get(`${resource} ${side}`) ?? "");
      const now = quantity(used[resource]);
      if (most !== undefined && most > 0 && now !== undefined)
        cells.set(`${resource} share of ${side}`, `${Math.round((now / most) * 1000) / 10}%`);
    }
}
