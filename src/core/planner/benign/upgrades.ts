import { textAt } from "../../diagnosis/fields.ts";
import { podsOf } from "../../diagnosis/pods.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { enumerated } from "../wording.ts";
import { type BenignRule, callsFail, defineBenign } from "./benign.ts";
import { isCordoned } from "./cordoned-nodes.ts";
import { isAnythingDown, isNodeReady, linesIn, runningText } from "./standing.ts";

const mixed = defineBenign(
  {
    code: "versions-differ-in-an-upgrade",
    title: "Nodes of two versions during an upgrade",
    about:
      "Kubelets of two versions run side by side, within the supported skew (a kubelet may be up to three minor versions older than the API server): a rolling upgrade that goes on. All nodes are ready and nothing that was shown is down.",
    reads: ["Node", "Plan", "Deployment", "StatefulSet"],
    asked: /version|upgrad|skew|mismatch|mixed|older|newer|rolling/,
    unless: callsFail,
  },
  function* (view) {
    const nodes = view.of("Node").filter((node) => versionOf(node) !== null);
    const newest = Math.max(...nodes.map((node) => minorOf(node)), 0);
    const texts = [...new Set(nodes.map((node) => versionOf(node)!.text))];
    if (texts.length < 2 || texts.length > 3 || nodes.some((node) => !isNodeReady(node))) return;
    if (nodes.some((node) => newest - minorOf(node) > 3) || isTooNew(view, newest)) return;
    const isOfUpgrade = ({ name }: { readonly name: string }) => /^apply-[\w.-]{1,80}-on-/.test(name);
    const running = runningText(view);
    if (running === "" || isAnythingDown(view, undefined, isOfUpgrade)) return;
    const byVersion = texts
      .map((text) => ({ text, nodes: nodes.filter((node) => versionOf(node)!.text === text) }))
      .toSorted((one, other) => minorOf(other.nodes[0]!) - minorOf(one.nodes[0]!) || (one.text < other.text ? 1 : -1));
    const older = byVersion.at(-1)!.nodes;
    const first = older.find(isCordoned) ?? older[0]!;
    const plan = view.of("Plan").find(({ printed }) => (printed.get("APPLYING")?.value ?? "") !== "");
    const stopped = podsOf(view).filter(({ events }) => events.some(({ reason }) => reason === "Killing"));
    const upgraders = view.of("Pod").filter(({ ref }) => isOfUpgrade(ref));
    yield {
      ref: first.ref,
      about: [...nodes, ...(plan === undefined ? [] : [plan]), ...upgraders, ...stopped].map(({ ref }) => ref),
      text: `a rolling upgrade is going on: ${enumerated(byVersion.map((one) => `${one.nodes.length} of ${nodes.length} nodes have ${one.text}`))}${plan === undefined ? "" : ` (Plan ${plan.ref.name}, applying ${plan.printed.get("APPLYING")!.value})`}${isCordoned(first) ? `, ${first.ref.name} is drained for it` : ""}; that skew is supported and expected, pods move to other nodes, ${running}`,
      lines: [first.cite(), plan?.cite()],
      voids: [
        "node-cordoned",
        "readiness-probe-failing",
        "liveness-probe-failing",
        "init-container-waiting",
        "pod-not-ready",
      ],
    };
  },
);

function versionOf(node: ObservedObject): { readonly text: string; readonly minor: number } | null {
  const text = node.printed.get("VERSION")?.value ?? textAt(node.fields, "status", "nodeInfo", "kubeletVersion");
  const minor = /^v1\.(\d{1,3})\./.exec(text)?.[1];
  return minor === undefined ? null : { text, minor: Number(minor) };
}

const minorOf = (node: ObservedObject): number => versionOf(node)?.minor ?? 0;

/** A kubelet that is newer than the API server is not supported. */
const isTooNew = (view: ClusterView, newest: number): boolean =>
  linesIn(view, /^Server Version: v1\.\d{1,3}\./).some(({ text }) => newest > Number(/v1\.(\d{1,3})/.exec(text)![1]));

export const upgrades: readonly BenignRule[] = [mixed];
