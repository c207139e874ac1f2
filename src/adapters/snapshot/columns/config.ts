import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, name, text } from "./column.ts";
import { fieldsAt, sizeAt, textAt } from "./fields.ts";

export const namespaces: Columns = columns(
  name,
  text("Status", "Phase of the namespace.", (object) => textAt(object, "status", "phase") || "Active"),
  age,
);

export const configMaps: Columns = columns(
  name,
  text("Data", "How many keys it holds.", (object) => sizeAt(object, "data") + sizeAt(object, "binaryData")),
  age,
);

export const secrets: Columns = columns(
  name,
  text("Type", "What kind of secret it is.", (object) => textAt(object, "type") || "Opaque"),
  text("Data", "How many keys it holds.", (object) => secretKeys(object).size),
  age,
);

/** The server moves the keys of `stringData` into `data`. */
function secretKeys(secret: Fields): ReadonlySet<string> {
  return new Set(["data", "stringData"].flatMap((part) => Object.keys(fieldsAt(secret, part))));
}
