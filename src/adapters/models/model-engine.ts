import type { RecordEvent } from "../../core/conversation/events.ts";
import type { Engine } from "../../core/conversation/ports.ts";
import { builtinEngine } from "../../core/planner/builtin.ts";
import type { Reply } from "../../core/planner/situation.ts";
import { paragraphs } from "../../core/planner/wording.ts";
import { askForReply } from "./ask-for-reply.ts";
import { askInTurn, type FailedModel, failuresInWords, faultOf } from "./ask-in-turn.ts";
import type { Patience } from "./ask-patiently.ts";
import type { AskedModel } from "./call-model.ts";
import { composeReply, concludes, unsupportedClaims } from "./compose-reply.ts";
import type { Prices } from "./prices.ts";
import { createRests } from "./rest-failing.ts";
import { createTeller } from "./tell-reply.ts";
import { translateQuery } from "./translate-query.ts";
import { createMeter } from "./usage.ts";
import { writeSituation } from "./write-situation.ts";

export type ModelEngineParts = {
  /** At least one; the next takes over when one fails. */
  readonly models: readonly AskedModel[];
  readonly patience: Patience;
  /** Whether the built-in engine answers when every model fails; it never steps in for `translate`. */
  readonly hasBuiltin: boolean;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** What of the situation one request may hold. */
  readonly contextTokens: number;
  readonly prices: Prices;
  readonly record: RecordEvent;
};

/** An engine whose words come from language models and whose findings and conclusions are held against the rules and the evidence. */
export function createModelEngine(parts: ModelEngineParts): Engine {
  const rests = createRests(parts.now);
  return {
    name: parts.models.map((model) => model.name).join(", "),
    models: () => parts.models.map(rests.state),
    translate: (query, signal) =>
      translateQuery(parts.models, parts.patience, query, signal, createMeter(parts.prices, parts.record)),
    async reply(situation, signal, watch) {
      const rules = await builtinEngine.reply(situation, signal);
      const meter = createMeter(parts.prices, parts.record);
      const teller = watch === undefined ? null : createTeller(watch, rules, situation);
      if (concludes(rules, situation)) teller?.tell(rules.text);
      const asked = await askInTurn(
        parts.models,
        parts.patience,
        signal,
        meter,
        (ask, name) =>
          askForReply(ask, {
            write: (tokens) => writeSituation(situation, rules, tokens),
            tokens: parts.contextTokens,
            evidence: situation.view.evidence,
            hear: teller?.hearing(name) ?? null,
            unreadable: () => meter.noted(name, "unparsable-reply"),
          }),
        rests.resting,
      );
      rests.note(asked);
      if (asked.ok) meter.noted(asked.name, "unsupported-claim", unsupportedClaims(asked.value, rules, situation));
      if (!asked.ok && !parts.hasBuiltin) throw faultOf(asked.failed);
      const reply = asked.ok
        ? answered(asked.name, asked.failed, composeReply(asked.name, asked.value, rules, situation))
        : byRules(rules, asked.failed);
      teller?.tell(reply.text);
      const usage = meter.usage();
      return usage === null ? reply : { ...reply, usage };
    },
  };
}

function answered(name: string, failed: readonly FailedModel[], reply: Reply): Reply {
  return { ...reply, engine: failed.length === 0 ? name : `${name} (${failuresInWords(failed)})` };
}

function byRules(rules: Reply, failed: readonly FailedModel[]): Reply {
  const why = failuresInWords(failed);
  return {
    ...rules,
    text: paragraphs(rules.text, `No model answered (${why}); this answer is that of the built-in rules.`),
    engine: `builtin (${why})`,
  };
}
