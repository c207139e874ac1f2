import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { kubectl } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import type { Inquiry, Told } from "./inquiry.ts";
import { nameWords, objectsNamed, placed } from "./named-parts.ts";

/** `did the kafka rollout finish`: what the controller says of it. */
export const rolloutState: Inquiry = (question) => {
  const said = question.text.toLowerCase();
  if (said.length > 160 || !asked.test(said)) return null;
  const names = nameWords(question, beside);
  if (names.length === 0) return null;
  return {
    reads: (view) => [workloads, ...statusOf(names, question, view)],
    tell: (view) => tell(names, question, view),
  };
};

const asked =
  /^(?:did|has|have|is|was|are)\b[^?]{0,60}\b(?:roll-?out|deploy(?:ment)?|release|update)\b[^?]{0,40}\b(?:finish\w*|complete\w*|done|through|succeed\w*|successful\w*|stuck|over|still running|in progress)\b|^(?:what(?:'s| is) the )?(?:roll-?out|deployment) (?:status|state) of\b/;
const beside =
  /^(?:status|state|roll-?outs?|deploy\w*|releas\w*|updat\w*|finish\w*|complete\w*|done|over|stuck|still|progress|correctly|yet|statefulset|daemonset|new|version)$/;

const workloads = { command: "kubectl get deployments,statefulsets,daemonsets -A", reason: "Finds it wherever it is." };

const meant = (names: readonly string[], question: Question, view: ClusterView) =>
  objectsNamed(["Deployment", "StatefulSet", "DaemonSet"], names, question, view).slice(0, 2);

function statusOf(names: readonly string[], question: Question, view: ClusterView) {
  return meant(names, question, view).map(({ ref }) => ({
    command: kubectl("rollout status", `${ref.kind.toLowerCase()}/${ref.name}`, `-n ${ref.namespace}`, "--watch=false"),
    reason: "Says whether the rollout is complete, and what it waits for.",
  }));
}

function tell(names: readonly string[], question: Question, view: ClusterView): Told | null {
  const found = meant(names, question, view);
  const commands = statusOf(names, question, view).map(({ command }) => command);
  const said = found.flatMap((object, at) => {
    const piece = view.evidence.findLast(({ command }) => command === commands[at]);
    const line = piece === undefined ? undefined : linesOf(piece).findLast(({ text }) => text.trim() !== "");
    return line === undefined ? [] : [{ object, line }];
  });
  if (said.length === 0) return null;
  const one = ({ object, line }: (typeof said)[number]) => {
    const isDone = /successfully rolled out|roll out complete|update complete/i.test(line.text);
    return `${isDone ? "Yes: the rollout" : "No: the rollout"} of ${object.ref.kind} ${placed(object)} ${isDone ? "is complete" : "is not complete"} (${line.text.trim().replace(/\.+$/, "")}).`;
  };
  return {
    summary: said.map(one).join(" "),
    lines: said.map(({ line }) => line),
    next: said.map(({ object }) => ({
      command: kubectl("describe", object.ref.kind.toLowerCase(), object.ref.name, `-n ${object.ref.namespace}`),
      reason: "Shows its conditions and events.",
    })),
  };
}
