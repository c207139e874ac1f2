import type { Diagnosis, Finding } from "../../diagnosis/finding.ts";
import { logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import { at, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { podAt } from "../../diagnosis/workloads/pods.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { tellsOfTrouble } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs, sentence } from "../wording.ts";
import { courseOf } from "./log-course.ts";
import { short } from "./over.ts";
import type { Stand } from "./stand.ts";
import { restartsStill, standOf } from "./stands.ts";
import { isAskedBy, isEnded, isOwn, subjectsOf } from "./subjects.ts";

/**
 * Why what is asked about is not well, though its objects run: it restarts as before, or its log goes on failing. Said where nothing else
 * would keep a reply from calling it well.
 */
export function unwellReply(question: Question, { view, diagnosis }: Situation): Reply | null {
  const meant = subjectsOf(question, view);
  const served = expiredBeside(meant, diagnosis);
  const restarting = meant
    .filter((object) => podAt(view, object.ref)?.health === "healthy" && restartsStill(object, view))
    .slice(0, 3);
  const ill = logsOfView(view)
    .filter((log) => tellsOfTrouble(question.text) && isOwn(log, meant, view) && !isEnded(log, view))
    .map((log) => ({ log, course: courseOf(log, view) }))
    .filter(({ course }) => course.state === "ill")
    .slice(0, 2);
  const told = [
    ...restarting.map(
      (object) =>
        `pod ${object.ref.name} runs and restarts again and again: ${standOf(object, view)
          .text.replace(/^.*?\((?=\d)/, "")
          .replace(/\)$/, "")}${lastEnd(object)}`,
    ),
    ...ill.map(
      ({ log, course }) =>
        `the log of ${log.object.name} goes on with errors (${course.errors.length} lines): ${short(course.errors.at(-1)!)}`,
    ),
  ];
  const bad = told.length > 0 || question.targets.length === 0 ? [] : meant.map((one) => standOf(one, view));
  const isAsked = isAskedBy(question, meant);
  const down = bad.filter((one) => one.isWell === false && isAsked(one.ref) && !isQuiet(one)).slice(0, 3);
  if (told.length + down.length + served.length === 0) return null;
  const summary =
    told.length > 0
      ? sentence(`It is not over: ${enumerated(told)}`)
      : sentence(
          `Not all is well: ${enumerated([...served.map((one) => one.summary.replace(/\.$/, "")), ...down.map(({ text }) => text)])}`,
        );
  return {
    text: paragraphs(
      summary,
      evidenceBlock([
        ...restarting.map((object) => object.cite()),
        ...ill.flatMap(({ course }) => course.errors.slice(-3)),
        ...down.flatMap(({ lines }) => lines),
        ...served.flatMap(({ evidence }) => evidence),
      ]),
    ),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "likely" },
  };
}

/** Nothing that is down: what says nothing by itself, and what nobody wants any replicas of. */
const isQuiet = ({ text }: Stand): boolean => / is scaled to zero /.test(text);

/** Where a Certificate is asked about, what is said of certificates in its namespace: the old one may still be served. */
function expiredBeside(meant: readonly ObservedObject[], { roots }: Diagnosis): readonly Finding[] {
  const spaces = meant.flatMap(({ ref }) => (ref.kind === "Certificate" ? [ref.namespace] : []));
  return roots.filter(
    ({ code, object }) =>
      code === "certificate-expired" &&
      spaces.length > 0 &&
      (object.namespace === undefined || spaces.includes(object.namespace)),
  );
}

/** How a container ended before it was started again. */
function lastEnd({ fields }: ObservedObject): string {
  const ended = listAt(fields, "status", "containerStatuses")
    .map((one) => at(one, "lastState", "terminated"))
    .find((one) => textAt(one, "reason") !== "");
  return ended === undefined
    ? ""
    : `, it last ended with ${textAt(ended, "reason")} (exit code ${textAt(ended, "exitCode")})`;
}
