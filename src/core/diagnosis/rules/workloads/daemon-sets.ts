import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { isControlPlane, printed, taintsOf, tolerates } from "../../nodes/taints.ts";
import { entriesAt, listAt, numberAt } from "../../objects/fields.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list, suggest } from "../../objects/reads.ts";
import { isSelected, labelsOf, ownersOf } from "../../objects/relations.ts";
import { podsOf } from "../../workloads/pods.ts";

/** The nodes that the DaemonSet's node selector admits; undefined where not every node was listed. */
const admitted = (view: ClusterView, set: ObservedObject): readonly ObservedObject[] | undefined => {
  const isListed = view.listings.some((one) => one.kind === "Node" && !one.narrowed) || isDescribed(view);
  const nodes = view.of("Node");
  if (!isListed || nodes.length === 0) return undefined;
  const selector = entriesAt(set.fields, "spec", "template", "spec", "nodeSelector");
  if (selector.size === 0) return nodes;
  const ofSystem = [...selector].every(([key, value]) => key === "kubernetes.io/os" && value === "linux");
  return ofSystem
    ? nodes
    : nodes.every((node) => labelsOf(node).size > 0)
      ? nodes.filter((node) => isSelected(selector, labelsOf(node)))
      : undefined;
};

/** `describe nodes` describes all of them; so does a list as YAML. */
const isDescribed = (view: ClusterView): boolean =>
  view.evidence.some((piece) =>
    /(?:describe|get) (?:nodes?|no)(?: +-\S+(?: yaml| json)?| *\|.*)*$/.test(piece.command.trim()),
  );

const skips = defineRule(
  {
    code: "daemonset-skips-nodes",
    title: "DaemonSet leaves out nodes with a taint",
    about:
      "The DaemonSet has all the pods that it wants and still does not run on some nodes: these carry a taint that its pods do not tolerate, so that they do not count. That may be meant; what it should do there is not done.",
    reads: ["DaemonSet", "Node", "Pod"],
  },
  function* (view) {
    for (const set of view.of("DaemonSet")) {
      const desired = numberAt(set.fields, "status", "desiredNumberScheduled");
      const nodes = admitted(view, set);
      if (desired === undefined || nodes === undefined || desired >= nodes.length) continue;
      const tolerations = listAt(set.fields, "spec", "template", "spec", "tolerations");
      const running = new Set(
        podsOf(view)
          .filter(
            (pod) =>
              pod.node !== "" &&
              ownersOf(view, pod.ref).some(({ kind, name }) => kind === "DaemonSet" && name === set.ref.name),
          )
          .map((pod) => pod.node),
      );
      const left = nodes.flatMap((node) => {
        const taint = taintsOf(node).find((one) => !tolerations.some((other) => tolerates(other, one)));
        return taint === undefined || running.has(node.ref.name) ? [] : [{ node, taint }];
      });
      const first = left.find((one) => !isControlPlane(one.taint)) ?? left[0];
      if (first === undefined || left.length < nodes.length - desired) continue;
      const alike = left.filter((one) => printed(one.taint) === printed(first.taint)).map((one) => one.node.ref.name);
      yield {
        object: set.ref,
        severity: left.every((one) => isControlPlane(one.taint)) ? "info" : "warning",
        confidence: tolerations.length > 0 || set.sources.size > 1 ? "likely" : "possible",
        summary: `${nameOf(set.ref)} runs on ${desired} of ${nodes.length} nodes: it does not tolerate taint ${printed(first.taint)} of node${alike.length > 1 ? "s" : ""} ${alike.slice(0, 4).join(", ")}.`,
        evidence: [
          first.node.cite("spec", "taints"),
          set.printed.get("DESIRED")?.line ?? set.cite("status", "desiredNumberScheduled"),
          set.cite("spec", "template", "spec", "tolerations"),
        ],
        related: left.map((one) => one.node.ref),
        next: [
          ...suggest(
            ["describe", "daemonset", set.ref.name, ...(set.ref.namespace ? ["-n", set.ref.namespace] : [])],
            "Shows what its pods tolerate.",
          ),
          ...list("nodes", undefined, "Shows the taints of the nodes.", "-o", "yaml"),
        ],
        fix: fixByHand(
          `Add a toleration for ${printed(first.taint)} to the pod template of the DaemonSet, if it shall run there.`,
          list("pods", set.ref.namespace, "Shows on which nodes its pods run.", "-o", "wide"),
        ),
      };
    }
  },
);

/** DaemonSets that do not reach every node. */
export const daemonSetRules: readonly Rule[] = [skips];
