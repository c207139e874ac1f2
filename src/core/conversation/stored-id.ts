/** Callers without a name of their own: threads of theirs are kept under the plain ids. */
const unnamed: ReadonlySet<string> = new Set(["api-key", "anonymous"]);

/**
 * The id under which a caller's thread is stored. A named key has ids of its own: two callers that say the same id never share a thread, and
 * no plain id can be spelled so that it means a thread of a named key. A name holds no `/`.
 */
export function storedIdOf(caller: string, threadId: string): string {
  if (!unnamed.has(caller)) return `key/${caller}/${threadId}`;
  return /^(?:key|plain)\//.test(threadId) ? `plain/${threadId}` : threadId;
}

/** Whose thread it is by its stored id: the key's name, "" for callers without one. */
export function ownerOf(storedId: string): string {
  return storedId.startsWith("key/") ? storedId.slice(4, storedId.indexOf("/", 4)) : "";
}

/** The owner under which a caller's threads are listed. */
export function ownerFor(caller: string): string {
  return unnamed.has(caller) ? "" : caller;
}

/** The id by which its caller calls a thread. */
export function threadIdOf(storedId: string): string {
  if (storedId.startsWith("key/")) return storedId.slice(storedId.indexOf("/", 4) + 1);
  return storedId.startsWith("plain/") ? storedId.slice("plain/".length) : storedId;
}
