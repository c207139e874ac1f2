import type { Rendered } from "./render-output.ts";

/** How an output is shown: with all its lines, with those that matter, with few, or not at all. */
export type Form = "whole" | "full" | "brief" | "absent";

/** So little there is no need to choose from. */
const smallThread = 1_500;

/**
 * Chooses how the outputs of a thread are shown within a budget of tokens, the newest at most length. Outputs are added one after the
 * other; when they no longer fit, the oldest are made short at once, down to half the budget, so that what a model was sent before
 * comes again unchanged for many turns. The last output is always shown, whatever it costs. A small thread is shown whole.
 */
export function fitOutputs(outputs: readonly Rendered[], budget: number): readonly Form[] {
  const whole = outputs.reduce((sum, output) => sum + output.whole.tokens, 0);
  if (whole <= Math.min(smallThread, budget)) return outputs.map(() => "whole");
  const forms: Form[] = outputs.map(() => "full");
  let total = 0;
  let firstFull = 0;
  let firstShown = 0;
  for (const [index, output] of outputs.entries()) {
    total += output.full.tokens;
    if (total <= budget) continue;
    for (; firstFull < index && total > budget / 2; firstFull += 1) {
      forms[firstFull] = "brief";
      total -= outputs[firstFull]!.full.tokens - outputs[firstFull]!.brief.tokens;
    }
    for (; firstShown < firstFull && total > budget / 2; firstShown += 1) {
      forms[firstShown] = "absent";
      total -= outputs[firstShown]!.brief.tokens;
    }
  }
  return forms;
}
