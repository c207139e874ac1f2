import type { Fields } from "../../core/evidence/observed.ts";

const rfc3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Free text and data: a time in them belongs to whoever wrote it, and shifting it would change what was recorded. */
const free = new Set([
  "annotations",
  "args",
  "binaryData",
  "command",
  "data",
  "env",
  "fieldsV1",
  "labels",
  "matchLabels",
  "nodeSelector",
  "openAPIV3Schema",
  "stringData",
]);

/** Milliseconds since 1970 of an RFC 3339 time, or undefined for any other text. */
export function timeOf(text: string): number | undefined {
  if (!rfc3339.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** An RFC 3339 time moved by whole seconds; digits below the second and the UTC offset stay. Other text comes back as it is. */
export function shiftTime(text: string, seconds: number): string {
  const match = rfc3339.exec(text);
  if (match === null) return text;
  const wall = Date.parse(`${match[1]}Z`);
  const moved = wall + seconds * 1000;
  if (Number.isNaN(wall) || Math.abs(moved) > 8.64e15) return text;
  return `${new Date(moved).toISOString().slice(0, 19)}${match[2] ?? ""}${match[3]}`;
}

/** A copy of an object with every time field moved by whole seconds. Values are never changed inside annotations, labels, data, env or arguments. */
export function shiftTimes<T>(value: T, seconds: number): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return value.map((entry) => (typeof entry === "object" ? shiftTimes(entry, seconds) : entry)) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) setOwn(copy, key, shiftField(key, inner, seconds));
  return copy as T;
}

function shiftField(key: string, value: unknown, seconds: number): unknown {
  if (typeof value === "string") return isTimeShaped(value) ? shiftTime(value, seconds) : value;
  return free.has(key) ? value : shiftTimes(value, seconds);
}

/** Cheap test before the regular expression: nearly all strings of a cluster are no times. */
function isTimeShaped(text: string): boolean {
  return text.length >= 20 && text.length <= 40 && text.charCodeAt(10) === 84;
}

function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}

/** Calls `visit` with the key and the text of every time field that `shiftTimes` would move. */
export function visitTimes(value: Fields | readonly unknown[], visit: (key: string, text: string) => void): void {
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === "string" && !Array.isArray(value) && isTimeShaped(inner) && rfc3339.test(inner))
      visit(key, inner);
    if (typeof inner === "object" && inner !== null && !free.has(key)) visitTimes(inner as Fields, visit);
  }
}
