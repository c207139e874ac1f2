/** Objects as `kubectl get -o yaml` prints them, put together from pieces that are written without indentation. */

const indented = (text: string, by: number): string =>
  text === ""
    ? ""
    : text
        .trim()
        .split("\n")
        .map((line) => `${" ".repeat(by)}${line}\n`)
        .join("");

export type Manifest = {
  readonly kind?: string;
  /** The container, as an entry of `containers`. */
  readonly container: string;
  /** Fields beside `containers`. */
  readonly pod?: string;
  /** Fields of the workload's own specification. */
  readonly spec?: string;
  readonly meta?: string;
  readonly labels?: string;
  readonly status?: string;
};

/** A workload with the template of its pods. */
export const workloadYaml = (name: string, namespace: string, one: Manifest): string =>
  `apiVersion: apps/v1
kind: ${one.kind ?? "Deployment"}
metadata:
${indented(one.meta ?? "", 2)}  name: ${name}
  namespace: ${namespace}
spec:
${indented(one.spec ?? "", 2)}  selector:
    matchLabels:
      ${one.labels ?? `app: ${name}`}
  template:
    metadata:
      labels:
        ${one.labels ?? `app: ${name}`}
    spec:
      containers:
${indented(one.container, 6)}${indented(one.pod ?? "", 6)}${one.status ? `status:\n${indented(one.status, 2)}` : ""}`;

/** A pod with the state of its container. */
export const podYaml = (name: string, namespace: string, one: Manifest): string =>
  `apiVersion: v1
kind: Pod
metadata:
${indented(one.meta ?? "", 2)}  labels:
    ${one.labels ?? `app: ${name.split("-")[0]}`}
  name: ${name}
  namespace: ${namespace}
spec:
  containers:
${indented(one.container, 2)}${indented(one.pod ?? "", 2)}status:
${indented(one.status ?? "", 2)}`;

/** The status of a pod whose one container crashes again and again. */
export const crashing = (container: string, exitCode = 1, reason = "Error"): string => `phase: Running
containerStatuses:
- name: ${container}
  ready: false
  restartCount: 6
  state:
    waiting:
      reason: CrashLoopBackOff
  lastState:
    terminated:
      exitCode: ${exitCode}
      reason: ${reason}`;

/** The status of a pod whose one container runs and is ready. */
export const runningSince = (container: string, startedAt: string): string => `phase: Running
containerStatuses:
- name: ${container}
  ready: true
  restartCount: 0
  state:
    running:
      startedAt: "${startedAt}"`;

export const serviceYaml = (name: string, namespace: string, spec: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n${indented(spec, 2)}`;

/** Rows of a table, as given. */
export const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

export const eventRows = (...events: readonly (readonly [string, string, string, string])[]): string =>
  rows(
    "LAST SEEN   TYPE      REASON             OBJECT                         MESSAGE",
    ...events.map(
      ([type, reason, object, message]) =>
        `30s         ${type.padEnd(9)} ${reason.padEnd(18)} ${object.padEnd(30)} ${message}`,
    ),
  );
