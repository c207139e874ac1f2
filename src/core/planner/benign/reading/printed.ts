import { memo } from "../../../diagnosis/objects/memo.ts";
import type { Evidence, Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";

/** A line with what a pattern found in it. */
export type Found = { readonly line: Line; readonly match: RegExpExecArray };

/**
 * Lines of what was asked of one object by its name, however it was cut: `get sts web -o yaml | grep partition`,
 * `get pod web-0 -o jsonpath=...`. Logs are left out: what a program says is no field.
 */
export function printedOf(view: ClusterView, { name }: ObjectRef, pattern: RegExp): readonly Found[] {
  return (askedByName(view).get(name) ?? [])
    .flatMap((piece) => linesOf(piece).slice(0, most))
    .flatMap((line) => found(line, pattern));
}

/** The same in everything that was printed, for what stands under no name: `date`, `rollout status`. */
export function printedAnywhere(view: ClusterView, pattern: RegExp): readonly Found[] {
  return view.evidence
    .filter(({ command }) => !/\blogs\b/.test(command))
    .flatMap((piece) => linesOf(piece).slice(0, most))
    .flatMap((line) => found(line, pattern));
}

const most = 3000;

function found(line: Line, pattern: RegExp): readonly Found[] {
  const match = pattern.exec(line.text.slice(0, 2000));
  return match === null ? [] : [{ line, match }];
}

/** What each word of the commands asked for: views have a hundred thousand names, and commands few words. */
const askedByName = memo((view: ClusterView): ReadonlyMap<string, readonly Evidence[]> => {
  const pieces = new Map<string, Evidence[]>();
  for (const piece of view.evidence) {
    if (/\blogs\b/.test(piece.command)) continue;
    for (const word of new Set(piece.command.split(/[\s/,]/).map((one) => one.replaceAll(/['"]/g, "")))) {
      const known = pieces.get(word);
      if (known === undefined) pieces.set(word, [piece]);
      else known.push(piece);
    }
  }
  return pieces;
});
