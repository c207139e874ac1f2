import fc from "fast-check";
import { expect, test } from "vitest";
import { createLearnedValues } from "../../../../src/core/evidence/redaction/learned-values.ts";

function learned(...values: string[]) {
  const known = createLearnedValues();
  for (const value of values) known.learn(value, `[${values.indexOf(value)}]`, true);
  return known;
}

test.each<[string, string[], string, string]>([
  ["every appearance", ["hunter2hunter2"], "a hunter2hunter2, hunter2hunter2", "a [0], [0]"],
  ["at the very end and the very beginning", ["abcdefgh"], "abcdefgh abcdefgh", "[0] [0]"],
  ["the longest that begins there", ["abcdefgh", "abcdefghij"], "abcdefghijk abcdefghi", "[1]k [0]i"],
  ["one behind another", ["abcdefgh", "12345678"], "abcdefgh12345678abcdefgh", "[0][1][0]"],
  ["nothing that is short", ["short"], "short", "short"],
  ["characters beyond the basic plane", ["𝔭𝔞𝔰𝔰𝔴𝔬𝔯𝔡"], "x𝔭𝔞𝔰𝔰𝔴𝔬𝔯𝔡y", "x[0]y"],
])("%s", (_, values, text, expected) => {
  expect(learned(...values).hide(text)).toBe(expected);
});

test.each<[string, string]>([
  ["a name that begins with it", "correcthorse-api"],
  ["a name that ends with it", "the_correcthorse"],
  ["a longer word", "correcthorses"],
])("a value that has to stand alone leaves %s", (_, text) => {
  const known = createLearnedValues();
  known.learn("correcthorse", "[0]", false);
  expect(known.hide(`x ${text} y`)).toBe(`x ${text} y`);
});

test.each(["correcthorse", "=correcthorse,", '"correcthorse"', "u:correcthorse@db", "\\ncorrecthorse\\n"])(
  "a value that has to stand alone is hidden in %j",
  (text) => {
    const known = createLearnedValues();
    known.learn("correcthorse", "[0]", false);
    expect(known.hide(text)).toBe(text.replace("correcthorse", "[0]"));
  },
);

test("whatever was learned and whatever the text, no learned value is left in it", () => {
  const letters = fc.constantFrom("a", "b");
  const value = fc.array(letters, { minLength: 8, maxLength: 12 }).map((list) => list.join(""));
  const text = fc.array(letters, { maxLength: 80 }).map((list) => list.join(""));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), text, (values, given) => {
      const hidden = learned(...values).hide(given);
      expect(values.filter((one) => hidden.includes(one))).toEqual([]);
      if (values.every((one) => !given.includes(one))) expect(hidden).toBe(given);
    }),
  );
});
