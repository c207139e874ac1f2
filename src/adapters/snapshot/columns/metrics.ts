import type { Fields } from "../../../core/evidence/observed.ts";
import { type Column, type Columns, columns, name, text } from "./column.ts";
import { at, entriesAt, textAt } from "./fields.ts";
import { quantity, sumOfQuantities } from "./quantity.ts";

const usageOf = (usage: (object: Fields, resource: string) => string): Columns =>
  columns(
    name,
    ...["cpu", "memory"].map((resource) =>
      formatted(
        "quantity",
        text(resource, `Measured use of ${resource}.`, (object) => usage(object, resource)),
      ),
    ),
    formatted(
      "duration",
      text("Window", "Span of time that was measured.", (object) => textAt(object, "window")),
    ),
  );

/** As metrics-server prints them: the use of all containers of a pod. */
export const podMetrics: Columns = usageOf((pod, resource) =>
  sumOfQuantities(entriesAt(pod, "containers").map((container) => at(container, "usage", resource))),
);

export const nodeMetrics: Columns = usageOf((node, resource) => quantity(at(node, "usage", resource)));

function formatted(format: "quantity" | "duration", column: Column): Column {
  return { ...column, definition: { ...column.definition, format } };
}
