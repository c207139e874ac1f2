import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { type Leaf, leavesOfText } from "../facts/whole/leaves.ts";

/** What a description of just this object says, by its own headings: `StrategyType`, `Used By`, `Successful Job History Limit`. */
export function describedLeaves({ ref, sources }: ObservedObject, view: ClusterView): readonly Leaf[] {
  if (!sources.has("describe")) return [];
  return view.evidence.flatMap((piece) => {
    if (!/\bdescribe\b/.test(piece.command)) return [];
    const lines = linesOf(piece);
    const heads = lines.filter(({ text }) => /^Name:\s/.test(text));
    if (heads.length !== 1 || heads[0]!.text.slice(5).trim() !== ref.name) return [];
    const kind = / (?:describe) (?:-\S+ )*([a-z.]+)/.exec(piece.command)?.[1] ?? "";
    if (!isKind(kind, ref.kind)) return [];
    const end = lines.findIndex(({ text }) => /^Events:/.test(text));
    return leavesOfText(end < 0 ? lines : lines.slice(0, end));
  });
}

/** `deploy` and `deployments.apps` are a Deployment. */
function isKind(word: string, kind: string): boolean {
  const said = word.split(".")[0]!;
  return (kindNamed(said)?.kind ?? said.replace(/s$/, "")).toLowerCase() === kind.toLowerCase();
}
