import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { type PodReading, podsIn, podsOf } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Evidence, Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { isLeftover } from "../../investigation/leftovers.ts";

const replicated = ["Deployment", "StatefulSet"] as const;

/** Workloads that are shown, and the pods that are shown to run. */
export function runningIn(view: ClusterView, namespace?: string) {
  const isHere = ({ ref }: { readonly ref: ObjectRef }) => namespace === undefined || ref.namespace === namespace;
  return {
    workloads: replicated.flatMap((kind) => view.of(kind)).filter((one) => isHere(one) && replicasOf(one) !== null),
    pods: (namespace === undefined ? podsOf(view) : podsIn(view, namespace)).filter((pod) => pod.health === "healthy"),
  };
}

/** Whether a pod that is shown fails or waits, or a workload lacks replicas; `except` are pods whose trouble is meant to be. */
export function isAnythingDown(
  view: ClusterView,
  namespace?: string,
  except: (ref: ObjectRef) => boolean = () => false,
): boolean {
  const isHere = (ref: ObjectRef) => (namespace === undefined || ref.namespace === namespace) && !except(ref);
  const lacks = [...replicated, "ReplicaSet", "DaemonSet"]
    .flatMap((kind) => view.of(kind))
    .some((object) => {
      const replicas = isHere(object.ref) ? replicasOf(object) : null;
      return replicas !== null && replicas.ready < replicas.wanted;
    });
  const waits = (namespace === undefined ? podsOf(view) : podsIn(view, namespace)).some(
    ({ ref, health, status }) =>
      isHere(ref) &&
      !isLeftover(view, ref) &&
      (health === "failing" || (health === "starting" && status !== "" && status !== "Terminating")),
  );
  return lacks || waits || countsIn(view).some(({ status }) => !/^(?:Running|Completed|Succeeded)$/.test(status));
}

/** `3 workloads have all their replicas`, `5 pods are running and ready`; "" where nothing was shown of either. */
export function runningText(view: ClusterView, namespace?: string): string {
  const { workloads, pods } = runningIn(view, namespace);
  if (workloads.length > 1) return `all ${workloads.length} workloads shown have all their replicas ready`;
  if (workloads.length === 1) {
    const { ready, wanted } = replicasOf(workloads[0]!)!;
    return `${workloads[0]!.ref.name} has ${ready} of ${wanted} replicas ready`;
  }
  const counted = pods.length > 0 ? undefined : countsIn(view).find(({ status }) => status === "Running");
  if (counted !== undefined) return `all ${counted.count} pods counted are Running`;
  if (pods.length === 0) return "";
  return pods.length === 1
    ? `pod ${pods[0]!.ref.name} is running and ready`
    : `${pods.length} pods are running and ready`;
}

const counts =
  /^\s{0,8}(\d{1,6}) (Running|Completed|Succeeded|Pending|Error|Failed|Unknown|Evicted|Terminating|CrashLoopBackOff|ImagePullBackOff|ErrImagePull|ContainerCreating|ContainerStatusUnknown|OOMKilled|Init:\S{1,40})$/;

/** How many pods have which status, where only `uniq -c` of that column was printed. */
const countsIn = (view: ClusterView) =>
  view.evidence
    .filter(({ command }) => /\buniq -c/.test(command))
    .flatMap((piece) => linesOf(piece).slice(0, 50))
    .flatMap(({ text }) => {
      const found = counts.exec(text);
      return found === null ? [] : [{ count: Number(found[1]), status: found[2]! }];
    });

/** Lines of all outputs that fit, the newest output last. */
export function linesIn(view: ClusterView, fits: RegExp, most = 5): readonly Line[] {
  const found: Line[] = [];
  for (const piece of view.evidence) {
    if (found.length >= most) break;
    found.push(...fittingIn(piece, fits));
  }
  return found.slice(0, most);
}

/** Patterns with names in them are many. */
const mostPatterns = 100;
const fitting = new WeakMap<Evidence, Map<string, readonly Line[]>>();

/** What an output holds does not change, and a thread asks for it again with each message. */
function fittingIn(piece: Evidence, fits: RegExp): readonly Line[] {
  const known = fitting.get(piece) ?? new Map<string, readonly Line[]>();
  fitting.set(piece, known);
  const key = `${fits}`;
  const lines =
    known.get(key) ??
    linesOf(piece)
      .slice(0, 5000)
      .filter(({ text }) => fits.test(text.slice(0, 600)))
      .slice(0, 200);
  if (known.size < mostPatterns) known.set(key, lines);
  return lines;
}

/** Whether a pod is well, or said to be ready where no more of it was printed. */
export const isReadyPod = ({ health, object }: PodReading): boolean => {
  const ready = listAt(object?.fields, "status", "containerStatuses").map((one) => textAt(one, "ready"));
  return health === "healthy" || (health === "unknown" && ready.length > 0 && ready.every((one) => one === "true"));
};

/** Whether a node says that it is ready. */
export function isNodeReady(node: ObservedObject): boolean {
  const ready = listAt(node.fields, "status", "conditions").find((one) => textAt(one, "type") === "Ready");
  return ready === undefined
    ? /^Ready\b/.test(node.printed.get("STATUS")?.value ?? "")
    : textAt(ready, "status") === "True";
}

/** How old an object is, in seconds, by its AGE. */
export const ageOf = (object: ObservedObject): number | null => ageSeconds(object.printed.get("AGE")?.value ?? "");
