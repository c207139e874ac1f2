import type { Policy } from "./policy.ts";
import type { Reach } from "./reach.ts";

/** What a key may say of a policy: any field, or none. `allow` is one list. */
export type Tightening = {
  readonly [Field in keyof Policy]?: (Field extends "allow" ? readonly Reach[] : Policy[Field]) | undefined;
};

/** The policy with a key's own limits on top. Each field takes the stricter side, so that nothing refused before is run after. */
export function tighten(base: Policy, key: Tightening): Policy {
  return {
    mode: key.mode === "read-only" ? "read-only" : base.mode,
    sensitiveReads: stricter(base.sensitiveReads, key.sensitiveReads),
    protectedNamespaces: [...new Set([...base.protectedNamespaces, ...(key.protectedNamespaces ?? [])])],
    visibleNamespaces: common(base.visibleNamespaces, key.visibleNamespaces ?? null),
    frozen: base.frozen || (key.frozen ?? false),
    freeze: [...base.freeze, ...(key.freeze ?? [])],
    allow: key.allow === undefined ? base.allow : [...base.allow, key.allow],
    deny: [...base.deny, ...(key.deny ?? [])],
  };
}

/** Fields in which a key asks for more than the base gives, each with what the base says. `tighten` would not give it. */
export function openings(base: Policy, key: Tightening): readonly (readonly [field: keyof Policy, base: string])[] {
  const seen = base.visibleNamespaces;
  const isBeyond = seen !== null && (key.visibleNamespaces?.some((name) => !seen.includes(name)) ?? false);
  return [
    ...(key.mode === "approve" && base.mode === "read-only" ? [["mode", base.mode] as const] : []),
    ...(key.sensitiveReads !== undefined && stricter(base.sensitiveReads, key.sensitiveReads) !== key.sensitiveReads
      ? [["sensitiveReads", base.sensitiveReads] as const]
      : []),
    ...(isBeyond ? [["visibleNamespaces", seen.join(", ")] as const] : []),
    ...(key.frozen === false && base.frozen ? [["frozen", "true"] as const] : []),
  ];
}

const byStrictness = ["run", "ask", "refuse"] as const;

function stricter(one: Policy["sensitiveReads"], other: Policy["sensitiveReads"] = "run"): Policy["sensitiveReads"] {
  return byStrictness[Math.max(byStrictness.indexOf(one), byStrictness.indexOf(other))]!;
}

function common(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (one === null || other === null) return one ?? other;
  return one.filter((name) => other.includes(name));
}
