import type { Finding } from "../../diagnosis/finding.ts";
import { logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import { relevant } from "../investigation/relevance.ts";
import { isAboutTime } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs } from "../wording.ts";
import { type Deeds, deedsOf } from "./deeds.ts";
import { courseOf } from "./log-course.ts";
import { short } from "./over.ts";
import { isEnded, isOwn, subjectsOf } from "./subjects.ts";

/**
 * That work is done, where somebody says that it is not: the logs tell of it over and over, `posts are not delivered` and `DeliveryWorker
 * done`. Null as soon as a pod fails there, a log goes on with errors, or anything else was found.
 */
export function doneReply(question: Question, { view, diagnosis, newEvidenceFrom }: Situation): Reply | null {
  if (question.intent === "change" || newEvidenceFrom >= view.evidence.length) return null;
  if (isAboutTime(question.plain) || partly.test(question.text)) return null;
  if (view.evidence.every(({ origin }) => origin === "executed") || view.errors.length > 0) return null;
  const bearing = relevant(question, diagnosis, view);
  if ([...bearing.roots, ...bearing.findings].some(isDoubt)) return null;
  if (podsOf(view).some(({ health }) => health === "failing" || health === "starting")) return null;
  const meant = subjectsOf(question, view);
  const isIll = logsOfView(view).some(
    (log) => isOwn(log, meant, view) && courseOf(log, view).state === "ill" && !isEnded(log, view),
  );
  const deeds = isIll ? [] : deedsOf(question, view);
  return deeds.length === 0 ? null : replyOf(deeds, podsOf(view).filter(({ health }) => health === "healthy").length);
}

/** What fails now and then is done as well: that it is done refutes nothing. */
const partly =
  /\b(?:half(?! past\b)|third|some(?:times)?|several|many|few|often|intermittent\w*|occasional\w*|sporadic\w*|random\w*|now and then|at times|partly|partially|certain|single|every (?:other|second|third|\w+th))\b|\d ?%|\d percent\b/i;

const isDoubt = ({ severity, confidence, code }: Finding): boolean =>
  severity !== "info" || (confidence !== "possible" && code !== "not-found");

function replyOf(deeds: readonly Deeds[], ready: number): Reply {
  const told = deeds.map(
    ({ object, done, failed, last }) =>
      `the log of ${object.name} tells ${done} times that it was done${failed === 0 ? "" : ` and ${failed === 1 ? "once" : `${failed} times`} that it failed`}, last: ${short(last)}`,
  );
  const pods = ready === 0 ? "" : ` ${ready === 1 ? "1 pod is" : `${ready} pods are`} running and ready.`;
  const summary = `Nothing is wrong with the work that is said not to be done: ${enumerated(told.slice(0, 3))}.${pods}`;
  return {
    text: paragraphs(summary, evidenceBlock(deeds.slice(0, 3).map(({ last }) => last))),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "healthy", summary, confidence: "likely" },
  };
}
