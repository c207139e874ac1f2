import { at, listAt, textAt } from "../../diagnosis/fields.ts";
import type { Finding } from "../../diagnosis/finding.ts";
import { type LogReading, logsOfView } from "../../diagnosis/logs-of-view.ts";
import { podAt, podsOf } from "../../diagnosis/pods.ts";
import { ownersOf, workloadOf } from "../../diagnosis/relations.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedEvent, ObservedObject } from "../../evidence/observed.ts";
import { statusIn } from "../facts/log-tallies.ts";
import { isLeftover } from "../investigation/leftovers.ts";
import { asSeen } from "../investigation/places.ts";
import { isLogged, isSame, nameTest, relevant } from "../investigation/relevance.ts";
import { type HealthQuestion, healthQuestion, isAboutTime } from "../question/asks-health.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs, sentence } from "../wording.ts";
import { type Course, courseOf, linesOfLog, progressOf } from "./log-course.ts";
import { restartsStill, runsOf, type Stand, standOf } from "./stands.ts";

/**
 * That nothing is wrong, what shows it, and what was alarming and is over, where somebody asks whether something is well and all that
 * was looked at says so. Null as soon as one object does not stand as it should, a log goes on failing, or a finding is not over.
 */
export function wellReply(question: Question, situation: Situation): Reply | null {
  const { view, newEvidenceFrom } = situation;
  if (newEvidenceFrom >= view.evidence.length || question.intent === "change" || searches(question)) return null;
  const asked = healthQuestion(question.text);
  if (!(asked.whether || asked.presumes) || isAboutTime(question.plain)) return null;
  const meant = subjectsOf(question, view);
  const stands = meant.map((object) => standOf(object, view));
  const logs = logsOfView(view)
    .filter((log) => isOwn(log, meant, view))
    .map((log) => ({ log, course: courseOf(log, view) }));
  if (asked.moves) {
    const still = stillLog(
      logs.map(({ log }) => log),
      view,
    );
    if (still !== null) return still;
  }
  if (!isAllWell(stands, asked.outage, logs)) return null;
  if (logs.some(({ log, course }) => course.state === "ill" && !isEnded(log, view))) return null;
  const isDesigned = stands.some((one) => one.byDesign);
  if (!asked.whether && !isDesigned && !isPlainlyWell(stands, view)) return null;
  const bearing = relevant(question, situation.diagnosis, view);
  const open = [...bearing.roots, ...bearing.findings].filter((one) => !isOver(one, stands, logs, view));
  if (open.length > 0 || view.errors.some((error) => error.code !== "no-previous-container")) return null;
  return replyOf(stands, logs, asked, view);
}

/** `was there any "peer down" reported?` wants the lines, not how things stand. */
const searches = ({ words, intent, plain }: Question): boolean =>
  intent === "inspect" &&
  /\b(?:report\w*|logged|logs?|appear\w*|mention\w*|contain\w*|occur\w*)\b/.test(plain) &&
  words.some((word) => word.quoted && /\S\s\S/.test(word.text));

/**
 * Why what is asked about is not well, though its objects run: it restarts as before, or its log goes on failing. Said where nothing else
 * would keep a reply from calling it well.
 */
export function unwellReply(question: Question, { view }: Situation): Reply | null {
  const meant = subjectsOf(question, view);
  const restarting = meant.filter((object) => object.ref.kind === "Pod" && restartsStill(object)).slice(0, 3);
  const ill = logsOfView(view)
    .filter((log) => isOwn(log, meant, view) && !isEnded(log, view))
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
  if (told.length === 0) return null;
  const summary = sentence(`It is not over: ${enumerated(told)}`);
  return {
    text: paragraphs(
      summary,
      evidenceBlock([
        ...restarting.map((object) => object.cite()),
        ...ill.flatMap(({ course }) => course.errors.slice(-3)),
      ]),
    ),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "likely" },
  };
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

type Read = { readonly log: LogReading; readonly course: Course };

/** What the question names with its pods, else the objects of the kind it speaks of, else all that was shown of the place. */
function subjectsOf(asked: Question, view: ClusterView): readonly ObservedObject[] {
  const question = asSeen(asked, view);
  const { namespaces } = question.scope;
  const isInPlace = ({ namespace, kind, name }: ObjectRef) =>
    namespaces.length === 0 ||
    namespace === undefined ||
    namespaces.includes(namespace) ||
    (kind === "Namespace" && namespaces.includes(name));
  const isNamed = nameTest(question, view);
  const all = view.objects.filter(({ ref }) => isInPlace(ref) && !ref.kind.endsWith("Metrics"));
  const named =
    question.targets.length === 0 ? [] : all.filter(({ ref }) => isNamed(ref) || isNamed(workloadOf(view, ref)));
  if (named.length > 0) return [...named, ...behind(named, all)];
  const kinds = new Set<string>(question.kinds.map(({ kind }) => kind.kind).filter((kind) => kind !== "Namespace"));
  const ofKind = all.filter(({ ref }) => kinds.has(ref.kind));
  return ofKind.length > 0
    ? [...ofKind, ...behind(ofKind, all)]
    : all.filter(({ ref }) => !/^(?:Node|ReplicaSet|Event)$/.test(ref.kind));
}

/** The pods that use a claim that is asked about, the Jobs of a CronJob. */
function behind(named: readonly ObservedObject[], all: readonly ObservedObject[]): readonly ObservedObject[] {
  const claims = named.filter(({ ref }) => ref.kind === "PersistentVolumeClaim");
  const isOwner = (job: ObservedObject) =>
    job.ref.kind === "Job" &&
    named.some(
      ({ ref }) => ref.kind === "Pod" && ref.namespace === job.ref.namespace && ref.name.startsWith(`${job.ref.name}-`),
    );
  return all.filter(
    (object) =>
      !named.includes(object) &&
      (isOwner(object) ||
        (object.ref.kind === "Pod" && claims.some(({ ref }) => ref.name.endsWith(`-${object.ref.name}`)))),
  );
}

/** A log of what is asked about, or of something that nobody knows. */
function isOwn(log: LogReading, meant: readonly ObservedObject[], view: ClusterView): boolean {
  if (meant.some(({ ref }) => ref.kind === "Ingress") && proxies.test(log.object.name)) return true;
  if (log.object.kind === "Log" || view.object(log.object) === undefined) {
    const isElsewhere =
      log.object.namespace !== undefined &&
      meant.every(({ ref }) => ref.namespace !== undefined && ref.namespace !== log.object.namespace);
    return !isElsewhere || log.object.kind === "Log";
  }
  return meant.some(
    ({ ref }) =>
      isSame(ref, log.object) || isSame(workloadOf(view, ref), log.object) || isSame(workloadOf(view, log.object), ref),
  );
}

/** What lets calls in writes how they were answered. */
const proxies = /ingress|nginx|traefik|haproxy|envoy|gateway|contour|kong|caddy|router/;

/** An attempt that failed and was retried: what its log says last is its end. */
const isEnded = (log: LogReading, view: ClusterView): boolean => podAt(view, log.object)?.health === "done";

const silent =
  /^(?:Namespace|ReplicaSet|Endpoints|EndpointSlice|ConfigMap|Secret|ServiceAccount|StorageClass|PersistentVolume|ScaledObject)$/;

/** At least one stands well, and none does not; a failed Job or pod is excused by its successor. */
function isAllWell(stands: readonly Stand[], isOutage: boolean, logs: readonly Read[]): boolean {
  const bad = stands.filter((one) => one.isWell === false && !silent.test(one.ref.kind) && !isSucceeded(one, stands));
  const good = stands.filter((one) => one.isWell === true && !silent.test(one.ref.kind));
  if (bad.length > 0) return false;
  const moves = stands.some((one) => one.isWell === null && one.ref.kind === "Job");
  if (good.length === 0 && !moves) return false;
  return (
    !isOutage ||
    good.some(({ ref }) => ref.kind === "Ingress" || ref.kind === "Service") ||
    logs.some(({ course }) => course.state === "recovered")
  );
}

/** A run of a CronJob that failed before one that succeeded. */
function isSucceeded({ ref }: Stand, stands: readonly Stand[]): boolean {
  const stem = /^(.{1,240})-(\d{6,10})(?:-[a-z0-9]{5})?$/.exec(ref.name);
  return (
    stem !== null &&
    stands.some((other) => {
      const later = /^(.{1,240})-(\d{6,10})$/.exec(other.ref.name);
      return (
        other.ref.kind === "Job" &&
        other.isWell === true &&
        later?.[1] === stem[1] &&
        Number(later?.[2]) > Number(stem[2])
      );
    })
  );
}

/** Where somebody asks why it fails, its pods have to show that it does not: running and ready, without a restart of late. */
function isPlainlyWell(stands: readonly Stand[], view: ClusterView): boolean {
  const pods = stands.flatMap(({ ref }) => podAt(view, ref) ?? []).filter((pod) => pod.health === "healthy");
  return pods.length > 0 && pods.every((pod) => pod.restarts === 0);
}

/** Whether a finding tells of what has passed. */
function isOver(finding: Finding, stands: readonly Stand[], logs: readonly Read[], view: ClusterView): boolean {
  if (finding.severity === "info" && finding.explains.length === 0) return true;
  const isLogOver = (line: Line) =>
    logs.some(
      ({ log, course }) => log.tail.at(-1)?.command === line.command && (course.state !== "ill" || isEnded(log, view)),
    );
  if (isLogged(finding)) return finding.evidence.every(isLogOver);
  const own = stands.find(({ ref }) => isSame(ref, finding.object));
  if (own?.byDesign) return true;
  if (own !== undefined && own.isWell === false && isSucceeded(own, stands)) return true;
  if (isLeftover(view, finding.object) || podAt(view, finding.object)?.health === "done") return true;
  if (own?.isWell === true || isReplaced(finding.object, stands, view))
    return finding.evidence.every(
      (line) =>
        isEventLine(line, view) ||
        isLogOver(line) ||
        own?.lines.some((one) => one.line === line.line && one.command === line.command) === true,
    );
  return false;
}

/** A pod that events speak of and no list shows, of a workload that has all it wants. */
function isReplaced(ref: ObjectRef, stands: readonly Stand[], view: ClusterView): boolean {
  if (ref.kind !== "Pod" || view.object(ref) !== undefined) return false;
  return (
    ownersOf(view, ref).some((owner) => stands.some((one) => isSame(one.ref, owner) && one.isWell === true)) ||
    stands.some(
      (one) => one.isWell === true && ref.namespace === one.ref.namespace && ref.name.startsWith(`${one.ref.name}-`),
    )
  );
}

const isEventLine = (line: Line, view: ClusterView): boolean =>
  view.events.some(
    (event) =>
      event.line.command === line.command && event.line.line === line.line && (event.lastSeen ?? 0) >= recently,
  );

/** Warnings of the last minutes may not be over. */
const recently = 300;

function alarms(
  stands: readonly Stand[],
  logs: readonly Read[],
  view: ClusterView,
): readonly { text: string; lines: readonly Line[] }[] {
  const recovered = logs.filter(({ course }) => course.state === "recovered");
  return [
    ...recovered.slice(0, 2).map(({ log, course }) => ({
      text: `the ${course.errors.length} error ${course.errors.length === 1 ? "line" : "lines"} of ${log.object.name} (${short(course.errors[0]!)}) ${course.errors.length === 1 ? "was" : "were"} transient and it recovered: ${short(course.over!)}`,
      lines: [course.errors[0]!, course.over!],
    })),
    ...attempts(stands, logs, view),
    ...warnings(stands, view)
      .slice(-2)
      .map((event) => ({
        text: `the warning ${event.reason} (${event.message.replaceAll(/\s+/g, " ").slice(0, 120)}) is${event.lastSeen === null ? "" : ` ${agoOf(event.lastSeen)} old and`} over`,
        lines: [event.line],
      })),
  ];
}

/** Failed attempts whose Job completed, with the last error that they wrote. */
function attempts(stands: readonly Stand[], logs: readonly Read[], view: ClusterView) {
  return podsOf(view)
    .filter(
      (pod) =>
        pod.health === "done" &&
        !/^(?:Completed|Succeeded)$/.test(pod.status) &&
        stands.some(({ ref }) => isSame(ref, pod.ref)),
    )
    .slice(0, 2)
    .map((pod) => {
      const error = logs.find(({ log }) => isSame(log.object, pod.ref))?.course.errors.at(-1);
      return {
        text: `pod ${pod.ref.name} was an attempt that failed${error === undefined ? "" : ` (${short(error)})`} and was retried with success, so there is no need to run it again`,
        lines: [pod.line, error].filter((line) => line !== undefined),
      };
    });
}

const warnings = (stands: readonly Stand[], view: ClusterView): readonly ObservedEvent[] =>
  view.events.filter(
    (event) =>
      event.type === "Warning" &&
      stands.some(({ ref }) => isSame(ref, event.object) || event.object.name.startsWith(`${ref.name}-`)),
  );

const short = (line: Line): string =>
  line.text
    .trim()
    .replace(/^\[?\d{4}[-/]\d{2}[-/]\d{2}[T ]\S{0,40}\s+/, "")
    .replaceAll(/\s+/g, " ")
    .slice(0, 110);

const agoOf = (seconds: number): string =>
  seconds < 7200
    ? `${Math.round(seconds / 60)}m`
    : seconds < 172_800
      ? `${Math.round(seconds / 3600)}h`
      : `${Math.round(seconds / 86_400)}d`;

/** What says most first: what is meant to be so, what others stand on, pods last. */
const order = [
  "Ingress",
  "Service",
  "CronJob",
  "Job",
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "HorizontalPodAutoscaler",
  "PersistentVolumeClaim",
  "Node",
];

function replyOf(stands: readonly Stand[], logs: readonly Read[], asked: HealthQuestion, view: ClusterView): Reply {
  const counted = stands.filter(
    (one) =>
      (one.isWell === true || one.byDesign || one.ref.kind === "Job") &&
      one.isWell !== false &&
      one.text !== "" &&
      !silent.test(one.ref.kind) &&
      !isRun(one, stands, view),
  );
  const place = ({ ref, byDesign }: Stand) =>
    byDesign ? -1 : (order.indexOf(ref.kind) + order.length + 1) % (order.length + 1);
  const ordered = counted.toSorted((one, other) => place(one) - place(other));
  const main = ordered.filter(({ ref }) => ref.kind !== "Pod");
  const pods = ordered.filter(({ ref, text }) => ref.kind === "Pod" && !/ failed,/.test(text));
  const zero = main.filter((one) => / is scaled to zero /.test(one.text));
  const others = main.filter((one) => !zero.includes(one));
  const states = [
    ...(zero.length > 0 ? [together(zero)] : []),
    ...others.slice(0, 3).map(({ text }) => text),
    ...podsText(pods),
  ];
  const moves = logs.map(({ log }) => progressOf(log, view)).find((one) => one?.moves === true) ?? null;
  const alarming = alarms(stands, logs, view);
  const names = enumerated([...new Set((main.length > 0 ? main : pods).map(({ ref }) => ref.name))], 4);
  const goes =
    moves === null || !(asked.moves || stands.some((one) => one.isWell === null))
      ? ""
      : ` It does not hang, it makes progress: ${short(moves.last)}.`;
  const answers = asked.outage ? answersIn(logs, view) : "";
  const over =
    alarming.length === 0
      ? ""
      : ` What looks alarming is over: ${enumerated(alarming.slice(0, 3).map(({ text }) => text))}.`;
  const looked = [...new Set(view.evidence.map(({ command }) => command.trim()))].filter((command) => command !== "");
  const summary = `Nothing is wrong with ${names}: ${sentence(states.slice(0, 4).join("; "))}${goes}${answers}${over}`;
  const lines = [
    ...ordered.slice(0, 4).flatMap((one) => one.lines),
    ...(moves === null ? [] : [moves.first, moves.last]),
    ...alarming.flatMap((one) => one.lines),
  ];
  return {
    text: paragraphs(
      summary,
      evidenceBlock(lines),
      looked.length > 0 &&
        `Looked at: ${enumerated(
          looked.map((command) => `\`${command}\``),
          4,
        )}.`,
    ),
    suggestions: [],
    findings: [],
    conclusion: { verdict: "healthy", summary, confidence: "likely" },
  };
}

/** How the calls in the logs were answered. */
function answersIn(logs: readonly Read[], view: ClusterView): string {
  const codes = logs.flatMap(({ log }) => linesOfLog(log, view)).flatMap(({ text }) => statusIn(text) ?? []);
  const good = codes.filter((code) => code < "400").length;
  if (codes.length === 0) return "";
  return ` Its log shows ${codes.length} answers, ${good} of them good (${enumerated([...new Set(codes.filter((code) => code < "400"))], 4)}) and none with 5xx.`;
}

/** Runs of a CronJob are told with it. */
function isRun({ ref }: Stand, stands: readonly Stand[], view: ClusterView): boolean {
  return (
    ref.kind === "Job" &&
    stands.some((one) => one.ref.kind === "CronJob" && runsOf(view, one.ref).some((job) => isSame(job.ref, ref)))
  );
}

function together(zero: readonly Stand[]): string {
  const [first] = zero;
  if (zero.length === 1) return first!.text;
  const names = enumerated(
    zero.map(({ ref }) => ref.name),
    6,
  );
  return `${first!.ref.kind}s ${names} are scaled to zero ${first!.text.replace(/^.*? is scaled to zero /, "")}`;
}

function podsText(pods: readonly Stand[]): readonly string[] {
  if (pods.length <= 2) return pods.map(({ text }) => text);
  const restarted = pods.filter(({ text }) => text.includes("restart"));
  const done = pods.filter(({ text }) => text.includes("completed"));
  const running = pods.length - done.length;
  return [
    ...(running > 0 ? [running === 1 ? "1 pod is running and ready" : `${running} pods are running and ready`] : []),
    ...(done.length > 0 ? [`${done.length} ${done.length === 1 ? "pod has" : "pods have"} completed`] : []),
    ...restarted.slice(0, 1).map(({ text }) => text),
  ];
}

/** A log that says the same over and over does not go on. */
function stillLog(logs: readonly LogReading[], view: ClusterView): Reply | null {
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
