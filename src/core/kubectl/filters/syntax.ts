import type { Filter, Refusal } from "../command.ts";
import type { Word } from "../words.ts";

export type ReadFilter =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; readonly refusal: Refusal };

/** Programs that are evaluated here, in the process. */
const programs = new Set("grep egrep fgrep head tail sort uniq wc cut tr column jq awk".split(" "));

/** Reads one stage behind `|`; anything but the known filters is refused by name. */
export function readFilter(words: readonly Word[]): ReadFilter {
  const [program, ...args] = words;
  if (program === undefined)
    return { ok: false, refusal: { position: 0, found: "", reason: "there is no command behind `|`" } };
  if (!programs.has(program.text)) {
    const reason = `\`${program.text}\` is not run; behind \`|\` only ${[...programs].join(", ")} are understood`;
    return { ok: false, refusal: { position: program.position, found: program.text, reason } };
  }
  return { ok: true, filter: { program: program.text, args: args.map((word) => word.text) } };
}
