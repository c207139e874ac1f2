import { expect, test } from "vitest";
import { createThreadLock } from "../../../src/core/conversation/thread-lock.ts";

/** Work that ends when told to. */
function held() {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, work: () => done };
}

test("work for one key runs one at a time, in order of arrival", async () => {
  const lock = createThreadLock();
  const order: string[] = [];
  const first = held();
  const running = [
    lock.hold("a", async () => {
      order.push("first begins");
      await first.work();
      order.push("first ends");
    }),
    lock.hold("a", async () => void order.push("second")),
    lock.hold("a", async () => void order.push("third")),
  ];
  await lock.hold("b", async () => void order.push("other key"));
  first.end();
  await Promise.all(running);
  expect(order).toEqual(["first begins", "other key", "first ends", "second", "third"]);
});

test("work that fails lets the next one in, and its failure is its own", async () => {
  const lock = createThreadLock();
  const failing = lock.hold("a", async () => Promise.reject(new Error("first")));
  const next = lock.hold("a", async () => "second");
  await expect(failing).rejects.toThrow("first");
  await expect(next).resolves.toBe("second");
});
