import { Fault } from "../faults/fault.ts";
import { parseCommand } from "../kubectl/parse.ts";
import { printCommand } from "../kubectl/print.ts";
import type { Message, SentCommand, SentDecision } from "./message.ts";
import { type KnownSuggestion, suggestionStates } from "./suggestion-states.ts";
import type { Turn } from "./thread.ts";

/**
 * The message with what it says to suggestions put in: an approval is of the suggestion's own command, an edit of the one it names, each
 * decided on when it runs as any other. Throws `not-found` for an id the thread does not have, `conflict` for a suggestion that has run.
 */
export function resolveDecisions(message: Message, turns: readonly Turn[]): Message {
  const decisions = message.decisions ?? [];
  if (decisions.length === 0) return message;
  const states = suggestionStates(turns);
  const known = (id: string): KnownSuggestion => {
    const one = states.get(id);
    if (one === undefined) throw new Fault("not-found", `This thread has no suggestion ${JSON.stringify(id)}.`);
    return one;
  };
  const commands = decisions.flatMap((decision) =>
    decision.kind === "reject" ? [] : [toCommand(decision, known(decision.suggestion))],
  );
  const rejections = decisions.flatMap((decision) =>
    decision.kind === "reject"
      ? [{ command: known(decision.suggestion).proposal.command, reason: decision.reason }]
      : [],
  );
  return {
    ...message,
    commands: [...message.commands, ...commands],
    rejections: [...message.rejections, ...rejections],
  };
}

function toCommand(
  decision: Exclude<SentDecision, { kind: "reject" }>,
  { proposal, state }: KnownSuggestion,
): SentCommand {
  if (decision.kind === "edit")
    return command(decision.command, decision.files, { Command: decision.command, edited_from: proposal.command });
  if (decision.expected !== undefined && !isSame(decision.expected, proposal.command))
    throw new Fault(
      "conflict",
      `The suggestion is ${JSON.stringify(proposal.command)}; to run another command, edit it: an approval holds for the suggested one alone.`,
    );
  if (state === "ran")
    throw new Fault(
      "conflict",
      `${JSON.stringify(proposal.command)} has run since it was suggested; to run it again, send it as a command of your own.`,
    );
  return command(proposal.command, decision.files, { Command: proposal.command });
}

function command(text: string, files: SentCommand["files"] | undefined, raw: SentCommand["raw"]): SentCommand {
  return { command: text, output: "", execute: true, files: files ?? Object.create(null), raw };
}

/** Spelled alike or not, they are the same command. */
function isSame(one: string, other: string): boolean {
  const print = (text: string) => {
    const parsed = parseCommand(text, { files: { "-": "" } });
    return parsed.ok ? printCommand(parsed.command) : text.trim();
  };
  return print(one) === print(other);
}
