import type { Fields } from "../../core/evidence/observed.ts";
import { ApiStatus, badRequest } from "./api-status.ts";
import { at, entriesAt, fieldsAt, hasObjectAt, optionalTextAt, textAt } from "./columns/fields.ts";
import { type KubeObject, nameOf, namespaceOf } from "./kube-object.ts";
import { logLines, type Window } from "./log-lines.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * The log of one container by the query parameters of `pods/log`. Refusals have the words of the API server
 * (pkg/registry/core/pod/strategy.go) and of the kubelet (pkg/kubelet/kubelet_pods.go, validateContainerLogStatus).
 */
export async function podLog(
  pod: KubeObject,
  query: URLSearchParams,
  { logs, unread }: Pick<Snapshot, "logs" | "unread">,
  window: Window,
): Promise<string> {
  const container = containerOf(pod, query.get("container") ?? "");
  if (textAt(pod, "spec", "nodeName") === "") return "";
  const previous = isTrue(query.get("previous"));
  const instances = instancesOf(pod, container, previous);
  for (const instance of instances) {
    const text = await logs.read(namespaceOf(pod), nameOf(pod), container, instance === "previous");
    if (text !== undefined) return logLines(text, query, window);
  }
  throw unread.logRefusal(namespaceOf(pod), nameOf(pod), container, previous) ?? noLog(container, pod);
}

function noLog(container: string, pod: KubeObject): ApiStatus {
  const message = `this recording holds no log of container "${container}" in pod "${nameOf(pod)}"`;
  return new ApiStatus(404, "NotFound", message);
}

export const isTrue = (text: string | null): boolean => text === "true" || text === "1";

function containerOf(pod: KubeObject, asked: string): string {
  const main = entriesAt(pod, "spec", "containers").map(ownName);
  const all = [
    ...entriesAt(pod, "spec", "initContainers").map(ownName),
    ...main,
    ...entriesAt(pod, "spec", "ephemeralContainers").map(ownName),
  ];
  if (asked !== "" && !all.includes(asked)) throw badRequest(`container ${asked} is not valid for pod ${nameOf(pod)}`);
  if (asked !== "") return asked;
  if (main.length === 1) return main[0]!;
  const choice = main.length === 0 ? "" : `, choose one of: [${all.join(" ")}]`;
  throw badRequest(`a container name must be specified for pod ${nameOf(pod)}${choice}`);
}

const ownName = (container: Fields) => textAt(container, "name");

type Instance = "current" | "previous";

/**
 * Which recorded files hold what the kubelet would print, the likelier first. A container that waits to be restarted has
 * ended: then its last log is both the current and the previous one.
 */
function instancesOf(pod: KubeObject, container: string, previous: boolean): readonly Instance[] {
  const status = statusOf(pod, container);
  const named = `container "${container}" in pod "${nameOf(pod)}"`;
  if (status === undefined) throw badRequest(`${named} is not available`);
  const hasLast = hasLog(at(status, "lastState", "terminated"));
  const runs = hasObjectAt(status, "state", "running");
  const ended = fieldsAt(status, "state", "terminated");
  if (previous && !hasLast) throw badRequest(`previous terminated ${named} not found`);
  if (previous) return runs || hasObjectAt(status, "state", "terminated") ? ["previous"] : ["previous", "current"];
  if (runs) return ["current"];
  if (hasObjectAt(status, "state", "terminated")) {
    if (!hasLog(ended) && !hasLast) throw badRequest(`${named} is terminated`);
    return hasLog(ended) ? ["current"] : ["previous", "current"];
  }
  if (hasLast) return ["current", "previous"];
  throw badRequest(`${named} is waiting to start${waitingReason(status)}`);
}

function statusOf(pod: KubeObject, container: string): Fields | undefined {
  return ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"]
    .flatMap((field) => entriesAt(pod, "status", field))
    .find((status) => ownName(status) === container);
}

/** An instance that never started has an empty containerID; snapshots written by hand often leave it out. */
function hasLog(terminated: unknown): boolean {
  return hasObjectAt({ terminated }, "terminated") && optionalTextAt(terminated, "containerID") !== "";
}

function waitingReason(status: Fields): string {
  if (!hasObjectAt(status, "state", "waiting")) return " - no logs yet";
  const reason = textAt(status, "state", "waiting", "reason");
  if (reason === "ErrImagePull") return ": image can't be pulled";
  return `: ${reason === "ImagePullBackOff" ? "trying and failing to pull image" : reason}`;
}
