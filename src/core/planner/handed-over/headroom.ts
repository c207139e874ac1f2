import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import type { Question } from "../question/understand.ts";

/** Whether nodes have room left, by what `kubectl top nodes` measured; null where nothing of that kind was asked or measured. */
export function headroomOf(question: Question, view: ClusterView): { summary: string; lines: readonly Line[] } | null {
  if (!/\b(?:limits?|capacity|overload\w*|headroom|exhausted|saturated)\b/.test(question.plain)) return null;
  if (ofSomethingSlow.test(question.plain)) return null;
  const nodes = view.of("NodeMetrics");
  const busiest = [busiestBy("CPU", nodes), busiestBy("MEMORY", nodes)].filter((one) => one !== null);
  if (busiest.length === 0) return null;
  const told = busiest.map(({ node, percent, what }) => `${node.ref.name} uses ${percent}% of its ${what}`).join(", ");
  const isFull = busiest.some(({ percent }) => percent >= almostFull);
  const summary = isFull
    ? `Yes, some nodes are at their limit: ${told}.`
    : `No, the nodes are not at their limit and have headroom: of the busiest, ${told}.`;
  return { summary, lines: busiest.map(({ line }) => line) };
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
