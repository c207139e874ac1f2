import type { Reply, Situation } from "../situation.ts";
import { choose } from "../suggestions.ts";
import { commandBlock, leftOutNote, paragraphs } from "../wording.ts";

/** Commands that somebody lists in a message are suggested as they are, in their order; null when all of them are answered. */
export function replyToTyped(commands: readonly string[], situation: Situation): Reply | null {
  const drafts = commands.map((command) => ({ command, reason: "As your message has it." }));
  const { suggestions, leftOut } = choose(drafts, situation, commands.length);
  if (suggestions.length === 0) return null;
  const summary = "These are the commands of your message, in their order; approve those that are to run.";
  return {
    text: paragraphs(summary, commandBlock("Commands:", suggestions), leftOutNote(leftOut)),
    suggestions,
    findings: [],
    conclusion: { verdict: "undecided", summary, confidence: "possible" },
  };
}
