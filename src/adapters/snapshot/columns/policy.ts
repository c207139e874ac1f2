import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, integer, name, text } from "./column.ts";
import { at, fieldsAt, integerAt } from "./fields.ts";
import { resourceQuantity } from "./quantity.ts";

export const podDisruptionBudgets: Columns = columns(
  name,
  text("Min Available", "Pods that must stay available.", (object) =>
    numberOrPercent(at(object, "spec", "minAvailable")),
  ),
  text("Max Unavailable", "Pods that may be unavailable.", (object) =>
    numberOrPercent(at(object, "spec", "maxUnavailable")),
  ),
  integer("Allowed Disruptions", "Pods that may be evicted now.", (object) =>
    integerAt(object, "status", "disruptionsAllowed"),
  ),
  age,
);

export const resourceQuotas: Columns = columns(
  name,
  text("Request", "Used and allowed amounts, but for limits.", (object) =>
    usage(object, (resource) => !isLimit(resource)),
  ),
  text("Limit", "Used and allowed amounts of limits.", (object) => usage(object, isLimit)),
  age,
);

function numberOrPercent(value: unknown): string {
  return typeof value === "number" || typeof value === "string" ? String(value) : "N/A";
}

const isLimit = (resource: string) => resource.startsWith("limits.");

function usage(quota: Fields, belongs: (resource: string) => boolean): string {
  const [hard, used] = [fieldsAt(quota, "status", "hard"), fieldsAt(quota, "status", "used")];
  const resources = Object.keys(hard).filter(belongs).sort();
  return resources
    .map((resource) => `${resource}: ${resourceQuantity(at(used, resource))}/${resourceQuantity(at(hard, resource))}`)
    .join(", ");
}
