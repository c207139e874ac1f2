import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { isAnythingDown, runningText } from "../reading/standing.ts";

const falseIsGood = defineBenign(
  {
    code: "false-is-the-good-state",
    onlyAsked: true,
    title: "Conditions whose good state is False",
    about:
      "Conditions that tell of a trouble (MemoryPressure, DiskPressure, PIDPressure, NetworkUnavailable, KernelDeadlock, Degraded, Stalled, ReplicaFailure, ScalingLimited) are False while all is well; only Ready, Available and the like have to be True. Said where every one shown has its good state, in describe, yaml, jsonpath or columns.",
    reads: ["Node", "ClusterOperator", "Deployment", "HelmRelease", "HorizontalPodAutoscaler"],
    asked:
      /\bfalse\b|pressure\w*|networkunavailable|kerneldeadlock|\bdegraded\b|\bstalled\b|\bprogressing\b|scalinglimited|conditions?\b|\bchecks? (?:is|are) fail/,
  },
  function* (view, question) {
    if (/\bunknown\b|notready|not ready|pending|evict/i.test(question.text) || isAnythingDown(view)) return;
    for (const object of view.objects) {
      if (object.ref.kind.endsWith("Metrics") || object.ref.kind === "Pod") continue;
      const conditions = conditionsOf(object, view);
      const good = conditions.filter(({ type, status }) => troubles.test(type) && status === "False");
      const ready = conditions.find(({ type, status }) => needed.test(type) && status === "True");
      if (good.length === 0 || ready === undefined || conditions.some((one) => !isGood(one))) continue;
      const { ref } = object;
      const names = good.map(({ type }) => type).slice(0, 4);
      const running = ref.kind === "Node" ? runningText(view) : "";
      yield {
        ref,
        about: podsOf(view)
          .filter((pod) => ref.kind === "Node" && pod.node === ref.name)
          .map((pod) => pod.ref),
        text: `${ref.kind} ${ref.name} is healthy, no check fails: for ${names.join(", ")} False is the good state (the trouble is not there), and ${ready.type} is True${running === "" ? "" : `; ${running}`}`,
        lines: [...good.slice(0, 3).map(({ line }) => line), ready.line],
      };
    }
  },
);

type Condition = { readonly type: string; readonly status: string; readonly line: Line | undefined };

const troubles =
  /(?:Pressure|Deadlock|Unavailable|Degraded|Stalled|Reconciling|Progressing|ReplicaFailure|Failing|Failed|Failure|Fallback|Paused|Error|Unhealthy|FrequentKubeletRestart|FrequentDockerRestart|FrequentContainerdRestart|FrequentUnregisterNetDevice|ReadonlyFilesystem|CorruptDockerOverlay2|Problem|DeletionFailed|Disrupted|ScalingLimited)$/;
const needed =
  /^(?:Ready|Available|Healthy|Initialized|ContainersReady|PodScheduled|Released|Synced|Upgradeable|AbleToScale|ScalingActive)$/;

const isGood = ({ type, status }: Condition): boolean =>
  needed.test(type)
    ? status === "True"
    : troubles.test(type) && (status === "False" || (/^(?:Progressing)$/.test(type) && status === "True"));

const heading = /^(?:AVAILABLE|READY|PROGRESSING|DEGRADED|STALLED|RECONCILING)$/;
const pair = /\b([A-Z][A-Za-z]{3,40})["']?[=:]["']?(True|False|Unknown)\b/g;

/** What is known of the conditions of an object: its fields, the columns of its table, or `Type=Status` as somebody printed it. */
function conditionsOf(object: ObservedObject, view: ClusterView): readonly Condition[] {
  const own = listAt(object.fields, "status", "conditions").map((one) => ({
    type: textAt(one, "type"),
    status: textAt(one, "status"),
    line: object.cite("status", "conditions", textAt(one, "type")),
  }));
  if (own.some(({ type }) => troubles.test(type))) return own.filter(({ status }) => status !== "");
  const columns = [...object.printed].flatMap(([name, { value, line }]) =>
    heading.test(name) && /^(?:True|False|Unknown)$/.test(value)
      ? [{ type: `${name[0]}${name.slice(1).toLowerCase()}`, status: value, line }]
      : [],
  );
  if (columns.length > 1) return columns;
  return pairsOf(object, view);
}

/** `MemoryPressure=False Ready=True`, printed with a range over the conditions. */
export const pairsOf = ({ ref }: ObservedObject, view: ClusterView): readonly Condition[] =>
  printedOf(view, ref, /\b[A-Z][A-Za-z]{3,40}["']?[=:]["']?(?:True|False)\b/).flatMap(({ line }) =>
    [...line.text.slice(0, 2000).matchAll(pair)].map(([, type, status]) => ({ type: type!, status: status!, line })),
  );

export const misreadConditions: readonly BenignRule[] = [falseIsGood];
