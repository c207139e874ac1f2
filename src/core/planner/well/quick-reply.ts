import type { Finding } from "../../diagnosis/finding.ts";
import { spokenDuration, type TimedLog, timedLogs } from "../../diagnosis/logs/timings.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { relevant } from "../investigation/relevance.ts";
import { isAboutTime } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs } from "../wording.ts";
import { isOwn, subjectsOf } from "./subjects.ts";

/** So many measurements, none above so many milliseconds, say that nothing is slow. */
const fewest = 20;
const longest = 800;

/**
 * That nothing is slow, where somebody says that something is: what the logs of the place measured is fast, request by request, its pods
 * are ready and nothing is at a limit. Null as soon as one measurement is long, too few were made, or anything is wrong there.
 */
export function quickReply(question: Question, { view, diagnosis, newEvidenceFrom }: Situation): Reply | null {
  if (
    !(isAboutTime(question.plain) || isLate.test(question.plain)) ||
    question.intent === "change" ||
    newEvidenceFrom >= view.evidence.length
  )
    return null;
  if (view.evidence.every(({ origin }) => origin === "executed") && !isMeasured(view)) return null;
  const bearing = relevant(question, diagnosis, view);
  if ([...bearing.roots, ...bearing.findings].some(isDoubt)) return null;
  const meant = subjectsOf(question, view);
  const logs = timedLogs(view).filter(({ log }) => isOwn(log, meant, view));
  const timings = logs.flatMap((one) => one.timings);
  const slowest = timings.toSorted((one, other) => other.milliseconds - one.milliseconds)[0];
  if (slowest === undefined || timings.length < fewest || slowest.milliseconds > longest) return null;
  if (question.targets.length > 0 && !logs.some((one) => isOfNamed(one, question))) return null;
  if (podsOf(view).some((pod) => pod.health === "failing" && meant.some(({ ref }) => ref.name === pod.ref.name)))
    return null;
  return replyOf(logs, timings.length, slowest, view);
}

const isDoubt = ({ severity, confidence, code }: Finding): boolean =>
  severity !== "info" || (confidence !== "possible" && !/^not-found$/.test(code));

/** What comes late was slow somewhere. */
const isLate = /\b(?:late|delay\w*|lag\w*|behind schedule)\b/;

/** Who is busy was looked at as well. */
const isMeasured = (view: ClusterView): boolean => view.of("PodMetrics").length > 0;

const isOfNamed = ({ log }: TimedLog, { targets }: Question): boolean =>
  targets.some(({ name }) => log.object.name === name || log.object.name.startsWith(`${name}-`));

function replyOf(
  logs: readonly TimedLog[],
  count: number,
  slowest: TimedLog["timings"][number],
  view: ClusterView,
): Reply {
  const names = enumerated([...new Set(logs.map(({ log }) => log.object.name))], 6);
  const ready = podsOf(view).filter(({ health }) => health === "healthy").length;
  const others = [
    ...(ready > 1 ? [`${ready} pods are running and ready`] : []),
    ...(isMeasured(view) ? ["no pod that was measured is at its limit"] : []),
    ...(view.of("HorizontalPodAutoscaler").length > 0 ? ["no autoscaler is at its maximum"] : []),
  ];
  const summary = `Nothing slow was found: the ${count} calls that the logs of ${names} measured took ${spokenDuration(slowest.milliseconds)} at most${others.length > 0 ? `; ${enumerated(others)}` : ""}.`;
  return {
    text: paragraphs(summary, evidenceBlock([slowest.line])),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "healthy", summary, confidence: "likely" },
  };
}
