import fc from "fast-check";
import { expect, test } from "vitest";
import { composeReply } from "../../../src/adapters/models/compose-reply.ts";
import { readReply } from "../../../src/adapters/models/read-reply.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { builtinEngine } from "../../../src/core/planner/builtin.ts";
import { noSignal } from "./open-engine.ts";
import { badImage, oddLog, situationOf } from "./situation.ts";

/** What holds for every reply that a model can make. */
const words = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    "kubectl get pods -n shop",
    "kubectl delete ns shop",
    "abacus ring lost bead 7",
    "shop/ledger",
    "$&",
    "…",
    "| 1|",
  ),
);
const reply = fc.record(
  {
    text: words,
    suggestions: fc.oneof(fc.array(fc.record({ command: words, reason: fc.option(words) })), words, fc.constant(null)),
    cause: fc.option(
      fc.record({ summary: words, object: fc.option(words), finding: fc.option(words), evidence: fc.array(words) }),
    ),
  },
  { requiredKeys: [] },
);
const answer = fc.oneof(
  reply.map((value) => JSON.stringify(value)),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.string(),
  fc.tuple(words, reply, words).map(([before, value, after]) => `${before}${JSON.stringify(value)}${after}`),
);

const situations = [situationOf("why is cart failing?", badImage), situationOf("what is wrong with ledger?", oddLog)];

test.each(situations.map((situation) => [situation.question, situation] as const))(
  "%s: findings are the rules', suggestions parse and differ, a cause of the model alone is never confirmed",
  async (_question, situation) => {
    const rules = await builtinEngine.reply(situation, noSignal);
    let composed = 0;
    fc.assert(
      fc.property(answer, (text) => {
        const read = readReply(text);
        if (!read.ok) return;
        composed += 1;
        const made = composeReply("test/model", read.reply, rules, situation);
        const commands = made.suggestions.map((one) => one.command);
        expect(made.findings).toEqual(rules.findings);
        expect(commands.every((command) => parseCommand(command).ok)).toBe(true);
        expect(new Set(commands).size).toBe(commands.length);
        if (rules.conclusion.verdict === "undecided") expect(made.conclusion.confidence).not.toBe("confirmed");
        else expect(made.conclusion).toEqual(rules.conclusion);
      }),
      { numRuns: 300 },
    );
    expect(composed).toBeGreaterThan(20);
  },
);
