import type { Evidence } from "../../evidence/evidence.ts";
import type { RowSet } from "./row.ts";

/** Reads each piece of evidence once, however often its thread comes back to it. */
export function onceAPiece(read: (piece: Evidence) => readonly RowSet[]) {
  const known = new WeakMap<Evidence, readonly RowSet[]>();
  return (pieces: readonly Evidence[]): readonly RowSet[] =>
    pieces.flatMap((piece) => {
      const sets = known.get(piece) ?? read(piece);
      known.set(piece, sets);
      return sets;
    });
}
