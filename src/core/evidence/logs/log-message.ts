import type { LogTemplate } from "../observed.ts";
import { levelNamed, levelOf } from "./log-level.ts";

/** What of a log line tells it from others, and its level. */
export type LogMessage = { readonly text: string; readonly level: LogTemplate["level"] };

const longest = 1000;

/** The message of a line without terminal colours: of JSON its message and error, of others the line itself. */
export function messageIn(line: string): LogMessage {
  const fields = line.startsWith("{") && line.endsWith("}") ? recordIn(jsonFields(line)) : undefined;
  if (fields === undefined) return { text: line.slice(0, longest), level: levelOf(line) };
  const level = levelNamed(firstOf(fields, levelKeys));
  const message = textOf(firstOf(fields, messageKeys));
  if (message === undefined) return { text: line.slice(0, longest), level };
  const error = textOf(firstOf(fields, errorKeys));
  const text = error === undefined || error === message ? message : `${message} error=${error}`;
  return { text: text.slice(0, longest), level: level === "unknown" ? levelOf(message) : level };
}

type JsonFields = { readonly [key: string]: unknown };

const levelKeys = [
  "level",
  "severity",
  "lvl",
  "loglevel",
  "log_level",
  "logLevel",
  "levelname",
  "@l",
  "log.level",
  "LogLevel",
  "Level",
  "Severity",
  "SeverityText",
  "severity_text",
  "level_name",
  "@level",
  "error_severity",
];
const messageKeys = [
  "msg",
  "message",
  "@m",
  "@mt",
  "log",
  "event",
  "text",
  "Message",
  "RenderedMessage",
  "MessageTemplate",
  "@message",
  "short_message",
  "Body",
  "body",
  "error",
  "err",
];
const errorKeys = ["error", "err", "exception", "Exception", "reason", "cause"];

/** CloudNativePG puts what PostgreSQL wrote into a `record` of its own lines, with the level that counts. */
function recordIn(fields: JsonFields | undefined): JsonFields | undefined {
  const record = fields?.record;
  return fields?.msg === "record" && typeof record === "object" && record !== null ? (record as JsonFields) : fields;
}

function firstOf(fields: JsonFields, keys: readonly string[]): unknown {
  for (const key of keys) {
    if (Object.hasOwn(fields, key) && fields[key] !== null && fields[key] !== "") return fields[key];
  }
  return undefined;
}

/** A text as it is; an object (an error as pino prints it) by its message. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return value === undefined ? undefined : String(value);
  const inner = firstOf(value as JsonFields, ["message", "msg", "type", "name"]);
  return typeof inner === "string" ? inner : JSON.stringify(value);
}

function jsonFields(line: string): JsonFields | undefined {
  try {
    const fields: unknown = JSON.parse(line);
    return typeof fields === "object" && fields !== null ? (fields as JsonFields) : undefined;
  } catch {
    return undefined;
  }
}
