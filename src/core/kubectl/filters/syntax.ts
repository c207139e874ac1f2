import type { Filter, Refusal } from "../command.ts";
import type { Word } from "../words.ts";
import { makeStage, programNames } from "./programs.ts";

export type ReadFilter =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; readonly refusal: Refusal };

/** Reads one stage behind `|`; anything but the known filters with their known flags is refused by name. */
export function readFilter(words: readonly Word[]): ReadFilter {
  const [program, ...args] = words;
  if (program === undefined)
    return { ok: false, refusal: { position: 0, found: "", reason: "there is no command behind `|`" } };
  if (!programNames.includes(program.text)) {
    const reason = `\`${program.text}\` is not run; behind \`|\` only ${programNames.join(", ")} are understood`;
    return { ok: false, refusal: { position: program.position, found: program.text, reason } };
  }
  const filter = { program: program.text, args: args.map((word) => word.text) };
  const made = makeStage(filter);
  if (made.ok) return { ok: true, filter };
  const at = (made.at === null ? undefined : args[made.at]) ?? program;
  return { ok: false, refusal: { position: at.position, found: at.text, reason: made.reason } };
}
