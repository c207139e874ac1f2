import { shortened } from "../../diagnosis/logs/decisive-line.ts";
import { logStatements } from "../../diagnosis/logs/log-statements.ts";
import { clockIn } from "../../diagnosis/logs/log-times.ts";
import { isOptional, isPlace, requirementsIn } from "../../diagnosis/logs/log-words.ts";
import { saidIn } from "../../diagnosis/logs/said-in-line.ts";
import type { ClusterView, LogTemplate, ObservedLog } from "../../evidence/observed.ts";
import type { Answered } from "./answer.ts";
import { distinct } from "./distinct.ts";

/** Words of failure beside those that name a reason; many programs write lines without a level. */
const failure =
  /\b(?:fail(?:s|ed|ure|ures|ing)?|errors?|unable|lost|dropp(?:ed|ing)|quarantined?|abort(?:ed|ing)?|gave up|giving up|overflow\w*|stuck|stalled|killed|panic\w*|evicted|throttled|unreachable|timed? ?out|deferred|bounced|rollback|rolled back|degraded|skew|retrying|backing off|dead[- ]?letter\w*|poison\w*|leak\w*|overrun|truncated|inconsisten\w*|out of sync|split[- ]brain|too (?:slow|late))\b/i;

/** Part of a log up to which a line counts as unusual, and so many lines in any case. */
const rarely = 0.02;
const fewest = 5;
const mostShown = 5;

/** What stands out among the routine lines of logs that hold no line of level error; null where nothing does. */
export function unusualLines(logs: readonly ObservedLog[], view: ClusterView, name: string): Answered | null {
  const known = new Set(
    logStatements(view)
      .filter(({ cause }) => cause.code !== "slow-operation")
      .map(({ template }) => template.last.text),
  );
  const count = logs.reduce((sum, log) => sum + log.lineCount, 0);
  const weighed = logs
    .flatMap((log) => log.templates.map((template) => ({ template, isRare: isRare(template, log.lineCount) })))
    .map(({ template, isRare }) => ({ template, weight: weightOf(template, known, isRare) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight || one.template.count - other.template.count)
    .map(({ template }) => template);
  const shown = distinct(weighed, ({ last }) => saidIn(last.text)).slice(0, mostShown);
  const [first] = shown;
  if (first === undefined) return null;
  const said = shortened(saidIn(first.last.text), 230).replace(/[.;,:]+$/, "");
  return {
    summary: `The log of ${name} holds no error lines among ${count}; what stands out is, in ${first.count} ${first.count === 1 ? "line" : "lines"}${spanOf(first)}: ${said}.`,
    details: shown.map((one) => `  ${one.count} × ${shortened(saidIn(one.last.text), 190)}${spanOf(one)}`).join("\n"),
    lines: shown.slice(0, 3).map(({ last }) => last),
  };
}

const isRare = ({ count }: LogTemplate, lineCount: number): boolean => count <= Math.max(fewest, lineCount * rarely);

/** A line that a rule knows tells however often it stands there; others have to be rare and to speak of failure. */
function weightOf({ level, last }: LogTemplate, known: ReadonlySet<string>, isRare: boolean): number {
  const text = saidIn(last.text.slice(0, 2000));
  if (level === "debug" || isPlace(text) || isOptional(text)) return 0;
  const isKnown = known.has(last.text);
  if (!isRare && !isKnown) return 0;
  return (isKnown ? 4 : 0) + Math.min(3, requirementsIn(text)) + (failure.test(text) ? 2 : 0);
}

/** From when to when it was said. */
function spanOf({ first, last, count }: LogTemplate): string {
  const [from, to] = [clockIn(first.text), clockIn(last.text)];
  if (from === "" || to === "") return "";
  return count === 1 || from === to ? ` (at ${to})` : ` (${from} to ${to})`;
}
