import { expect, test } from "vitest";
import { createLiveTurn } from "../../../src/core/conversation/live-turn.ts";
import type { Answer, TurnWatch } from "../../../src/core/conversation/message.ts";
import type { NumberedTurnEvent } from "../../../src/core/conversation/turn-event.ts";

const delta = (id: number): NumberedTurnEvent => ({ id, type: "text-delta", reply: 1, text: `${id}` });
const forever = new AbortController().signal;

/** A turn that tells and ends when the test says so, with timers that run out when the test says so. */
function build(earlier: NumberedTurnEvent[] = []) {
  const timers: (() => void)[] = [];
  let watch: TurnWatch | undefined;
  let signal: AbortSignal | undefined;
  const result = Promise.withResolvers<Answer>();
  const turn = createLiveTurn({
    id: "t",
    thread: "a",
    earlier,
    graceMs: 1,
    after: (_, work) => {
      timers.push(work);
      return () => void timers.splice(timers.indexOf(work), 1);
    },
    run: (given, givenSignal) => {
      [watch, signal] = [given, givenSignal];
      return result.promise;
    },
  });
  return {
    turn,
    tell(...ids: number[]) {
      for (const id of ids) watch!.hear(delta(id));
    },
    end: () => result.resolve({ threadId: "a" } as Answer),
    fail: (error: Error) => result.reject(error),
    isCancelled: () => signal!.aborted,
    runOut() {
      for (const work of timers.splice(0)) work();
    },
  };
}

async function idsOf(events: AsyncIterable<NumberedTurnEvent>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of events) ids.push(id);
  return ids;
}

test("every follower hears all that comes behind its place, whenever it comes", async () => {
  const { turn, tell, end } = build();
  tell(1, 2);
  const [all, later] = [idsOf(turn.follow(0, forever)), idsOf(turn.follow(2, forever))];
  tell(3, 1_000_004);
  end();
  await turn.settled;
  expect(await all).toEqual([1, 2, 3, 1_000_004]);
  expect(await later).toEqual([3, 1_000_004]);
  expect(await idsOf(turn.follow(3, forever))).toEqual([1_000_004]);
  expect(await idsOf(turn.follow(1_000_004, forever))).toEqual([]);
});

test("what was told before it was broken off is heard again, and what comes is told apart from it", async () => {
  const { turn, tell, end } = build([delta(1), delta(2)]);
  expect(turn.startsBehind).toBe(2);
  tell(9);
  end();
  await turn.settled;
  expect(await idsOf(turn.follow(0, forever))).toEqual([1, 2, 9]);
});

test("without anybody who listens it is cancelled after the time of grace", () => {
  const { isCancelled, runOut } = build();
  expect(isCancelled()).toBe(false);
  runOut();
  expect(isCancelled()).toBe(true);
});

test("a listener keeps it going; when the last one has gone the time of grace begins anew", async () => {
  const { turn, tell, isCancelled, runOut } = build();
  const leaving = new AbortController();
  const [first, second] = [turn.follow(0, leaving.signal), turn.follow(0, leaving.signal)];
  tell(1);
  await Promise.all([first.next(), second.next()]);
  runOut();
  expect(isCancelled()).toBe(false);
  leaving.abort();
  await Promise.all([first.next(), second.next()]);
  expect(isCancelled()).toBe(false);
  runOut();
  expect(isCancelled()).toBe(true);
});

test("who waits for the answer gets it, or what went wrong, or stops waiting when they go", async () => {
  const { turn, fail, isCancelled } = build();
  const leaving = new AbortController();
  const [staying, gone] = [turn.answer(forever), turn.answer(leaving.signal)];
  leaving.abort(new Error("gone"));
  await expect(gone).rejects.toThrow("gone");
  fail(new Error("broken"));
  await expect(staying).rejects.toThrow("broken");
  expect(turn.hasEnded()).toBe(true);
  expect(isCancelled()).toBe(false);
});

test("an ended turn is not cancelled any more, however long nobody listens", async () => {
  const { turn, end, isCancelled, runOut } = build();
  end();
  await turn.settled;
  await idsOf(turn.follow(0, forever));
  runOut();
  expect(isCancelled()).toBe(false);
});
