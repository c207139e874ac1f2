import { createHash } from "node:crypto";

/** Hexadecimal SHA-256: the only source of variety, so that the same description gives the same files. */
export const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A UUID of the form the API server gives, made from what the object is. */
export function uidOf(kind: string, namespace: string, name: string): string {
  const hex = digest(`uid ${kind}/${namespace}/${name}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

// k8s.io/apimachinery/pkg/util/rand: no vowels, so that no words appear.
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

/** A generated-name suffix in the alphabet of Kubernetes. */
export function suffix(seed: string, length: number): string {
  const hex = digest(`suffix ${seed}`);
  return Array.from({ length }, (_, i) => alphabet[Number.parseInt(hex.slice(i * 4, i * 4 + 4), 16) % alphabet.length]).join("");
}

/** Numbers in [0, 1), the same for the same seed. */
export function numbers(seed: string): () => number {
  let state = Number.parseInt(digest(seed).slice(0, 8), 16);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
