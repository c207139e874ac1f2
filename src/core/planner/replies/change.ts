import type { Suggestion } from "../../diagnosis/finding.ts";
import type { Evidence } from "../../evidence/evidence.ts";
import { changeFor } from "../change/change-for.ts";
import { keyOf, settle } from "../command-key.ts";
import type { Home } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import type { Conclusion, Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, leftOutNote, paragraphs, sentence } from "../wording.ts";

/** A change that was asked for: the command that makes it, and the check that follows. Nothing runs before a person approves it. */
export function replyToChange(question: Question, situation: Situation, home: Home): Reply {
  const change = changeFor(question, home);
  if (change === null) return notUnderstood();
  const ran = change.commands.map((one) => newestRun(one, situation)).filter((one) => one !== null);
  const writes = choose(
    change.commands.filter((one) => newestRun(one, situation) === null),
    { ...situation, answered: [] },
  );
  const checks = choose(change.verify, ran.length > 0 ? situation : { ...situation, answered: [] });
  const checked =
    ran.length === 0 ? [] : change.verify.map((one) => newestRun(one, situation)).filter((one) => one !== null);
  const conclusion = conclusionOf(change.commands[0]!, writes.suggestions[0], ran, checked);
  return {
    text: paragraphs(
      conclusion.summary,
      checked.map((one) => `$ ${one.command}\n${printed(one)}`).join("\n"),
      commandBlock("Commands:", writes.suggestions),
      commandBlock("Check that it worked:", checks.suggestions),
      leftOutNote(writes.leftOut),
    ),
    suggestions: [...writes.suggestions, ...checks.suggestions],
    findings: [],
    conclusion,
  };
}

function conclusionOf(
  first: Suggestion,
  write: Suggestion | undefined,
  ran: readonly Evidence[],
  checked: readonly Evidence[],
): Conclusion {
  const failed = ran.find((one) => (one.exitCode ?? 0) !== 0);
  if (failed !== undefined)
    return {
      verdict: "answered",
      summary: `\`${failed.command}\` failed: ${sentence(printed(failed))}`,
      confidence: "confirmed",
    };
  if (write !== undefined)
    return {
      verdict: "undecided",
      summary: `To do this, approve \`${write.command}\`. ${first.reason}`,
      confidence: "likely",
    };
  const last = ran.at(-1);
  if (last === undefined)
    return {
      verdict: "undecided",
      summary: `\`${first.command}\` was refused, so nothing is changed.`,
      confidence: "likely",
    };
  const done = `\`${last.command}\` has run: ${sentence(printed(last) || "it printed nothing")}`;
  const summary = checked.length > 0 ? `${done} The check says:` : `${done} The check below shows whether it worked.`;
  return { verdict: checked.length > 0 ? "answered" : "undecided", summary, confidence: "confirmed" };
}

/** The newest evidence of a command, in whatever spelling it ran. */
function newestRun(suggestion: Suggestion, situation: Situation): Evidence | null {
  const settled = settle(suggestion.command);
  if (settled === null) return null;
  const key = keyOf(settled.command, situation.namespace);
  return (
    situation.view.evidence.findLast((one) => one.parsed !== null && keyOf(one.parsed, one.namespace) === key) ?? null
  );
}

function printed(evidence: Evidence): string {
  const text = evidence.stdout.trim() || evidence.stderr.trim();
  return text.split("\n").slice(0, 5).join("\n").slice(0, 600);
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
