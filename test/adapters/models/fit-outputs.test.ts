import fc from "fast-check";
import { expect, test } from "vitest";
import { fitOutputs } from "../../../src/adapters/models/fit-outputs.ts";
import type { Rendered } from "../../../src/adapters/models/render-output.ts";

const sized = (tokens: number) => ({ text: "x", tokens, indices: new Set<number>() });
const piece = {} as Rendered["piece"];
const output = (tokens: number): Rendered => ({
  whole: sized(tokens * 4),
  full: sized(tokens),
  brief: sized(Math.ceil(tokens / 10)),
  piece,
});
const costOf = (outputs: readonly Rendered[], budget: number) =>
  fitOutputs(outputs, budget).reduce(
    (sum, form, index) => sum + (form === "absent" ? 0 : outputs[index]![form].tokens),
    0,
  );

test("the budget holds, but for the newest output, which is always there", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1_500 }), { minLength: 1 }),
      fc.integer({ min: 500 }),
      (sizes, budget) => {
        const outputs = sizes.map(output);
        expect(costOf(outputs, budget)).toBeLessThanOrEqual(budget + outputs.at(-1)!.full.tokens);
        expect(fitOutputs(outputs, budget).at(-1)).toMatch(/whole|full/);
      },
    ),
  );
});

test("of 200 turns few change what was sent before", () => {
  const outputs = Array.from({ length: 400 }, () => output(300));
  let changes = 0;
  for (let count = 2; count <= 400; count += 2) {
    const [before, now] = [fitOutputs(outputs.slice(0, count - 2), 8_000), fitOutputs(outputs.slice(0, count), 8_000)];
    if (before.some((form, index) => form !== now[index])) changes += 1;
  }
  expect(changes).toBeLessThan(40);
});

test("a small thread is whole", () => {
  expect(fitOutputs([output(100), output(200)], 8_000)).toEqual(["whole", "whole"]);
});
