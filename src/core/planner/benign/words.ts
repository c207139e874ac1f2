import { entriesAt } from "../../diagnosis/fields.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ObservedObject } from "../../evidence/observed.ts";

/** An annotation or label in which a person says why something is as it is. */
export type Note = { readonly key: string; readonly value: string; readonly line: Line };

const byTools =
  /^(?:kubectl\.kubernetes\.io|deployment\.kubernetes\.io|deprecated\.daemonset\.template\.generation|meta\.helm\.sh|argocd\.argoproj\.io|autoscaling\.alpha|kubernetes\.io|app\.kubernetes\.io|helm\.sh|control-plane\.alpha)(?:\/|$)/;

/** The first note of an object that has these words in its key or its value; what tools write for themselves is none. */
export function noteOf(object: ObservedObject, words: RegExp): Note | null {
  for (const map of ["annotations", "labels"])
    for (const [key, value] of entriesAt(object.fields, "metadata", map))
      if (!byTools.test(key) && words.test(`${key} ${value}`))
        return { key, value: value.slice(0, 160), line: object.cite("metadata", map, key) };
  return null;
}

export const said = ({ key, value }: Note): string => `its annotation ${key} says: ${value}`;
