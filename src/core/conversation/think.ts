import { diagnose } from "../diagnosis/diagnose.ts";
import type { Suggestion } from "../diagnosis/finding.ts";
import { observe } from "../evidence/observe.ts";
import { parseCommand } from "../kubectl/parse.ts";
import type { Reply, Situation } from "../planner/situation.ts";
import { answeredCommands, canonical } from "./answered.ts";
import type { Exchange } from "./exchange.ts";
import { evidenceOf, withParsed } from "./history.ts";
import type { Engine } from "./ports.ts";

/** One reply of the engine to the thread as it stands. Suggestions that are answered, double, rejected or no kubectl command are left out. */
export async function think(engine: Engine, exchange: Exchange, now: number): Promise<Reply> {
  const situation = situate(exchange, now);
  const reply = await engine.reply(situation, exchange.context.signal);
  return { ...reply, suggestions: usable(reply.suggestions, situation) };
}

function situate(exchange: Exchange, now: number): Situation {
  const { message, earlier } = exchange;
  const before = evidenceOf(earlier);
  const view = observe([...before, ...exchange.evidence.map(withParsed)]);
  return {
    question: message.content,
    earlierQuestions: earlier.map((turn) => turn.question).filter((question) => question.trim() !== ""),
    view,
    newEvidenceFrom: before.length,
    diagnosis: diagnose(view),
    namespace: exchange.context.namespace,
    namespaceGiven: exchange.givenNamespace !== null,
    suggested: earlier.flatMap((turn) => turn.suggestions.map((suggestion) => suggestion.command)),
    rejections: [...earlier.flatMap((turn) => turn.rejections), ...message.rejections],
    answered: [...answeredCommands([...earlier, { evidence: exchange.evidence, at: now }], now)],
  };
}

function usable(suggestions: readonly Suggestion[], situation: Situation): Suggestion[] {
  const seen = new Set([
    ...situation.answered,
    ...situation.rejections.map((rejection) => canonical(rejection.command)),
  ]);
  return suggestions.filter((suggestion) => {
    if (!parseCommand(suggestion.command).ok) return false;
    const name = canonical(suggestion.command);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}
