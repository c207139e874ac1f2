import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { nameOf } from "../objects/name-object.ts";
import { quantity } from "../objects/quantity.ts";
import { workloadOf } from "../objects/relations.ts";
import { podAt } from "../workloads/pods.ts";

export type MemoryUser = { readonly text: string; readonly ref: ObjectRef; readonly line: Line };

/** Far more than any other pod: what stands out, and not what happens to be first. */
const farMore = 2;

/**
 * Who uses far more memory than any other pod of a node, as `kubectl top` measured it; undefined where it is of the workload that was
 * evicted itself, or where nobody stands out.
 */
export const memoryUserOf = (view: ClusterView, node: string, evicted: ObjectRef): MemoryUser | undefined => {
  if (node === "") return undefined;
  const users = view
    .of("PodMetrics")
    .flatMap(({ ref: measured, printed }) => {
      const ref = { ...measured, kind: "Pod" };
      const cell = printed.get("MEMORY(BYTES)");
      const bytes = cell && quantity(cell.value);
      return cell === undefined || bytes === undefined || podAt(view, ref)?.node !== node
        ? []
        : [{ ref, bytes, printed: cell.value, line: cell.line }];
    })
    .sort((one, other) => other.bytes - one.bytes);
  const [first, second] = users;
  if (first === undefined || first.bytes < farMore * (second?.bytes ?? 0)) return undefined;
  const [own, its] = [workloadOf(view, evicted), workloadOf(view, first.ref)];
  if (own.name === its.name && own.namespace === its.namespace) return undefined;
  return {
    text: `${nameOf(first.ref)} uses the most memory (${first.printed})`,
    ref: first.ref,
    line: first.line,
  };
};
