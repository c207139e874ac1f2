import { entriesAt } from "../../diagnosis/objects/fields.ts";
import { type PodReading, podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import { isNamed } from "../investigation/relevance.ts";
import { boundsIn } from "../question/details.ts";
import type { Question } from "../question/understand.ts";
import { enumerated } from "../wording.ts";
import type { AnswerForm } from "./answer.ts";
import { chosenByLabel, keyOfRef } from "./chosen-by-label.ts";

/** Pods listed, counted and compared: by state, restarts, label, node, namespace. */
export const podAnswer: AnswerForm = (question, { view }) => {
  if (!isAboutPods(question)) return null;
  const chosen = chosenByLabel(question.selectors.labels, view);
  const pods = podsOf(view).filter(
    (pod) => pod.object !== undefined && isInScope(pod, question) && (chosen === null || chosen.has(keyOfRef(pod.ref))),
  );
  if (pods.length === 0) return listedNone(question, view);
  const condition = conditionOf(question);
  const meant = condition === null ? pods : pods.filter(condition.holds);
  const where = whereOf(question);
  if (condition === null) return overview(pods, where, question);
  const ordered = [...meant].sort((one, other) => other.restarts - one.restarts);
  const names = enumerated(ordered.map(described), 12);
  const of = `${pods.length} ${pods.length === 1 ? "pod" : "pods"} ${where}`;
  return {
    summary:
      meant.length === 0
        ? `None of the ${of} ${condition.said}${pods.length <= 3 ? `: ${enumerated(pods.map(described))}` : ""}.`
        : `${meant.length} of ${of} ${condition.said}: ${names}.`,
    details: "",
    lines: ordered.flatMap((pod) => pod.object?.printed.get("STATUS")?.line ?? pod.line ?? []).slice(0, 8),
  };
};

function isAboutPods(question: Question): boolean {
  const kinds = question.kinds
    .map((mention) => mention.kind.kind)
    .filter((kind) => kind !== "Namespace" && kind !== "Node");
  if (kinds.length > 0)
    return kinds[0] === "Pod" && question.targets.every((target) => target.kind === null || target.kind.kind !== "Pod");
  return question.selectors.labels.length > 0 || /\b(restart\w*|containers?)\b/.test(question.plain);
}

function isInScope(pod: PodReading, question: Question): boolean {
  const { namespaces } = question.scope;
  const nodes = question.targets.filter((target) => target.kind?.kind === "Node");
  const names = question.targets.filter((target) => target.kind?.kind !== "Node");
  const isOnNode = nodes.length === 0 || nodes.some((node) => node.name === pod.node);
  const isNamedSo =
    names.length === 0 || names.some((target) => isNamed(pod.ref, target.name) || target.name === pod.node);
  return (
    isOnNode &&
    isNamedSo &&
    (namespaces.length === 0 || namespaces.includes(pod.ref.namespace ?? "")) &&
    hasLabels(pod, question)
  );
}

/** A pod whose labels the evidence does not show counts: the selector of the command chose it. */
function hasLabels(pod: PodReading, question: Question): boolean {
  const labels = entriesAt(pod.object?.fields, "metadata", "labels");
  if (labels.size === 0) return true;
  return question.selectors.labels.every((requirement) => {
    const [key, value] = requirement.split(/!?=/, 2) as [string, string | undefined];
    if (requirement.startsWith("!")) return !labels.has(requirement.slice(1));
    if (value === undefined) return labels.has(key);
    return requirement.includes("!=") ? labels.get(key) !== value : labels.get(key) === value;
  });
}

type Condition = { readonly said: string; holds(pod: PodReading): boolean };

const states: readonly (readonly [RegExp, string, (pod: PodReading) => boolean])[] = [
  [/\bcrash[- ]?loop\w*/, "are in CrashLoopBackOff", (pod) => /CrashLoopBackOff/.test(pod.status)],
  [/\bcrash\w*|\bcrashloopbackoff\b/, "keep crashing", (pod) => /CrashLoopBackOff|Error|OOMKilled/.test(pod.status)],
  [
    /\bimagepull\w*|\berrimagepull\b|\bpull\w* (an |the |their )?images?\b/,
    "cannot pull an image",
    (pod) => /ImagePull|ErrImage|InvalidImage/.test(pod.status),
  ],
  [
    /\boom\w*|\bout of memory\b/,
    "were killed for memory",
    (pod) => pod.status === "OOMKilled" || pod.containers.some((one) => one.last?.reason === "OOMKilled"),
  ],
  [/\bevicted\b/, "were evicted", (pod) => pod.status === "Evicted"],
  [/\bpending\b/, "are pending", (pod) => /^(Pending|ContainerCreating|Init:\d)/.test(pod.status)],
  [/\bterminating\b/, "are terminating", (pod) => pod.deleting],
  [/\b(completed|succeeded|finished)\b/, "have completed", (pod) => pod.health === "done"],
  [
    /\b(not|aren't|isn't|non)[- ](\w+ )?(running|ready|healthy|ok|working)\b|\b(unready|unhealthy|failing|failed|broken|bad|stuck|problem\w*|issues?|errors?|wrong)\b/,
    "are failing or not ready",
    (pod) => pod.health === "failing" || pod.health === "starting",
  ],
  [/\b(healthy|ready)\b/, "are ready", (pod) => pod.health === "healthy"],
  [/\brunning\b/, "are running", (pod) => pod.status === "Running"],
];

function conditionOf(question: Question): Condition | null {
  const { plain } = question;
  const bounds = /\brestart/.test(plain) ? boundsIn(plain) : null;
  if (bounds !== null) {
    const said =
      bounds.atMost === Infinity
        ? `restarted ${bounds.atLeast} ${bounds.atLeast === 1 ? "time" : "times"} or more`
        : bounds.atLeast === 0
          ? `restarted ${bounds.atMost} times or fewer`
          : `restarted ${bounds.atLeast} times`;
    return { said, holds: (pod) => pod.restarts >= bounds.atLeast && pod.restarts <= bounds.atMost };
  }
  const state = states.find(([pattern]) => pattern.test(plain));
  return state === undefined || /\b(where|which node|what node)\b/.test(plain)
    ? null
    : { said: state[1], holds: state[2] };
}

export function described(pod: PodReading): string {
  const restarts = pod.restarts > 0 ? `, ${pod.restarts} ${pod.restarts === 1 ? "restart" : "restarts"}` : "";
  return `${pod.ref.name} (${pod.status === "" ? "state not shown" : pod.status}${restarts})`;
}

function whereOf(question: Question): string {
  const { namespaces } = question.scope;
  const labels = question.selectors.labels.length > 0 ? `with ${enumerated(question.selectors.labels)} ` : "";
  const node = question.targets.find((target) => target.kind?.kind === "Node");
  if (node !== undefined) return `${labels}on node ${node.name}`;
  return `${labels}${namespaces.length > 0 ? `in the ${enumerated(namespaces)} namespace` : "shown"}`;
}

function overview(pods: readonly PodReading[], where: string, question: Question) {
  const bad = pods.filter((pod) => pod.health === "failing" || pod.health === "starting");
  const good = pods.length - bad.length;
  const count = `${pods.length} ${pods.length === 1 ? "pod" : "pods"} ${where}`;
  const state =
    bad.length === 0
      ? `all of them running and ready, or completed${pods.length <= 3 ? `: ${enumerated(pods.map(described))}` : ""}`
      : `${good} fine, ${bad.length} not: ${enumerated(bad.map(described), 8)}`;
  const several = new Set(pods.map((pod) => pod.ref.namespace)).size > 1;
  const asksWhere = /\b(node|nodes|where|ips?|wide)\b/.test(question.plain);
  const list =
    pods.length <= 40
      ? pods
          .map(
            (pod) =>
              `  ${several && pod.ref.namespace !== undefined ? `${pod.ref.namespace}/` : ""}${described(pod)}${asksWhere && pod.node !== "" ? ` on ${pod.node}` : ""}`,
          )
          .join("\n")
      : "";
  return { summary: `${count}, ${state}.`, details: list, lines: [] };
}

function listedNone(question: Question, view: ClusterView) {
  const listing = view.listings.findLast((list) => list.kind === "Pod" && list.count === 0);
  return listing === undefined
    ? null
    : {
        summary: `There are no pods ${whereOf(question).replace("shown", listing.namespace === null ? "here" : `in the ${listing.namespace} namespace`)}.`,
        details: "",
        lines: [listing.line],
      };
}
