import { isUtf8 } from "node:buffer";
import { findJsonProblem } from "./json-problem.ts";

/** A parsed body, or why there is none. `position` counts characters from the start of the body. */
export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: JsonProblem };
export type JsonProblem = { readonly position: number; readonly reason: string };

/** Deeper nesting than this serves nobody, and costs the stack of whatever walks it. */
export const deepestNesting = 64;

/**
 * Parses UTF-8 JSON. Keys named `__proto__` are dropped at every depth: they carry nothing and would poison whoever copies
 * the object. Problems are told in the words of Python's `json`, which clients of /kubectl-command know.
 */
export function parseJsonBody(bytes: Buffer): JsonBody {
  const text = bytes.toString("utf8", startsWithMark(bytes) ? 3 : 0);
  if (!isUtf8(bytes)) return { ok: false, problem: { position: firstBadCharacter(text), reason: "Invalid UTF-8" } };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: findJsonProblem(text) };
  }
  return tidy(value) ? { ok: true, value } : { ok: false, problem: { position: 0, reason: tooDeep } };
}

const tooDeep = `Nesting deeper than ${deepestNesting} levels`;

/** The byte order mark that some editors put in front. */
const startsWithMark = (bytes: Buffer) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** Where decoding put the first replacement character; too early when the body itself holds one before that. */
const firstBadCharacter = (text: string) => Math.max(0, text.indexOf("\ufffd"));

/** Walks without recursion, level by level; false when the value is too deep. */
function tidy(value: unknown): boolean {
  let level: object[] = isContainer(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepestNesting) return false;
    const next: object[] = [];
    for (const container of level) collectChildren(container, next);
    level = next;
  }
  return true;
}

function collectChildren(container: object, into: object[]): void {
  if (Object.hasOwn(container, "__proto__")) Reflect.deleteProperty(container, "__proto__");
  for (const child of Array.isArray(container) ? container : Object.values(container)) {
    if (isContainer(child)) into.push(child);
  }
}

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;
