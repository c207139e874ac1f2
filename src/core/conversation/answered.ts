import { LRUCache } from "lru-cache";
import { parseCommand } from "../kubectl/parse.ts";
import { printCommand } from "../kubectl/print.ts";
import { riskOf } from "../policy/risk.ts";
import type { Turn } from "./thread.ts";

/** After this long a live cluster may well answer a read differently. */
export const answerHoldsMs = 5 * 60_000;

/** A command line in the one spelling that all spellings of the same command share; text that does not parse stands for itself. */
export function canonical(command: string): string {
  const known = spellings.get(command);
  if (known !== undefined) return known;
  const parsed = parseCommand(command);
  const name = parsed.ok ? printCommand(parsed.command) : command.trim();
  if (command.length <= longestRemembered) spellings.set(command, name);
  return name;
}

/** The commands of a thread are compared anew with each message; what each of them is called does not change. */
const spellings = new LRUCache<string, string>({ max: 10_000 });
const longestRemembered = 1000;

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

function changes(command: string): boolean {
  const known = changing.get(command);
  if (known !== undefined) return known;
  const parsed = parseCommand(command, { files: { "-": "" } });
  const does = parsed.ok && ["write", "destructive"].includes(riskOf(parsed.command).risk);
  if (command.length <= longestRemembered) changing.set(command, does);
  return does;
}

const changing = new LRUCache<string, boolean>({ max: 10_000 });
