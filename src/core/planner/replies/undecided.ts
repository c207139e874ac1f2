import { logsOfView } from "../../diagnosis/logs/logs-of-view.ts";
import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView, KubectlError, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { isLacking, replicasOf } from "../answers/lacking.ts";
import { asksWhetherWell, isAboutTime } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import type { Conclusion } from "../situation.ts";
import type { Choice } from "../suggestions.ts";
import { courseOf } from "../well/log-course.ts";
import { standOf } from "../well/stands.ts";
import { isBeside, isOwn, subjectsOf } from "../well/subjects.ts";
import { statesOf } from "../well/well-words.ts";
import { enumerated, sentence } from "../wording.ts";
import { unread } from "./failed-reads.ts";

const states =
  /\b(down|up|crash\w*|restart\w*|start\w*|ready|runs?|running|pending|stuck|fail\w*|broken|unhealthy|healthy|wrong|problems?|issues?|trouble|ok|okay|fine)\b/;

/** Running and ready answers a complaint of that; why something is slow, or does the wrong thing, it does not. */
export function isAnsweredByHealth(question: Question): boolean {
  if (isAboutTime(question.plain)) return false;
  return asksWhetherWell(question) || states.test(question.plain);
}

type Seen = {
  /** What stands out most in what was looked at. */
  readonly lead: string | undefined;
  readonly subjects: readonly ObjectRef[];
  /** That nothing of the name was seen, if so. */
  readonly unknown: string | null;
};

/** How far the evidence goes, and which read would show more. */
export function undecided(question: Question, reads: Choice, view: ClusterView, seen: Seen): Conclusion {
  const decides = decidesIt(reads, unread(question, view));
  const said = (summary: string): Conclusion => ({
    verdict: "undecided",
    summary: `${summary} ${decides}`,
    confidence: "possible",
  });
  const short = lackingIn(view, seen.subjects).map((object) => {
    const replicas = replicasOf(object);
    return `${object.ref.kind} ${object.ref.name}${replicas === null ? " is not as wanted" : ` has ${replicas.ready}/${replicas.wanted} replicas ready`}`;
  });
  if (short.length > 0) return said(`${sentence(enumerated(short))} What keeps it back is not shown yet.`);
  const zero = atZero(view, seen.subjects);
  if (zero !== null && isAnsweredByHealth(question)) return said(zero);
  if (seen.unknown !== null) return said(seen.unknown);
  const about = aboutWhat(question);
  const isOfState = isAnsweredByHealth(question);
  const open = isOfState
    ? `The evidence does not decide what is wrong ${about}.`
    : `Nothing that was looked at shows the cause of the trouble ${about}.`;
  if (seen.lead !== undefined)
    return said(`${open} The strongest lead so far: ${sentence(seen.lead.trim().slice(0, 400))}`);
  const stands = standing(question, view);
  const seenWell =
    stands === null ? quietOf(question, view) : `What is asked about stands as it should: ${sentence(stands)}`;
  if (seenWell === "") return said(open);
  return said(`${seenWell} ${isOfState ? `What else may be wrong ${about} is not shown.` : open}`);
}

/** What was looked at and tells of no trouble: logs without errors, events without a warning. "" where something does. */
function quietOf(question: Question, view: ClusterView): string {
  const meant = subjectsOf(question, view);
  const logs = logsOfView(view).filter((log) => log.lineCount > 0 && isOwn(log, meant, view));
  if (logs.some((log) => courseOf(log, view).state !== "clean")) return "";
  const warned = view.events.some(({ type }) => type === "Warning");
  const names = enumerated([...new Set(logs.map(({ object }) => object.name))], 4);
  const lines = logs.reduce((all, { lineCount }) => all + lineCount, 0);
  return [
    logs.length > 0 &&
      `The log${logs.length > 1 ? "s" : ""} of ${names} ${logs.length > 1 ? "show" : "shows"} no errors in ${lines} lines.`,
    view.events.length > 0 && !warned && `No warning stands among the events that were shown (${view.events.length}).`,
  ]
    .filter((part) => part !== false)
    .join(" ");
}

function aboutWhat({ scope, targets }: Question): string {
  if (targets.length > 0) return `with ${enumerated(targets.map((target) => target.name))}`;
  return scope.namespaces.length > 0 ? `in the ${enumerated(scope.namespaces)} namespace` : "here";
}

function decidesIt({ suggestions }: Choice, failed: readonly KubectlError[]): string {
  const [first] = suggestions;
  if (first !== undefined) return `\`${first.command}\` would show more.`;
  const [error] = failed;
  return error === undefined
    ? "No further read of the cluster would decide it; measurements of the application itself may."
    : `What would decide it could not be read: ${sentence(error.message.trim() || error.line.text.trim())}`;
}

/** How the objects that are asked about stand, if each that tells of itself stands well. */
function standing(question: Question, view: ClusterView): string | null {
  const stands = subjectsOf(question, view)
    .filter(({ ref }) => !isBeside(ref))
    .map((object) => standOf(object, view));
  if (stands.some(({ isWell }) => isWell === false) || !stands.some(({ isWell }) => isWell === true)) return null;
  if (podsOf(view).some(({ health, ref }) => health === "failing" && stands.some((one) => one.ref === ref)))
    return null;
  return statesOf(stands, view).join("; ") || null;
}

/** Nothing of it runs, and nothing of it fails: what was asked about wants no replicas. */
function atZero(view: ClusterView, subjects: readonly ObjectRef[]): string | null {
  const own = subjects.flatMap((ref) => view.object(ref) ?? []).filter((object) => replicasOf(object) !== null);
  if (own.length === 0 || own.some((object) => replicasOf(object)!.wanted !== 0)) return null;
  const names = enumerated(own.slice(0, 4).map(({ ref }) => `${ref.kind} ${ref.name}`));
  return `${names} ${own.length === 1 ? "is" : "are"} scaled to zero (0 replicas), so that nothing of it runs and nothing fails. Whether that is on purpose is not shown.`;
}

function lackingIn(view: ClusterView, subjects: readonly ObjectRef[]): readonly ObservedObject[] {
  return subjects
    .flatMap((ref) => view.object(ref) ?? [])
    .filter(isLacking)
    .slice(0, 4);
}
