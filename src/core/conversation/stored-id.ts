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
