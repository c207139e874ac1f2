import { canonical } from "./answered.ts";
import type { Proposal, Turn } from "./thread.ts";

/**
 * Where a suggestion of a thread stands. `ran`: it was executed after it was suggested, whoever asked for it; `failed`: kubectl said that
 * it did not work, and it may be approved again.
 */
export type SuggestionState = "open" | "ran" | "failed" | "edited" | "rejected";

export type KnownSuggestion = { readonly proposal: Proposal; readonly turn: string; readonly state: SuggestionState };

/** The suggestions of a thread by id, as they stand after these turns. */
export function suggestionStates(turns: readonly Turn[]): Map<string, KnownSuggestion> {
  const known = new Map<string, KnownSuggestion>();
  for (const turn of turns) {
    const ran = new Set(
      turn.evidence.filter(({ origin }) => origin === "executed").map(({ command }) => canonical(command)),
    );
    for (const [id, one] of known)
      if (ran.has(canonical(one.proposal.command))) known.set(id, { ...one, state: "ran" });
    for (const { kind, suggestion } of turn.decisions ?? []) {
      const one = known.get(suggestion);
      if (one !== undefined && one.state !== "ran" && kind !== "approve")
        known.set(suggestion, { ...one, state: kind === "edit" ? "edited" : "rejected" });
    }
    for (const proposal of turn.open ?? [])
      if (proposal.id !== null) known.set(proposal.id, { proposal, turn: turn.id, state: "open" });
  }
  return known;
}
