import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { type LogReading, logsOfView } from "../logs/logs-of-view.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { keyOf, nameOf } from "../objects/name-object.ts";
import type { ContainerReading } from "../workloads/containers.ts";
import { type PodReading, podAt, podsOf } from "../workloads/pods.ts";
import { listenersIn } from "./listeners.ts";

export type Holder = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly (Line | undefined)[];
};

/** Who else has the port: another container of the pod, which shares its network; with hostNetwork another pod of the node. */
export const holderOf = (view: ClusterView, log: LogReading, port: string): Holder | undefined =>
  inLogs(view, log, port) ?? inContainers(view, log, port) ?? onHost(view, log, port) ?? sharing(view, log);

const inLogs = (view: ClusterView, log: LogReading, port: string): Holder | undefined => {
  for (const other of logsOfView(view)) {
    if (keyOf(other.object) !== keyOf(log.object) || other.container === log.container || !other.container) continue;
    const found = listenersIn(other).find((one) => one.port === port);
    if (found)
      return {
        note: `; its other container ${other.container} listens on port ${port} already, and the containers of a pod share one network`,
        related: [],
        evidence: [found.line],
      };
  }
  return undefined;
};

/** Declared as a port of the container, or named in its arguments or environment. */
const inContainers = (view: ClusterView, log: LogReading, port: string): Holder | undefined => {
  const pod = podAt(view, log.object);
  const own = log.container ?? crashedIn(pod);
  const other = pod?.containers.find((one) => !one.init && one.name !== own && own !== undefined && asksFor(one, port));
  if (!pod?.object || !other) return undefined;
  return {
    note: `; its other container ${other.name} takes port ${port} as well, and the containers of a pod share one network`,
    related: [],
    evidence: [pod.object.cite("spec", "containers", other.name, "ports")],
  };
};

const crashedIn = (pod: PodReading | undefined): string | undefined =>
  pod?.containers.find((one) => !one.init && (one.waiting?.reason === "CrashLoopBackOff" || one.terminated))?.name;

const asksFor = (container: ContainerReading, port: string): boolean => {
  const { spec } = container;
  const declared = listAt(spec, "ports").some((one) => textAt(one, "containerPort") === port);
  const words = [
    ...listAt(spec, "command"),
    ...listAt(spec, "args"),
    ...listAt(spec, "env").map((one) => `${textAt(one, "name")}=${textAt(one, "value")}`),
  ].map(String);
  return declared || words.some((word) => new RegExp(`(?:[:=]|port[s ]{0,3})${port}\\b(?![:.]\\d)`, "i").test(word));
};

/** With hostNetwork or a hostPort the node's own ports are meant. */
const onHost = (view: ClusterView, log: LogReading, port: string): Holder | undefined => {
  const pod = podAt(view, log.object);
  if (!pod?.object || textAt(pod.object.fields, "spec", "hostNetwork") !== "true") return undefined;
  const other = podsOf(view).find(
    (one) => one !== pod && one.node === pod.node && pod.node !== "" && takesHostPort(one, port),
  );
  const node = pod.node ? ` of node ${pod.node}` : " of the node";
  return {
    note: `; it runs with hostNetwork, so that it is the port${node}${other ? `, which ${nameOf(other.ref)} holds there` : ", where another program or pod holds it"}`,
    related: other ? [other.ref] : [],
    evidence: [pod.object.cite("spec", "hostNetwork"), other?.line],
  };
};

const takesHostPort = ({ object, containers }: PodReading, port: string): boolean => {
  const isHost = textAt(object?.fields, "spec", "hostNetwork") === "true";
  return containers.some(({ spec }) =>
    listAt(spec, "ports").some(
      (one) => textAt(one, "hostPort") === port || (isHost && textAt(one, "containerPort") === port),
    ),
  );
};

/** Nobody is shown to hold it; that the containers of a pod share their ports is the next thing to look at. */
const sharing = (view: ClusterView, log: LogReading): Holder | undefined => {
  const others = podAt(view, log.object)?.containers.filter((one) => !one.init && one.name !== log.container) ?? [];
  const names = others.map((one) => one.name).filter((name) => name !== "");
  return log.container && names.length > 0
    ? {
        note: `; it shares its ports with the other container${names.length > 1 ? "s" : ""} of the pod (${names.join(", ")})`,
        related: [],
        evidence: [],
      }
    : undefined;
};
