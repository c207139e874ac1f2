import { requirementsIn } from "../../diagnosis/logs/log-words.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, LogTemplate, ObjectRef } from "../../evidence/observed.ts";
import { isSame } from "./relevance.ts";

const levels = { fatal: 0, error: 1, warning: 2, unknown: 3, info: 4, debug: 5 } as const;
const complaint =
  /\b(error|fail(ed|ure|s)?|cannot|can't|could not|unable|refused|denied|timed? ?out|exception|fatal|panic|not found|no such|invalid|expired|unauthorized|forbidden|exceeded|exhausted|rejected|corrupt(ed)?|mismatch|aborted|lost|dropped|killed)\b/i;

/** Lines of stack traces that say where, not what. */
const frame =
  /^\s*(Traceback|The above exception|During handling|at\s|File\s|raise\s|\^+|\.\.\.|Caused by:\s*$|goroutine\s|return\s|\w+\s*=\s)/;
/** What a program says before it begins: how long it will wait at most, and what it goes to print. */
const announcement =
  /^\s*(?:Time-?out: [\d.]+ ?(?:s|ms|seconds?|minutes?)\b|(?:Listing|Checking|Asking|Fetching|Reporting) .{1,200}\.\.\.)\s*(?:\.\.\.)?\s*$/;

/** What was thrown, with its message: `socket.gaierror: ...`, `java.lang.IllegalStateException: ...`. */
const named = /^(?:[\w$]+\.)*[\w$]*(?:[Ee]rror|Exception|Fault)\b.{0,40}: \S/;
const slowness = /\b(slow\w*|latency|too long|took|elapsed|duration|response_?time|timed? ?out|seconds)\b/i;

/** How long a start took says nothing of what came after it. */
const begun = /\b(started|starting|startup|initiali[sz]\w+|booted)\b/i;

/** Of lines without a level of error, those that name a reason come before what is said all the time. */
const tellingOf = ({ last }: LogTemplate): number => Math.min(3, requirementsIn(last.text.slice(0, 2000)));

/** Lines that speak of trouble though no rule names it: error lines of logs, the worst first, then warnings of the cluster. */
export function tellingLines(
  view: ClusterView,
  subjects: readonly ObjectRef[],
  plain = "",
  limit = 4,
): readonly Line[] {
  const isMeant = (ref: ObjectRef | null) =>
    subjects.length === 0 || (ref !== null && subjects.some((subject) => isSame(subject, ref)));
  const isSlowness = /\b(slow\w*|latency|performance|takes? (too )?long|taking|lag\w*|response times?)\b/.test(plain);
  const isTelling = (text: string) => (isSlowness ? slowness.test(text) && !begun.test(text) : complaint.test(text));
  const logged = view.logs
    .filter((log) => log.object === null || isMeant(log.object))
    .flatMap((log) => log.templates)
    .filter(
      (template) =>
        (levels[template.level] <= 1 && !isSlowness) ||
        ((isSlowness || (template.level !== "info" && template.level !== "debug")) && isTelling(template.last.text)),
    )
    .sort(
      (one, other) =>
        levels[one.level] - levels[other.level] ||
        (levels[one.level] > 1 ? tellingOf(other) - tellingOf(one) : 0) ||
        other.count - one.count,
    )
    .map((template) => template.last)
    .filter((line) => !frame.test(line.text) && !announcement.test(line.text))
    .sort((one, other) => Number(named.test(other.text)) - Number(named.test(one.text)));
  const warned = view.events
    .filter((event) => event.type === "Warning" && isMeant(event.object))
    .sort((one, other) => (one.lastSeen ?? 1e12) - (other.lastSeen ?? 1e12))
    .map((event) => event.line);
  const seen = new Set<string>();
  return [...logged.slice(0, limit), ...warned]
    .filter((line) => line.text.trim() !== "" && !seen.has(line.text) && seen.add(line.text) !== undefined)
    .slice(0, limit);
}
