import type { Fields } from "../../../core/evidence/observed.ts";

const nothing: Fields = Object.freeze(Object.create(null));

/** The value at a path of own keys, or undefined: an object from a stranger's file may hold anything anywhere, and inherited keys are not its own. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return found(value, path);
}

/** The object at a path; an empty one when there is none. */
export function fieldsAt(value: unknown, ...path: readonly string[]): Fields {
  const here = found(value, path);
  return isObject(here) ? here : nothing;
}

/** The list at a path with every entry as an object (a null or a number in it becomes an empty object, so that counts stay right). */
export function entriesAt(value: unknown, ...path: readonly string[]): readonly Fields[] {
  return listAt(value, ...path).map((entry) => (isObject(entry) ? entry : nothing));
}

/** The list at a path; empty when there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const here = found(value, path);
  return Array.isArray(here) ? here : [];
}

/** The list at a path with every entry as a string; what is none becomes an empty one, as the server reads a null. */
export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  return listAt(value, ...path).map((entry) => (typeof entry === "string" ? entry : ""));
}

/** The string at a path; empty when there is none, as Go's zero value prints. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  return optionalTextAt(value, ...path) ?? "";
}

/** The string at a path, or undefined: for the fields where the server tells "not set" from "empty". */
export function optionalTextAt(value: unknown, ...path: readonly string[]): string | undefined {
  const here = found(value, path);
  return typeof here === "string" ? here : undefined;
}

/** The whole number at a path; 0 when there is none, as Go's zero value prints. */
export function integerAt(value: unknown, ...path: readonly string[]): number {
  return optionalIntegerAt(value, ...path) ?? 0;
}

/** The whole number at a path, or undefined. */
export function optionalIntegerAt(value: unknown, ...path: readonly string[]): number | undefined {
  const here = found(value, path);
  return typeof here === "number" && Number.isFinite(here) ? Math.trunc(here) : undefined;
}

/** Whether the value at a path is the boolean true. */
export function isTrueAt(value: unknown, ...path: readonly string[]): boolean {
  return found(value, path) === true;
}

/** Whether a path holds an object, as a pointer that is not nil does. */
export function hasObjectAt(value: unknown, ...path: readonly string[]): boolean {
  return isObject(found(value, path));
}

/** How many keys the object at a path has. */
export function sizeAt(value: unknown, ...path: readonly string[]): number {
  return Object.keys(fieldsAt(value, ...path)).length;
}

function found(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current ?? undefined;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
