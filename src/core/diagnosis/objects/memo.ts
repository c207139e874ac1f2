import type { ClusterView } from "../../evidence/observed.ts";

/** Reads a view once for all rules: the same view gives the same reading. */
export const memo = <T>(read: (view: ClusterView) => T): ((view: ClusterView) => T) => {
  const known = new WeakMap<ClusterView, { readonly value: T }>();
  return (view) => {
    const hit = known.get(view) ?? { value: read(view) };
    known.set(view, hit);
    return hit.value;
  };
};
