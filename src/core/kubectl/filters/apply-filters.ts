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

/** The same as a stream of lines (without newlines): holds no more in memory than the filters need. Throws what a filter throws. */
export function filterLines(
  filters: readonly Filter[],
  tools: Tools = {},
): (lines: AsyncIterable<string>) => AsyncIterable<string> {
  return async function* filtered(lines) {
    const stages = stagesOf(filters, tools);
    if (typeof stages === "string") throw new Error(stages);
    let out: string[] = [];
    const emit = (line: string) => void out.push(line);
    const push = chain(stages, emit);
    for await (const line of lines) {
      push(line);
      if (out.length > 0) yield* out;
      out = [];
      if (stages.some((stage) => stage.isDone())) break;
    }
    await finish(stages, emit);
    yield* out;
  };
}

function stagesOf(filters: readonly Filter[], tools: Tools): readonly Stage[] | string {
  const made = filters.map((filter) => makeStage(filter, tools));
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
