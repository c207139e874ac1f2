import { quantity } from "../../../diagnosis/objects/quantity.ts";
import { kubectl } from "../../command-line.ts";
import type { Question } from "../../question/understand.ts";
import { enumerated } from "../../wording.ts";
import { type Look, type LookForm, listed, type Step } from "../form/look.ts";
import { nameLeft } from "../form/name-left.ts";
import { isPodOf } from "../printed/pod-name.ts";
import { cellOf, rowName, type TableRow, tableRows } from "../printed/table.ts";

const accounted =
  /^(?:cpus?|cores?|memory|ram|mem|resources?|usage|consum\w+|using|eat|eats|eating|top|metrics|utili[sz]ation|taking|currently)$/;

/** `how much cpu does storefront use`: the sum over its pods, and each of them. */
export const usageLook: LookForm = (question, look) => {
  const lower = question.text.toLowerCase();
  const asks =
    /^(?:how much|what(?:'s| is)? the|show|what|compare) .{0,40}\b(?:cpu|memory|ram|mem|resources?|usage)\b/.test(
      lower,
    );
  if (!asks || !/\b(?:us(?:e|es|ed|ing|age)|consum\w+|eat\w*|tak(?:e|es|ing)|utili[sz]ation)\b/.test(lower))
    return null;
  if (
    /\b(?:nodes?|limits?|requests?|allowed|may|most|least|total|cluster|namespace|all|each|per|every|free|left)\b/.test(
      lower,
    )
  )
    return null;
  const name = nameLeft(question, accounted);
  if (question.targets.length > 1 && /^(?:compare|what|how much|show)\b/.test(lower))
    return comparedStep(question, look);
  if (name === null || question.targets.some(({ kind }) => kind?.kind === "Pod" || kind?.kind === "Node")) return null;
  const found = listed(question, look, (place) => ({
    command: kubectl("top pods", place),
    reason: `What the pods use, those of ${name} among them.`,
  }));
  if (found === null || "ask" in found) return found;
  const rows = tableRows(found.piece).filter((row) => isPodOf(cellOf(row, "NAME"), name));
  if (rows.length === 0) return nodeStep(name, found.where, look);
  const sum = (heading: string) => rows.reduce((total, row) => total + (quantity(cellOf(row, heading)) ?? 0), 0);
  const [cpu, memory] = [Math.round(sum("CPU(cores)") * 1000), Math.round(sum("MEMORY(bytes)") / 2 ** 20)];
  const wantsCpu = !/\b(?:memory|ram|mem)\b/.test(lower);
  const wantsMemory = !/\bcpu\b/.test(lower);
  const parts = [wantsCpu ? `${cpu}m of CPU` : "", wantsMemory ? `${memory}Mi of memory` : ""].filter(
    (one) => one !== "",
  );
  return {
    answered: {
      summary: `${name} uses ${enumerated(parts)}${rows.length === 1 ? "" : `, over its ${rows.length} pods`}: ${enumerated(rows.map(told), 12)}.`,
      lines: rows.slice(0, 8).map(({ line }) => line),
    },
  };
};

const told = (row: TableRow): string => {
  const namespace = cellOf(row, "NAMESPACE");
  return `${namespace === "" ? "" : `${namespace}/`}${cellOf(row, "NAME")} (${cellOf(row, "CPU(cores)")}, ${cellOf(row, "MEMORY(bytes)")})`;
};

/** What has no pods of its name may be a node. */
function nodeStep(name: string, where: string, look: Look): Step {
  const draft = { command: "kubectl top nodes", reason: "What has no pods of its name may be a node." };
  const piece = look.read(draft.command);
  if (piece === undefined) return { ask: [draft] };
  const row = tableRows(piece).find((one) => cellOf(one, "NAME") === name);
  const summary =
    row === undefined
      ? `No pod of ${name} is measured ${where}; only containers that run are.`
      : `Node ${name} uses ${cellOf(row, "CPU(cores)")} of CPU (${cellOf(row, "CPU(%)")}) and ${cellOf(row, "MEMORY(bytes)")} of memory (${cellOf(row, "MEMORY(%)")}).`;
  return { answered: { summary, lines: row === undefined ? [] : [row.line] } };
}

/** `compare the memory usage of kafka-0 and kafka-1`: each of them, the one that uses more first. */
function comparedStep(question: Question, look: Look): Step | null {
  const names = question.targets.map(({ name }) => name);
  const found = listed(question, look, (place) => ({
    command: kubectl("top pods", place),
    reason: `What the pods use, those of ${enumerated(names, 4)} among them.`,
  }));
  if (found === null || "ask" in found) return found;
  const rows = tableRows(found.piece);
  const heading = /\b(?:memory|ram|mem)\b/i.test(question.text) ? "MEMORY(bytes)" : "CPU(cores)";
  const sums = names.map((name) => {
    const own = rows.filter((row) => isPodOf(cellOf(row, "NAME"), name));
    return { name, own, sum: own.reduce((total, row) => total + (quantity(cellOf(row, heading)) ?? 0), 0) };
  });
  const ordered = sums.toSorted((one, other) => other.sum - one.sum);
  const isMemory = heading.startsWith("MEMORY");
  const said = ordered.map(({ name, own, sum }) => {
    const amount = isMemory ? `${Math.round(sum / 2 ** 20)}Mi of memory` : `${Math.round(sum * 1000)}m of CPU`;
    return own.length === 0
      ? `${name} is not measured`
      : `${name} uses ${amount} (${own.length === 1 ? rowName(own[0]!) : `${own.length} pods`})`;
  });
  return {
    answered: {
      summary: `${said.join("; ")}.`,
      lines: sums.flatMap(({ own }) => own.map(({ line }) => line)).slice(0, 8),
    },
  };
}
