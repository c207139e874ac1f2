import { type Options, optionTable } from "./options.ts";
import type { Emit, Stage } from "./stage.ts";

export const uniqTable = optionTable("c,count d,repeated u,unique i,ignore-case");

/** `uniq`: runs of equal lines become one, counted (`-c`), only the repeated (`-d`) or only the single ones (`-u`). */
export function uniq(options: Options): Stage {
  let current: string | null = null;
  let count = 0;
  const key = (line: string) => (options.has("i") ? line.toLowerCase() : line);
  const flush = (emit: Emit) => {
    if (current === null || (options.has("d") && count < 2) || (options.has("u") && count > 1)) return;
    emit(options.has("c") ? `${String(count).padStart(7)} ${current}` : current);
  };
  return {
    line: (line, emit) => {
      if (current !== null && key(current) === key(line)) count += 1;
      else {
        flush(emit);
        current = line;
        count = 1;
      }
    },
    end: flush,
    isDone: () => false,
  };
}
