import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import type { LogReading } from "../logs/logs-of-view.ts";
import { linesOf } from "../logs/timings.ts";

/** What else is known of who holds connections. */
export type Known = {
  readonly note: string;
  readonly related?: readonly ObjectRef[];
  readonly evidence: readonly (Line | undefined)[];
};

const leaked =
  /[Cc]onnection leak detection triggered|Apparent connection leak|connection (?:was )?(?:leaked|never (?:closed|returned|released))|[Uu]nclosed connection|[Aa]bandoned connection|not (?:been )?(?:closed|returned to (?:the )?pool)/;
const ofPool =
  /hikari|\bdbcp\b|c3p0|druid|agroal|tomcat\.jdbc|java\.(?:lang|util|base)|jdk\.|springframework|hibernate|reflect\./i;

/** Who does not give connections back, where a pool traced it: the first frame that is the application's own. */
export const leakIn = (view: ClusterView, log: LogReading): Known | undefined => {
  const lines = linesOf(view, log);
  const at = lines.findIndex(({ text }) => leaked.test(text));
  if (at < 0) return undefined;
  const frame = lines
    .slice(at, at + 25)
    .find(({ text }) => (/^\s*at [\w$.]{3,200}\(/.test(text) || /^\s*File "/.test(text)) && !ofPool.test(text));
  const where = frame && /at ([\w$.]{3,200})\(/.exec(frame.text)?.[1]?.split(".").slice(-2).join(".");
  return {
    note: `; a connection leak is reported before it${where ? `: ${where} takes connections and does not give them back` : ""}`,
    evidence: [lines[at], frame],
  };
};
