import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { linesIn } from "../reading/standing.ts";

const keepsUp = defineBenign(
  {
    code: "throttled-and-keeps-up",
    title: "Background work that is throttled and keeps up",
    about:
      "A worker that bursts against its CPU limit is throttled (CPUThrottlingHigh, severity info), which costs nothing while it keeps up: its log shows an empty backlog, work done within its target and none failed. Not where the backlog grows or a target is missed.",
    reads: ["Pod", "logs", "PodMetrics"],
    asked: /throttl|\bcfs\b|\bcpu\b/,
  },
  function* (view) {
    if (!view.evidence.some(({ command }) => /\blogs\b/.test(command))) return;
    const throttled = linesIn(view, /^nr_throttled [1-9]|throttl/i, 1)[0];
    for (const pod of podsOf(view)) {
      if (pod.health !== "healthy" || pod.restarts > 0 || pod.ref.kind !== "Pod") continue;
      const work = workOf(logLines(view, pod.ref.name));
      if (work === null) continue;
      yield {
        ref: pod.ref,
        about: [workloadOf(view, pod.ref)],
        text: `the throttling of pod ${pod.ref.name} is harmless: it is a background (batch) worker that bursts against its CPU limit and keeps up, its log shows ${work.text}; no restarts, no action needed`,
        lines: [work.line, throttled, pod.line],
        voids: ["cpu-throttled", "slow-operation", "slow-request", "slow-call", "cpu-at-limit"],
      };
    }
  },
);

const logLines = (view: ClusterView, name: string): readonly Line[] =>
  view.evidence
    .filter(
      ({ command }) =>
        /\blogs\b/.test(command) &&
        command.split(/[\s/]/).some((word) => word === name || (word.length > 3 && name.startsWith(`${word}-`))),
    )
    .flatMap((piece) => linesOf(piece).slice(-500));

const empty =
  /\b(?:backlog|lag|queue(?:d|_?len(?:gth)?|_?depth|_?size)?|pending|waiting)["']?\s?[=:]\s?["']?(\d{1,9})/i;
const failed = /\b(?:failed|errors?|dropped)["']?\s?[=:]\s?["']?[1-9]/i;
const spent =
  /\b(?:took|duration|elapsed)["']?\s?[=:]\s?["']?(\d{1,7}(?:\.\d{1,6})?)s?\b.{0,60}\b(?:target|deadline|budget|interval|slo)["']?\s?[=:]\s?["']?(\d{1,7}(?:\.\d{1,3})?)s?\b/i;

/** That nothing waits and what is done is done in time, in each line that tells of it. */
function workOf(lines: readonly Line[]): { text: string; line: Line } | null {
  const counts = lines.flatMap((line) => {
    const count = empty.exec(line.text.slice(0, 600))?.[1];
    return count === undefined ? [] : [{ line, count: Number(count) }];
  });
  const times = lines.flatMap(({ text }) => {
    const match = spent.exec(text.slice(0, 600));
    return match === null ? [] : [Number(match[1]) / Number(match[2])];
  });
  const last = counts.at(-1);
  if (
    last === undefined ||
    counts.some(({ count }) => count > 0) ||
    lines.some(({ text }) => failed.test(text.slice(0, 600)))
  )
    return null;
  if (times.some((share) => share >= 1)) return null;
  const said = empty.exec(last.line.text.slice(0, 600))![0];
  return {
    text: `${said}${times.length === 0 ? "" : ", its work done well within its target"} in ${counts.length} lines and nothing failed`,
    line: last.line,
  };
}

export const throttledBatch: readonly BenignRule[] = [keepsUp];
