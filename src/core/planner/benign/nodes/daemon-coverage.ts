import { entriesAt, listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";

const chosenNodes = defineBenign(
  {
    code: "daemon-set-on-chosen-nodes",
    title: "DaemonSet that is meant for some nodes only",
    about:
      "A node selector or a required node affinity keeps a DaemonSet to some nodes (those with a GPU, no Fargate or virtual ones). On all nodes that it wants a pod is ready; on the others none is missing.",
    reads: ["DaemonSet", "Node", "Pod"],
    asked:
      /\b(?:daemon ?sets?|ds|nodes?|everywhere|missing|coverage|desired|agents?|exporters?|fargate|virtual|all hosts|only|not on|where)\b/,
  },
  function* (view) {
    const nodes = view.of("Node");
    for (const object of view.of("DaemonSet")) {
      const replicas = replicasOf(object);
      const wanted = numberAt(object.fields, "status", "desiredNumberScheduled") ?? replicas?.wanted;
      const status = (name: string) => numberAt(object.fields, "status", name);
      const ready = status("numberReady") ?? replicas?.ready ?? status("numberAvailable");
      if (wanted === undefined || ready === undefined || ready < wanted || wanted === 0) continue;
      if (nodes.length > 0 && wanted >= nodes.length) continue;
      const choice = selectorOf(object, nodes) ?? affinityOf(object, view, nodes);
      if (choice === null || (choice.fitting !== null && choice.fitting !== wanted)) continue;
      const pods = podsOf(view).filter(({ ref }) => workloadOf(view, ref).name === object.ref.name);
      yield {
        ref: object.ref,
        about: pods.map(({ ref }) => ref),
        text: `DaemonSet ${object.ref.name} is not missing anywhere: by its ${choice.text} it is meant for ${wanted}${nodes.length > 0 ? ` of ${nodes.length}` : ""} nodes only, and ${ready} of ${wanted} desired pods are ready${on(pods.map(({ node }) => node))}; it fails on none`,
        lines: [object.cite(), choice.line],
        voids: ["daemonset-skips-nodes", "daemonset-incomplete"],
      };
    }
  },
);

const on = (nodes: readonly string[]): string => {
  const known = [...new Set(nodes.filter((one) => one !== ""))];
  return known.length === 0 || known.length > 6 ? "" : ` (on ${known.join(", ")})`;
};

/** What picks the nodes, and how many of those that were shown fit; null where their labels were not shown. */
type Choice = { readonly text: string; readonly line: Line; readonly fitting: number | null };

/** Labels of which every node has the same value choose nothing; of operating systems a cluster may have two. */
const everyNode = (key: string, nodes: readonly ObservedObject[]): boolean =>
  key === "kubernetes.io/arch" || (key === osLabel && !nodes.some((node) => labelOf(node, key) === "windows"));

const osLabel = "kubernetes.io/os";

function selectorOf(object: ObservedObject, nodes: readonly ObservedObject[]): Choice | null {
  const given = [...entriesAt(object.fields, "spec", "template", "spec", "nodeSelector")];
  const cell = object.printed.get("NODE SELECTOR");
  const printed = cell === undefined || cell.value === "<none>" ? [] : cell.value.split(",").map(pairOf);
  const pairs = (given.length > 0 ? given : printed).filter(([key]) => !everyNode(key, nodes));
  if (pairs.length === 0) return null;
  const isShown = pairs.every(([key]) => nodes.some((node) => labelOf(node, key) !== ""));
  return {
    text: `node selector ${pairs.map(([key, value]) => `${key}=${value}`).join(",")}`,
    line: given.length > 0 ? object.cite("spec", "template", "spec", "nodeSelector") : cell!.line,
    fitting: isShown
      ? nodes.filter((node) => pairs.every(([key, value]) => labelOf(node, key) === value)).length
      : null,
  };
}

/** A label, also where `get nodes -L key` prints it under the last part of its key; the operating system by its image. */
function labelOf({ fields, printed }: ObservedObject, key: string): string {
  const image = key === osLabel ? printed.get("OS-IMAGE")?.value : undefined;
  return (
    entriesAt(fields, "metadata", "labels").get(key) ??
    printed.get(key.slice(key.lastIndexOf("/") + 1).toUpperCase())?.value ??
    (image === undefined ? "" : /^Windows/.test(image) ? "windows" : "linux")
  );
}

const pairOf = (pair: string): readonly [string, string] => [
  pair.slice(0, pair.indexOf("=")),
  pair.slice(pair.indexOf("=") + 1),
];

const virtual = /fargate|virtual|compute-type|type|windows|gpu|accelerator|role|pool|node-?group|instance|arch|zone/i;

function affinityOf(object: ObservedObject, view: ClusterView, nodes: readonly ObservedObject[]): Choice | null {
  const path = [
    "spec",
    "template",
    "spec",
    "affinity",
    "nodeAffinity",
    "requiredDuringSchedulingIgnoredDuringExecution",
  ];
  const terms = listAt(object.fields, ...path, "nodeSelectorTerms");
  const first = listAt(terms[0], "matchExpressions")[0] ?? listAt(terms[0], "matchFields")[0];
  if (first !== undefined) {
    const values = listAt(first, "values").map((one) => `${one}`);
    const key = textAt(first, "key");
    return {
      text: `required node affinity (${key} ${textAt(first, "operator")} ${values.join(", ")})`,
      line: object.cite(...path),
      fitting: fargateOf(key, values, nodes),
    };
  }
  const shown = printedOf(view, object.ref, /"?key"?:\s?"?([\w./-]{3,120})"?/).find(({ match }) =>
    virtual.test(match[1]!),
  );
  return shown === undefined ? null : { text: `node affinity on ${shown.match[1]}`, line: shown.line, fitting: null };
}

/** Nodes of Fargate are called so. */
function fargateOf(key: string, values: readonly string[], nodes: readonly ObservedObject[]): number | null {
  const isFargate = /compute-type$/.test(key) && values.includes("fargate");
  const others = nodes.filter(({ ref }) => !ref.name.startsWith("fargate-")).length;
  return isFargate && others < nodes.length ? others : null;
}

export const daemonCoverage: readonly BenignRule[] = [chosenNodes];
