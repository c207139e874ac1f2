import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, name, objectName, text } from "./column.ts";
import { entriesAt, fieldsAt, hasObjectAt, integerAt, optionalIntegerAt, textAt } from "./fields.ts";

/** The server lists flow schemas in the order in which they are matched, not by name. */
export const flowSchemas: Columns = {
  ...columns(
    name,
    text("PriorityLevel", "Priority level of the requests.", (schema) =>
      textAt(schema, "spec", "priorityLevelConfiguration", "name"),
    ),
    text("MatchingPrecedence", "Order of matching; the lowest comes first.", precedence),
    text("DistinguisherMethod", "What tells flows apart.", distinguisher),
    age,
    text("MissingPL", "Whether its priority level does not exist.", missingPriorityLevel),
  ),
  compare: (a, b) => precedence(a) - precedence(b) || (objectName(a) < objectName(b) ? -1 : 1),
};

export const priorityLevelConfigurations: Columns = columns(
  name,
  text("Type", "Whether the level is limited.", (level) => textAt(level, "spec", "type")),
  text("NominalConcurrencyShares", "Share of the server's seats.", (level) =>
    hasObjectAt(level, "spec", "limited")
      ? (optionalIntegerAt(level, "spec", "limited", "nominalConcurrencyShares") ?? 30)
      : "<none>",
  ),
  text("Queues", "How many queues the level has.", (level) => queuing(level, "queues", 64)),
  text("HandSize", "How many queues a flow is spread over.", (level) => queuing(level, "handSize", 8)),
  text("QueueLengthLimit", "How many requests wait in a queue.", (level) => queuing(level, "queueLengthLimit", 50)),
  age,
);

function precedence(schema: Fields): number {
  return integerAt(schema, "spec", "matchingPrecedence") || 1000;
}

function distinguisher(schema: Fields): string {
  const path = ["spec", "distinguisherMethod"] as const;
  return hasObjectAt(schema, ...path) ? textAt(schema, ...path, "type") : "<none>";
}

function missingPriorityLevel(schema: Fields): string {
  const dangling = entriesAt(schema, "status", "conditions").find(
    (condition) => textAt(condition, "type") === "Dangling",
  );
  return dangling === undefined ? "?" : textAt(dangling, "status");
}

function queuing(level: Fields, key: string, initial: number): number | string {
  const path = ["spec", "limited", "limitResponse", "queuing"] as const;
  return hasObjectAt(level, ...path) ? integerAt(fieldsAt(level, ...path), key) || initial : "<none>";
}
