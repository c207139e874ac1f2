import type { ClusterView } from "../../evidence/observed.ts";
import type { Answered } from "../answers/answer.ts";
import { isLacking, replicasOf } from "../answers/lacking.ts";
import { mainKind } from "../inspection/main-kind.ts";
import { enumerated } from "../wording.ts";
import type { AskedFact } from "./asked-fact.ts";

/** How many replicas workloads want together, and how many of them are ready. */
export function replicaSum({ whole, question }: AskedFact, view: ClusterView): Answered | null {
  const kind = mainKind(question);
  const adds = /\b(?:total|altogether|in all|sum|summed|together|overall|combined|all (?:its|the|of|\w+s))\b/.test(
    whole,
  );
  if (
    kind === null ||
    kind.kind === "Pod" ||
    !adds ||
    !/\b(?:how many|number of|sum of) (?:[a-z]+ )?replicas\b/.test(whole)
  )
    return null;
  const { namespaces } = question.scope;
  const objects = view
    .of(kind.kind)
    .filter(({ ref }) => namespaces.length === 0 || namespaces.includes(ref.namespace ?? ""));
  const counted = objects.flatMap((object) => {
    const replicas = replicasOf(object);
    return replicas === null ? [] : [{ object, ...replicas }];
  });
  if (counted.length === 0) return null;
  const wanted = counted.reduce((sum, one) => sum + one.wanted, 0);
  const ready = counted.reduce((sum, one) => sum + one.ready, 0);
  const short = counted
    .filter(({ object }) => isLacking(object))
    .map(({ object, ...one }) => `${object.ref.name} (${one.ready}/${one.wanted})`);
  const where = namespaces.length > 0 ? ` in ${enumerated(namespaces)}` : "";
  return {
    summary: `The ${counted.length} ${counted.length === 1 ? kind.singular : kind.plural}${where} want ${wanted} replicas in total, and ${ready} of them are ready${short.length > 0 ? `; short of some: ${enumerated(short, 10)}` : ""}.`,
    details: "",
    lines: counted.map(({ object }) => object.cite()).slice(0, 8),
  };
}
