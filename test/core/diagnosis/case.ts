/** What was printed, and what has to be found in it. */
export type Case = {
  readonly name: string;
  /** Commands without `kubectl`, or of another program behind `$ `, with what they printed. */
  readonly outputs: readonly (readonly [command: string, output: string])[];
  /** Codes of all roots that are no mere information, in any order: a case is a near miss for every other code. */
  readonly roots: readonly string[];
  /** Codes that have to be explained by a root. */
  readonly symptoms?: readonly string[];
  /** Codes of findings that are only information. */
  readonly notes?: readonly string[];
  /** What the first root (or the first note, when there is no root) has to say. */
  readonly says?: RegExp;
  /** A command that is suggested next, or that mends it. */
  readonly suggests?: string;
};

/** The command line of an output, as a person typed it. */
export const typed = (command: string): string =>
  command === "" || command.startsWith("$ ") ? command.slice(2) : `kubectl ${command}`;
