import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantity, resourceQuantity, sumOfQuantities } from "../../../../src/adapters/snapshot/columns/quantity.ts";

// Text and what resource.Quantity of k8s.io/apimachinery 0.36.3 prints after reading it.
test.each([
  ["1024Mi", "1Gi"],
  ["1000Mi", "1000Mi"],
  ["1.5Gi", "1536Mi"],
  ["0.1Ki", "102400m"],
  ["1025Ki", "1025Ki"],
  ["1536", "1536"],
  ["0.5", "500m"],
  ["1000m", "1"],
  ["1001m", "1001m"],
  ["1500000000", "1500M"],
  ["100000000000", "100G"],
  ["123456789n", "123456789n"],
  ["0.0000000001", "1n"],
  ["-1500m", "-1500m"],
  ["-0.5", "-500m"],
  ["+5", "+5"],
  ["1.500", "1.500"],
  ["1e3", "1e3"],
  ["12e4", "120e3"],
  ["1E-3", "1E-3"],
  ["12E", "12E"],
  ["9999999Ti", "9223372036854775807"],
  ["0", "0"],
  ["0Ki", "0"],
  ["m", "0"],
  ["00012Mi", "00012Mi"],
  ["1.", "1."],
])("%s prints as %s", (text, printed) => {
  expect(quantity(text)).toBe(printed);
});

test.each([
  ["nothing", undefined, "0"],
  ["an empty text", "", "0"],
  ["a number", 2000, "2k"],
  ["a fraction", 0.25, "250m"],
  ["an object", {}, "0"],
  ["text that is no quantity", "lots", "lots"],
  ["an exponent that would fill the memory", "1e999999999", "1e999999999"],
  ["a hundred digits", "9".repeat(100), "9".repeat(100)],
])("%s prints without a fault", (_, value, printed) => {
  expect(quantity(value)).toBe(printed);
});

describe("in a resource list", () => {
  test.each([
    ["1n", "1m"],
    ["1500u", "2m"],
    ["-1500u", "-2m"],
    ["1m", "1m"],
    ["0.5Gi", "512Mi"],
  ])("%s is rounded up to %s", (text, printed) => {
    expect(resourceQuantity(text)).toBe(printed);
  });
});

test.each([
  ["nothing", [], "0"],
  ["nano cores", ["1234567n", "765433n"], "2m"],
  ["memory in the notation of the first", ["1024Ki", "1Mi"], "2Mi"],
  ["a zero does not choose the notation", ["0", "1Mi"], "1Mi"],
  ["what cannot be read is left out", ["x", null, "1Gi", {}], "1Gi"],
])("the sum of %s", (_, values, sum) => {
  expect(sumOfQuantities(values)).toBe(sum);
});

test("a printed quantity prints as itself", () => {
  const text = fc.tuple(
    fc.constantFrom("", "-"),
    fc.integer({ min: 0, max: 10 ** 9 }),
    fc.constantFrom("", ".5", ".125", ".000001"),
    fc.constantFrom("", "n", "u", "m", "k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti"),
  );
  fc.assert(
    fc.property(text, (parts) => {
      const once = quantity(parts.join(""));
      expect(quantity(once)).toBe(once);
    }),
  );
});

test("any text prints as some text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(typeof quantity(text)).toBe("string");
    }),
  );
});
