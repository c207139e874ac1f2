import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { numberAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";

export type Idle = { readonly note: string; readonly related: readonly ObjectRef[] };

/** Endings that say of a name what it is, and not what for. */
const endings = /[-_.]?(?:service|svc|server|api|deployment|app)$/;

/** A workload without replicas of the caller's namespace that the line speaks of: `shipping quote failure` of `shippingservice`. */
export const idleInWords = (view: ClusterView, from: ObjectRef, text: string): Idle | undefined => {
  const said = text.toLowerCase();
  const idle = ["Deployment", "StatefulSet"]
    .flatMap((kind) => view.of(kind))
    .filter(({ ref, fields, printed }) => {
      const stem = ref.name.replace(endings, "");
      const wanted = numberAt(fields, "spec", "replicas") ?? (/^0\/0$/.test(printed.get("READY")?.value ?? "") ? 0 : 1);
      return (
        ref.namespace === from.namespace &&
        ref.name !== from.name &&
        wanted === 0 &&
        stem.length > 4 &&
        said.includes(stem)
      );
    });
  const [only] = idle;
  if (idle.length !== 1 || only === undefined) return undefined;
  return { note: `; ${nameOf(only.ref)}, of which it speaks, is scaled to 0 replicas`, related: [only.ref] };
};
