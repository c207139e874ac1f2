import type { LogReading } from "../../diagnosis/logs/logs-of-view.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Reply } from "../situation.ts";
import { evidenceBlock, paragraphs } from "../wording.ts";
import { progressOf } from "./log-course.ts";
import { short } from "./over.ts";

/** A log that says the same over and over does not go on. */
export function stillLog(logs: readonly LogReading[], view: ClusterView): Reply | null {
  const still = logs.flatMap((log) => {
    const progress = progressOf(log, view);
    return progress === null || progress.moves ? [] : [{ log, progress }];
  })[0];
  if (still === undefined) return null;
  const { log, progress } = still;
  const summary = `The log of ${log.object.name} shows no progress, it seems to hang: its last ${progress.count} lines say the same: ${short(progress.last)}.`;
  return {
    text: paragraphs(summary, evidenceBlock([progress.first, progress.last])),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}
