import { listAt, numberAt, textAt } from "../../diagnosis/objects/fields.ts";
import { isRow } from "../../diagnosis/objects/is-row.ts";
import type { ClusterView, ObservedEvent, ObservedObject } from "../../evidence/observed.ts";
import { about, type Stand } from "./stand.ts";

/** What holds for any kind: it is being deleted, or its controller has not yet taken up its newest specification. */
export function heldBack(object: ObservedObject): Stand | null {
  const { ref, fields } = object;
  if (isRow(object)) return null;
  const deleted = textAt(fields, "metadata", "deletionTimestamp");
  const holders = listAt(fields, "metadata", "finalizers").map(String).slice(0, 3);
  const [made, seen] = [numberAt(fields, "metadata", "generation"), numberAt(fields, "status", "observedGeneration")];
  const said = (
    text: string,
    line: ObservedObject["cite"] extends (...path: readonly string[]) => infer L ? L : never,
  ) => ({
    ref,
    isWell: false,
    text: `${about(ref)} ${text}`,
    lines: [line],
  });
  if (deleted !== "" && ref.kind !== "Pod")
    return said(
      `is being deleted since ${deleted}${holders.length === 0 ? "" : ` (finalizers ${holders.join(", ")})`}`,
      object.cite("metadata", "deletionTimestamp"),
    );
  return made !== undefined && seen !== undefined && seen < made
    ? said(
        `has not been taken up by its controller as it is now: generation ${made}, observed ${seen}`,
        object.cite("status", "observedGeneration"),
      )
    : null;
}

/** Warnings of the last minutes on an object that no other event followed; those of pods are told by their state. */
export const freshWarnings = (object: ObservedObject, view: ClusterView): readonly ObservedEvent[] => {
  if (object.ref.kind === "Pod") return [];
  const all = view.eventsOf(object.ref);
  return all.filter(
    ({ type, lastSeen }) =>
      type === "Warning" &&
      lastSeen !== null &&
      lastSeen < 600 &&
      !all.some((other) => other.type === "Normal" && other.lastSeen !== null && other.lastSeen < lastSeen),
  );
};
