import { parseCommand } from "../kubectl/parse.ts";
import { printCommand } from "../kubectl/print.ts";
import { remembered } from "../kubectl/remembered.ts";
import { riskOf } from "../policy/risk.ts";
import type { Turn } from "./thread.ts";

/** After this long a live cluster may well answer a read differently. */
export const answerHoldsMs = 5 * 60_000;

/** A command line in the one spelling that all spellings of the same command share; text that does not parse stands for itself. */
export const canonical = remembered((command: string): string => {
  const parsed = parseCommand(command);
  return parsed.ok ? printCommand(parsed.command) : command.trim();
});

/**
 * Canonical commands whose answers still stand: answered in these turns, not followed by a change of the cluster, and not older than
 * five minutes. What a client pasted or holds as history stands until a change.
 */
export function answeredCommands(turns: readonly Pick<Turn, "evidence" | "at">[], now: number): Set<string> {
  const answered = new Set<string>();
  for (const turn of turns)
    for (const evidence of turn.evidence) {
      if (changes(evidence.command)) answered.clear();
      else if (evidence.origin !== "executed" || now - turn.at < answerHoldsMs)
        answered.add(canonical(evidence.command));
    }
  return answered;
}

const changes = remembered((command: string): boolean => {
  const parsed = parseCommand(command, { files: { "-": "" } });
  return parsed.ok && ["write", "destructive"].includes(riskOf(parsed.command).risk);
});
