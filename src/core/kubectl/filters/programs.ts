import type { Filter } from "../command.ts";
import { awk, awkTable } from "./awk.ts";
import { column, columnTable } from "./column.ts";
import { cut, cutTable } from "./cut.ts";
import { grep, grepTable } from "./grep.ts";
import { expandCount, head, headCount, headTable, tail, tailTable } from "./head-tail.ts";
import { jq, jqTable, type RunJq } from "./jq.ts";
import { type Options, type OptionTable, readOptions } from "./options.ts";
import { sort, sortTable } from "./sort.ts";
import type { Stage } from "./stage.ts";
import { tr, trTable } from "./tr.ts";
import { uniq, uniqTable } from "./uniq.ts";
import { wc, wcTable } from "./wc.ts";

/** What a filter may be given to work with from outside. */
export type Tools = { readonly jq?: RunJq };

/** A program behind `|` that is evaluated here: which flags it takes, how many operands, and how it is made from them. */
type Program = {
  readonly table: OptionTable;
  readonly operands: number;
  /** `first`: how many lines of it the filter behind lets through; null: all may be wanted. */
  readonly make: (options: Options, tools: Tools, first: number | null) => Stage;
  readonly prepare?: (args: readonly string[]) => readonly string[];
};

const programs: ReadonlyMap<string, Program> = new Map<string, Program>([
  ["grep", { table: grepTable, operands: 1, make: (options) => grep(options, null) }],
  ["egrep", { table: grepTable, operands: 1, make: (options) => grep(options, "extended") }],
  ["fgrep", { table: grepTable, operands: 1, make: (options) => grep(options, "fixed") }],
  ["head", { table: headTable, operands: 0, make: head, prepare: expandCount }],
  ["tail", { table: tailTable, operands: 0, make: tail, prepare: expandCount }],
  ["sort", { table: sortTable, operands: 0, make: (options, _, first) => sort(options, first) }],
  ["uniq", { table: uniqTable, operands: 0, make: uniq }],
  ["wc", { table: wcTable, operands: 0, make: wc }],
  ["cut", { table: cutTable, operands: 0, make: cut }],
  ["tr", { table: trTable, operands: 2, make: tr }],
  ["column", { table: columnTable, operands: 0, make: column }],
  ["jq", { table: jqTable, operands: 1, make: (options, tools) => jq(options, tools.jq) }],
  ["awk", { table: awkTable, operands: 1, make: awk }],
]);

export const programNames: readonly string[] = [...programs.keys()];

export type MadeStage =
  | { readonly ok: true; readonly stage: Stage }
  /** `at`: index into the arguments of the one at fault, null when it is none of them in particular. */
  | { readonly ok: false; readonly at: number | null; readonly reason: string };

/** Makes a filter ready to run before the `next` one, or says what about it is not understood. A stage serves one text. */
export function makeStage(filter: Filter, tools: Tools = {}, next?: Filter): MadeStage {
  const program = programs.get(filter.program);
  if (program === undefined) return { ok: false, at: null, reason: `\`${filter.program}\` is not run here` };
  const read = readOptions(program.prepare?.(filter.args) ?? filter.args, program.table);
  if (!read.ok) return { ok: false, at: read.at, reason: `${filter.program}: ${read.reason}` };
  if (read.options.operands.length > program.operands) {
    const reason = `${filter.program} reads what comes through the pipe; it opens no file`;
    return { ok: false, at: filter.args.lastIndexOf(read.options.operands.at(-1)!), reason };
  }
  try {
    return { ok: true, stage: program.make(read.options, tools, wantedOf(next)) };
  } catch (error) {
    return { ok: false, at: null, reason: error instanceof Error ? error.message : String(error) };
  }
}

function wantedOf(next: Filter | undefined): number | null {
  if (next?.program !== "head") return null;
  const read = readOptions(expandCount(next.args), headTable);
  return read.ok ? headCount(read.options) : null;
}
