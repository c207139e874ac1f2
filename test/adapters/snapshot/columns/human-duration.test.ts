import fc from "fast-check";
import { expect, test } from "vitest";
import { humanDuration } from "../../../../src/adapters/snapshot/columns/human-duration.ts";

const [minute, hour, day, year] = [60, 3600, 86_400, 31_536_000];

// Seconds and what HumanDuration of k8s.io/apimachinery 0.36.3 says of them.
test.each([
  [-100, "<invalid>"],
  [-2, "<invalid>"],
  [-1.999, "0s"],
  [-1, "0s"],
  [-0.5, "0s"],
  [0, "0s"],
  [0.999, "0s"],
  [59, "59s"],
  [61, "61s"],
  [119.999, "119s"],
  [2 * minute, "2m"],
  [2 * minute + 1, "2m1s"],
  [3 * minute + 10, "3m10s"],
  [10 * minute - 1, "9m59s"],
  [10 * minute, "10m"],
  [99 * minute + 59, "99m"],
  [3 * hour - 1, "179m"],
  [3 * hour, "3h"],
  [4 * hour + 5 * minute + 59, "4h5m"],
  [8 * hour - 1, "7h59m"],
  [8 * hour, "8h"],
  [2 * day - 1, "47h"],
  [2 * day, "2d"],
  [2 * day + 3 * hour, "2d3h"],
  [8 * day - 1, "7d23h"],
  [8 * day, "8d"],
  [2 * year - 1, "729d"],
  [2 * year, "2y"],
  [2 * year + 10 * day, "2y10d"],
  [8 * year - 1, "7y364d"],
  [8 * year, "8y"],
  [300 * year, "292y"],
])("%d seconds print as %s", (seconds, printed) => {
  expect(humanDuration(seconds * 1000)).toBe(printed);
});

test("any number of milliseconds has at most two units", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (milliseconds) => {
      expect(humanDuration(milliseconds)).toMatch(/^(<invalid>|\d+s|\d+m(\d+s)?|\d+h(\d+m)?|\d+d(\d+h)?|\d+y(\d+d)?)$/);
    }),
  );
});
