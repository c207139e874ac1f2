import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, name, text } from "./column.ts";
import { fieldsAt, hasObjectAt, textAt, textsAt } from "./fields.ts";

export const serviceCidrs: Columns = columns(
  name,
  text("CIDRs", "Ranges from which services get their addresses.", (object) =>
    textsAt(object, "spec", "cidrs").join(","),
  ),
  age,
);

const ipAddressColumns = columns(name, text("ParentRef", "Object that the address belongs to.", parent));

/** The server sends the age as a third cell without a column for it; clients see an empty trailing column. */
export const ipAddresses: Columns = {
  definitions: ipAddressColumns.definitions,
  cells: (object, context) => columns(name, text("ParentRef", "", parent), age).cells(object, context),
};

function parent(object: Fields): string {
  if (!hasObjectAt(object, "spec", "parentRef")) return "<none>";
  const reference = fieldsAt(object, "spec", "parentRef");
  const [group, namespace] = [textAt(reference, "group"), textAt(reference, "namespace")];
  const resource = `${textAt(reference, "resource")}${group === "" ? "" : `.${group}`}`.toLowerCase();
  return [resource, ...(namespace === "" ? [] : [namespace]), textAt(reference, "name")].join("/");
}
