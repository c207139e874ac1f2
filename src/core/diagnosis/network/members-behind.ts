import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { logsOfView } from "../logs/logs-of-view.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { keyOf } from "../objects/name-object.ts";
import { labelsOf, ownersOf, workloadOf } from "../objects/relations.ts";
import { podSpecsOf, specContainersOf } from "../workloads/pod-specs.ts";
import type { PodReading } from "../workloads/pods.ts";
import type { Backing } from "./backings.ts";
import { endpointAddresses } from "./endpoints-of.ts";
import { type Listener, listenersIn } from "./listeners.ts";

/** What sets apart two workloads of one application that share a Service on purpose. */
const variants =
  /(?:^|-)(?:canary|stable|primary|baseline|blue|green|preview|active|next|new|old|beta|alpha|experiment|spot|on-?demand|arm64|amd64|x86|v?\d+(?:[.-]\d+)*|[a-d]|az\d|zone-?\w|(?:eu|us|ap)-\w+-\d\w?|master|slave|leader|follower|read|write|replica|secondary|reserved|large|small|gpu|cpu)(?=-|$)/g;

const stemOf = (name: string): string => name.replaceAll(variants, "").replaceAll(/^-|-$/g, "");

/** One workload is made like the other, and runs beside it on purpose: a canary, another zone. */
export const isVariantOf = (one: ObjectRef, other: ObjectRef): boolean => stemOf(one.name) === stemOf(other.name);

/** A workload behind a Service, with a pod of it that gets its traffic. */
export type Member = { readonly workload: ObjectRef; readonly pod: PodReading };

/** The workloads that get the traffic of a Service: by its selector and the labels of pods, else by the addresses of its endpoints. */
export const membersBehind = (view: ClusterView, backing: Backing): readonly Member[] => {
  const addresses = new Set(endpointAddresses(view, backing.ref));
  const isServed = (pod: PodReading) =>
    pod.object !== undefined &&
    ((backing.selector.size > 0 && labelsOf(pod.object).size > 0) ||
      addresses.has(pod.object.printed.get("IP")?.value ?? textAt(pod.object.fields, "status", "podIP")));
  const members = new Map<string, Member>();
  for (const pod of backing.pods) {
    const workload = workloadOf(view, pod.ref);
    if (pod.health === "healthy" && isServed(pod) && workload.kind !== "Pod" && !members.has(keyOf(workload)))
      members.set(keyOf(workload), { workload, pod });
    if (pod.health === "healthy" && isServed(pod) && workload.kind === "Pod") {
      const set = { ...workload, kind: "StatefulSet", name: workload.name.replace(/-\d{1,4}$/, "") };
      if (set.name !== workload.name && !members.has(keyOf(set))) members.set(keyOf(set), { workload: set, pod });
    }
  }
  return [...members.values()];
};

/** The workload declares the port that the Service sends to; where no ports are shown, what serves by its name does. */
export const declaresPort = (view: ClusterView, backing: Backing, { workload, pod }: Member): boolean => {
  const wanted = targetsOf(backing);
  const shown = podSpecsOf(view, pod.ref)
    .flatMap((spec) => specContainersOf(spec))
    .flatMap(({ spec }) => listAt(spec, "ports"));
  return shown.length > 0
    ? shown.some((port) => wanted.includes(textAt(port, "containerPort")) || wanted.includes(textAt(port, "name")))
    : !isNoServer.test(workload.name);
};

/** What works in the background by its name, or serves something else. */
const isNoServer =
  /(?:^|-)(?:workers?|jobs?|cron|batch|consumers?|migrat\w*|sidekiq|celery|beat|scheduler|exporter|redis|postgres|mysql|mongo|db|cache|queue)(?:-|$)/;

/** The ports of the pods to which a Service sends. */
const targetsOf = ({ service }: Backing): readonly string[] =>
  listAt(service?.fields, "spec", "ports").map((port) => textAt(port, "targetPort") || textAt(port, "port"));

/** The line in which a workload says on which ports it listens, where none of them is one that the Service sends to. */
export const listensElsewhere = (
  view: ClusterView,
  backing: Backing,
  { workload, pod }: Member,
): Listener | undefined => {
  const wanted = targetsOf(backing);
  const own = new Set([pod.ref, ...ownersOf(view, pod.ref), workload].map(keyOf));
  const heard = logsOfView(view)
    .filter((log) => own.has(keyOf(log.object)))
    .flatMap(listenersIn);
  const isNumbered = wanted.length > 0 && wanted.every((port) => /^\d+$/.test(port));
  return isNumbered && !heard.some(({ port }) => wanted.includes(port)) ? heard[0] : undefined;
};
