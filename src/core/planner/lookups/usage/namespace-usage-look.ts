import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { cellOf, tableRows } from "../printed/table.ts";

const grouped =
  /\b(?:per|by|each|every|for each|in each) namespaces?\b|\b(?:which|what) namespaces?\b.{0,20}\b(?:most|least|highest|lowest|more|hungriest)\b|\bnamespaces? (?:with|that has|having) the (?:most|least|highest|lowest)\b/;
const used = /\b(?:us(?:e|es|ed|ing|age)|consum\w+|eat\w*|tak(?:e|es|ing)|utili[sz]\w+|top)\b/;
const accounted =
  /^(?:most|least|highest|lowest|more|cpus?|cores?|memory|ram|mem|usage|consum\w+|eat\w*|utili[sz]\w+|resources?|top|each|every|sorted|hungriest|pods?)$/;

/** `which namespace uses the most memory`: the sums over the pods of each. */
export const namespaceUsageLook: LookForm = (question, look) => {
  const measures = measuresIn(question);
  if (measures === null) return null;
  const draft = { command: "kubectl top pods -A", reason: "Shows what the pods of all namespaces use." };
  const piece = look.read(draft.command);
  if (piece === undefined) return { ask: [draft] };
  if (!isGood(piece)) return null;
  const rows = tableRows(piece);
  if (rows.length === 0) return null;
  const sums = [...Map.groupBy(rows, (row) => cellOf(row, "NAMESPACE"))].map(([namespace, own]) => ({
    namespace,
    pods: own.length,
    cpu: own.reduce((sum, row) => sum + (quantity(cellOf(row, "CPU(cores)")) ?? 0), 0),
    memory: own.reduce((sum, row) => sum + (quantity(cellOf(row, "MEMORY(bytes)")) ?? 0), 0),
  }));
  const sign = /\b(?:least|lowest)\b/.test(question.plain) ? 1 : -1;
  const parts = measures.map((measure) => {
    const ordered = sums.toSorted((one, other) => sign * (one[measure] - other[measure]));
    const said = ordered.map((one) => `${one.namespace} (${spelled(one[measure], measure)}, ${one.pods} pods)`);
    const what = measure === "cpu" ? "CPU" : "memory";
    return `the ${sign < 0 ? "most" : "least"} ${what} is used in ${said[0]}; then ${enumerated(said.slice(1), 12)}`;
  });
  const summary = parts.map((part) => `${part[0]!.toUpperCase()}${part.slice(1)}.`).join(" ");
  return { answered: { summary: `${summary} Measured are ${rows.length} pods in all.` } };
};

type Measure = "cpu" | "memory";

const spelled = (amount: number, measure: Measure): string =>
  measure === "cpu" ? `${Math.round(amount * 1000)}m` : `${Math.round(amount / 2 ** 20)}Mi`;

function measuresIn({ plain, targets, scope, intent }: Question): readonly Measure[] | null {
  if (intent === "change" || targets.length > 0 || scope.namespaces.length > 0) return null;
  if (!grouped.test(plain) || !used.test(plain) || /\b(?:requests?|limits?|quota|requested|why)\b/.test(plain))
    return null;
  if (wordsLeft(plain, accounted).length > 0) return null;
  const isMemory = /\b(?:memory|ram|mem)\b/.test(plain);
  const isCpu = /\b(?:cpus?|cores?)\b/.test(plain);
  return isMemory === isCpu ? ["cpu", "memory"] : isMemory ? ["memory"] : ["cpu"];
}
