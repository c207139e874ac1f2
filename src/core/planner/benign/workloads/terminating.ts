import { numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { ownersOf, workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { isLacking } from "../../answers/lacking.ts";
import type { Question } from "../../question/understand.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { nowOf } from "../reading/now.ts";
import { printedOf } from "../reading/printed.ts";

const inGrace = defineBenign(
  {
    code: "pod-terminates-in-grace",
    title: "Pod that ends within its grace period",
    about:
      "A pod is Terminating, and its terminationGracePeriodSeconds are not over yet: it may take that long to drain its work. It becomes a fault only after that.",
    reads: ["Pod", "Deployment", "StatefulSet", "Event"],
    asked:
      /\b(?:terminat\w*|delet\w*|stuck|hang\w*|force|--force|stopp?\w*|shut\w*|old|drain\w*|kill\w*|rollout|gone|going away|linger\w*|still)\b/,
  },
  function* (view, question) {
    for (const pod of podsOf(view)) {
      if (!pod.deleting || pod.ref.kind !== "Pod") continue;
      const grace = graceOf(pod, view);
      if (grace === null || isHeld(pod, view) || isOwnerLacking(pod.ref, view)) continue;
      const time = timeLeft(pod, grace.seconds, view, question);
      if (time === null) continue;
      yield {
        ref: pod.ref,
        text: `pod ${pod.ref.name} is not stuck, it is still within its grace period: terminationGracePeriodSeconds is ${grace.seconds}, ${time.text}; it drains and ends by itself, so wait and do not force it${replacement(pod.ref, view)}`,
        lines: [pod.line, grace.line, time.line],
      };
    }
  },
);

/** How long it may take, by what it shows itself or its workload's template. */
function graceOf({ ref, object }: PodReading, view: ClusterView): { seconds: number; line: Line } | null {
  const fields = object?.fields;
  const paths = [
    ["metadata", "deletionGracePeriodSeconds"],
    ["spec", "terminationGracePeriodSeconds"],
  ];
  for (const path of paths) {
    const seconds = numberAt(fields, ...path);
    if (seconds !== undefined) return { seconds, line: object!.cite(...path) };
  }
  const pattern =
    /\b(?:termination|deletion)GracePeriodSeconds"?\s{0,8}[:=]\s{0,8}(\d{1,7})|Termination Grace Period:\s{0,12}(\d{1,7})s/;
  const picked = pickedOf(view, ref);
  if (picked?.seconds !== undefined) return { seconds: picked.seconds, line: picked.line };
  for (const one of [ref, workloadOf(view, ref)]) {
    const shown = printedOf(view, one, pattern)[0];
    if (shown !== undefined) return { seconds: Number(shown.match[1] ?? shown.match[2]), line: shown.line };
    const template = view.object(one);
    const seconds = numberAt(template?.fields, "spec", "template", "spec", "terminationGracePeriodSeconds");
    if (seconds !== undefined)
      return { seconds, line: template!.cite("spec", "template", "spec", "terminationGracePeriodSeconds") };
  }
  return null;
}

/** A finalizer, a volume that is not let go, a node that is not there: these hold it for longer. */
function isHeld(pod: PodReading, view: ClusterView): boolean {
  const finalizers = printedOf(view, pod.ref, /^\s{0,8}(?:"?finalizers"?:|- [\w.-]{1,80}\/[\w.-]{1,80}$)/);
  const node = view.object({ kind: "Node", name: pod.node });
  const status = node?.printed.get("STATUS")?.value ?? "";
  return (
    finalizers.some(({ line }) => /finalizers/.test(line.text)) ||
    /NotReady|Unknown/.test(status) ||
    pod.events.some(({ reason }) => /^Failed(?:Kill|Unmount|Delete)|^FailedKillPod/.test(reason))
  );
}

function isOwnerLacking(ref: ObjectRef, view: ClusterView): boolean {
  const owner = view.object(workloadOf(view, ref));
  return owner !== undefined && owner.ref.kind !== "Pod" && isLacking(owner);
}

function timeLeft(pod: PodReading, grace: number, view: ClusterView, question: Question) {
  return byDeadline(pod, view) ?? byEvent(pod, grace) ?? byWord(grace, question);
}

/** `deletionTimestamp` is the moment at which the grace is over. */
function byDeadline({ ref, object }: PodReading, view: ClusterView): { text: string; line?: Line } | null | undefined {
  const lasts = printedOf(view, ref, /^Status:\s{1,40}Terminating \(lasts (<invalid>|[\dhms]{1,12})\)/)[0];
  if (lasts !== undefined) {
    const isOver = lasts.match[1] !== "<invalid>";
    return isOver ? null : { text: "and its end is still ahead (lasts <invalid>)", line: lasts.line };
  }
  const picked = pickedOf(view, ref)?.until;
  const pattern = /\bdeletionTimestamp"?\s{0,8}[:=]\s{0,8}"?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)/;
  const shown = printedOf(view, ref, pattern)[0];
  const end = Date.parse(shown?.match[1] ?? picked ?? textAt(object?.fields, "metadata", "deletionTimestamp"));
  const now = nowOf(view);
  if (Number.isNaN(end) || now === null) return null;
  if (now.at >= end) return null;
  const left = Math.round((end - now.at) / 60_000);
  return {
    text: `it ends at ${new Date(end).toISOString().slice(11, 19)} UTC at the latest (${left < 1 ? "in less than a minute" : `${left} minutes are left`})`,
    line: shown?.line ?? now.line,
  };
}

/** Both as jq or jsonpath print them under names of their own: a time, and a bare number, of a command that asks for these fields. */
function pickedOf(view: ClusterView, ref: ObjectRef): { until?: string; seconds?: number; line: Line } | null {
  for (const piece of view.evidence) {
    if (!/\b(?:jq|jsonpath)\b/.test(piece.command) || !/GracePeriodSeconds|deletionTimestamp/.test(piece.command))
      continue;
    const lines = linesOf(piece).slice(0, 200);
    const own = piece.command.split(/[\s/]+/).includes(ref.name)
      ? lines
      : lines.filter(({ text }) => text.includes(ref.name)).slice(0, 1);
    const text = own
      .map((line) => line.text.slice(0, 500))
      .join("\n")
      .replaceAll(ref.name, "");
    const until = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/.exec(text)?.[0];
    const numbers = /GracePeriodSeconds/.test(piece.command)
      ? [...text.replaceAll(/\d{4}-\d{2}-\d{2}T\S{8,12}/g, "").matchAll(/(?<![\w.:-])(\d{1,7})(?![\w.:-])/g)]
      : [];
    if (own.length === 0 || (until === undefined && numbers.length === 0)) continue;
    const seconds = numbers.length === 1 ? Number(numbers[0]![1]) : undefined;
    return { line: own[0]!, ...(until === undefined ? {} : { until }), ...(seconds === undefined ? {} : { seconds }) };
  }
  return null;
}

function byEvent({ events }: PodReading, grace: number): { text: string; line?: Line } | null {
  const killing = events.find(({ reason }) => reason === "Killing");
  const since = killing?.firstSeen ?? killing?.lastSeen ?? null;
  if (killing === undefined || since === null || since >= grace) return null;
  return { text: `of which ${since} have passed since it was told to stop (event Killing)`, line: killing.line };
}

const inWords =
  /\b(?:for|since|after|already)\s(?:about |over |more than |~)?(\d{1,4})\s?(s|sec\w*|m|min\w*|h|hours?)\b/;

/** `stuck in Terminating since 4 minutes`. */
function byWord(grace: number, { text }: Question): { text: string; line?: Line } | null {
  const match = inWords.exec(text.toLowerCase());
  const seconds = match === null ? null : ageSeconds(`${match[1]}${match[2]![0]}`);
  return seconds === null || seconds >= grace ? null : { text: `of which ${seconds} have passed` };
}

function replacement(ref: ObjectRef, view: ClusterView): string {
  const owner = view.object(workloadOf(view, ref)) ?? view.object(ownersOf(view, ref)[0] ?? ref);
  const ready = owner?.printed.get("READY")?.value ?? "";
  return owner === undefined || owner.ref.kind === "Pod" || ready === ""
    ? ""
    : `; ${owner.ref.kind} ${owner.ref.name} has ${ready} ready without it`;
}

export const terminating: readonly BenignRule[] = [inGrace];
