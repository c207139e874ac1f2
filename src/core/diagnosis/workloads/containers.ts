import type { Line } from "../../evidence/evidence.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { at, entriesAt, listAt, numberAt, textAt } from "../objects/fields.ts";

export type Termination = { readonly reason: string; readonly message: string; readonly exitCode: number | undefined };

/** One container of a pod with the state that the evidence shows; `terminated` is now, `last` the run before. */
export type ContainerReading = {
  readonly name: string;
  readonly init: boolean;
  readonly image: string;
  readonly ready: boolean | undefined;
  readonly restarts: number | undefined;
  readonly running: boolean;
  readonly waiting: { readonly reason: string; readonly message: string } | undefined;
  readonly terminated: Termination | undefined;
  readonly last: Termination | undefined;
  readonly memoryLimit: string;
  readonly spec: unknown;
  /** Path of its status, for `cite`. */
  readonly path: readonly string[];
};

/** The containers of a pod, init containers first, joined from spec and status. */
export const containersOf = (pod: ObservedObject): readonly ContainerReading[] => [
  ...group(pod, "initContainers", "initContainerStatuses"),
  ...group(pod, "containers", "containerStatuses"),
];

const group = (pod: ObservedObject, specs: string, statuses: string): readonly ContainerReading[] => {
  const specList = listAt(pod.fields, "spec", specs);
  const statusList = listAt(pod.fields, "status", statuses);
  const names = new Set(
    [...specList, ...statusList].map((entry) => textAt(entry, "name")).filter((name) => name !== ""),
  );
  if (names.size === 0 && pod.ref.kind === "Pod" && (isPiece(specList[0]) || isPiece(statusList[0])))
    return [reading(firstOne, specs === "initContainers", specList[0], statusList[0], statuses)];
  const isNamed = (entry: unknown) => textAt(entry, "name") !== "";
  const others = statusList.some(isNamed) ? statusList.filter((entry) => !isNamed(entry) && isPiece(entry)) : [];
  const named = [...names].map((name) => {
    const has = (entry: unknown) => textAt(entry, "name") === name;
    return reading(name, specs === "initContainers", specList.find(has), statusList.find(has), statuses);
  });
  return [...named, ...others.map((one) => reading(firstOne, specs === "initContainers", undefined, one, statuses))];
};

/** A container that was printed without its name, as `.status.containerStatuses[0].state` is. */
export const firstOne = "[0]";

const isPiece = (entry: unknown): boolean =>
  ["state", "lastState", "resources", "env", "waiting"].some((key) => at(entry, key) !== undefined);

const reading = (name: string, init: boolean, spec: unknown, status: unknown, statuses: string): ContainerReading => ({
  name,
  init,
  image: textAt(spec, "image") || textAt(status, "image"),
  ready: booleanOf(at(status, "ready")),
  restarts: numberAt(status, "restartCount"),
  running: at(status, "state", "running") !== undefined,
  waiting: waitingOf(at(status, "state", "waiting")),
  terminated: terminationOf(at(status, "state", "terminated")),
  last: terminationOf(at(status, "lastState", "terminated")),
  memoryLimit: entriesAt(spec, "resources", "limits").get("memory") ?? "",
  spec,
  path: ["status", statuses, name === firstOne ? "0" : name],
});

const booleanOf = (value: unknown): boolean | undefined =>
  value === true || value === "True" || value === "true" ? true : value === undefined ? undefined : false;

const waitingOf = (value: unknown): ContainerReading["waiting"] =>
  value === undefined ? undefined : { reason: textAt(value, "reason"), message: textAt(value, "message") };

const terminationOf = (value: unknown): Termination | undefined =>
  value === undefined
    ? undefined
    : { reason: textAt(value, "reason"), message: textAt(value, "message"), exitCode: numberAt(value, "exitCode") };

/** The line that shows a part of a container's status. */
export const citeContainer = (pod: ObservedObject, container: ContainerReading, ...part: readonly string[]): Line =>
  pod.cite(...container.path, ...part);

/** The container whose log was printed: the one that was named, else the one that kubectl takes when none is. */
export const writerOf = (
  pod: { readonly object: ObservedObject | undefined; readonly containers: readonly ContainerReading[] },
  name: string | null,
): ContainerReading | undefined => {
  if (name !== null) return pod.containers.find((one) => one.name === name);
  const main = pod.containers.filter((one) => !one.init);
  const usual = entriesAt(pod.object?.fields, "metadata", "annotations").get("kubectl.kubernetes.io/default-container");
  return main.find((one) => one.name === usual) ?? main[0];
};

/** Runs, is ready, and has never ended. */
export const isWell = (container: ContainerReading): boolean =>
  container.running && container.ready !== false && container.last === undefined && (container.restarts ?? 0) === 0;

/** Does not run, is not ready, or has ended badly before. An init container that goes on running is one that serves the others (a native sidecar). */
export const isIll = (container: ContainerReading): boolean =>
  (!container.init || container.running) &&
  (container.waiting !== undefined ||
    container.ready === false ||
    (container.last !== undefined && container.last.exitCode !== 0));
