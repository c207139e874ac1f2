import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";

/** Whether a list that nothing narrowed shows it, so that what is told is all there is. */
export function isListed(
  { ref }: ObservedObject,
  kind: string,
  namespaces: readonly string[],
  view: ClusterView,
): boolean {
  if (ref.namespace !== undefined && namespaces.length > 0 && !namespaces.includes(ref.namespace)) return false;
  return view.listings.some(
    (one) => one.kind === kind && !one.narrowed && (one.namespace === null || one.namespace === ref.namespace),
  );
}

/** Kinds that only the evidence knows may be read from a command that names them in the plural. */
export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(?:[^aeious]s)$/.test(noun) && noun.length > 9) return noun;
  return /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
