import type { Redactor } from "../evidence/redaction/redactor.ts";
import type { TurnProgress } from "./turn-progress.ts";

/** Tells what one command prints, piece by piece and without secrets. */
export type OutputChunks = {
  /** Takes kubectl's output as it comes. */
  hear(text: string): void;
  /** Tells what is left; answers whether all of `stdout`, the redacted whole, was told. */
  end(stdout: string): boolean;
};

/** Characters of one command's output that are told; the rest is in the evidence. */
export const mostCharacters = 64 * 1024;

const chunkCharacters = 8 * 1024;

export function tellOutput(progress: TurnProgress, evidence: string, redactor: Redactor): OutputChunks {
  void redactor;
  return {
    hear() {},
    end(stdout) {
      const told = stdout.slice(0, mostCharacters);
      for (let at = 0; at < told.length; at += chunkCharacters)
        progress.tell({ type: "output-chunk", evidence, text: told.slice(at, at + chunkCharacters) });
      return told.length === stdout.length;
    },
  };
}
