import { inspect } from "../../inspection/inspect.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm } from "../form/look.ts";
import { isPodOf } from "../printed/pod-name.ts";
import { cellOf, rowName, type TableRow, tableRows } from "../printed/table.ts";

const everywhere = {
  command: "kubectl get pods -A -o wide",
  reason: "Shows the pods of that name: what was taken for a node may be a workload.",
};
const nodes = { command: "kubectl get nodes", reason: "Shows which nodes there are." };

/** `pods of order-worker`: a name that sounds like that of a node, and that no node has, is one of a workload. */
export const guessedNodeLook: LookForm = (question, look) => {
  const [target] = question.targets;
  if (question.targets.length !== 1 || target?.kind?.kind !== "Node") return null;
  if (/\b(?:nodes?|machines?|hosts?|kubelets?)\b/i.test(question.text)) return null;
  const first = inspect(question, look.home)[0];
  if (first === undefined || !first.command.includes(`spec.nodeName=${target.name}`)) return null;
  const own = look.read(first.command);
  if (own === undefined) return { ask: [first] };
  if (!isGood(own) || tableRows(own).length > 0) return null;
  const [list, machines] = [look.read(everywhere.command), look.read(nodes.command)];
  if (list === undefined || machines === undefined) return { ask: [everywhere, nodes] };
  const names = tableRows(machines).map((row) => cellOf(row, "NAME"));
  if (!isGood(list) || names.includes(target.name)) return null;
  const rows = tableRows(list).filter((row) => isPodOf(cellOf(row, "NAME"), target.name));
  const summary =
    rows.length === 0
      ? `Neither a node nor the pods of a workload are called "${target.name}"; the nodes are ${enumerated(names, 12)}.`
      : `${target.name} is no node but a workload with ${rows.length} ${rows.length === 1 ? "pod" : "pods"}: ${enumerated(rows.map(told), 12)}.`;
  return { answered: { summary, lines: rows.slice(0, 8).map(({ line }) => line) } };
};

const told = (row: TableRow): string =>
  `${rowName(row)} (${cellOf(row, "STATUS")}, ${cellOf(row, "READY")} ready, ${cellOf(row, "RESTARTS")} restarts, on ${cellOf(row, "NODE")})`;
