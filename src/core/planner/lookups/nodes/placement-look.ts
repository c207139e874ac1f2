import type { Evidence, Line } from "../../../evidence/evidence.ts";
import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm, listed } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { isPodOf } from "../printed/pod-name.ts";
import { cellOf, rowName, tableRows } from "../printed/table.ts";

/** What labels say of a machine; `is` marks the values of labels that mean yes. */
type Trait = { readonly said: RegExp; readonly noun: string; readonly key: RegExp; readonly is?: RegExp };

const traits: readonly Trait[] = [
  { said: /\b(?:availability[- ])?(?:zones?|azs?)\b/, noun: "zone", key: /(?:^|\/)zone$/ },
  { said: /\bregions?\b/, noun: "region", key: /(?:^|\/)region$/ },
  { said: /\b(?:instance|machine)[- ]?types?\b|\bflavou?rs?\b/, noun: "instance type", key: /(?:^|\/)instance-type$/ },
  {
    said: /\b(?:node[- ]?(?:pools?|groups?)|agent ?pools?)\b/,
    noun: "node pool",
    key: /node-?(?:pool|group)|agentpool/,
  },
  { said: /\barch(?:itectures?)?\b/, noun: "architecture", key: /^kubernetes\.io\/arch$/ },
  {
    said: /\b(?:spot|preemptible|pre-emptible)(?: (?:nodes?|instances?|machines?|capacity|vms?))?\b/,
    noun: "spot capacity",
    key: /spot|preemptible|capacity-?type|lifecycle|provisioning-?model/i,
    is: /spot|preemptible|true/i,
  },
];

const accounted =
  /^(?:pods?|nodes?|machines?|workers?|instances?|each|runs?|running|spread|distributed|across|located|placed|sit|sits|lives?|scheduled|deployments?|workloads?)$/;

type Asked = { readonly trait: Trait; readonly of: "nodes" | "pods"; readonly name: string | null };

function askedIn({ plain, kinds, targets, selectors, intent }: Question): Asked | null {
  if (intent === "change" || selectors.labels.length > 0 || targets.length > 1 || /\bwhy\b/.test(plain)) return null;
  const trait = traits.find(({ said }) => said.test(plain));
  if (trait === undefined) return null;
  const [target] = targets;
  if (target !== undefined && !(target.kind === null || podLike.test(target.kind.kind))) return null;
  const isOfPods = kinds.some(({ kind }) => podLike.test(kind.kind));
  const isOfNodes = kinds.some(({ kind }) => kind.kind === "Node") || /\bmachines\b/.test(plain);
  const left = wordsLeft(plain.replace(trait.said, " "), accounted);
  if (target !== undefined) return left.length === 0 ? { trait, of: "pods", name: target.name } : null;
  if (left.length === 1 && /^(?:in|on) (?:which|what)|^(?:which|what) \S+ (?:is|does)\b|^where\b/.test(plain))
    return { trait, of: "pods", name: left[0]! };
  if (left.length > 0) return null;
  if (isOfPods) return { trait, of: "pods", name: null };
  return isOfNodes || /^(?:which|what|how many|do we|are there|in)\b/.test(plain)
    ? { trait, of: "nodes", name: null }
    : null;
}

const podLike = /^(?:Pod|Deployment|StatefulSet|DaemonSet)$/;

const labelled = {
  command: "kubectl get nodes --show-labels",
  reason: "The labels of the nodes say it; no column does.",
};

/** `which pods are in which zone`, `are any nodes spot instances`: what the labels of nodes say, of the nodes or of the pods on them. */
export const placementLook: LookForm = (question, look) => {
  const asked = askedIn(question);
  if (asked === null) return null;
  const nodes = look.read(labelled.command);
  if (asked.of === "nodes") {
    if (nodes === undefined) return { ask: [labelled] };
    return isGood(nodes) ? { answered: ofNodes(asked.trait, valuesIn(asked.trait, nodes)) } : null;
  }
  const found = listed(question, look, (place) => ({
    command: kubectl("get pods", place, "-o wide"),
    reason: "Shows on which node each pod runs.",
  }));
  if (found === null || "ask" in found) return found;
  if (nodes === undefined) return { ask: [labelled] };
  if (!isGood(nodes)) return null;
  const namespace = /^kubectl .* -n (\S+)/.exec(found.piece.command)?.[1] ?? look.namespace;
  const pods = tableRows(found.piece)
    .filter((row) => asked.name === null || isPodOf(cellOf(row, "NAME"), asked.name))
    .map((row) => ({
      name: cellOf(row, "NAMESPACE") === "" ? `${namespace}/${rowName(row)}` : rowName(row),
      node: cellOf(row, "NODE"),
      line: row.line,
    }));
  if (pods.length === 0) return null;
  return { answered: ofPods(asked, valuesIn(asked.trait, nodes), pods, found.where) };
};

type Placed = { readonly node: string; readonly value: string; readonly line: Line };

function valuesIn(trait: Trait, piece: Evidence): readonly Placed[] {
  return tableRows(piece).map((row) => {
    const labels = cellOf(row, "LABELS").split(",");
    const values = labels.flatMap((label) => {
      const at = label.indexOf("=");
      return trait.key.test(label.slice(0, at)) ? [label.slice(at + 1)] : [];
    });
    return { node: cellOf(row, "NAME"), value: values[0] ?? "", line: row.line };
  });
}

const isYes = ({ is }: Trait, value: string): boolean => is?.test(value) === true;

function ofNodes(trait: Trait, nodes: readonly Placed[]) {
  const lines = nodes.slice(0, 8).map(({ line }) => line);
  if (nodes.every(({ value }) => value === "")) return { summary: unlabelled(trait, nodes), lines };
  if (trait.is !== undefined) {
    const own = nodes.filter(({ value }) => isYes(trait, value)).map(({ node }) => node);
    return {
      summary: `${own.length} of ${nodes.length} nodes are ${trait.noun}, as their labels say${own.length > 0 ? `: ${enumerated(own, 12)}` : ""}.`,
      lines,
    };
  }
  const groups = Map.groupBy(nodes, ({ value }) => value || "without such a label");
  const said = [...groups].map(
    ([value, own]) =>
      `${value} (${enumerated(
        own.map(({ node }) => node),
        12,
      )})`,
  );
  return {
    summary: `The ${nodes.length} nodes have ${groups.size === 1 ? "one" : groups.size} ${trait.noun}${groups.size === 1 ? "" : "s"}: ${enumerated(said, 12)}.`,
    lines,
  };
}

const unlabelled = ({ noun, is }: Trait, nodes: readonly Placed[]): string =>
  `None of the ${nodes.length} nodes has a label that says ${is === undefined ? `its ${noun}` : `that it is ${noun}`}${is === undefined ? ", so it is not known from here" : ", so by their labels nothing runs on any; a cloud that sets no such label would have to be asked itself"}.`;

type OnNode = { readonly name: string; readonly node: string; readonly line: Line };

function ofPods({ trait, name }: Asked, nodes: readonly Placed[], pods: readonly OnNode[], where: string) {
  const lines = nodes.slice(0, 8).map(({ line }) => line);
  if (nodes.every(({ value }) => value === "")) return { summary: unlabelled(trait, nodes), lines };
  const valueAt = (node: string): string => {
    const value = nodes.find((one) => one.node === node)?.value ?? "";
    if (node === "<none>" || node === "") return "on no node";
    return trait.is === undefined ? value || `no ${trait.noun}` : isYes(trait, value) ? trait.noun : `no ${trait.noun}`;
  };
  if (name !== null && pods.length <= 12)
    return {
      summary: `${enumerated(
        pods.map(
          (pod) => `${pod.name} is ${spoken(trait, valueAt(pod.node))}${pod.node === "<none>" ? "" : ` (${pod.node})`}`,
        ),
        12,
      )}.`,
      lines: pods.slice(0, 8).map(({ line }) => line),
    };
  const groups = [...Map.groupBy(pods, ({ node }) => valueAt(node))].sort(
    (one, other) => other[1].length - one[1].length,
  );
  return {
    summary: `The ${pods.length} pods ${where} by ${trait.noun}: ${enumerated(
      groups.map(([value, own]) => `${value} ${own.length}`),
      12,
    )}.`,
    details: groups
      .map(
        ([value, own]) =>
          `  ${value}: ${enumerated(
            own.map((pod) => pod.name),
            60,
          )}`,
      )
      .join("\n"),
    lines,
  };
}

const spoken = ({ is, noun }: Trait, value: string): string =>
  value === "on no node" ? value : is === undefined ? `in ${noun} ${value}` : `on ${value}`;
