import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { pathInLine } from "../../logs/path-in-line.ts";
import { at, listAt, textAt } from "../../objects/fields.ts";
import { isRow } from "../../objects/is-row.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { quantity } from "../../objects/quantity.ts";
import { relatedToPod, unique } from "../../objects/relations.ts";
import { mountOver, podSpecsOf, type SpecContainer, specContainersOf } from "../../workloads/pod-specs.ts";
import { podsOf } from "../../workloads/pods.ts";

/** How many threads or processors a runtime works with, as its log or its environment says. */
type Parallel = { readonly count: number; readonly said: string; readonly line: Line; readonly from: ObjectRef };

const told =
  /\b(GOMAXPROCS|availableProcessors|available processors|ActiveProcessorCount|num_?cpus?|NumCPU|cpus|nproc|OMP_NUM_THREADS|worker_processes|UV_THREADPOOL_SIZE|tokio worker threads|worker threads|thread pool size)\b["']?(?: is| set to)?\s?[=: ]{1,2}["']?(\d{1,4})\b/i;

const parallelIn = (view: ClusterView): readonly Parallel[] => [
  ...logsOfView(view).flatMap((log): readonly Parallel[] => {
    if (log.object.kind === "Log") return [];
    const line = log.templates.map(({ last }) => last).find(({ text }) => told.test(text.slice(0, 2000)));
    const match = line && told.exec(line.text.slice(0, 2000));
    return line && match ? [{ count: Number(match[2]), said: `${match[1]} ${match[2]}`, line, from: log.object }] : [];
  }),
  ...["Pod", "Deployment", "StatefulSet", "DaemonSet"]
    .flatMap((kind) => view.of(kind))
    .filter((object) => !isRow(object))
    .flatMap(({ ref }) => podSpecsOf(view, ref).slice(0, 1))
    .flatMap((spec) => specContainersOf(spec).flatMap((container) => setIn(container))),
];

const setIn = (container: SpecContainer): readonly Parallel[] =>
  listAt(container.spec, "env")
    .filter((one) => /^(?:GOMAXPROCS|OMP_NUM_THREADS|UV_THREADPOOL_SIZE)$/.test(textAt(one, "name")))
    .filter((one) => /^\d{1,4}$/.test(textAt(one, "value")))
    .map((one) => ({
      count: Number(textAt(one, "value")),
      said: `${textAt(one, "name")} ${textAt(one, "value")}`,
      line: container.cite("env", textAt(one, "name"), "value"),
      from: container.pod.object.ref,
    }));

const cpuLimit = (
  container: SpecContainer,
): { readonly printed: string; readonly cores: number; readonly line: Line } | undefined => {
  const printed = textAt(container.spec, "resources", "limits", "cpu");
  const cores = quantity(printed);
  return printed === "" || cores === undefined
    ? undefined
    : { printed, cores, line: container.cite("resources", "limits", "cpu") };
};

const tooParallel = defineRule(
  {
    code: "threads-exceed-cpu-limit",
    title: "Runtime works with more threads than its CPU limit carries",
    about:
      "A runtime counts the processors of the node (GOMAXPROCS, the JVM's available processors) and not what its CPU limit gives it. Its threads use up the limit within the first part of each period and stand still for the rest: answers are slow although the mean use is low.",
    reads: ["Pod", "Deployment", "logs", "PodMetrics"],
    explains: [
      "cpu-throttled",
      "cpu-limit-reached",
      "slow-operation",
      "slow-request",
      "slow-call",
      "call-timed-out",
      "liveness-probe-failing",
      "readiness-probe-failing",
    ],
  },
  function* (view) {
    const seen = new Set<string>();
    for (const { count, said, line, from } of parallelIn(view)) {
      for (const container of podSpecsOf(view, from)
        .flatMap((spec) => specContainersOf(spec))
        .slice(0, 1)) {
        const limit = cpuLimit(container);
        if (
          limit === undefined ||
          count < 4 ||
          count < 4 * Math.max(1, Math.ceil(limit.cores)) ||
          !isSlow(view, from) ||
          seen.has(keyOf(from))
        )
          continue;
        seen.add(keyOf(from));
        yield {
          object: container.pod.object.ref,
          severity: "warning",
          confidence: "likely",
          summary: `Container ${container.name} of ${nameOf(container.pod.object.ref)} runs with ${said} under a CPU limit of ${limit.printed}: ${count} threads share at most ${Math.max(1, Math.ceil(limit.cores))} processor${limit.cores > 1 ? "s" : ""}, and stand still for the rest of each period (throttling).`,
          evidence: [limit.line, line],
          related: unique([from, ...relatedToPod(view, from)]),
          fix: fixByHand(
            `Set it to what the limit carries (about ${Math.max(1, Math.ceil(limit.cores))}; for Go automaxprocs or Go 1.25, for the JVM -XX:ActiveProcessorCount), or raise the CPU limit.`,
            verifyRollout(view, from),
          ),
        };
      }
    }
  },
);

/** Something of the pod is slow or throttled: many threads alone are no trouble. */
const isSlow = (view: ClusterView, from: ObjectRef): boolean =>
  logsOfView(view).some(
    (log) =>
      keyOf(log.object) === keyOf(from) &&
      log.templates.some(({ last }) => /throttl|slow|took [\d.]+ ?s|timed? ?out|latency|deadline/i.test(last.text)),
  ) || view.of("PodMetrics").some(({ ref }) => ref.name === from.name);

/** A line of `df` for a memory file system: where it is mounted, and how much of it is used. */
const ofDf = /^(?:tmpfs|shm)\s+([\d.]+[KMGT]?i?)\s+([\d.]+[KMGT]?i?)\s+\S+\s+(\d{1,3})%\s+(\/\S*)/;

/** Who wrote to the volume, as `df` within the container or a line of its log shows. */
const useOf = (
  view: ClusterView,
  pod: ObjectRef,
  container: SpecContainer,
  name: string,
): { readonly line: Line; readonly said: string } | undefined => {
  for (const log of logsOfView(view).filter((one) => keyOf(one.object) === keyOf(pod)))
    for (const { last } of log.templates) {
      const measured = ofDf.exec(last.text);
      const path = measured?.[4] ?? pathInLine(last.text);
      if (path === undefined || mountOver(container, path)?.name !== name) continue;
      if (measured && Number(measured[3]) >= 50) return { line: last, said: `, of which ${measured[2]} is in use` };
      if (!measured && /writ|cach|creat|stor|sav|download|spool|dump|append/i.test(last.text))
        return { line: last, said: ", and the program writes to it" };
    }
  return undefined;
};

const memoryVolume = defineRule(
  {
    code: "memory-volume-fills-limit",
    title: "Volume in memory counts for the memory limit",
    about:
      "An emptyDir with medium Memory is a file system in memory, and what is written to it counts for the memory limit of the container. Without a sizeLimit it may take all of it: the container is killed for memory although the program itself uses little.",
    reads: ["Pod", "exec", "logs"],
    explains: ["oom-killed", "container-killed", "crash-loop", "frequent-restarts"],
  },
  function* (view) {
    for (const pod of podsOf(view)) {
      const killed = pod.containers.find((one) => [one.last?.reason, one.terminated?.reason].includes("OOMKilled"));
      for (const spec of killed ? podSpecsOf(view, pod.ref).slice(0, 1) : []) {
        const [container] = specContainersOf(spec, killed!.name);
        const volume = listAt(spec.spec, "volumes").find((one) => textAt(one, "emptyDir", "medium") === "Memory");
        if (!container || volume === undefined) continue;
        const name = textAt(volume, "name");
        const size = quantity(textAt(volume, "emptyDir", "sizeLimit"));
        const limit = textAt(at(container.spec, "resources", "limits"), "memory");
        const use = useOf(view, pod.ref, container, name);
        if (!use || (size !== undefined && size < (quantity(limit) ?? 0) * 0.5)) continue;
        const mount = listAt(container.spec, "volumeMounts").find((one) => textAt(one, "name") === name);
        yield {
          object: pod.ref,
          confidence: "likely",
          summary: `Volume "${name}" of ${nameOf(pod.ref)} (emptyDir with medium: Memory, at ${textAt(mount, "mountPath")}) is memory of the container${limit ? ` and counts for its limit of ${limit}` : ""}${use.said}: container ${container.name} was OOMKilled for what is written there.`,
          evidence: [spec.cite("volumes", name, "emptyDir", "medium"), use.line],
          related: relatedToPod(view, pod.ref),
          fix: fixByHand(
            "Use an emptyDir on disk, or give it a sizeLimit and the container that much more memory.",
            verifyRollout(view, pod.ref),
          ),
        };
      }
    }
  },
);

/** Limits that other fields or settings do not fit. */
export const resourceFieldRules: readonly Rule[] = [tooParallel, memoryVolume];
