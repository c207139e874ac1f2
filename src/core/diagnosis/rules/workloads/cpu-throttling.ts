import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { textAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { relatedToPod } from "../../objects/relations.ts";
import { podSpecsOf, specContainersOf } from "../../workloads/pod-specs.ts";

/** What the kernel counts for a container: in how many periods it had used up its share of the processor. */
type Throttling = { readonly pod: ObjectRef; readonly share: number; readonly line: Line };

const counted = (view: ClusterView): readonly Throttling[] =>
  logsOfView(view).flatMap((log): readonly Throttling[] => {
    if (log.object.kind === "Log") return [];
    const lineOf = (name: string) => log.tail.find((line) => line.text.startsWith(`${name} `));
    const line = lineOf("nr_throttled");
    const periods = Number(lineOf("nr_periods")?.text.split(" ")[1]);
    const throttled = Number(line?.text.split(" ")[1]);
    return line && periods >= 100 && throttled / periods >= 0.25
      ? [{ pod: log.object, share: Math.round((throttled / periods) * 100), line }]
      : [];
  });

const throttled = defineRule(
  {
    code: "cpu-throttled",
    title: "Container throttled at its CPU limit",
    about:
      "The container wants more of the processor than its CPU limit and is stopped for the rest of most periods (nr_throttled of cpu.stat): it runs, is ready, and everything takes long.",
    reads: ["Pod", "exec", "logs"],
    explains: [
      "slow-operation",
      "call-timed-out",
      "gateway-failing",
      "readiness-probe-failing",
      "liveness-probe-failing",
      "startup-probe-failing",
      "application-error",
    ],
  },
  function* (view) {
    for (const { pod, share, line } of counted(view)) {
      const container = podSpecsOf(view, pod)
        .flatMap((spec) => specContainersOf(spec))
        .find((one) => textAt(one.spec, "resources", "limits", "cpu") !== "");
      const limit = textAt(container?.spec, "resources", "limits", "cpu");
      yield {
        object: pod,
        severity: "warning",
        summary: `${nameOf(pod)} is throttled at its CPU limit${limit ? ` of ${limit}` : ""}: in ${share}% of all periods it had used up what it may, so that everything it does takes long.`,
        evidence: [container?.cite("resources", "limits", "cpu"), line],
        related: relatedToPod(view, pod),
        next: describe(pod, "Shows its CPU limit."),
        fix: fixByHand("Raise the CPU limit (limits.cpu), or leave it out.", verifyRollout(view, pod)),
      };
    }
    for (const { log, said } of writtenOf(view))
      yield {
        object: log.object,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(log.object)} is throttled at its CPU limit, its log says (${said.count} lines): ${saidIn(said.last.text).slice(0, 200)}; everything it does takes longer`,
        evidence: [said.last, said.first],
        related: relatedToPod(view, log.object),
        next: log.object.kind === "Log" ? [] : describe(log.object, "Shows its CPU limit."),
        fix: fixByHand("Raise the CPU limit (limits.cpu), or leave it out.", []),
      };
  },
);

/** The same as monitoring and runtimes write it: `throttled periods=800 of 1000`, `CPUThrottlingHigh`, metrics of the kubelet. */
const written =
  /(?:\b(?:cpu|cgroup|cfs)\b[^\n]{0,60}\bthrottl(?:ed|ing)\b|\bthrottl(?:ed|ing)\b[^\n]{0,60}\b(?:cpu|cgroup|cfs|cores?|periods?)\b|CPUThrottlingHigh)[^\n]{0,120}/i;
const notThrottled = /\b(?:no|not|without|never) (?:being )?throttl|throttled(?:_periods|_time)?["']?[=: ]{1,2}0\b/i;

const writtenOf = (view: ClusterView) =>
  logsOfView(view).flatMap((log) => {
    if (log.health === "done" || counted(view).some(({ pod }) => pod.name === log.object.name)) return [];
    const said = log.templates.find(
      ({ last, count }) => count >= 2 && written.test(last.text.slice(0, 1000)) && !notThrottled.test(last.text),
    );
    return said ? [{ log, said }] : [];
  });

/** Containers that get too little of the processor. */
export const cpuThrottlingRules: readonly Rule[] = [throttled];
