import { textAt } from "../../../diagnosis/objects/fields.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { ageOf, isAnythingDown, isNodeReady, linesIn, runningText } from "../reading/standing.ts";

const expiring = defineBenign(
  {
    code: "nodes-expire-by-plan",
    title: "Nodes that are replaced at a set age",
    about:
      "Karpenter replaces each node when it is as old as expireAfter of its NodePool says (event Disrupting NodeClaim: Expired), so no node is older and pods are as young. Said where all nodes are Ready, none is older than that, one has come near it or the events say Expired, and no workload lacks replicas.",
    reads: ["NodePool", "Node", "Event", "Deployment"],
    asked:
      /\b(?:ages?|young\w*|old\w*|new(?:er|ly|est)? nodes?|replac\w*|recreat\w*|rebuil\w*|dying|dies?|died|churn\w*|disappear\w*|vanish\w*|every (?:day|night|week|\d+ ?h\w*)|daily|nightly|recycl\w*|rotat\w*|terminat\w*|lifetime|hours?|days?|disrupt\w*|expir\w*)\b/,
  },
  function* (view) {
    const nodes = view.of("Node");
    const ages = nodes.map(ageOf);
    const plan = planIn(view);
    if (nodes.length === 0 || plan === null || !nodes.every(isNodeReady) || isAnythingDown(view)) return;
    const oldest = Math.max(...ages.map((age) => age ?? Number.MAX_VALUE));
    const expired = linesIn(view, /Disrupting NodeClaim: Expired\b|disrupting [^\n]{0,80}\bexpired\b/i, 2);
    if (oldest > plan.seconds + 2 * 3600) return;
    if (oldest < plan.seconds / 4 && expired.length === 0) {
      const before = view.of("Deployment").find((one) => (ageOf(one) ?? 0) > oldest * 2);
      if (before === undefined) return;
      yield {
        ref: nodes[0]!.ref,
        about: nodes.map(({ ref }) => ref),
        text: `no node is older than ${Math.ceil(oldest / 3600)} hours, though NodePool ${plan.object.ref.name} lets them live ${plan.said}: something else replaces them, and what it is is not shown`,
        lines: [plan.line, nodes[0]!.cite()],
        isDoubt: true as const,
      };
      return;
    }
    const [trouble] = linesIn(view, troubled, 1);
    if (trouble !== undefined) {
      yield {
        ref: nodes[0]!.ref,
        about: nodes.map(({ ref }) => ref),
        text: `nodes go for another reason than their age (${trouble.text.trim().replaceAll(/\s+/g, " ").slice(0, 120)})`,
        lines: [trouble],
        isDoubt: true as const,
      };
      return;
    }
    const running = runningText(view);
    const first = nodes[0]!;
    for (const node of nodes)
      yield {
        ref: node.ref,
        about: [plan.object.ref, ...podsOf(view).map(({ ref }) => ref)],
        text:
          node === first
            ? `no machine fails: NodePool ${plan.object.ref.name} has expireAfter: ${plan.said}, so Karpenter replaces each node at that age as planned${expired.length === 0 ? "" : " (event Disrupting NodeClaim: Expired)"}, and nodes and their pods are never older; all ${nodes.length} nodes are Ready${running === "" ? "" : `, and ${running}`}`
            : `${node.ref.name} is Ready`,
        lines: node === first ? [plan.line, ...expired, node.cite()] : [node.cite()],
      };
  },
);

/** Why nodes go that do not go by plan. */
const troubled =
  /\b(?:NodeNotReady|SpotInterrupted|Interrupted\b|InstanceTerminat\w*|Unhealthy\b|NodeRepair\w*|FailedDraining|InsufficientCapacity\w*|KernelDeadlock|OOM\w*|Rebooted)\b/;

type Plan = { readonly object: ObservedObject; readonly seconds: number; readonly said: string; readonly line: Line };

/** The only NodePool that was shown, with the age at which it replaces its nodes. */
function planIn(view: ClusterView): Plan | null {
  const pools = view.of("NodePool");
  const [object] = pools;
  if (object === undefined || pools.length > 1) return null;
  const paths = [
    ["spec", "template", "spec", "expireAfter"],
    ["spec", "disruption", "expireAfter"],
  ] as const;
  const path = paths.find((one) => textAt(object.fields, ...one) !== "");
  const said = path === undefined ? "" : textAt(object.fields, ...path);
  const seconds = secondsOf(said);
  return path === undefined || seconds === 0 ? null : { object, seconds, said, line: object.cite(...path) };
}

/** `24h`, `720h0m0s`; 0 for `Never`. */
const secondsOf = (text: string): number =>
  [...text.slice(0, 40).matchAll(/(\d{1,6})([hms])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (unit === "h" ? 3600 : unit === "m" ? 60 : 1),
    0,
  );

export const nodeAges: readonly BenignRule[] = [expiring];
