import type { Finding } from "../../diagnosis/finding.ts";
import { entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { isSelected } from "../../diagnosis/objects/relations.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { kubectl, quoted } from "../command-line.ts";
import type { Plan, Repair } from "./repair.ts";

/** Nodes that keep pods away by a taint or a cordon. */
export const nodeRepairs: readonly Repair[] = [
  { codes: ["untolerated-taint"], plan: withoutTaint },
  { codes: ["node-cordoned", "nodes-cordoned", "unschedulable"], plan: uncordoned },
];

const nodesRead = { command: "kubectl get nodes -o yaml", reason: "Shows the labels and taints of the nodes." };

/** The nodes that the pod's node selector admits. */
function admitted(finding: Finding, view: ClusterView): readonly ObservedObject[] | null {
  const nodes = view.of("Node").filter((node) => node.sources.has("object"));
  const pod = view.object(finding.object);
  if (nodes.length === 0 || pod === undefined) return null;
  const selector = entriesAt(pod.fields, "spec", "nodeSelector");
  return nodes.filter(
    (node) => selector.size === 0 || isSelected(selector, entriesAt(node.fields, "metadata", "labels")),
  );
}

/** Taints that Kubernetes puts on by itself go away with their reason, not by hand. */
const isOwn = (key: string) => /^node(?:-role)?\.(?:kubernetes|cloudprovider\.kubernetes)\.io\//.test(key);

function withoutTaint(finding: Finding, view: ClusterView): Plan | null {
  const nodes = admitted(finding, view);
  if (nodes === null) return { reads: [nodesRead] };
  const said = finding.evidence.map((line) => line.text).join("\n");
  // Schedulers since 1.35 count the nodes and no longer name their taints.
  const isUnsaid = said.includes("untolerated taint(s)");
  const commands = nodes.flatMap((node) =>
    listAt(node.fields, "spec", "taints")
      .filter((taint) => !isOwn(textAt(taint, "key")) && (isUnsaid || said.includes(textAt(taint, "key"))))
      .map((taint) => ({
        command: kubectl("taint nodes", node.ref.name, quoted(`${textAt(taint, "key")}:${textAt(taint, "effect")}-`)),
        reason: `Takes the taint ${textAt(taint, "key")} off node ${node.ref.name}; pods that it kept away may then come, too.`,
      })),
  );
  if (commands.length === 0 || nodes.length > 3) return null;
  return { summary: "Take the taint off the node, or add a toleration to the pod template.", commands };
}

function uncordoned(finding: Finding, view: ClusterView): Plan | null {
  const nodes = finding.object.kind === "Node" ? [finding.object] : cordoned(finding, view);
  if (nodes === null) return { reads: [nodesRead] };
  if (nodes.length === 0 || nodes.length > 3) return null;
  return {
    summary: "Let the node take pods again, if the work on it is done.",
    commands: nodes.map(({ name }) => ({
      command: kubectl("uncordon", name),
      reason: `Lets node ${name} take new pods again.`,
    })),
  };
}

function cordoned(finding: Finding, view: ClusterView): readonly { readonly name: string }[] | null {
  const nodes = admitted(finding, view);
  return nodes === null
    ? null
    : nodes.filter((node) => textAt(node.fields, "spec", "unschedulable") === "true").map(({ ref }) => ref);
}
