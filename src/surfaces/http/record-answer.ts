import type { Answer, RanCommand } from "../../core/conversation/message.ts";
import type { Metrics, RunOutcome } from "./metrics.ts";

/** Counts everything that one answer tells: the turn, what ran and how, what was held back, what was found. */
export function recordAnswer(metrics: Metrics, answer: Answer, seconds: number): void {
  metrics.record({ type: "turn-ended", engine: answer.engine, shape: answer.shape, seconds });
  for (const ran of answer.ran) {
    const ranSeconds = ran.execution.durationMs / 1000;
    metrics.record({ type: "command-ran", risk: ran.risk, outcome: outcomeOf(ran), seconds: ranSeconds });
  }
  for (const { risk, blocked } of answer.open) {
    metrics.record(
      blocked ? { type: "command-blocked", risk, rule: blocked.rule } : { type: "command-proposed", risk },
    );
  }
  for (const { code, severity } of answer.findings) metrics.record({ type: "finding-made", code, severity });
}

function outcomeOf({ execution }: RanCommand): RunOutcome {
  if (execution.kubectlMissing) return "not-started";
  if (execution.timedOut) return "timed-out";
  return execution.exitCode === 0 ? "succeeded" : "failed";
}
