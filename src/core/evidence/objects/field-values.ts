import type { Fields } from "../observed.ts";

/**
 * The value at a path of an API-shaped object; undefined when any step is missing. A step into a list is an index or the entry's
 * `name`, `type` or `key`, as for `ObservedObject.cite`. Never reads inherited properties.
 */
export function valueAt(from: unknown, ...path: readonly string[]): unknown {
  let value = from;
  for (const step of path) value = stepInto(value, step);
  return value;
}

function stepInto(value: unknown, step: string): unknown {
  if (Array.isArray(value)) {
    const named = value.find((entry) => entryName(entry) === step);
    return named ?? (/^\d+$/.test(step) ? value[Number(step)] : undefined);
  }
  return isFields(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** What addresses an entry of a list: its `name`, else `type`, else `key`. */
export function entryName(entry: unknown): string | undefined {
  if (!isFields(entry)) return undefined;
  const name = entry.name ?? entry.type ?? entry.key;
  return typeof name === "string" ? name : undefined;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text at a path, or undefined when there is none. */
export function textAt(from: unknown, ...path: readonly string[]): string | undefined {
  const value = valueAt(from, ...path);
  return typeof value === "string" ? value : undefined;
}

/** The number at a path, or undefined when there is none. */
export function numberAt(from: unknown, ...path: readonly string[]): number | undefined {
  const value = valueAt(from, ...path);
  return typeof value === "number" ? value : undefined;
}

/** The list at a path; empty when there is none. */
export function listAt(from: unknown, ...path: readonly string[]): readonly Fields[] {
  const value = valueAt(from, ...path);
  return Array.isArray(value) ? value.filter(isFields) : [];
}
