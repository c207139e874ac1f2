import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonPath } from "../../../src/adapters/snapshot/json-path.ts";

const object = {
  metadata: { name: "x", annotations: { "a.b/c": "slash" } },
  spec: { replicas: 3, list: [{ name: "a", on: true }, { name: "b" }] },
  status: {
    conditions: [
      { type: "Ready", status: "True" },
      { type: "Stalled", status: "False" },
    ],
  },
};

test.each([
  [".metadata.name", ["x"]],
  ["{.metadata.name}", ["x"]],
  ["$.spec.replicas", [3]],
  [".spec.list[0].name", ["a"]],
  [".spec.list[-1].name", ["b"]],
  [".spec.list[9].name", []],
  [".spec.list[*].name", ["a", "b"]],
  ['.status.conditions[?(@.type=="Ready")].status', ["True"]],
  [".status.conditions[?(@.type=='Stalled')].status", ["False"]],
  [".status.conditions[?(@.type!='Ready')].type", ["Stalled"]],
  [".spec.list[?(@.on)].name", ["a"]],
  [".spec.list[?(@.on==true)].name", ["a"]],
  [".metadata.annotations.a\\.b/c", ["slash"]],
  [".metadata.annotations['a.b/c']", ["slash"]],
  [".spec.nope.deeper", []],
  [".constructor", []],
  ["not a path", []],
  [".a[", []],
])("%s finds %j", (path, expected) => {
  expect(jsonPath(path)(object)).toEqual(expected);
});

test("any text compiles to something that never throws", () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(".", "[", "]", "?", "(", ")", "@", "*", "'", '"', "a", "1", "-", "=", "\\", " "),
      }),
      (path) => {
        expect(Array.isArray(jsonPath(path)(object))).toBe(true);
      },
    ),
  );
});
