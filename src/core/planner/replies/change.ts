import { changeFor } from "../change/change-for.ts";
import type { Home } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, leftOutNote, paragraphs } from "../wording.ts";

/** A change that was asked for: the command that makes it, and the check that follows. Nothing runs before a person approves it. */
export function replyToChange(question: Question, situation: Situation, home: Home): Reply {
  const change = changeFor(question, home);
  if (change === null) return notUnderstood();
  const writes = choose(change.commands, situation);
  const checks = choose(change.verify, {
    ...situation,
    answered: writes.suggestions.length > 0 ? [] : situation.answered,
  });
  const suggestions = [...writes.suggestions, ...checks.suggestions];
  const first = change.commands[0]!;
  const summary =
    writes.suggestions.length > 0
      ? `To do this, approve \`${writes.suggestions[0]!.command}\`.`
      : `\`${first.command}\` is already answered or refused.`;
  return {
    text: paragraphs(
      `${summary} ${first.reason}`,
      commandBlock("Commands:", writes.suggestions),
      commandBlock("Check that it worked:", checks.suggestions),
      leftOutNote(writes.leftOut),
    ),
    suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "likely" },
  };
}

function notUnderstood(): Reply {
  const summary = "This asks for a change, but not clearly enough to write a command for it.";
  return {
    text: `${summary} Say which object by kind and name, in which namespace, and what it should become, for example: scale deployment web to 5 in shop.`,
    suggestions: [],
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}
