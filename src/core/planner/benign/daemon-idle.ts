import { entriesAt, numberAt } from "../../diagnosis/fields.ts";
import { labelsShown } from "../../diagnosis/node-labels.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "./benign.ts";

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

const selectorOf = ({ fields }: ObservedObject) => [...entriesAt(fields, "spec", "template", "spec", "nodeSelector")];

const withoutNodes = defineBenign(
  {
    code: "daemon-set-without-its-nodes",
    title: "DaemonSet for nodes that this cluster does not have",
    about:
      "Charts bring DaemonSets for Windows or for another processor. Where no node is of that kind, 0 pods are desired and none is missing. Others are switched off by a node selector that no node can meet, as its name says.",
    reads: ["DaemonSet", "Node"],
    asked: /\b(?:daemon ?sets?|ds|desired|0 pods|no pods|zero|nowhere|not (?:running|scheduled)|missing|problem)\b/,
  },
  function* (view) {
    for (const object of view.of("DaemonSet")) {
      if (numberAt(object.fields, "status", "desiredNumberScheduled") !== 0) continue;
      const pairs = selectorOf(object);
      const absent = absentNature(view, pairs);
      const off = pairs.find(([key, value]) => never.test(key) || never.test(value));
      if (absent === undefined && off === undefined) continue;
      const why =
        absent === undefined
          ? `it is switched off on purpose by node selector ${off!.join("=")}, which no node is to meet`
          : `it is for nodes with ${absent.wanted} only, and there is no such node (all have ${absent.has})`;
      yield {
        ref: object.ref,
        text: `DaemonSet ${object.ref.name} wants 0 pods by design: ${why}; none of its pods is missing`,
        lines: [
          object.printed.get("NODE SELECTOR")?.line ?? object.cite("spec", "template", "spec", "nodeSelector"),
          absent?.node.cite("metadata", "labels"),
        ],
        voids: ["node-label-absent", "daemonset-skips-nodes"],
      };
    }
  },
);

export const daemonIdle: readonly BenignRule[] = [withoutNodes];
