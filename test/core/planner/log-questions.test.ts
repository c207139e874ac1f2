import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** Nothing but a log was read: whether there is trouble is asked of it, in whatever words. */

const log = (...more: readonly string[]): Output => [
  "kubectl logs deploy/quote -n shop --tail=60",
  `${[...Array.from({ length: 20 }, (_, at) => `2026-01-14T13:30:${at + 10}Z INFO server.go:88 quote ${at + 3} served in 3ms`), ...more].join("\n")}\n`,
];
const failing = [1, 2, 3].map(
  (one) => `2026-01-14T13:31:0${one}Z ERROR server.go:120 quote ${one} not served: the rates are too old`,
);

test.each([
  "Look at the log of quote, is anything wrong?",
  "Do you see any issue in these logs?",
  "What is wrong according to the quote logs?",
  "Is quote logging errors?",
  "Is quote serving requests?",
  "Tell me if quote has had any errors lately",
  "Any trouble in there?",
  "Anything alarming in the log of quote?",
  "Is there anything fishy in the logs of quote?",
])("%s", (asked) => {
  expect(replyTo(pasted(asked, [log()])).text).toMatch(/^No errors in the 20 lines of the log of quote/);
  expect(replyTo(pasted(asked, [log(...failing)])).text).not.toMatch(/^No errors/);
});

test("why something fails is not answered by a log without errors", () => {
  expect(replyTo(pasted("Why is quote so expensive?", [log()])).text).not.toMatch(/^No errors/);
});

test("what people searched for is no trouble", () => {
  const asked = (words: string) => `2026-01-14T13:32:01Z INFO path=/select params={q=${words}&rows=20} status=0`;
  const told = (...lines: readonly string[]) =>
    replyTo(pasted("Anything alarming in the log of quote?", [log(...lines)])).text;
  expect(told(asked("connection+refused"), asked("fatal+exception"))).toMatch(/^No errors in the 22 lines/);
  expect(told(asked("paper"), "2026-01-14T13:32:02Z INFO store: connection refused")).not.toMatch(
    /^No errors in the 22 lines of the log of quote\./,
  );
});
