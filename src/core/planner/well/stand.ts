import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";

/** How an object stands, in words that follow its name; `isWell` null: what was shown does not tell. */
export type Stand = {
  readonly ref: ObjectRef;
  readonly isWell: boolean | null;
  readonly text: string;
  readonly lines: readonly Line[];
  /** Somebody may take it for a fault, and it is meant to be so. */
  readonly byDesign?: true;
  /** The word by which it says how it is is not known: no reason to call it well, nor to call it ill. */
  readonly isGuess?: boolean;
  /** What is sound in it where `text` tells what is not. */
  readonly beside?: readonly string[];
  /** What would decide it and was not shown, with the command that shows it. */
  readonly missing?: readonly { readonly text: string; readonly command: string }[];
};

export type Look = (object: ObservedObject, view: ClusterView) => Stand | null;

export const about = ({ kind, name }: ObjectRef): string => `${kind} ${name}`;
