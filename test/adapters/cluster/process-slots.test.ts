import { expect, test } from "vitest";
import { createProcessSlots, type SlotUser } from "../../../src/adapters/cluster/process-slots.ts";

/** Work that ends when it is told to, and a list of who has begun. */
function bench() {
  const slots = createProcessSlots({ all: 6, perCluster: 3, perThread: 2, reservedForOwn: 2 });
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (identity: string, more: Partial<SlotUser> = {}) =>
    slots.run(
      { identity, isOwn: identity === "own", thread: undefined, signal: undefined, ...more },
      () =>
        new Promise<string>((resolve) => {
          begun.push(identity);
          ends.push(() => resolve(identity));
        }),
    );
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    return begun;
  };
  const endFirst = () => ends.shift()!();
  return { ask, settle, endFirst };
}

test.each<[string, [string, Partial<SlotUser>?][], string[]]>([
  ["one identity gets its part", Array.from({ length: 9 }, () => ["a"]), ["a", "a", "a"]],
  [
    "clients leave some to the own cluster",
    [["a"], ["a"], ["a"], ["b"], ["b"], ["own"], ["own"], ["own"]],
    ["a", "a", "a", "b", "own", "own"],
  ],
  ["the own cluster leaves some to clients", [["own"], ["own"], ["own"], ["own"], ["a"]], ["own", "own", "own", "a"]],
  [
    "a thread gets its part",
    [
      ["a", { thread: "t" }],
      ["b", { thread: "t" }],
      ["c", { thread: "t" }],
      ["c", { thread: "u" }],
    ],
    ["a", "b", "c"],
  ],
])("%s", async (_, asked, expected) => {
  const { ask, settle } = bench();
  for (const [identity, more] of asked) void ask(identity, more);
  expect(await settle()).toEqual(expected);
});

test("a free slot goes to the identity that has the fewest, however many another has waiting", async () => {
  const { ask, settle, endFirst } = bench();
  for (const identity of ["a", "a", "a", "b", "a", "a", "a", "b", "c"]) void ask(identity);
  await settle();
  endFirst();
  expect(await settle()).toEqual(["a", "a", "a", "b", "c"]);
});

test("who goes while waiting takes no slot, and who fails gives it back", async () => {
  const slots = createProcessSlots({ all: 1, perCluster: 1, perThread: 1, reservedForOwn: 0 });
  const user = { identity: "a", isOwn: false, thread: undefined, signal: undefined };
  let fail = () => {};
  const first = slots.run(user, () => new Promise((_, reject) => (fail = () => reject(new Error("failed")))));
  const going = new AbortController();
  const second = slots.run({ ...user, signal: going.signal }, async () => "ran");
  const third = slots.run(user, async () => "ran");
  going.abort();
  expect(await second).toBeNull();
  await Promise.resolve();
  fail();
  await expect(first).rejects.toThrow("failed");
  expect(await third).toBe("ran");
});
