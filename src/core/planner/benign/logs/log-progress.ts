import { type LogReading, logsOfView } from "../../../diagnosis/logs/logs-of-view.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { linesOfLog, progressOf } from "../../well/log-course.ts";

/** Whether the log of a Job or a pod goes on: its last lines count up, and none waits or fails. Null where nothing tells. */
export function progressIn(ref: ObjectRef, view: ClusterView): { readonly moves: boolean; readonly last: Line } | null {
  const logs = logsOfView(view).filter((log) => isOf(log, ref));
  const lines = logs.flatMap((log) => linesOfLog(log, view));
  if (lines.some(({ text }) => stuck.test(text.slice(0, 500)))) return { moves: false, last: lines.at(-1)! };
  return logs.map((log) => progressOf(log, view)).find((one) => one !== null) ?? countedUp(lines);
}

const isOf = ({ object, previous }: LogReading, ref: ObjectRef): boolean =>
  !previous &&
  object.namespace === ref.namespace &&
  (object.name === ref.name || object.name.startsWith(`${ref.name}-`));

const stuck =
  /\b(?:waiting (?:for|on) (?:a |the )?(?:lock|lease|mutex|connection|approval)|deadlock\w*|time[ds]? ?out|retry\w*|refused|ERROR|FATAL|Traceback|stalled)\b/;

/** `(311/442)`, `71%`: the last of such numbers is larger than the first. */
function countedUp(lines: readonly Line[]) {
  const counted = lines.flatMap((line) => {
    const match = /\b(\d{1,9}) ?(?:\/|of|out of) ?(\d{1,9})\b|\b(\d{1,3})(?:\.\d{1,3})? ?%/.exec(line.text.slice(-300));
    return match === null ? [] : [{ line, value: Number(match[1] ?? match[3]) }];
  });
  const [first, last] = [counted[0], counted.at(-1)];
  return counted.length < 3 || last!.value <= first!.value ? null : { moves: true, last: last!.line };
}
