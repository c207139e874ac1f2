import { textAt } from "../../../diagnosis/objects/fields.ts";
import type { Evidence } from "../../../evidence/evidence.ts";

/** An object as `kubectl get -o json` printed it. */
export type Manifest = {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly fields: unknown;
};

/** The objects of a list, or the one object, that was printed as JSON; none where it is no JSON. */
export function manifestsIn(piece: Evidence): readonly Manifest[] {
  try {
    const parsed: unknown = JSON.parse(piece.stdout);
    const items = (parsed as { items?: unknown } | null)?.items;
    const all: readonly unknown[] = Array.isArray(items) ? items : [parsed];
    return all.map((fields) => ({
      kind: textAt(fields, "kind"),
      namespace: textAt(fields, "metadata", "namespace"),
      name: textAt(fields, "metadata", "name"),
      fields,
    }));
  } catch {
    return [];
  }
}

/** `Deployment shop/checkout`. */
export const manifestName = ({ kind, namespace, name }: Manifest): string =>
  namespace === "" ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
