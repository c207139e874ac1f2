import type { Filter } from "../command.ts";
import { makeStage, type Tools } from "./programs.ts";
import type { Emit, Stage } from "./stage.ts";

export type Filtered = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/**
 * Runs what kubectl printed through the filters behind it, without any other program. Never throws; a filter that fails says why.
 * `tools.jq` runs jq programs where they cannot hold up anything else; without it they run here.
 */
export async function applyFilters(filters: readonly Filter[], text: string, tools: Tools = {}): Promise<Filtered> {
  const stages = stagesOf(filters, tools);
  if (typeof stages === "string") return { ok: false, reason: stages };
  const out: string[] = [];
  try {
    const push = chain(stages, (line) => out.push(line));
    for (let start = 0; start < text.length && !stages.some((stage) => stage.isDone()); ) {
      const end = text.indexOf("\n", start);
      push(text.slice(start, end < 0 ? text.length : end));
      start = end < 0 ? text.length : end + 1;
    }
    await finish(stages, (line) => out.push(line));
    return { ok: true, text: out.map((line) => `${line}\n`).join("") };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Filters at work on lines that come one by one. Each of them throws what a filter throws. */
export type RunningFilters = {
  push(line: string): void;
  end(): Promise<void>;
  /** No further line can change what comes out. */
  isDone(): boolean;
};

/** The same for lines (without newlines) as they come: holds no more in memory than the filters need. */
export function startFilters(filters: readonly Filter[], emit: Emit, tools: Tools = {}): RunningFilters {
  const stages = stagesOf(filters, tools);
  if (typeof stages === "string") throw new Error(stages);
  return {
    push: chain(stages, emit),
    end: () => finish(stages, emit),
    isDone: () => stages.some((stage) => stage.isDone()),
  };
}

function stagesOf(filters: readonly Filter[], tools: Tools): readonly Stage[] | string {
  const made = filters.map((filter, at) => makeStage(filter, tools, filters[at + 1]));
  const failed = made.find((stage) => !stage.ok);
  return failed === undefined
    ? made.flatMap((stage) => (stage.ok ? [stage.stage] : []))
    : failed.ok
      ? ""
      : failed.reason;
}

function chain(stages: readonly Stage[], last: Emit): Emit {
  return stages.reduceRight<Emit>((next, stage) => (line) => stage.line(line, next), last);
}

/** Ends the stages in order; what one says at its end still runs through those behind it. */
async function finish(stages: readonly Stage[], last: Emit): Promise<void> {
  for (const [index, stage] of stages.entries()) await stage.end(chain(stages.slice(index + 1), last));
}
