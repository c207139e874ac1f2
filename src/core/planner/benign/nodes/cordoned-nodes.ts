import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { podAt, podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { escaped } from "../../../kubectl/escaped.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isOverReason } from "../reading/over-reasons.ts";
import { isAnythingDown, isNodeReady, linesIn, runningText } from "../reading/standing.ts";
import { reasonText, statedReason } from "../reading/stated-reason.ts";

const cordoned = defineBenign(
  {
    code: "node-cordoned-on-purpose",
    title: "Node cordoned for planned work",
    about:
      "A node takes no new pods (SchedulingDisabled), and an annotation, label, taint, event or log line names the planned work: maintenance, a change, kured, an upgrade plan, a scale-down. Everything that was shown runs elsewhere, and nothing waits.",
    reads: ["Node", "Pod", "Deployment", "StatefulSet"],
    asked: /node|cordon|drain|schedul|mainten|reboot|capacity|taint|upgrad|worker|server|host|machine/,
  },
  function* (view, question) {
    for (const node of view.of("Node")) {
      if (!isCordoned(node)) continue;
      const why = whyCordoned(node, view, question.text);
      const running = runningText(view);
      if (why === null || isAnythingDown(view, undefined, isPartOfUpgrade) || isWantedBack(view)) continue;
      if (running === "" && (!isNodeReady(node) || waits.test(question.text))) continue;
      yield {
        ref: node.ref,
        about: podsOf(view)
          .filter((pod) => pod.node === node.ref.name)
          .map(({ ref }) => ref),
        text: `Node ${node.ref.name} is cordoned (SchedulingDisabled) on purpose for planned maintenance, as ${why.text}${isNodeReady(node) ? "; it is Ready itself" : ""}${leftOn(node, view)}${running === "" ? "" : `, ${running}, nothing is Pending for want of it`}`,
        lines: [node.printed.get("STATUS")?.line ?? node.cite("spec", "unschedulable"), why.line],
        voids: ["node-cordoned", "node-not-ready"],
      };
    }
  },
);

/** That pods wait is asked of; an alert that is pending has not fired yet. */
const waits = /pods?\b|capacity|(?<!\bKube\w{1,40} (?:alert )?is |\balert (?:\w{1,40} )?is )\bpending\b/i;

/** Events of this hour say that a pod finds no place, and that a node which takes none is part of why. */
const isWantedBack = (view: ClusterView): boolean =>
  view.events.some(
    ({ object, reason, message, lastSeen }) =>
      reason === "FailedScheduling" &&
      /unschedulable/.test(message) &&
      (lastSeen ?? 0) < 3600 &&
      podAt(view, object)?.health !== "healthy" &&
      !view.eventsOf(object).some((one) => one.reason === "Scheduled"),
  );

/** Whether a node takes no new pods. */
export const isCordoned = (node: ObservedObject): boolean =>
  textAt(node.fields, "spec", "unschedulable") === "true" ||
  /SchedulingDisabled/.test(node.printed.get("STATUS")?.value ?? "") ||
  listAt(node.fields, "spec", "taints").some((one) => going.test(textAt(one, "key")));

const going = /^(?:node\.kubernetes\.io\/unschedulable|ToBeDeletedByClusterAutoscaler|karpenter\.sh\/disrupt\w{1,10})$/;

const telling =
  /mainten|planned|cordon|drain|\breason|ticket|\bCHG|\bchange|upgrad|patch|reboot|kured|firmware|decommission|retire|replace|hardware|burn-in|ToBeDeleted|karpenter\.sh\/disrupt/i;
/** Keys that a node of such a cluster always has, and that say nothing of now. */
const standing =
  /machineconfiguration\.openshift\.io\/(?:reason \s*$|\w*[dD]rain uncordon)|plan\.upgrade\.cattle\.io|kured-most-recent|scale-down-disabled|kubeadm|patch(?:es)?-version/;

/** Why it is cordoned, as the node itself says, else an event, a plan or a log that names it. */
function whyCordoned(
  node: ObservedObject,
  view: ClusterView,
  asked: string,
): { readonly text: string; readonly line: Line } | null {
  const own = statedReason(node, telling);
  if (own !== null && !standing.test(`${own.key} ${own.value}`)) {
    if (isPast(own.value, view) || isOverReason(own, view, asked)) return null;
    return { text: `its ${reasonText(own)}`, line: own.line };
  }
  const order = view.objects.find(
    ({ ref, fields }) =>
      /Mainten|Drain|Cordon|Reboot|Upgrade/.test(ref.kind) &&
      [
        textAt(fields, "spec", "nodeName"),
        textAt(fields, "spec", "node"),
        textAt(fields, "spec", "nodeRef", "name"),
      ].includes(node.ref.name),
  );
  if (order !== undefined) {
    const said = textAt(order.fields, "spec", "reason") || textAt(order.fields, "spec", "description");
    return {
      text: `${order.ref.kind} ${order.ref.name} says${said === "" ? "" : `: ${said.slice(0, 160)}`}`,
      line: order.cite("spec", "reason"),
    };
  }
  const printed = view.evidence
    .filter(({ command }) => command.split(/[\s/]+/).includes(node.ref.name) && !/\b(?:logs|pods?)\b/.test(command))
    .flatMap((piece) => linesOf(piece).slice(0, 300))
    .find(({ text }) => entriesIn(text).some((one) => noted.test(one) && !idle.test(one)));
  if (printed !== undefined)
    return { text: `this line says: ${printed.text.trim().replaceAll(/\s+/g, " ").slice(0, 160)}`, line: printed };
  const name = escaped(node.ref.name);
  const near = new RegExp(
    `(?:^|[^\\w.-])${name}(?:$|[^\\w-])[^\\n]{0,200}(?:${works})|(?:${works})[^\\n]{0,200}(?:^|[^\\w.-])${name}(?:$|[^\\w-])`,
    "i",
  );
  const plan = view.of("Plan").find(({ printed }) => printed.get("APPLYING")?.value.includes(`"${node.ref.name}"`));
  if (plan !== undefined)
    return {
      text: `Plan ${plan.ref.name} says, which applies an upgrade to it just now: ${plan.printed.get("VERSION")?.value}`,
      line: plan.cite(),
    };
  const line = linesIn(view, near, 20).find(
    ({ text }) => !/NodeNotSchedulable|SchedulingDisabled|fail|error|unable/i.test(text),
  );
  return line === undefined
    ? null
    : { text: `this line says: ${line.text.trim().replaceAll(/\s+/g, " ").slice(0, 160)}`, line };
}

/** A key with a value, as annotations and labels are printed, that tells of planned work; and what says that there is none. */
const noted =
  /[:=]\s*\S[^\n]{0,200}(?:mainten|planned|draining|cordoned|updat\w{2,3} to|patching|firmware|decommission|replac)|(?:mainten\w*|drain|cordon|reboot|change|reason)[\w.-]{0,40}["']?\s?[:=]\s?["']?[\w]/i;
const idle =
  /uncordon|NodeNotSchedulable|SchedulingDisabled|KubeletReady|most-recent|["']?reason["']?:\s*["']?Kubelet|reason["']?:\s*["']?Calico|: ?["']{2}|: ?"?(?:false|idle|none|monitoring for updates|Done)\b/i;

/** The annotations of a node that were printed as one line of JSON, each for itself. */
const entriesIn = (text: string): readonly string[] =>
  /^\s{0,8}\{"/.test(text) ? text.slice(0, 8000).split(/,(?=")/) : [text];

const works = "mainten|planned|\\bdrain|cordon|upgrad|patching|kured|firmware|scale.?down|decommission";

/** Whether the planned work should have been over two days before the node was last heard of. */
function isPast(reason: string, view: ClusterView): boolean {
  const days = [...reason.matchAll(/\b(20\d\d-\d\d-\d\d)\b/g)].map(([, day]) => Date.parse(day!));
  const heard = linesIn(view, /\b(?:renewTime|lastHeartbeatTime):|KubeletReady/i, 20)
    .flatMap(({ text }) => text.match(times) ?? [])
    .map((text) => Date.parse(text))
    .filter((time) => !Number.isNaN(time));
  return days.length > 0 && heard.length > 0 && Math.max(...heard) > Math.max(...days) + 2 * 86_400_000;
}

const times = /\b20\d\d-\d\d-\d\dT[\d:]{8}\S{0,8}|\b\d{2} [A-Z][a-z]{2} 20\d\d \d{2}:\d{2}:\d{2} [+-]\d{4}/g;

const isPartOfUpgrade = ({ name }: { readonly name: string }): boolean => /^apply-[\w.-]{1,80}-on-/.test(name);

/** Pods of DaemonSets and static ones stay on a drained node. */
function leftOn(node: ObservedObject, view: ClusterView): string {
  const left = podsOf(view).filter(
    (pod) => pod.node === node.ref.name && pod.health !== "gone" && pod.health !== "done",
  );
  if (left.length === 0) return "";
  const staying = left.filter(
    ({ ref }) => ref.name.endsWith(`-${node.ref.name}`) || !/-[bcdf-hj-np-tv-z2-9]{6,10}-[a-z0-9]{5}$/.test(ref.name),
  );
  return staying.length === left.length
    ? `; only ${left.length} pods of DaemonSets are left on it`
    : `; ${left.length} pods still run on it`;
}

export const cordonedNodes: readonly BenignRule[] = [cordoned];
