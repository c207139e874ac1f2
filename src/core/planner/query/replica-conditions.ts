import type { Clause } from "./clause.ts";
import { type Condition, unless } from "./condition.ts";
import { cell, type Row, type RowSet } from "./row.ts";
import { vocabularyOf } from "./vocabulary.ts";

const parts = "(?:replicas?|pods?|instances?|copies)";
const up = "(?:available|ready|running|healthy|up)";

/** `no replicas available`, `without ready pods`, `zero healthy replicas`, `none of their pods ready`. */
const noneUp = new RegExp(
  `\\b(?:(?:with|have|has|having|got) )?(?:(?:no|zero|0|without(?: any)?|not (?:a|one) single) (?:${up} ${parts}|${parts} (?:(?:that|which) (?:is|are) )?${up})|none of (?:its|their|the) ${parts} (?:is |are )?${up})\\b`,
);

/** Workloads of which no replica serves, those that nobody wants any of included. */
export function replicaConditions(clause: Clause, set: RowSet): readonly Condition[] {
  const isOfWorkloads = set.nouns.some((noun) => /^(?:deployment|stateful set|replica set|workload)$/.test(noun));
  if (!isOfWorkloads || !set.fields.some(({ name }) => name === "ready")) return [];
  if (clause.take(noneUp) === null) return [];
  return [{ said: "without an available replica", fields: ["ready"], holds: hasNone }];
}

const hasNone = (row: Row): boolean => {
  const available = cell(row, "available");
  return /^\d+$/.test(available) ? available === "0" : /^0\//.test(cell(row, "ready"));
};

const phase = /\b(?:in (?:the )?(?:phase|state|status) )?(running|pending|succeeded|completed)\b(?! (?:on|out)\b)/;

/** `not running in shop`, of a list that holds nothing that runs: no cell tells that the word is a state. */
export function phaseConditions(clause: Clause, set: RowSet): readonly Condition[] {
  if (!set.nouns.includes("pod") || !set.fields.some(({ name }) => name === "status")) return [];
  const match = phase.exec(clause.text);
  if (match === null || vocabularyOf(set).values.has(match[1]!)) return [];
  if (!/\bnot(?: yet| currently)? (?:in (?:the )?(?:phase|state|status) )?$/.test(clause.text.slice(0, match.index)))
    return [];
  clause.blank(match.index, match.index + match[0].length);
  const isDenied = clause.deniedBefore(match.index);
  const word = match[1]!;
  const own: Condition = {
    said: `with status ${word[0]!.toUpperCase()}${word.slice(1)}`,
    fields: ["status"],
    holds: (row) => cell(row, "status").toLowerCase() === word,
  };
  return [unless(own, isDenied)];
}
