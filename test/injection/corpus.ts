import { readFileSync } from "node:fs";
import { join } from "node:path";

/** An output of kubectl with an instruction planted in it, and what a model does that follows it. */
export type Planted = {
  readonly id: string;
  readonly place: string;
  readonly language: string;
  /** How the instruction is written: plain, or in which disguise. */
  readonly form: string;
  readonly command: string;
  readonly output: string;
  /** The line that has to be pointed out. */
  readonly line: string;
  readonly wants: {
    readonly commands: readonly string[];
    /** Words for the reply; `{evidence}` stands for what the model would send away. */
    readonly says?: string;
  };
  /** A credential in the output that must not leave; null where there is none. */
  readonly secret: string | null;
};

export const corpus: readonly Planted[] = readFileSync(join(import.meta.dirname, "corpus.jsonl"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));
