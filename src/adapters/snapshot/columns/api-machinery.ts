import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, name, text } from "./column.ts";
import { entriesAt, hasObjectAt, optionalTextAt, textAt } from "./fields.ts";
import { someOf } from "./some-of.ts";

export const apiServices: Columns = columns(
  name,
  text("Service", "Service that serves the API, or Local.", (object) =>
    hasObjectAt(object, "spec", "service")
      ? `${textAt(object, "spec", "service", "namespace")}/${textAt(object, "spec", "service", "name")}`
      : "Local",
  ),
  text("Available", "Whether the API answers.", available),
  age,
);

export const componentStatuses: Columns = columns(
  name,
  text("Status", "Whether the component is healthy.", componentHealth),
  text("Message", "What the component said.", (object) => textAt(healthy(object), "message")),
  text("Error", "What went wrong in asking it.", (object) => textAt(healthy(object), "error")),
);

export const storageVersions: Columns = columns(
  name,
  text(
    "CommonEncodingVersion",
    "Version that all servers write.",
    (object) => optionalTextAt(object, "status", "commonEncodingVersion") ?? "<unset>",
  ),
  text(
    "StorageVersions",
    "Version that each server writes.",
    (object) => someOf(entriesAt(object, "status", "storageVersions").map(serverVersion), 3) || "<unset>",
  ),
  age,
);

export const storageVersionMigrations: Columns = columns(
  { ...name, definition: { ...name.definition, format: "" } },
  text("Resource", "Resource that is migrated.", migratedResource),
  text("Status", "How far the migration is.", migrationStatus),
);

function available(object: Fields): string {
  const condition = entriesAt(object, "status", "conditions").find((entry) => textAt(entry, "type") === "Available");
  if (condition === undefined) return "Unknown";
  const [status, reason] = [textAt(condition, "status"), textAt(condition, "reason")];
  return status === "True" || reason === "" ? status : `${status} (${reason})`;
}

function healthy(object: Fields): Fields | undefined {
  return entriesAt(object, "conditions").find((condition) => textAt(condition, "type") === "Healthy");
}

function componentHealth(object: Fields): string {
  const condition = healthy(object);
  if (condition === undefined) return "Unknown";
  return textAt(condition, "status") === "True" ? "Healthy" : "Unhealthy";
}

function serverVersion(entry: Fields): string {
  return `${textAt(entry, "apiServerID")}=${textAt(entry, "encodingVersion")}`;
}

function migratedResource(object: Fields): string {
  const group = textAt(object, "spec", "resource", "group");
  return `${textAt(object, "spec", "resource", "resource")}${group === "" ? "" : `.${group}`}`;
}

function migrationStatus(object: Fields): string {
  const met = entriesAt(object, "status", "conditions").filter((condition) => textAt(condition, "status") === "True");
  const types = met.map((condition) => textAt(condition, "type"));
  return types.findLast((type) => ["Running", "Failed", "Succeeded"].includes(type)) ?? "Unknown";
}
