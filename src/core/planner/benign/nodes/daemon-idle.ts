import { labelsShown, nearLabel } from "../../../diagnosis/nodes/node-labels.ts";
import { entriesAt, numberAt } from "../../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { enumerated } from "../../wording.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

/** What a node is by its nature: where none of the other nature is there, its agents have nothing to do. */
const natures = /^(?:beta\.)?kubernetes\.io\/(?:os|arch)$/;

/** Selectors that people write so that a DaemonSet runs nowhere. */
const never =
  /\b(?:non-?existing|no-?such|never|none|disabled?|nowhere|no-?node|do-?not-?(?:schedule|run)|dummy|paused?|off)\b/i;

const absentNature = (view: ClusterView, pairs: readonly (readonly [string, string])[]) => {
  const nodes = view.of("Node");
  for (const [key, value] of pairs.filter(([name]) => natures.test(name))) {
    const plain = key.replace("beta.", "");
    const values = nodes.map((node) => labelsShown(view, node).get(plain));
    if (values.length > 0 && values.every((one) => one !== undefined && one !== value))
      return { wanted: `${key}=${value}`, has: `${plain}=${[...new Set(values)].join(", ")}`, node: nodes[0]! };
  }
  return undefined;
};

/** The nodes that have the label have it at `false`: an operator, or somebody, switched its agents off there. */
function switchedOff(view: ClusterView, pairs: readonly (readonly [string, string])[]) {
  for (const [key] of pairs.filter(([, value]) => value === "true")) {
    const nodes = view.of("Node").filter((node) => labelsShown(view, node).has(key));
    if (nodes.length > 0 && nodes.every((node) => labelsShown(view, node).get(key) === "false")) return { key, nodes };
  }
  return undefined;
}

const selectorOf = ({ fields }: ObservedObject) => [...entriesAt(fields, "spec", "template", "spec", "nodeSelector")];

/** The DaemonSets of the same family, `shipper` and `shipper-windows` beside `shipper-gpu`, where they have a ready pod on every node. */
function coveringAll(object: ObservedObject, view: ClusterView): readonly ObservedObject[] | undefined {
  const stem = /^(.{3,}?)-[a-z0-9]+$/.exec(object.ref.name)?.[1];
  const nodes = view.of("Node").length;
  if (stem === undefined || nodes === 0) return undefined;
  const family = view
    .of("DaemonSet")
    .filter(
      ({ ref }) =>
        ref.namespace === object.ref.namespace &&
        ref.name !== object.ref.name &&
        (ref.name === stem || ref.name.startsWith(`${stem}-`)),
    );
  const ready = family.map(({ fields }) => {
    const [wanted, has] = ["desiredNumberScheduled", "numberReady"].map((name) => numberAt(fields, "status", name));
    return wanted !== undefined && has !== undefined && has >= wanted ? wanted : Number.NaN;
  });
  return ready.reduce((all, one) => all + one, 0) === nodes ? family : undefined;
}

/** The nodes carry nearly the same label: it is meant for them, and spelled wrong. */
const isNearlyCarried = ([key, value]: readonly [string, string], view: ClusterView): boolean =>
  nearLabel(view, { key, operator: "In", values: [value] }) !== undefined;

const withoutNodes = defineBenign(
  {
    code: "daemon-set-without-its-nodes",
    title: "DaemonSet for nodes that this cluster does not have",
    about:
      "Charts bring DaemonSets for Windows or for another processor. Where no node is of that kind, 0 pods are desired and none is missing. Others are switched off by a node selector that no node can meet, as its name says, or by a label that its nodes have at `false`, or are for a sort of nodes of which there is none while DaemonSets of the same family have a pod on every node.",
    reads: ["DaemonSet", "Node"],
    asked: /\b(?:daemon ?sets?|ds|desired|0 pods|no pods|zero|nowhere|not (?:running|scheduled)|missing|problem)\b/,
  },
  function* (view) {
    for (const object of view.of("DaemonSet")) {
      if (numberAt(object.fields, "status", "desiredNumberScheduled") !== 0) continue;
      const pairs = selectorOf(object);
      const absent = absentNature(view, pairs);
      const off = pairs.find(([key, value]) => never.test(key) || never.test(value));
      const barred = switchedOff(view, pairs);
      const isOther =
        absent === undefined &&
        off === undefined &&
        barred === undefined &&
        !pairs.some((pair) => isNearlyCarried(pair, view));
      const covering = isOther ? coveringAll(object, view) : undefined;
      const why =
        absent !== undefined
          ? `it is for nodes with ${absent.wanted} only, and there is no such node (all have ${absent.has})`
          : off !== undefined
            ? `it is switched off on purpose by node selector ${off.join("=")}, which no node is to meet`
            : barred !== undefined
              ? `it is switched off by the label ${barred.key}=false of ${enumerated(barred.nodes.map(({ ref }) => ref.name))}, and no other node has that label`
              : covering !== undefined && pairs.length > 0
                ? `it is for nodes with ${pairs[0]!.join("=")} only, of which there is none, and ${enumerated(covering.map(({ ref }) => ref.name))} ${covering.length === 1 ? "has" : "have"} a ready pod on each of the ${view.of("Node").length} nodes`
                : null;
      if (why === null) continue;
      yield {
        ref: object.ref,
        text: `DaemonSet ${object.ref.name} wants 0 pods by design: ${why}; none of its pods is missing`,
        lines: [
          object.printed.get("NODE SELECTOR")?.line ?? object.cite("spec", "template", "spec", "nodeSelector"),
          absent?.node.cite("metadata", "labels"),
          barred?.nodes[0]?.cite("metadata", "labels"),
          ...(covering ?? []).slice(0, 3).map((one) => one.cite()),
        ],
        about: covering?.map(({ ref }) => ref) ?? [],
        voids: ["node-label-absent", "daemonset-skips-nodes"],
      };
    }
  },
);

export const daemonIdle: readonly BenignRule[] = [withoutNodes];
