import type { KubectlCommand } from "../kubectl/command.ts";

/** `executed`: run by us; `pasted`: handed over with a message; `past`: from a history that the client holds. */
export type Origin = "executed" | "pasted" | "past";

/** One command with what it printed, whoever ran it. Text is redacted before it becomes evidence. */
export type Evidence = {
  /** The command line as it was asked for or pasted; may be empty when only output was pasted. */
  readonly command: string;
  /** The command, when our parser understands it; the output is still read when it does not. */
  readonly parsed: KubectlCommand | null;
  readonly stdout: string;
  readonly stderr: string;
  /** null: not known, as for pasted output, which stands whole in `stdout`. */
  readonly exitCode: number | null;
  readonly origin: Origin;
  /** The namespace that applied when the command names none. */
  readonly namespace: string;
};

/** One line of evidence, quoted character for character. `line` counts from 1 within stdout, or within stderr when `stream` says so. */
export type Line = {
  readonly command: string;
  readonly line: number;
  readonly text: string;
  readonly stream?: "stderr";
};
