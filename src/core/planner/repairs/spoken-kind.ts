import { kindNamed } from "../../kubectl/kinds.ts";
import { singularOf } from "../command-line.ts";

/** The word that kubectl takes for a kind before a name. */
export function spokenKind(kind: string): string {
  const known = kindNamed(kind.toLowerCase());
  return known === undefined ? kind.toLowerCase() : singularOf(known);
}
