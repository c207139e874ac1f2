import { type Options, optionTable } from "./options.ts";
import type { Stage } from "./stage.ts";

export const wcTable = optionTable("l,lines w,words c,bytes m,chars");

/** `wc`: lines, words, bytes, characters; one number alone is printed bare, several in columns as GNU wc does for a pipe. */
export function wc(options: Options): Stage {
  const totals = { l: 0, w: 0, m: 0, c: 0 };
  const names = (["l", "w", "m", "c"] as const).filter((name) => options.has(name));
  const shown = names.length === 0 ? (["l", "w", "c"] as const) : names;
  const needsBytes = shown.some((name) => name === "c");
  const encoder = new TextEncoder();
  return {
    line: (line) => {
      totals.l += 1;
      totals.w += line.match(/\S+/g)?.length ?? 0;
      totals.m += [...line].length + 1;
      if (needsBytes) totals.c += encoder.encode(line).length + 1;
    },
    end: (emit) =>
      emit(
        shown.length === 1
          ? String(totals[shown[0]!])
          : shown.map((name) => String(totals[name]).padStart(7)).join(" "),
      ),
    isDone: () => false,
  };
}
