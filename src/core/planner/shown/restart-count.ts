import { podsOf } from "../../diagnosis/workloads/pods.ts";
import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { isGrammar } from "./grammar.ts";
import { type Meant, mark, withoutKind } from "./meant.ts";

const counts = /\b(?:how (?:often|many times)|number of (?:times|restarts)|how many restarts|restart count|restarts)\b/;

/** How often something was restarted: what its pods count, never the lines of a log that say so. */
export function restartCount(meant: Meant, view: ClusterView): Answered | null {
  const said = (withoutKind(meant)?.meant ?? meant).words.join(" ");
  if (!counts.test(said) || !/\brestart(?:s|ed|ing)?\b/.test(said)) return null;
  const left = said
    .replace(counts, " ")
    .replace(/\brestart(?:s|ed|ing)?\b/, " ")
    .split(" ")
    .filter((word) => word !== "" && word !== mark && !isGrammar(word) && !beside.test(word));
  if (left.length > 0) return null;
  const meantPods = new Set([...meant.exact, ...meant.made]);
  const pods = podsOf(view).filter(({ object }) => object !== undefined && meantPods.has(object));
  const shown = pods.filter(
    ({ object, containers }) =>
      object!.printed.has("RESTARTS") || containers.some(({ restarts }) => restarts !== undefined),
  );
  if (shown.length === 0 || shown.length < pods.length) return null;
  const parts = shown.map(({ ref, restarts, object }) => {
    const last = /\(([^)]{1,20})\)/.exec(object!.printed.get("RESTARTS")?.value ?? "")?.[1];
    return `${ref.name} was restarted ${restarts === 1 ? "once" : `${restarts} times`}${last === undefined ? "" : ` (last ${last})`}`;
  });
  const total = shown.reduce((sum, { restarts }) => sum + restarts, 0);
  const all =
    total === 0 && shown.length > 1 ? `None of the ${shown.length} pods of ${meant.name} was restarted.` : null;
  const sum = shown.length > 1 ? `${total} restarts over ${shown.length} pods: ` : "";
  return {
    summary: all ?? `${sum}${parts.join("; ")}.`,
    details: "",
    lines: shown.flatMap(({ object, line }) => object!.printed.get("RESTARTS")?.line ?? line ?? []),
  };
}

const beside = /^(?:so|far|already|been|pods?|containers?|times?|total|in|all)$/;
