import { age, type Columns, columns, name, text } from "./column.ts";
import { sizeAt, textAt } from "./fields.ts";

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
  text("Data", "How many keys it holds.", (object) => sizeAt(object, "data")),
  age,
);
