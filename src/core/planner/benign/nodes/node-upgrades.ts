import { textAt } from "../../../diagnosis/objects/fields.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { isLacking } from "../../answers/lacking.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { noteOf } from "../reading/words.ts";

const rolling = defineBenign(
  {
    code: "nodes-upgraded-one-by-one",
    title: "Nodes are being upgraded one after the other",
    about:
      "Nodes run two versions because an upgrade goes through them one by one: a plan, its Jobs, an annotation or events say so, one node at a time is cordoned, and all workloads that were shown have their replicas.",
    reads: ["Node", "Deployment", "StatefulSet", "DaemonSet", "Event"],
    asked:
      /\b(?:versions?|upgrad\w*|updat\w*|taint\w*|evict\w*|kill\w*|mismatch|kubeversionmismatch|cordon\w*|drain\w*|schedulingdisabled|unschedulable|incident|nodes?|reboot\w*|patch\w*|rolling)\b/,
  },
  function* (view) {
    const nodes = view.of("Node");
    const versions = [...new Set(nodes.map(versionOf))].filter((one) => one !== "").sort(byVersion);
    const sign = signOf(view, nodes);
    if (versions.length !== 2 || sign === null || isAnyLacking(view)) return;
    const newest = versions[1]!;
    const done = nodes.filter((node) => versionOf(node) === newest);
    const away = nodes.filter((node) => /SchedulingDisabled/.test(statusOf(node)));
    const bad = nodes.filter((node) => /NotReady|Unknown/.test(statusOf(node)) && !away.includes(node));
    if (away.length > 2 || bad.length > 0) return;
    const old = nodes.filter((node) => !done.includes(node));
    const ill = podsOf(view).some(
      ({ health, status }) => health === "failing" && /Pending|CrashLoop|Error|BackOff/.test(status),
    );
    if (ill) return;
    const stopped = view.events.filter(({ reason }) =>
      /^(?:Killing|TaintManagerEviction|Evict\w*|Drain\w*)$/.test(reason),
    );
    for (const node of old)
      yield {
        ref: node.ref,
        about: stopped.map(({ object }) => object),
        text:
          node === (away[0] ?? old[0])
            ? `a planned rolling upgrade of the nodes is under way (${sign.text}): ${done.length} of ${nodes.length} nodes are at ${newest}${away.length === 0 ? "" : `, ${away.map(({ ref }) => ref.name).join(" and ")} is cordoned for it`}, so two versions and moved pods are expected, and all workloads have their replicas`
            : `${node.ref.name} is still to come (${versionOf(node)})`,
        lines: [sign.line, node.cite()],
        voids: ["readiness-probe-failing", "node-cordoned", "liveness-probe-failing", "warning-event"],
      };
  },
);

const statusOf = (node: ObservedObject): string => node.printed.get("STATUS")?.value ?? "";
const versionOf = ({ fields }: ObservedObject): string => textAt(fields, "status", "nodeInfo", "kubeletVersion");

const numbersOf = (version: string): readonly number[] => (version.match(/\d{1,6}/g) ?? []).map(Number);

function byVersion(one: string, other: string): number {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  const at = left.findIndex((number, index) => number !== right[index]);
  return at < 0 ? 0 : left[at]! - (right[at] ?? 0);
}

const isAnyLacking = (view: ClusterView): boolean =>
  ["Deployment", "StatefulSet", "DaemonSet"].flatMap((kind) => view.of(kind)).some(isLacking);

/** What says that somebody planned it. */
function signOf(view: ClusterView, nodes: readonly ObservedObject[]): { text: string; line: Line } | null {
  const plan = view
    .of("Plan")
    .find(
      (one) =>
        /upgrade/.test(one.printed.get("NAME")?.value ?? one.cite().command) &&
        one.printed.get("COMPLETE")?.value !== "True",
    );
  if (plan !== undefined) return { text: `upgrade Plan ${plan.ref.name}`, line: plan.cite() };
  const upgrade = /upgrad|kured|maintenance|patch|desiredImage|machineconfig|node-?pool|rotation|replac/i;
  const job = view.of("Job").find(({ ref }) => /upgrade|apply-\S{1,120}-on-/.test(`${ref.namespace}/${ref.name}`));
  if (job !== undefined) return { text: `Job ${job.ref.name}`, line: job.cite() };
  for (const node of nodes) {
    const note = noteOf(node, upgrade);
    if (note !== null) return { text: `${note.on} ${note.key}: ${note.value} of ${node.ref.name}`, line: note.line };
  }
  const event = view.events.find(
    ({ reason, object }) => object.kind === "Node" && /upgrad|drain|cordon|reboot/i.test(reason),
  );
  return event === undefined
    ? null
    : { text: `event ${event.reason}: ${event.message.slice(0, 80)}`, line: event.line };
}

export const nodeUpgrades: readonly BenignRule[] = [rolling];
