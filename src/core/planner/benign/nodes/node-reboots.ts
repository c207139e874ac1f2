import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { type PodReading, podsOf } from "../../../diagnosis/workloads/pods.ts";
import { ageSeconds } from "../../../evidence/age.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isAnythingDown, isNodeReady, isReadyPod, linesIn } from "../reading/standing.ts";
import { noteOf, said } from "../reading/words.ts";

const together = defineBenign(
  {
    code: "restarted-with-the-node",
    title: "Pods that restarted together when their node rebooted",
    about:
      "Several pods show one or two restarts, all at the same time: their node rebooted (the containers ended with exit code 255 or reason Unknown, a note or event of the node says so). Since then all of them run and are ready without another restart, for an hour at least.",
    reads: ["Pod", "Node"],
    asked: /\b(?:restart\w*|crash\w*|reboot\w*|everything|all pods|all of them|even etcd|at once|same time)\b/,
  },
  function* (view) {
    if (isAnythingDown(view)) return;
    const past = podsOf(view).flatMap((pod) => pastOf(pod) ?? []);
    const [group] = [...Map.groupBy(past, ({ when }) => when).values()].toSorted(
      (one, other) => other.length - one.length,
    );
    if (group === undefined || group.length < 3 || podsOf(view).some(isRestartedOtherwise(group))) return;
    const workloads = new Set(group.map(({ pod }) => workloadOf(view, pod.ref).name));
    const node = nodeOf(group, view);
    const proof = proofOf(group, node, view);
    if (workloads.size < 2 || proof === null) return;
    const { pod, when } = group[0]!;
    yield {
      ref: node ?? pod.ref,
      about: group.flatMap((one) => [one.pod.ref, workloadOf(view, one.pod.ref)]),
      text: `nothing crashed: the ${group.length} pods${node === null ? "" : ` of node ${node.name}`} restarted together ${when}, ${pod.restarts === 1 ? "once each" : "as often each"}, because the node rebooted (${proof.text}); all are running and ready since then, without another restart`,
      lines: [proof.line, ...group.slice(0, 3).map((one) => one.pod.line)],
      ofLog: "only" as const,
      voids: ["frequent-restarts", "crash-loop", "container-exits", "container-killed"],
    };
  },
);

type Past = { readonly pod: PodReading; readonly when: string };

function pastOf(pod: PodReading): Past | null {
  if (pod.restarts === 0 || pod.restarts > 2 || !isReadyPod(pod)) return null;
  const ago = /\(([^)]{1,20}) ago\)/.exec(pod.object?.printed.get("RESTARTS")?.value ?? "")?.[1];
  if (ago !== undefined) return (ageSeconds(ago) ?? 0) < 3600 ? null : { pod, when: `${ago} ago` };
  if (pod.object?.printed.has("AGE")) return null;
  const ended = listAt(pod.object?.fields, "status", "containerStatuses").map((one) =>
    textAt(one, "lastState", "terminated", "finishedAt"),
  );
  const at = ended.find((time) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(time));
  return at === undefined ? null : { pod, when: `at ${at.slice(0, 16).replace("T", " ")} UTC` };
}

/** Another one that restarted since, or often. */
const isRestartedOtherwise = (group: readonly Past[]) => (pod: PodReading) =>
  pod.restarts > 0 && !group.some((one) => one.pod === pod) && pastOf(pod) === null;

/** The node that all of them run on, by their column NODE or by the names of static pods. */
function nodeOf(group: readonly Past[], view: ClusterView): ObjectRef | null {
  const names = new Set(group.map(({ pod }) => pod.node).filter((name) => name !== ""));
  const fixed = group
    .map(({ pod }) => /^(?:etcd|kube-(?:apiserver|scheduler|controller-manager))-(.{1,80})$/.exec(pod.ref.name)?.[1])
    .find((name) => name !== undefined);
  const name = names.size === 1 ? [...names][0]! : names.size === 0 ? fixed : undefined;
  if (name === undefined) return null;
  const node = view.object({ kind: "Node", name });
  return node !== undefined && !isNodeReady(node) && node.printed.has("STATUS") ? null : { kind: "Node", name };
}

/** What shows that it was the node, and not the programs. */
function proofOf(group: readonly Past[], ref: ObjectRef | null, view: ClusterView) {
  const node = ref === null ? undefined : view.object(ref);
  const ends = group.flatMap(({ pod }) =>
    listAt(pod.object?.fields, "status", "containerStatuses")
      .map((one) => ({ reason: textAt(one, "lastState", "terminated", "reason"), pod, code: codeOf(one) }))
      .filter(({ reason, code }) => reason !== "" || code !== ""),
  );
  if (ends.some(({ reason, code }) => /OOM/.test(reason) || !/^(?:|0|143|137|255)$/.test(code))) return null;
  const lost = ends.find(({ reason, code }) => reason === "Unknown" || code === "255");
  const note = node === undefined ? null : noteOf(node, words);
  const event = node === undefined ? undefined : view.eventsOf(node.ref).find(({ reason }) => reason === "Rebooted");
  const printed = linesIn(view, noted, 1)[0];
  const told: { text: string; line: Line } | null =
    note !== null
      ? { text: said(note), line: note.line }
      : event !== undefined
        ? { text: "event Rebooted", line: event.line }
        : printed !== undefined
          ? { text: printed.text.trim().slice(0, 140), line: printed }
          : null;
  const ended = lost === undefined ? "" : `all ended with exit code ${lost.code || "255"}, reason ${lost.reason}`;
  if (told === null && lost === undefined) return null;
  return {
    text: [ended, told?.text ?? ""].filter((text) => text !== "").join("; "),
    line: told?.line ?? lost!.pod.line,
  };
}

const codeOf = (status: unknown): string => textAt(status, "lastState", "terminated", "exitCode");

const words = /reboot|restart|mainten|kernel|patch|upgrade|firmware|power/i;
const noted =
  /^\s{0,12}["']?[\w./-]{0,80}(?:mainten|reboot|patch|kernel)[\w./-]{0,40}["']?: ["']?[^\n]{0,80}(?:reboot|restart|kernel|patch|power)|\breboot {2,}system boot\b|\bsystem boot\s{1,4}\d{4}-\d{2}-\d{2}|Rebooted\s{1,20}\S{0,60}Node \S{1,80} has been rebooted/i;

export const nodeReboots: readonly BenignRule[] = [together];
