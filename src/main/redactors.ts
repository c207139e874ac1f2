import { createHmac } from "node:crypto";
import { LRUCache } from "lru-cache";
import { createRedactor, type Redactor } from "../core/evidence/redaction/redactor.ts";

const threadsRemembered = 2_000;

export type Redactors = {
  redactorFor(threadId: string): Redactor;
  /** What stood for which secret in this thread is not known any more. */
  forgetRedactor(threadId: string): void;
};

/** One redactor a thread, kept while the thread is in use. Placeholders stay the same over restarts: they end in a keyed hash of the secret. */
export function createRedactors(secretKey: string): Redactors {
  const redactors = new LRUCache<string, Redactor>({ max: threadsRemembered });
  const redactorFor = (threadId: string) => {
    const known = redactors.get(threadId);
    if (known !== undefined) return known;
    const fingerprint = (secret: string) =>
      createHmac("sha256", secretKey).update(`${threadId}\0${secret}`).digest("hex").slice(0, 6);
    const made = createRedactor(fingerprint);
    redactors.set(threadId, made);
    return made;
  };
  return { redactorFor, forgetRedactor: (threadId) => void redactors.delete(threadId) };
}
