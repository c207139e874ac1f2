import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { flagOf, namespaceOf } from "../../kubectl/targets.ts";
import { cellOf, tableRows } from "../lookups/printed/table.ts";

/**
 * The objects that a command listed by these labels, as `namespace/name`; null where none did. A table does not show labels, so
 * which of all that the thread has seen carry them only such a list tells.
 */
export function chosenByLabel(labels: readonly string[], view: ClusterView): ReadonlySet<string> | null {
  if (labels.length === 0) return null;
  const wanted = spelt(labels.join(","));
  const own = view.evidence.filter(
    ({ parsed }) => parsed?.verb === "get" && spelt(flagOf(parsed, "selector") ?? "") === wanted,
  );
  if (own.length === 0) return null;
  const names = own.flatMap((piece) => {
    const place = namespaceOf(piece.parsed!) ?? piece.namespace;
    return tableRows(piece).map((row) => {
      const name = cellOf(row, "NAME");
      return `${cellOf(row, "NAMESPACE") || place}/${name.slice(name.indexOf("/") + 1)}`;
    });
  });
  return new Set(names);
}

export const keyOfRef = ({ namespace, name }: ObjectRef): string => `${namespace}/${name}`;

const spelt = (selector: string): string => selector.split(",").sort().join(",");
