import { kindOf } from "../../evidence/asked.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, LogTemplate, ObjectRef, ObservedLog } from "../../evidence/observed.ts";
import { listAt, numberAt, textAt } from "../objects/fields.ts";
import { memo } from "../objects/memo.ts";
import { keyOf } from "../objects/name-object.ts";
import { labelsOf, ownersOf, workloadOf } from "../objects/relations.ts";
import { type ContainerReading, isIll, isWell, writerOf } from "../workloads/containers.ts";
import { type Health, type PodReading, podAt, podsOf } from "../workloads/pods.ts";
import { writerAtRuntime } from "../workloads/runtime-containers.ts";

/** A piece of text that a container wrote, with what is known of the container's state. */
export type LogReading = {
  readonly object: ObjectRef;
  readonly container: string | undefined;
  readonly health: Health;
  readonly restarts: number;
  /** Its container is well, and another one of its pod is not: it says nothing of why. */
  readonly isBystander: boolean;
  /** Its container ended with exit code 0: its last words are no reason for anything. */
  readonly endedWell: boolean;
  readonly previous: boolean;
  readonly templates: readonly LogTemplate[];
  readonly tail: readonly Line[];
  readonly lineCount: number;
  /** Logs of several pods one after the other: where a line stands says nothing of when it was written. */
  readonly isMixed: boolean;
  /** Index into the evidence of what printed it; -1 for what was run inside a container. */
  readonly evidence: number;
};

/** The logs in the evidence, and what commands printed that were run inside containers. */
export const logsOfView = memo((view: ClusterView): readonly LogReading[] => [
  ...view.logs
    .filter((log) => !isExecuted(view.evidence[log.evidence]?.command ?? ""))
    .map((log) => readingOf(view, log)),
  ...executed(view),
]);

const readingOf = (view: ClusterView, log: ObservedLog): LogReading => {
  const command = view.evidence[log.evidence]?.command ?? "";
  const runtime = log.object === null ? writerAtRuntime(view, command) : undefined;
  const object = log.object ?? runtime?.pod ?? selectedPod(view, log) ?? { kind: "Log", name: command || "pasted" };
  const pod = podAt(view, object);
  const writer = pod && writerOf(pod, log.container);
  const isDown = runtime?.known?.isRunning === false;
  return {
    object,
    container: log.container ?? undefined,
    health: pod ? healthOfWriter(pod, writer) : isDown ? "failing" : workloadHealth(view, object),
    restarts:
      pod?.restarts ?? runtime?.known?.restarts ?? Math.max(0, ...podsUnder(view, object).map((one) => one.restarts)),
    isBystander: pod !== undefined && isBystander(pod, writer),
    endedWell: pod !== undefined ? hasEndedWell(pod, writer) : hasCompleted(view, object),
    previous: log.previous,
    templates: log.templates,
    tail: log.tail,
    lineCount: log.lineCount,
    isMixed: log.object === null && runtime === undefined,
    evidence: log.evidence,
  };
};

/**
 * An attempt that failed before another one succeeded says what happened, and is no trouble any more; nor is a container ill that runs
 * and is ready beside one of its pod that is not.
 */
const healthOfWriter = (pod: PodReading, writer: ContainerReading | undefined): Health => {
  const { health, status } = pod;
  if (isBystander(pod, writer)) return "healthy";
  return health === "done" && !/^(?:Completed|Succeeded)$/.test(status) ? "healthy" : health;
};

const isBystander = ({ health, containers }: PodReading, writer: ContainerReading | undefined): boolean =>
  health === "failing" &&
  writer !== undefined &&
  isWell(writer) &&
  containers.some((one) => one !== writer && isIll(one));

const hasEndedWell = (pod: PodReading, writer: ContainerReading | undefined): boolean => {
  const end = writer?.terminated ?? writer?.last;
  if (end !== undefined) return end.exitCode === 0 || (end.reason === "Completed" && end.exitCode === undefined);
  return pod.containers.length === 0 && pod.status === "Completed";
};

/**
 * The pod that `kubectl logs -l key=value` speaks of, when it can be only one: the one that fails among those with the label,
 * or with the value as the beginning of their name where no labels are shown.
 */
const selectedPod = (view: ClusterView, log: ObservedLog): ObjectRef | undefined => {
  const piece = view.evidence[log.evidence];
  const match = /(?: -l|--selector)[ =]?([\w./-]{1,200})=([\w.-]{1,100})(?: |$)/.exec(piece?.command ?? "");
  if (!piece || match === null) return undefined;
  const namespace = /(?:-n|--namespace)[ =](\S{1,253})/.exec(piece.command)?.[1] ?? piece.namespace;
  const selected = podsOf(view).filter((pod) => {
    const label = pod.object && labelsOf(pod.object).get(match[1]!);
    return (
      pod.ref.namespace === namespace &&
      (label === undefined ? pod.ref.name.startsWith(`${match[2]}-`) : label === match[2])
    );
  });
  const failing = selected.filter((pod) => pod.health === "failing");
  return (failing[0] ?? (selected.length === 1 ? selected[0] : undefined))?.ref ?? named(selected[0]?.ref, view);
};

const named = (pod: ObjectRef | undefined, view: ClusterView): ObjectRef | undefined =>
  pod ? workloadOf(view, pod) : undefined;

const podsUnder = (view: ClusterView, ref: ObjectRef): readonly PodReading[] =>
  podsOf(view).filter((pod) => ownersOf(view, pod.ref).some((owner) => keyOf(owner) === keyOf(ref)));

/** A Job whose pods ended as they should, or that says so itself. */
const hasCompleted = (view: ClusterView, ref: ObjectRef): boolean => {
  if (ref.kind !== "Job") return false;
  const pods = podsUnder(view, ref);
  if (pods.length > 0) return pods.every((pod) => hasEndedWell(pod, undefined));
  const conditions = listAt(view.object(ref)?.fields, "status", "conditions");
  return conditions.some((one) => /^(?:Complete|SuccessCriteriaMet)$/.test(textAt(one, "type")));
};

const workloadHealth = (view: ClusterView, ref: ObjectRef): Health => {
  const pods = podsUnder(view, ref);
  if (hasCompleted(view, ref)) return "done";
  if (pods.some((pod) => pod.health === "failing")) return "failing";
  if (pods.some((pod) => pod.health === "healthy")) return "healthy";
  const fields = view.object(ref)?.fields;
  const wanted = numberAt(fields, "spec", "replicas");
  const ready = numberAt(fields, "status", "readyReplicas") ?? numberAt(fields, "status", "availableReplicas");
  if (wanted === undefined || ready === undefined) return "unknown";
  return ready >= wanted ? "healthy" : "failing";
};

const isExecuted = (command: string): boolean => verbAt(command.split(/\s+/)) >= 0;

/** Where the verb stands by which a command is run inside a container, also in one that is made for it. */
const verbAt = (words: readonly string[]): number => {
  const at = words.findIndex((word) => /^(?:exec|run|debug)$/.test(word));
  const isKubectl = /(?:^|\/)(?:kubectl|oc|k)$/.test(words[0] ?? "");
  return at >= 0 && at <= 4 && (words[at] === "exec" || (isKubectl && words.includes("--"))) ? at : -1;
};

/** What `kubectl exec` printed, or `kubectl debug` beside a container, reads like a short log: `nslookup`, `curl`, `cat`. */
const executed = (view: ClusterView): readonly LogReading[] =>
  view.evidence.flatMap((piece): readonly LogReading[] => {
    const words = piece.command.split(/\s+/);
    const verb = verbAt(words);
    if (verb < 0) return [];
    const name = words
      .slice(verb + 1)
      .find((word, at, all) => !word.startsWith("-") && !/^(?:-n|-c|--namespace|--container)$/.test(all[at - 1] ?? ""));
    if (!name || !/^[\w./-]{1,253}$/.test(name)) return [];
    const space = /(?:-n|--namespace)[ =](\S{1,253})/.exec(piece.command)?.[1] ?? piece.namespace;
    const [kind, own] = name.includes("/") ? name.split("/") : ["pod", name];
    const object = { kind: kindOf(kind!), namespace: space, name: own! };
    const text = [linesOf(piece.command, piece.stdout), linesOf(piece.command, piece.stderr, "stderr")].flat();
    return [
      {
        object,
        container: undefined,
        health: "unknown",
        restarts: 0,
        isBystander: false,
        endedWell: false,
        previous: false,
        templates: text.map(templateOf),
        tail: text,
        lineCount: text.length,
        isMixed: false,
        evidence: -1,
      },
    ];
  });

const linesOf = (command: string, text: string, stream?: "stderr"): readonly Line[] =>
  text
    .slice(0, 20_000)
    .split("\n")
    .map(
      (one, index): Line => ({ command, line: index + 1, text: one.replace(/\r$/, ""), ...(stream ? { stream } : {}) }),
    )
    .filter((one) => one.text.trim() !== "");

const templateOf = (line: Line): LogTemplate => ({
  pattern: line.text,
  level: "unknown",
  count: 1,
  first: line,
  last: line,
});
