import { expect, test } from "vitest";
import { type FreezeWindow, openFreeze } from "../../../src/core/policy/freeze.ts";

const weekend: FreezeWindow = {
  kind: "weekly",
  days: ["fri", "sat"],
  from: 18 * 60,
  to: 6 * 60,
  timezone: "Europe/Berlin",
  reason: "weekend",
};
const allSunday: FreezeWindow = { ...weekend, days: ["sun"], from: 0, to: 0 };
const lunch: FreezeWindow = { ...weekend, days: ["mon"], from: 12 * 60, to: 13 * 60, timezone: "Asia/Kolkata" };
const once: FreezeWindow = {
  kind: "once",
  from: Date.parse("2026-12-24T18:00:00+01:00"),
  to: Date.parse("2027-01-02T06:00:00+01:00"),
  reason: null,
};

test.each<[string, FreezeWindow, string, boolean]>([
  ["before a weekly window", weekend, "2026-07-03T15:59:59Z", false],
  ["at its first minute, in summer", weekend, "2026-07-03T16:00:00Z", true],
  ["at its first minute, in winter", weekend, "2026-01-02T17:00:00Z", true],
  ["an hour before it, in winter", weekend, "2026-01-02T16:59:59Z", false],
  ["after midnight", weekend, "2026-07-04T01:00:00Z", true],
  ["between two of its days", weekend, "2026-07-04T04:00:00Z", false],
  ["in the morning after its last day", weekend, "2026-07-05T03:59:59Z", true],
  ["at its end", weekend, "2026-07-05T04:00:00Z", false],
  ["in the early hours of its first day", weekend, "2026-07-03T01:00:00Z", false],
  ["in the night in which clocks go back", weekend, "2026-10-25T04:59:59Z", true],
  ["after the night in which clocks went back", weekend, "2026-10-25T05:00:00Z", false],
  ["at the start of a whole day", allSunday, "2026-07-04T22:00:00Z", true],
  ["at the end of a whole day", allSunday, "2026-07-05T22:00:00Z", false],
  ["at noon of a zone with half hours", lunch, "2026-07-06T06:30:00Z", true],
  ["at its end in a zone with half hours", lunch, "2026-07-06T07:30:00Z", false],
  ["before a single window", once, "2026-12-24T16:59:59Z", false],
  ["in a single window", once, "2026-12-24T17:00:00Z", true],
  ["at the end of a single window", once, "2027-01-02T05:00:00Z", false],
])("%s", (_, window, now, isFrozen) => {
  expect(openFreeze([window], Date.parse(now)) !== null).toBe(isFrozen);
});

test.each<[FreezeWindow, string, string]>([
  [
    weekend,
    "2026-07-04T01:00:00Z",
    "no change runs in the freeze window fri, sat 18:00 to 06:00 Europe/Berlin (weekend); it ends sat at 06:00 Europe/Berlin",
  ],
  [
    once,
    "2026-12-25T00:00:00Z",
    "no change runs in the freeze window 2026-12-24T17:00:00Z to 2027-01-02T05:00:00Z; it ends at 2027-01-02T05:00:00Z",
  ],
])("the sentence names the window and its end (%#)", (window, now, sentence) => {
  expect(openFreeze([window], Date.parse(now))).toBe(sentence);
});

test("a time that is not known is inside every window, and there is none without windows", () => {
  expect(openFreeze([lunch], null)).toContain("it ends at 13:00 Asia/Kolkata");
  expect(openFreeze([], null)).toBe(null);
});
