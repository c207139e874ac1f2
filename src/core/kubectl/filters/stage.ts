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

/** Most characters that one filter holds. What needs more is refused, however long the output is. */
export const mostHeld = 32_000_000;

/** Counts what a filter holds; throws when it is too much. */
export function createHeldSize(program: string): (line: string) => void {
  let size = 0;
  return (line) => {
    size += line.length + 16;
    if (size > mostHeld)
      throw new Error(
        `${program} holds ${mostHeld / 1_000_000} MB of lines at most; choose fewer before it, with grep or head`,
      );
  };
}

/** A filter that needs all lines before it can say anything. */
export function allLines(program: string, end: (lines: string[], emit: Emit) => void | Promise<void>): Stage {
  const lines: string[] = [];
  const count = createHeldSize(program);
  return {
    line: (line) => {
      count(line);
      lines.push(line);
    },
    end: (emit) => end(lines, emit),
    isDone: () => false,
  };
}
