import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf as readPods } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { kubectl } from "../../command-line.ts";
import { isSame } from "../../investigation/relevance.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import type { Inquiry } from "../form/inquest.ts";
import { nameWords, objectsNamed, placed } from "../form/named-parts.ts";
import type { Told } from "../form/told.ts";

/** `did the kafka rollout finish`: what the controller says of it. */
export const rolloutState: Inquiry = (question) => {
  const said = question.text.toLowerCase();
  if (said.length > 160 || !(asked.test(said) || (ofRollout.test(said) && ofState.test(said) && !asksWhy.test(said))))
    return null;
  const names = nameWords(question, beside);
  if (names.length === 0) return null;
  return {
    reads: (view) => [workloads, ...statusOf(names, question, view), ...podsOf(names, question, view)],
    tell: (view) => tell(names, question, view),
  };
};

const asked =
  /^(?:did|has|have|is|was|are)\b[^?]{0,60}\b(?:roll-?out|deploy(?:ment)?|release|update)\b[^?]{0,40}\b(?:finish\w*|complete\w*|done|through|succeed\w*|successful\w*|stuck|over|still running|in progress)\b/;
const ofState =
  /^(?:(?:and|so|ok|please|show me|tell me|check)[, ]{1,3}){0,2}(?:the |what is the |what's the |whats the |how is the |how's the |how far is the |where is the )?(?:(?:current )?(?:status|state|progress) of (?:the )?)?(?:\S{1,60} )?(?:roll-?out|deployment|release|update)(?: (?:status|state|progress))?(?: (?:of|for|in|going|doing|on|with)\b[^?]{0,60})?[?\s]{0,3}$/;
const ofRollout = /\broll-?outs?\b/;
const asksWhy =
  /\b(?:why|wrong|cause|not|never|doesn.t|isn.t|fix|problem|issue|help|after|since|stuck|hang\w*|fail\w*|broken?|crash\w*)\b/;
const beside =
  /^(?:roll-?outs?|status|state|progress|current|far|how|going|doing|check|deploy\w*|releas\w*|updat\w*|finish\w*|complete\w*|done|over|stuck|still|progress|correctly|yet|statefulset|daemonset|new|version)$/;

const workloads = { command: "kubectl get deployments,statefulsets,daemonsets -A", reason: "Finds it wherever it is." };

const meant = (names: readonly string[], question: Question, view: ClusterView) =>
  objectsNamed(["Deployment", "StatefulSet", "DaemonSet"], names, question, view).slice(0, 2);

function statusOf(names: readonly string[], question: Question, view: ClusterView) {
  return meant(names, question, view).map(({ ref }) => ({
    command: kubectl("rollout status", `${ref.kind.toLowerCase()}/${ref.name}`, `-n ${ref.namespace}`, "--watch=false"),
    reason: "Says whether the rollout is complete, and what it waits for.",
  }));
}

/** What an incomplete rollout waits for are pods. */
function podsOf(names: readonly string[], question: Question, view: ClusterView) {
  return incomplete(names, question, view).map(({ object }) => ({
    command: kubectl("get pods", `-n ${object.ref.namespace}`),
    reason: "Shows which of its pods do not become ready.",
  }));
}

const isDone = ({ text }: Line) => /successfully rolled out|roll out complete|update complete/i.test(text);

type Said = { readonly object: ObservedObject; readonly line: Line };

function saidOf(names: readonly string[], question: Question, view: ClusterView): readonly Said[] {
  const commands = statusOf(names, question, view).map(({ command }) => command);
  return meant(names, question, view).flatMap((object, at) => {
    const piece = view.evidence.findLast(({ command }) => command === commands[at]);
    const line = piece === undefined ? undefined : linesOf(piece).findLast(({ text }) => text.trim() !== "");
    return line === undefined ? [] : [{ object, line }];
  });
}

const incomplete = (names: readonly string[], question: Question, view: ClusterView) =>
  saidOf(names, question, view).filter(({ line }) => !isDone(line));

function tell(names: readonly string[], question: Question, view: ClusterView): Told | null {
  const said = saidOf(names, question, view);
  if (said.length === 0) return null;
  const text = question.text.toLowerCase();
  return {
    summary: said.map((one) => inWords(one, text, view)).join(" "),
    lines: said.flatMap(({ object, line }) => [line, ...failingOf(object, view).flatMap((pod) => pod.line ?? [])]),
    next: said.map(({ object }) => ({
      command: kubectl("describe", object.ref.kind.toLowerCase(), object.ref.name, `-n ${object.ref.namespace}`),
      reason: "Shows its conditions and events.",
    })),
  };
}

const unended = /\b(?:stuck|hang\w*|still|in progress|running|blocked)\b/;

/** The answer to whether it is done, whether it hangs, or how it stands. */
function inWords({ object, line }: Said, text: string, view: ClusterView): string {
  const done = isDone(line);
  const name = `rollout of ${object.ref.kind} ${placed(object)}`;
  const isWhether = asked.test(text);
  const answer = !isWhether ? "" : done === unended.test(text) ? "No: " : "Yes: ";
  const printed = line.text.trim().replace(/\.+$/, "");
  const isLate = /exceeded its progress deadline/.test(printed);
  const cells = ["READY", "UP-TO-DATE", "AVAILABLE"].flatMap((head) => {
    const value = object.printed.get(head)?.value;
    return value === undefined ? [] : [`${head} ${value}`];
  });
  const bad = done ? [] : failingOf(object, view);
  const pods =
    bad.length === 0
      ? ""
      : `; not ready: ${enumerated(
          bad.map(({ ref, status }) => `${ref.name} (${status})`),
          4,
        )}`;
  const state = done ? "is complete" : isLate ? "is not complete, it is stuck" : "is not complete";
  return `${answer}${answer === "" ? "The" : "the"} ${name} ${state} (${printed}${done || cells.length === 0 ? "" : `; ${cells.join(", ")}`})${pods}.`;
}

const failingOf = ({ ref }: ObservedObject, view: ClusterView) =>
  readPods(view).filter(
    (pod) =>
      pod.health !== "healthy" &&
      pod.health !== "done" &&
      pod.health !== "gone" &&
      pod.status !== "Evicted" &&
      isSame(workloadOf(view, pod.ref), ref),
  );
