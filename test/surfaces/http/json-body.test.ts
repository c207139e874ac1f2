import fc from "fast-check";
import { expect, test } from "vitest";
import { deepestNesting, parseJsonBody } from "../../../src/surfaces/http/json-body.ts";

const parse = (text: string | Buffer) => parseJsonBody(Buffer.from(text as string));

// What Python 3.11's json module tells of the same texts, as FastAPI passes it on.
test.each([
  ["{", 1, "Expecting property name enclosed in double quotes"],
  ['{"query": "abc",}', 16, "Expecting property name enclosed in double quotes"],
  ['{"query": abc}', 10, "Expecting value"],
  ['{"query": "abc"} x', 17, "Extra data"],
  ["tru", 0, "Expecting value"],
  ['{"a" 1}', 5, "Expecting ':' delimiter"],
  ['{"a":1 "b":2}', 7, "Expecting ',' delimiter"],
  ["{'a':1}", 1, "Expecting property name enclosed in double quotes"],
  ['{"a":"\n"}', 6, "Invalid control character at"],
  ['{"a":"\\x"}', 6, "Invalid \\escape"],
  ['{"a":"b', 5, "Unterminated string starting at"],
  ["[1,]", 3, "Expecting value"],
  ["01", 1, "Extra data"],
])("%j is not JSON: position %i, %s", (text, position, reason) => {
  expect(parse(text)).toEqual({ ok: false, problem: { position, reason } });
});

test("bytes that are not UTF-8 are refused where they stand", () => {
  const bytes = Buffer.concat([Buffer.from('{"query":"ä'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
  expect(parseJsonBody(bytes)).toEqual({ ok: false, problem: { position: 11, reason: "Invalid UTF-8" } });
});

test("a byte order mark is let through", () => {
  expect(parse('\ufeff{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
});

test("keys named __proto__ are dropped at every depth, however they are written", () => {
  const parsed = parse(
    '{"__proto__":{"x":1},"a":[{"\\u005f_proto__":{"y":2},"b":3}],"constructor":{"prototype":{"z":1}}}',
  );
  expect(parsed).toEqual({ ok: true, value: { a: [{ b: 3 }], constructor: { prototype: { z: 1 } } } });
  expect(JSON.stringify(parsed)).not.toContain("__proto__");
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test("nesting is let through to its limit and refused beyond it", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  expect(parse(nested(deepestNesting)).ok).toBe(true);
  expect(parse(nested(deepestNesting + 1))).toMatchObject({ ok: false, problem: { reason: /Nesting deeper than 64/ } });
  expect(parse(nested(1_000_000)).ok).toBe(false);
  expect(parse("[".repeat(1_000_000)).ok).toBe(false);
});

test("any text that JSON.parse refuses has a problem within the text", () => {
  const fragments = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "\\",
    "u12",
    "1",
    "-",
    ".",
    "e",
    "true",
    "null",
    " ",
    "\n",
    "x",
    "é",
  );
  fc.assert(
    fc.property(fc.array(fragments, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      const parsed = parse(text);
      if (parsed.ok) return;
      expect(() => JSON.parse(text)).toThrow();
      expect(parsed.problem.position).toBeGreaterThanOrEqual(0);
      expect(parsed.problem.position).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2000 },
  );
});
