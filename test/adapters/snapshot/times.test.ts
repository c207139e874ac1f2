import fc from "fast-check";
import { expect, test } from "vitest";
import { shiftTime, shiftTimes } from "../../../src/adapters/snapshot/times.ts";

test.each([
  ["2026-03-01T10:00:00Z", 60, "2026-03-01T10:01:00Z"],
  ["2026-03-01T10:00:00.123456Z", 1, "2026-03-01T10:00:01.123456Z"],
  ["2026-12-31T23:59:59+02:00", 1, "2027-01-01T00:00:00+02:00"],
  ["2026-03-01", 60, "2026-03-01"],
  ["at 2026-03-01T10:00:00Z", 60, "at 2026-03-01T10:00:00Z"],
  ["2026-99-01T10:00:00Z", 60, "2026-99-01T10:00:00Z"],
])("%s moved by %d seconds is %s", (text, seconds, expected) => {
  expect(shiftTime(text, seconds)).toBe(expected);
});

test("times move wherever an object has them, and not in text and data", () => {
  const time = "2026-03-01T10:00:00Z";
  const moved = "2026-03-01T10:00:01Z";
  const kept = { annotations: { at: time }, labels: { at: time } };
  expect(
    shiftTimes(
      {
        metadata: { creationTimestamp: time, ...kept, managedFields: [{ time, fieldsV1: { x: time } }] },
        data: { at: time },
        spec: { containers: [{ args: [time], env: [{ name: "T", value: time }] }], list: [time] },
        status: { conditions: [{ lastTransitionTime: time, message: `since ${time}` }] },
      },
      1,
    ),
  ).toEqual({
    metadata: { creationTimestamp: moved, ...kept, managedFields: [{ time: moved, fieldsV1: { x: time } }] },
    data: { at: time },
    spec: { containers: [{ args: [time], env: [{ name: "T", value: time }] }], list: [time] },
    status: { conditions: [{ lastTransitionTime: moved, message: `since ${time}` }] },
  });
});

test("moving forth and back gives the same object", () => {
  const time = fc
    .date({ min: new Date("1970-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })
    .map((date) => `${date.toISOString().slice(0, 19)}Z`);
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      time,
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie("node")),
      fc.dictionary(fc.string(), tie("node")),
    ),
  })).node;
  fc.assert(
    fc.property(value, fc.integer({ min: -1e9, max: 1e9 }), (object, seconds) => {
      expect(shiftTimes(shiftTimes(object, seconds), -seconds)).toEqual(object);
    }),
  );
});

test("a key called __proto__ is kept as a key", () => {
  const moved = shiftTimes(JSON.parse('{"__proto__": {"x": 1}}'), 1) as object;
  expect(Object.hasOwn(moved, "__proto__")).toBe(true);
  expect((moved as { x?: unknown }).x).toBeUndefined();
});
