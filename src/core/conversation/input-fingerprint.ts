import type { Redactor } from "../evidence/redaction/redactor.ts";

/**
 * A short text that is the same for the same manifest and, but for chance, for no other (cyrb53, 53 bits). It is made of the redacted
 * manifest, so that nothing can be guessed from it.
 */
export function inputFingerprint(stdin: string | undefined, redactor: Redactor): string | null {
  if (stdin === undefined) return null;
  const text = redactor.redact(stdin);
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
