import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { statusIn } from "../facts/log-tallies.ts";
import { isSame } from "../investigation/relevance.ts";
import type { HealthQuestion } from "../question/asks-health.ts";
import type { Reply } from "../situation.ts";
import { enumerated, evidenceBlock, paragraphs, sentence } from "../wording.ts";
import { linesOfLog, progressOf } from "./log-course.ts";
import { alarms, type Read, short } from "./over.ts";
import { runsOf } from "./sound-runs.ts";
import type { Stand } from "./stand.ts";
import { isBeside } from "./subjects.ts";

/** What says most first: what is meant to be so, what operators keep, what others stand on, pods last. */
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

export function replyOf(
  stands: readonly Stand[],
  logs: readonly Read[],
  asked: HealthQuestion,
  where: readonly string[],
  view: ClusterView,
  isAsked: (ref: ObjectRef) => boolean,
): Reply {
  const { ordered, main, pods, nodes, states } = toldOf(stands, view, isAsked);
  const moves = logs.map(({ log }) => progressOf(log, view)).find((one) => one?.moves === true) ?? null;
  const alarming = alarms(stands, logs, view);
  const names = enumerated([...new Set((main.length > 0 ? main : pods).map(({ ref }) => ref.name))], 4);
  const isCluster = where.length === 0 && nodes.length > 1 && pods.length > 4;
  const what = isCluster
    ? "in the cluster"
    : where.length === 0
      ? `with ${names}`
      : `in the ${enumerated(where)} namespace`;
  const goes =
    moves === null || !(asked.moves || stands.some((one) => one.isWell === null && one.ref.kind === "Job"))
      ? ""
      : ` It does not hang, it makes progress: ${short(moves.last)}.`;
  const answers = asked.outage ? answersIn(logs, view) : "";
  const over =
    alarming.length === 0
      ? ""
      : ` What looks alarming is over: ${enumerated(alarming.slice(0, 3).map(({ text }) => text))}.`;
  const looked = [...new Set(view.evidence.map(({ command }) => command.trim()))].filter((command) => command !== "");
  const summary = `Nothing is wrong ${what}: ${sentence(states.join("; "))}${goes}${answers}${over}`;
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

/** How objects stand, as parts of a sentence, what says most first. */
export const statesOf = (stands: readonly Stand[], view: ClusterView): readonly string[] =>
  toldOf(stands, view, (ref) => !isBeside(ref)).states;

function toldOf(stands: readonly Stand[], view: ClusterView, isAsked: (ref: ObjectRef) => boolean) {
  const counts = stands.filter(
    (one) =>
      (one.isWell === true || one.byDesign || one.ref.kind === "Job") &&
      one.isWell !== false &&
      one.text !== "" &&
      (one.byDesign || isAsked(one.ref)) &&
      !isRun(one, stands, view),
  );
  const leading = counts.filter((one) => one.byDesign || !isBeside(one.ref));
  const counted = leading.length > 0 ? leading : counts;
  const place = ({ ref, byDesign }: Stand) =>
    byDesign
      ? -2
      : kindNamed(ref.kind) === undefined
        ? -1
        : (order.indexOf(ref.kind) + order.length + 1) % (order.length + 1);
  const ordered = counted.toSorted((one, other) => place(one) - place(other));
  const main = ordered.filter(({ ref, byDesign }) => byDesign || ref.kind !== "Pod");
  const pods = ordered.filter(({ ref, text, byDesign }) => ref.kind === "Pod" && !byDesign && !/ failed,/.test(text));
  const nodes = main.filter(({ ref, byDesign }) => ref.kind === "Node" && !byDesign);
  const zero = main.filter((one) => / is scaled to zero /.test(one.text));
  const others = main.filter((one) => !zero.includes(one) && (nodes.length === 1 || !nodes.includes(one)));
  const states = [
    ...(zero.length > 0 ? [together(zero)] : []),
    ...(nodes.length > 1 ? [`${nodes.length} nodes are Ready`] : []),
    ...inShort(others).slice(0, 3),
    ...podsText(pods),
  ];
  return { ordered, main, pods, nodes, states: states.slice(0, 4) };
}

const many = 3;

/** Each in its own words, and many of one kind together. */
function inShort(others: readonly Stand[]): readonly string[] {
  const groups = Map.groupBy(others, ({ ref, byDesign }) => (byDesign ? "" : ref.kind));
  const isMany = ({ ref, byDesign }: Stand) => !byDesign && (groups.get(ref.kind)?.length ?? 0) > many;
  return [
    ...new Set(
      others.map((one) => (isMany(one) ? allOfKind(one.ref.kind, groups.get(one.ref.kind)!.length) : one.text)),
    ),
  ];
}

const allOfKind = (kind: string, count: number): string =>
  /^(?:Deployment|StatefulSet|ReplicaSet)$/.test(kind)
    ? `all ${count} ${kind}s have their replicas ready and available`
    : `all ${count} ${pluralOfKind(kind)} stand as they should`;

const pluralOfKind = (kind: string): string =>
  /s$/.test(kind) ? `${kind}${/(?:ss|us)$/.test(kind) ? "es" : ""}` : `${kind.replace(/([^aeiou])y$/, "$1ie")}s`;

/** How the calls in the logs were answered. */
function answersIn(logs: readonly Read[], view: ClusterView): string {
  const codes = logs.flatMap(({ log }) => linesOfLog(log, view)).flatMap(({ text }) => statusIn(text) ?? []);
  const good = codes.filter((code) => code < "400").length;
  if (codes.length === 0) return "";
  return ` ${logs.length === 1 ? "Its log shows" : "The logs show"} ${codes.length} answers, ${good} of them good (${enumerated([...new Set(codes.filter((code) => code < "400"))], 4)}) and none with 5xx.`;
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
