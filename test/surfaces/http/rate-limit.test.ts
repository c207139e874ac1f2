import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "../../../src/core/faults/fault.ts";
import { parseRateLimit } from "../../../src/surfaces/http/rate-limit.ts";
import { createRateLimiter } from "../../../src/surfaces/http/rate-limiter.ts";

// What the Python library limits 5.8 answers to the same texts (parse_many).
test.each([
  ["10/minute", ["10 per 1 minute"]],
  ["10 per minute", ["10 per 1 minute"]],
  ["5/second;100/hour", ["5 per 1 second", "100 per 1 hour"]],
  ["1/2minutes", ["1 per 2 minute"]],
  ["10 per 2 minutes", ["10 per 2 minute"]],
  ["10/minute,5/second", ["10 per 1 minute", "5 per 1 second"]],
  ["5/second|6/hour", ["5 per 1 second", "6 per 1 hour"]],
  ["10 / minute", ["10 per 1 minute"]],
  ["  10/minute ", ["10 per 1 minute"]],
  ["10/MINUTES", ["10 per 1 minute"]],
  ["10/day", ["10 per 1 day"]],
  ["3/month", ["3 per 1 month"]],
  ["2/year", ["2 per 1 year"]],
  ["10per minute", ["10 per 1 minute"]],
  ["0/minute", ["0 per 1 minute"]],
  ["10/0minute", ["10 per 1 minute"]],
  ["2 per 3 hour", ["2 per 3 hour"]],
])("%j is read as the Python library reads it", (text, told) => {
  expect(parseRateLimit(text).map((limit) => limit.text)).toEqual(told);
});

test.each([
  ["10/min"],
  ["10/m"],
  ["-1/minute"],
  ["10"],
  ["x"],
  [""],
  ["10/minute;"],
  ["1 0/minute"],
  ["10/min ute"],
  ["10/minutess"],
])("%j is refused with the value and an example", (text) => {
  expect(() => parseRateLimit(text)).toThrow(
    expect.objectContaining({ code: "bad-configuration", message: expect.stringContaining(`"${text}"`) }),
  );
  expect(() => parseRateLimit(text)).toThrow(/10\/minute/);
});

test("any text is read or refused with a fault", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0159/ perminutsodhya;,|".split("")), maxLength: 30 }), (text) => {
      try {
        for (const limit of parseRateLimit(text)) expect(limit.windowSeconds).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
  );
});

test("a client may ask as often as the limit says and is told when the window ends", () => {
  const limiter = createRateLimiter(parseRateLimit("2/minute"));
  expect([limiter.count("a", 0), limiter.count("a", 10_000)]).toEqual([null, null]);
  expect(limiter.count("a", 20_500)).toMatchObject({ limit: { text: "2 per 1 minute" }, retryAfterSeconds: 40 });
  expect(limiter.count("b", 20_500)).toBeNull();
  expect(limiter.count("a", 60_000)).toBeNull();
});

test("the first of several limits that is exceeded answers", () => {
  const limiter = createRateLimiter(parseRateLimit("2/second;3/hour"));
  const told = [0, 1, 2, 1000, 1001, 2000].map((now) => limiter.count("a", now)?.limit.text ?? null);
  expect(told).toEqual([null, null, "2 per 1 second", null, "3 per 1 hour", "3 per 1 hour"]);
});

test("no limit limits nobody", () => {
  const limiter = createRateLimiter([]);
  for (let count = 0; count < 1000; count += 1) expect(limiter.count("a", 0)).toBeNull();
});
