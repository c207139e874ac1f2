import type { z } from "zod";
import { Fault } from "../../core/faults/fault.ts";

/**
 * Turns what a schema found wrong into one `bad-request` that names each field, what it must be and what came instead.
 * Values under `secret` fields are never quoted.
 */
export function badField(error: z.ZodError, body: unknown): Fault {
  const told = error.issues.slice(0, issuesTold).map((issue) => sentence(issue, body));
  const more = error.issues.length - told.length;
  return new Fault("bad-request", told.join("; ") + (more > 0 ? `; and ${more} more` : ""));
}

const issuesTold = 5;
const secret: ReadonlySet<string> = new Set(["kubeconfig", "files"]);

function sentence(issue: z.core.$ZodIssue, body: unknown): string {
  const field = issue.path.length === 0 ? "request body" : `'${fieldName(issue.path)}'`;
  const value = valueAt(body, issue.path);
  if (value === undefined) return `${field} is missing`;
  const quoted = issue.path.some((key) => secret.has(String(key))) ? kindOf(value) : quote(value);
  return `${field} ${demand(issue)}, got ${quoted}`;
}

function demand(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return `must be ${kinds.get(issue.expected) ?? `a ${issue.expected}`}`;
  if (issue.code === "too_big") {
    return issue.origin === "array"
      ? `must have at most ${issue.maximum} entries`
      : `must have at most ${issue.maximum} characters`;
  }
  if (issue.code === "invalid_union") return "must be an object of texts by file name, or a list of files";
  return issue.message;
}

const kinds: ReadonlyMap<string, string> = new Map([
  ["string", "a string"],
  ["boolean", "a boolean"],
  ["array", "a list"],
  ["object", "an object"],
  ["record", "an object"],
]);

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : (index > 0 ? "." : "") + String(key)))
    .join("");
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    body,
  );
}

function quote(value: unknown): string {
  if (typeof value === "object" && value !== null) return kindOf(value);
  const whole = JSON.stringify(typeof value === "string" ? value.slice(0, 60) : value);
  return typeof value === "string" ? `${whole}${value.length > 60 ? "..." : ""} (a string)` : whole;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null) return "null";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
