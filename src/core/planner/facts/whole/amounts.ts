import { listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { ObservedObject } from "../../../evidence/observed.ts";
import { podSpecOf } from "../columns.ts";

export type Resource = "cpu" | "memory" | "ephemeral-storage";
export type Bound = "requests" | "limits";

/** What the containers of an object ask for or may use together; `text` as it was printed where only one says. Null where nothing shows it. */
export function amountOf(
  object: ObservedObject,
  bound: Bound,
  resource: Resource,
): { readonly amount: number; readonly all: boolean } | null {
  const described = textAt(object.fields, "status", "allocated", resource, bound);
  if (object.ref.kind === "Pod" && described !== "")
    return { amount: quantity(described) ?? 0, all: described !== "0" };
  const spec = podSpecOf(object);
  const sidecars = listAt(spec, "initContainers").filter((one) => textAt(one, "restartPolicy") === "Always");
  const containers = [...listAt(spec, "containers"), ...sidecars];
  const amounts = containers.map((one) => quantity(textAt(one, "resources", bound, resource)));
  const known = amounts.filter((one) => one !== undefined);
  if (containers.length === 0 || !showsResources(object, containers)) return null;
  return { amount: known.reduce((sum, one) => sum + one, 0), all: known.length === containers.length };
}

/** Tables and the like show no resources; a description, YAML or a column of them does, even where it is empty. */
function showsResources(object: ObservedObject, containers: readonly unknown[]): boolean {
  if (object.sources.has("object") || object.sources.has("describe")) return true;
  return (
    containers.some((one) => /cpu|memory/.test(JSON.stringify((one as { resources?: unknown })?.resources ?? ""))) ||
    [...object.printed.keys()].some((heading) => /REQ|LIM|CPU|MEM/.test(heading))
  );
}

/** `1700m CPU`, `3328Mi (3.25Gi)`: an amount as people write it. */
export function said(amount: number, resource: Resource): string {
  if (resource === "cpu") {
    const milli = Math.round(amount * 1000);
    return milli >= 1000 ? `${milli}m (${trimmed(milli / 1000)} cores)` : `${milli}m`;
  }
  const mebi = amount / 2 ** 20;
  return mebi >= 1024 ? `${trimmed(mebi)}Mi (${trimmed(mebi / 1024)}Gi)` : `${trimmed(mebi)}Mi`;
}

/** The same, short: for a list. */
export function short(amount: number, resource: Resource): string {
  if (resource === "cpu") return `${Math.round(amount * 1000)}m`;
  const mebi = amount / 2 ** 20;
  return mebi >= 1024 && mebi % 256 === 0 ? `${trimmed(mebi / 1024)}Gi` : `${trimmed(mebi)}Mi`;
}

const trimmed = (value: number): string => String(Number(value.toFixed(2)));
