import type { Redactor } from "../evidence/redaction/redactor.ts";
import { createStreamRedactor } from "../evidence/redaction/stream-redactor.ts";
import type { TurnProgress } from "./turn-progress.ts";

/** Tells what one command prints, piece by piece and without secrets. */
export type OutputChunks = {
  /** Takes kubectl's output as it comes; not called where only the whole output can be told. */
  hear(text: string): void;
  /** Tells what is left; answers whether all of `stdout`, the redacted whole, was told. */
  end(stdout: string): boolean;
};

/** Characters of one command's output that are told; the rest is in the evidence. */
const mostCharacters = 64 * 1024;

const longestChunk = 16 * 1024;

export function tellOutput(progress: TurnProgress, evidence: string, redactor: Redactor): OutputChunks {
  const lines = createStreamRedactor(redactor);
  let told = "";
  let isLive = false;
  const tell = (text: string) => {
    const fits = text.slice(0, progress.takeChunkRoom(Math.min(text.length, mostCharacters - told.length)));
    told += fits;
    for (let at = 0; at < fits.length; at += longestChunk)
      progress.tell({ type: "output-chunk", evidence, text: fits.slice(at, at + longestChunk) });
  };
  return {
    hear(text) {
      isLive = true;
      if (told.length < mostCharacters) tell(lines.push(text));
    },
    end(stdout) {
      tell(isLive ? lines.end() : stdout);
      return told === stdout;
    },
  };
}
