import { LRUCache } from "lru-cache";

/** What a thread says again and again is read once: a thread of hundreds of messages costs no more than what is new in it. */
const mostRemembered = 10_000;
const longestRemembered = 1000;

/** `read` for texts that come again; the same text gives the very same value, so nobody may change it. Long texts are read each time. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new LRUCache<string, { readonly value: T }>({ max: mostRemembered });
  return (text) => {
    const hit = known.get(text);
    if (hit !== undefined) return hit.value;
    const value = read(text);
    if (text.length <= longestRemembered) known.set(text, { value });
    return value;
  };
}
