import { expect, test } from "vitest";
import { createTranslator, type TranslatorParts } from "../../../src/core/conversation/translator.ts";

/** One call of the engine for all who ask the same, ended when nobody waits for it any more. */
const setUp = () => {
  const calls: { signal: AbortSignal; answer: (command: string) => void }[] = [];
  const parts = {
    engine: {
      name: "test",
      translate: (_query: string, signal: AbortSignal) =>
        new Promise<string>((resolve, reject) => {
          calls.push({ signal, answer: resolve });
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    },
    cluster: () => ({ identity: "c" }),
    cache: { maxEntries: 10, ttlMs: 1_000 },
    record: () => {},
  } as unknown as TranslatorParts;
  const translator = createTranslator(parts);
  return { calls, ask: (signal: AbortSignal) => translator.translate("list pods", false, "me", signal) };
};

test("one of two goes away: the other still gets the answer", async () => {
  const { calls, ask } = setUp();
  const [one, other] = [new AbortController(), new AbortController()];
  const asked = [ask(one.signal), ask(other.signal)] as const;
  one.abort();
  await expect(asked[0]).rejects.toThrow(/abort/);
  expect(calls[0]!.signal.aborted).toBe(false);
  calls[0]!.answer("kubectl get pods");
  expect(await asked[1]).toMatchObject({ command: "kubectl get pods" });
  expect(calls).toHaveLength(1);
});

test("both go away: the call is ended, and the next who asks begins a new one", async () => {
  const { calls, ask } = setUp();
  const gone = new AbortController();
  const asked = [ask(gone.signal), ask(gone.signal)];
  gone.abort();
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(calls[0]!.signal.aborted).toBe(true);
  const again = ask(new AbortController().signal);
  calls[1]!.answer("kubectl get pods");
  expect(await again).toMatchObject({ command: "kubectl get pods" });
});
