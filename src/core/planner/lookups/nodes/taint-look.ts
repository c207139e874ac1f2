import { linesOf } from "../../../evidence/lines-of.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type Look, type LookForm, type Step } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { cellOf, tableRows } from "../printed/table.ts";

const list = {
  command: "kubectl get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints",
  reason: "Shows the taints of each node.",
};
const accounted = /^(?:taints?|tainted|untainted|nodes?|machines?|no|not|without|any|list|shown|are|set|effects?)$/;

/** `what taints do the nodes have`, `which nodes are tainted`. */
export const taintLook: LookForm = (question, look) => {
  if (!asks(question)) return null;
  const named = question.targets[0]?.name;
  if (named !== undefined) return ofOne(named, look);
  const piece = look.read(list.command);
  if (piece === undefined) return { ask: [list] };
  if (!isGood(piece)) return null;
  const nodes = tableRows(piece).map((row) => ({
    name: cellOf(row, "NAME"),
    taints: taintsIn(cellOf(row, "TAINTS")),
    line: row.line,
  }));
  if (nodes.length === 0) return null;
  const lacks = /\b(?:no|not|without|untainted)\b/.test(question.plain);
  const own = nodes.filter(({ taints }) => (taints.length === 0) === lacks);
  const said = own.map((node) => (lacks ? node.name : `${node.name} (${enumerated(node.taints, 5)})`));
  const of = `${nodes.length} ${nodes.length === 1 ? "node" : "nodes"}`;
  const verb = own.length === 1 ? "has" : "have";
  return {
    answered: {
      summary:
        own.length === 0
          ? `None of the ${of} ${lacks ? "is without a taint" : "has a taint"}.`
          : `${own.length} of ${of} ${verb} ${lacks ? "no taint" : "taints"}: ${enumerated(said, 20)}.`,
      lines: own.slice(0, 8).map(({ line }) => line),
    },
  };
};

/** Of one node only its own taints are read. */
function ofOne(name: string, look: Look): Step | null {
  const own = {
    command: `kubectl get node ${name} -o jsonpath='{.spec.taints}'`,
    reason: "Prints the taints of the node; nothing means that it has none.",
  };
  const piece = look.read(own.command);
  if (piece === undefined) return { ask: [own] };
  if (!isGood(piece)) return null;
  const taints = [...piece.stdout.matchAll(/\{[^{}]{1,600}\}/g)].map(([one]) => {
    const [effect, key, value] = ["effect", "key", "value"].map(
      (part) => new RegExp(`"${part}":"([^"]{0,253})"`).exec(one)?.[1],
    );
    return `${key ?? ""}${value === undefined ? "" : `=${value}`}:${effect ?? ""}`;
  });
  const summary =
    taints.length === 0 ? `Node ${name} has no taint.` : `Node ${name} has taints: ${enumerated(taints, 20)}.`;
  return { answered: { summary, lines: linesOf(piece).slice(0, 1) } };
}

const asks = ({ plain, kinds, targets, intent, text }: Question): boolean =>
  intent !== "change" &&
  /\b(?:taints|tainted|untainted)\b/.test(plain) &&
  !/\b(?:why|tolerat\w*|pods?)\b/.test(plain) &&
  (kinds.some(({ kind }) => kind.kind === "Node") || targets.some(({ kind }) => kind?.kind === "Node")) &&
  targets.length <= 1 &&
  /^(?:which|what|show|list|are|do|does|is|how many|any)\b/i.test(text) &&
  wordsLeft(plain, accounted).length === 0;

/** `[map[effect:NoSchedule key:a value:b] map[...]]`, as kubectl prints a list of objects in a column. */
const taintsIn = (text: string): readonly string[] =>
  text
    .split("map[")
    .slice(1)
    .map((one) => {
      const [effect, key, value] = ["effect", "key", "value"].map(
        (name) => new RegExp(`\\b${name}:([^ \\]]{1,253})`).exec(one)?.[1],
      );
      return `${key ?? ""}${value === undefined ? "" : `=${value}`}:${effect ?? ""}`;
    });
