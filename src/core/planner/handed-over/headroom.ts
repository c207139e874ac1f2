import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import type { Question } from "../question/understand.ts";

/** Whether nodes have room left, by what `kubectl top nodes` measured; null where nothing of that kind was asked or measured. */
export function headroomOf(question: Question, view: ClusterView): { summary: string; lines: readonly Line[] } | null {
  if (!/\b(?:limits?|capacity|overload\w*|headroom|exhausted|saturated)\b/.test(question.plain)) return null;
  if (ofSomethingSlow.test(question.plain)) return null;
  const nodes = view.of("NodeMetrics");
  const named = nodes.filter(({ ref }) => question.targets.some(({ name }) => name === ref.name));
  if (named.length === 1) return ofOne(named[0]!, view);
  const busiest = [busiestBy("CPU", nodes), busiestBy("MEMORY", nodes)].filter((one) => one !== null);
  if (busiest.length === 0) return null;
  const told = busiest.map(({ node, percent, what }) => `${node.ref.name} uses ${percent}% of its ${what}`).join(", ");
  const isFull = busiest.some(({ percent }) => percent >= almostFull);
  const summary = isFull
    ? `Yes, some nodes are at their limit: ${told}.`
    : `No, the nodes are not at their limit and have headroom: of the busiest, ${told}.`;
  return { summary, lines: busiest.map(({ line }) => line) };
}

/** Whether the one node that is named has room left. */
function ofOne(measured: ObservedObject, view: ClusterView): { summary: string; lines: readonly Line[] } | null {
  const { name } = measured.ref;
  const used = [busiestBy("CPU", [measured]), busiestBy("MEMORY", [measured])].filter((one) => one !== null);
  if (used.length === 0) return null;
  const status = view.object({ kind: "Node", name })?.printed.get("STATUS");
  const told = used.map(({ percent, what }) => `${percent}% of its ${what}`).join(" and ");
  const state = status === undefined ? "" : `; it is ${status.value}`;
  const isFull = used.some(({ percent }) => percent >= almostFull);
  return {
    summary: isFull
      ? `Yes, node ${name} is at its limit: it uses ${told}${state}.`
      : `No, node ${name} is not at its limit and has headroom: it uses ${told}${state}.`,
    lines: [...used.map(({ line }) => line), ...(status === undefined ? [] : [status.line])],
  };
}

/** What limits something that people wait for is a cause, and no measure of nodes. */
const ofSomethingSlow = /\bwhat (?:\w+ )?limit(?:s|ed|ing)\b|\btime[sd]? out\b|\btakes? (?:\w+ )?(?:seconds|minutes)\b/;

const almostFull = 90;

function busiestBy(resource: "CPU" | "MEMORY", nodes: readonly ObservedObject[]) {
  const measured = nodes.flatMap((node) => {
    const cell = node.printed.get(`${resource}(%)`) ?? node.printed.get(`${resource}%`);
    const percent = Number.parseInt(cell?.value ?? "", 10);
    return cell === undefined || Number.isNaN(percent)
      ? []
      : [{ node, percent, line: cell.line, what: resource === "CPU" ? "CPU" : "memory" }];
  });
  return measured.sort((one, other) => other.percent - one.percent)[0] ?? null;
}
