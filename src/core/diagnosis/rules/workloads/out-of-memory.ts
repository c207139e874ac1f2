import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand, fixWith, verifyRollout } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { nameOf } from "../../objects/name-object.ts";
import { doubled } from "../../objects/quantity.ts";
import { describe, inNamespace, resourceOf, suggest } from "../../objects/reads.ts";
import { relatedToPod, workloadOf } from "../../objects/relations.ts";
import { type Crash, crashes } from "../../workloads/crashes.ts";
import { defaultLimit } from "../../workloads/default-limits.ts";
import { runtimeMemory } from "../../workloads/memory-of-runtime.ts";
import { type PodReading, podsOf } from "../../workloads/pods.ts";
import { verticalOf } from "../../workloads/vertical-limit.ts";
import { draftOf, endLines, timesOf, whose } from "./crash-drafts.ts";

const memoryFix = (
  view: ClusterView,
  { pod, container }: Crash,
  mend = "Raise the memory limit to what the application needs, or make it use less.",
) => {
  const workload = workloadOf(view, pod.ref);
  const limit = doubled(container?.memoryLimit ?? "");
  const commands =
    limit && container && ["Deployment", "StatefulSet", "DaemonSet"].includes(workload.kind)
      ? suggest(
          [
            "set",
            "resources",
            `${resourceOf(workload.kind)}/${workload.name}`,
            ...inNamespace(workload),
            "-c",
            container.name,
            `--limits=memory=${limit}`,
          ],
          `Doubles the memory limit to ${limit}; set what the application really needs.`,
        )
      : [];
  return fixWith(mend, commands, verifyRollout(view, pod.ref));
};

/** Who sets the limit, if not the template, and what the program itself is told to take. */
const behindLimit = (view: ClusterView, crash: Crash) => {
  const vertical = verticalOf(view, crash);
  if (vertical) return { vertical, given: undefined, runtime: undefined };
  return {
    vertical,
    given: defaultLimit(view, crash),
    runtime: runtimeMemory(view, crash.pod.ref, crash.container),
  };
};

const fixFor = (view: ClusterView, crash: Crash, { vertical, given, runtime }: ReturnType<typeof behindLimit>): Fix => {
  const verify = verifyRollout(view, crash.pod.ref);
  if (vertical)
    return fixByHand(
      `Raise maxAllowed of ${nameOf(vertical.ref)}; what the workload itself states is overwritten.`,
      verify,
    );
  return runtime ? fixByHand(runtime.mend, verify) : memoryFix(view, crash, given?.mend);
};

const killedFor = (view: ClusterView, crash: Crash): Draft => {
  const limit = crash.container?.memoryLimit;
  const code = crash.end?.exitCode;
  const behind = behindLimit(view, crash);
  const { vertical, given, runtime } = behind;
  return {
    ...draftOf(
      view,
      crash,
      `${whose(crash)} was OOMKilled${code ? ` (exit code ${code})` : ""}: it used more memory than ${limit ? `its memory limit of ${limit}` : "it may (out of memory)"}${vertical?.note ?? ""}${given?.note ?? ""}${runtime?.note ?? ""}${timesOf(crash.pod, crash.container)}`,
    ),
    evidence: [
      ...endLines(crash),
      crash.pod.object && crash.container && limit
        ? crash.pod.object.cite(
            "spec",
            crash.container.init ? "initContainers" : "containers",
            crash.container.name,
            "resources",
            "limits",
            "memory",
          )
        : undefined,
      vertical?.line,
      ...(given?.lines ?? []),
      runtime?.line,
    ],
    related: [
      ...relatedToPod(view, crash.pod.ref),
      ...(vertical ? [vertical.ref] : []),
      ...(given?.related ?? []),
      ...(runtime ? [runtime.ref] : []),
    ],
    next: runtime
      ? []
      : [
          ...(vertical ? describe(vertical.ref, "Shows what it recommends, and up to which maxAllowed.") : []),
          ...describe(crash.pod.ref, "Shows its limit and the last state."),
          ...suggest(
            ["top", "pod", crash.pod.ref.name, ...inNamespace(crash.pod.ref), "--containers"],
            "Shows how much memory it uses now.",
          ),
        ],
    fix: fixFor(view, crash, behind),
  };
};

/** Containers that run and are ready now, and were killed for memory again and again. */
const recovered = (view: ClusterView): readonly Crash[] =>
  podsOf(view)
    .filter((pod) => pod.health === "healthy" && pod.containers.length > 0 && !isLongAgo(pod))
    .flatMap((pod) =>
      pod.containers
        .filter((container) => container.last?.reason === "OOMKilled")
        .map((container): Crash => ({ pod, container, end: container.last, isLast: true, code: "oom-killed" })),
    )
    .filter((crash) => (crash.container?.restarts ?? 0) >= often || isOvercommitted(view, crash));

const often = 3;

const isOvercommitted = (view: ClusterView, { pod, container }: Crash): boolean =>
  runtimeMemory(view, pod.ref, container) !== undefined;

/** The row of a pod tells how long its last restart is past. */
const isLongAgo = ({ object }: PodReading): boolean =>
  /\((?:\d{1,5}[dy]|(?:2[4-9]|[3-9]\d|\d{3})h)/.test(object?.printed.get("RESTARTS")?.value ?? "");

const lately = 24 * 3600;

/** Its row or an event shows that it was restarted within the last day; otherwise it may be history. */
const isLately = ({ object, events }: PodReading): boolean =>
  /\(\d/.test(object?.printed.get("RESTARTS")?.value ?? "") ||
  events.some(
    ({ reason, count, lastSeen }) =>
      /^(?:BackOff|OOMKilling)$/.test(reason) && count > 1 && lastSeen !== null && lastSeen < lately,
  );

const recoveredFrom = (view: ClusterView, crash: Crash): Draft => {
  const draft = killedFor(view, crash);
  return {
    ...draft,
    severity: isLately(crash.pod) || isOvercommitted(view, crash) ? "warning" : "info",
    confidence: "likely",
    summary: `${draft.summary.replace(/\.$/, "")}; it runs again at the moment.`,
  };
};

export const oomKilled = defineRule(
  {
    code: "oom-killed",
    title: "Container killed for memory",
    about:
      "The container used more memory than its limit, and the kernel killed it (exit code 137). Without a limit of its own, it was the node that ran out. A limit that the template does not set comes from a LimitRange of the namespace.",
    reads: ["Pod", "events", "ConfigMap", "VerticalPodAutoscaler", "LimitRange"],
    explains: [
      "crash-loop",
      "container-killed",
      "frequent-restarts",
      "readiness-probe-failing",
      "liveness-probe-failing",
      ...podSymptoms,
    ],
  },
  (view) => [
    ...crashes(view)
      .filter(({ code }) => code === "oom-killed")
      .map((crash) => killedFor(view, crash)),
    ...recovered(view).map((crash) => recoveredFrom(view, crash)),
  ],
);
