import type { Execution } from "../../core/conversation/ports.ts";
import type { Filter } from "../../core/kubectl/command.ts";
import { startFilters } from "../../core/kubectl/filters/apply-filters.ts";
import { Capture } from "./capture.ts";
import { runJq } from "./run-jq.ts";

const longestLine = 32_000_000;
const pieceSize = 65_536;

/**
 * Puts what kubectl prints through the filters while it comes, so that they see all of it and only what they let through is held, head and
 * tail of it within the limit. `finish` answers the execution with that for its output; a filter that failed says why in stderr.
 */
export type FilteredOutput = { add(chunk: Buffer): void; finish(execution: Execution): Promise<Execution> };

export function createFilteredOutput(filters: readonly Filter[], limitBytes: number): FilteredOutput {
  const kept = createKeptLines(limitBytes);
  const decoder = new TextDecoder();
  let failed: string | null = null;
  let unended = "";
  const guarded = <Result>(work: () => Result): Result | undefined => {
    try {
      return failed === null ? work() : undefined;
    } catch (error) {
      failed = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  };
  const running = guarded(() => startFilters(filters, kept.add, { jq: runJq }));
  const push = (text: string) => {
    const lines = (unended + text).split("\n");
    unended = lines.pop()!;
    if (unended.length > longestLine) throw new Error(`a line is longer than ${longestLine / 1_000_000} MB`);
    for (const line of lines) if (running?.isDone() === false) running.push(line);
  };
  const end = async () => {
    guarded(() => push(decoder.decode()));
    guarded(() => (unended === "" || running?.isDone() ? undefined : running?.push(unended)));
    await guarded(() => running?.end())?.catch((error: unknown) => {
      failed = error instanceof Error ? error.message : String(error);
    });
  };
  return {
    add: (chunk) => guarded(() => push(decoder.decode(chunk, { stream: true }))),
    async finish(execution) {
      if (execution.exitCode !== 0) return execution;
      await end();
      if (failed === null) return { ...execution, ...kept.text() };
      const stderr = [execution.stderr, failed].filter((part) => part !== "").join("\n");
      return { ...execution, exitCode: 1, stderr };
    },
  };
}

/** Lines gathered into larger pieces before they are kept: there may be millions of them. */
function createKeptLines(limitBytes: number) {
  const capture = new Capture(limitBytes);
  let piece = "";
  const flush = () => {
    capture.add(Buffer.from(piece));
    piece = "";
  };
  return {
    add(line: string) {
      piece += `${line}\n`;
      if (piece.length > pieceSize) flush();
    },
    text() {
      flush();
      return { stdout: capture.text(), truncated: capture.truncated };
    },
  };
}
