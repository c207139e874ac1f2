/** Takes one line (without its newline) further along a pipeline. */
export type Emit = (line: string) => void;

/**
 * One filter at work. Lines are pushed in one by one; what it has to say goes to `emit`, at once or at the end.
 * `isDone` tells that no further line can change its output, so that reading may stop.
 */
export type Stage = {
  line(line: string, emit: Emit): void;
  end(emit: Emit): void | Promise<void>;
  isDone(): boolean;
};

/** A filter that decides line by line and has nothing to say at the end. */
export function eachLine(line: (line: string, emit: Emit) => void): Stage {
  return { line, end: () => undefined, isDone: () => false };
}

/** A filter that needs all lines before it can say anything. */
export function allLines(end: (lines: string[], emit: Emit) => void | Promise<void>): Stage {
  const lines: string[] = [];
  return { line: (line) => void lines.push(line), end: (emit) => end(lines, emit), isDone: () => false };
}
