import { entriesAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { atLeast } from "./now.ts";

/** An annotation or label in which a person says why something is as it is. */
export type Note = {
  readonly on: "annotation" | "label";
  readonly key: string;
  readonly value: string;
  readonly line: Line;
};

const byTools =
  /^(?:kubectl\.kubernetes\.io|deployment\.kubernetes\.io|deprecated\.daemonset\.template\.generation|meta\.helm\.sh|argocd\.argoproj\.io|autoscaling\.alpha|kubernetes\.io|app\.kubernetes\.io|helm\.sh|control-plane\.alpha)(?:\/|$)/;

/**
 * The note of an object that has these words in its key or its value and tells most; what tools write for themselves is none. Null too
 * where a note says until when, and a time that was printed lies after that.
 */
export function noteOf(object: ObservedObject, words: RegExp, view?: ClusterView): Note | null {
  const all = (["annotation", "label"] as const).flatMap((on) =>
    [...entriesAt(object.fields, "metadata", `${on}s`)]
      .filter(([key]) => !byTools.test(key))
      .map(
        ([key, value]): Note => ({
          on,
          key,
          value: value.slice(0, 160),
          line: object.cite("metadata", `${on}s`, key),
        }),
      ),
  );
  const notes = all.filter(({ key, value }) => words.test(`${key} ${value}`));
  const latest = view === undefined ? null : atLeast(view);
  if (latest !== null && all.some((note) => (endOf(note) ?? latest) < latest)) return null;
  return (
    notes.find(({ key }) => telling.test(key)) ?? notes.find(({ value }) => /\S\s\S/.test(value)) ?? notes[0] ?? null
  );
}

const telling = /reason|why|comment|note|descri|message|because/i;

/** `until 2026-01-07`, `resume-on: 2026-01-07`: the end of that day. */
function endOf({ key, value }: Note): number | null {
  const date =
    /\b(?:until|till|through|thru|ends?|expir\w*|up to|resum\w*|re-?enabl\w*|unsuspend\w*|restor\w*|back|due|valid-?to|not-?after)\b[^\n]{0,40}?(\d{4}-\d{2}-\d{2})/i.exec(
      `${key} ${value}`,
    )?.[1];
  const end = Date.parse(`${date}T23:59:59Z`);
  return Number.isNaN(end) ? null : end;
}

export const said = ({ on, key, value }: Note): string => `its ${on} ${key} says: ${value}`;
