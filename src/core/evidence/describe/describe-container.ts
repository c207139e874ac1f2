import type { FieldsBuilder } from "../objects/fields-builder.ts";
import { isTrue, put, putPairs, textsOf, wholeNumber } from "./describe-context.ts";
import { probeOf } from "./describe-probe.ts";
import { type Section, said, section } from "./describe-tree.ts";

type ContainerList = "containers" | "initContainers" | "ephemeralContainers";

/** Containers with their spec, and of pods their status (`containerStatuses`, `initContainerStatuses`, ...). */
export function putContainers(
  builder: FieldsBuilder,
  list: ContainerList,
  found: Section | undefined,
  withStatus: boolean,
): void {
  for (const container of found?.children ?? []) {
    if (container.key === "") continue;
    const name = container.key;
    putSpec(builder.entry(["spec", list], name, container.line, { name }), container.children);
    const statuses = list.replace(/s$/, "Statuses");
    if (withStatus && section(container.children, "State", "Ready", "Restart Count") !== undefined) {
      putStatus(builder.entry(["status", statuses], name, container.line, { name }), container.children);
    }
  }
}

function putSpec(container: FieldsBuilder, parts: readonly Section[]): void {
  put(container, "image", section(parts, "Image"));
  putTexts(container, "command", section(parts, "Command"));
  putTexts(container, "args", section(parts, "Args"));
  putPorts(container, section(parts, "Port", "Ports"));
  putPairs(container, ["resources", "limits"], section(parts, "Limits"), ":");
  putPairs(container, ["resources", "requests"], section(parts, "Requests"), ":");
  for (const kind of ["Liveness", "Readiness", "Startup"]) {
    put(container, `${kind.toLowerCase()}Probe`, section(parts, kind), probeOf);
  }
  putEnvironment(container, section(parts, "Environment"));
  putEnvironmentFrom(container, section(parts, "Environment Variables from"));
  putMounts(container, section(parts, "Mounts"));
}

function putTexts(container: FieldsBuilder, field: string, found: Section | undefined): void {
  const texts = textsDeep(found);
  if (found !== undefined && texts.length > 0) container.set([field], texts, found.line);
}

/** Arguments with several lines are printed over several lines, indented at will. */
function textsDeep(found: Section | undefined): readonly string[] {
  const own = said(found) === undefined ? [] : [found!.value];
  return [...own, ...(found?.children ?? []).flatMap((child) => textsDeep(child))];
}

/** `80/TCP, 9090/TCP (metrics)` */
function putPorts(container: FieldsBuilder, found: Section | undefined): void {
  for (const [, port, protocol, name] of (said(found) ?? "").matchAll(/(\d+)\/(\w+)(?: \(([\w-]+)\))?/g)) {
    const entry = { containerPort: Number(port), protocol: protocol! };
    container.entry(["ports"], name ?? port!, found!.line, name === undefined ? entry : { name, ...entry });
  }
}

function putStatus(status: FieldsBuilder, parts: readonly Section[]): void {
  put(status, "containerID", section(parts, "Container ID"));
  put(status, "image", section(parts, "Image"));
  put(status, "imageID", section(parts, "Image ID"));
  put(status, "ready", section(parts, "Ready"), isTrue);
  put(status, "restartCount", section(parts, "Restart Count"), wholeNumber);
  putState(status, "state", section(parts, "State"));
  putState(status, "lastState", section(parts, "Last State", "Last Termination State"));
}

function putState(status: FieldsBuilder, field: string, found: Section | undefined): void {
  const word = said(found)?.toLowerCase();
  if (found === undefined || (word !== "waiting" && word !== "running" && word !== "terminated")) return;
  status.set([field], {}, found.line);
  status.set([field, word], {}, found.line);
  const state = status.in(field, word);
  put(state, "reason", section(found.children, "Reason"));
  put(state, "exitCode", section(found.children, "Exit Code"), wholeNumber);
  put(state, "signal", section(found.children, "Signal"), wholeNumber);
  put(state, "startedAt", section(found.children, "Started"));
  put(state, "finishedAt", section(found.children, "Finished"));
  const message = section(found.children, "Message");
  if (message !== undefined)
    state.set(
      ["message"],
      textsOf(message)
        .map((row) => row.text)
        .join("\n"),
      message.line,
    );
}

function putEnvironment(container: FieldsBuilder, found: Section | undefined): void {
  for (const variable of found?.children ?? []) {
    if (variable.key === "") continue;
    container.entry(["env"], variable.key, variable.line, { name: variable.key, ...variableSource(variable.value) });
  }
}

/** Where a variable's value comes from, as `describe` words it. */
function variableSource(text: string): { [field: string]: unknown } {
  const secret = /^<set to the key '(.*)' in secret '([^']*)'>(?:\s+Optional: (\w+))?/.exec(text);
  if (secret !== null) return { valueFrom: { secretKeyRef: keyRef(secret) } };
  const config = /^<set to the key '(.*)' of config map '([^']*)'>(?:\s+Optional: (\w+))?/.exec(text);
  if (config !== null) return { valueFrom: { configMapKeyRef: keyRef(config) } };
  const field = /\((v\d\w*):([\w.[\]'/-]+)\)$/.exec(text);
  if (field !== null) return { valueFrom: { fieldRef: { apiVersion: field[1], fieldPath: field[2] } } };
  const resource = /\(((?:limits|requests)\.[\w.-]+)\)$/.exec(text);
  if (resource !== null) return { valueFrom: { resourceFieldRef: { resource: resource[1] } } };
  return { value: text };
}

function keyRef([, key, name, optional]: RegExpExecArray): { [field: string]: unknown } {
  return { name, key, ...(optional === "true" ? { optional: true } : {}) };
}

/** `app-config  ConfigMap  Optional: false`, `tokens  Secret with prefix 'X_'  Optional: true` */
function putEnvironmentFrom(container: FieldsBuilder, found: Section | undefined): void {
  for (const { text, line } of textsOf(found)) {
    const match = /^(\S+)\s+(ConfigMap|Secret)(?: with prefix '([^']*)')?(?:\s+Optional:\s*(\w+))?/.exec(text);
    if (match === null) continue;
    const reference = { name: match[1], ...(match[4] === "true" ? { optional: true } : {}) };
    const entry: { [field: string]: unknown } = { [match[2] === "Secret" ? "secretRef" : "configMapRef"]: reference };
    if (match[3] !== undefined) entry.prefix = match[3];
    container.entry(["envFrom"], match[1]!, line, entry);
  }
}

/** `/data from storage (rw,path="sub")` */
function putMounts(container: FieldsBuilder, found: Section | undefined): void {
  for (const { text, line } of textsOf(found)) {
    const match = /^(.+) from (\S+) \((r[ow])(?:,path="([^"]*)")?[^)]*\)$/.exec(text);
    if (match === null) continue;
    const mount: { [field: string]: unknown } = { name: match[2], mountPath: match[1] };
    if (match[3] === "ro") mount.readOnly = true;
    if (match[4] !== undefined) mount.subPath = match[4];
    container.entry(["volumeMounts"], match[2]!, line, mount);
  }
}
