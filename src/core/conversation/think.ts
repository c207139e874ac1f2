import { diagnose } from "../diagnosis/diagnose.ts";
import type { Suggestion } from "../diagnosis/finding.ts";
import { observe } from "../evidence/observe.ts";
import { parseCommand } from "../kubectl/parse.ts";
import { looksAgain } from "../planner/follow-up/again.ts";
import type { Reply, Situation } from "../planner/situation.ts";
import { answeredCommands, canonical } from "./answered.ts";
import { askedAndPasted } from "./asked-and-pasted.ts";
import type { Exchange } from "./exchange.ts";
import { evidenceOf, withParsed } from "./history.ts";
import { lookAfter } from "./look-after.ts";
import type { Engine } from "./ports.ts";
import { tellReply } from "./reply-text.ts";
import { judge } from "./run-commands.ts";
import type { Turn } from "./thread.ts";
import type { TurnEvent } from "./turn-event.ts";
import type { TurnProgress } from "./turn-progress.ts";
import { addUsage } from "./usage.ts";

/**
 * One reply of the engine to the thread as it stands. Suggestions that are answered, double, rejected or no kubectl command are left out;
 * where the outcome of a change is not known, the look at it comes first. Findings are told before the engine is asked.
 */
export async function think(engine: Engine, exchange: Exchange, now: number): Promise<Reply> {
  const situation = situate(exchange, now);
  const { progress, signal, redactor } = exchange.context;
  await progress?.keepIfAny(findingEvents(progress, situation.diagnosis.findings));
  const text = progress === null ? null : tellReply(progress, redactor);
  const said = await engine.reply(situation, signal, text?.watch);
  text?.end();
  exchange.usage = addUsage(exchange.usage, said.usage);
  const wanted = [
    ...exchange.recovered.unknown.flatMap((piece) => lookAfter(piece.command, piece.namespace)),
    ...said.suggestions,
  ];
  const reply = { ...said, suggestions: usable(wanted, situation) };
  await progress?.keep({ kind: "replied", reply }, ...proposals(progress, reply, exchange));
  return reply;
}

function findingEvents(progress: TurnProgress, findings: Reply["findings"]): TurnEvent[] {
  return progress.newFindings(findings).map((finding) => ({ type: "finding-reported", finding }));
}

/** What is suggested, each once a turn, with what the policy says to running it unattended; what it refuses altogether is not told. */
function proposals(progress: TurnProgress, reply: Reply, { context }: Exchange): TurnEvent[] {
  const suggested = reply.suggestions.flatMap(({ command, reason }): TurnEvent[] => {
    if (judge({ command, asker: "person", files: {} }, context).decision.verdict === "refuse") return [];
    const { id, isNew } = progress.suggestionId(command);
    const { decision } = judge({ command, asker: "unattended", files: {} }, context);
    return isNew ? [{ type: "command-proposed", suggestion: id, command, reason, decision }] : [];
  });
  return [...findingEvents(progress, reply.findings), ...suggested];
}

function situate(exchange: Exchange, now: number): Situation {
  const { message, earlier } = exchange;
  const before = evidenceOf(earlier);
  const view = observe([...before, ...exchange.evidence.map(withParsed)]);
  return {
    question: exchange.words,
    earlierQuestions: earlier.map(wordsOf).filter((question) => question.trim() !== ""),
    view,
    newEvidenceFrom: before.length,
    diagnosis: diagnose(view),
    namespace: exchange.context.namespace,
    namespaceGiven: exchange.givenNamespace !== null,
    suggested: earlier.flatMap((turn) => turn.suggestions.map((suggestion) => suggestion.command)),
    rejections: [...earlier.flatMap((turn) => turn.rejections), ...message.rejections],
    answered: [...answeredCommands([...standing(exchange), ...exchange.evidenceWithTimes(now)], now)],
  };
}

/** Turns whose answers may still stand; none where what was read before is doubted. */
const standing = ({ earlier, words: said }: Exchange): readonly Turn[] => (looksAgain(said) ? [] : earlier);

const words = new WeakMap<Turn, string>();

/** What a turn asked, without the outputs pasted into it. */
function wordsOf(turn: Turn): string {
  const known = words.get(turn) ?? askedAndPasted(turn.question).words;
  words.set(turn, known);
  return known;
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
