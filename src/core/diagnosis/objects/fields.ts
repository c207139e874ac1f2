/**
 * The value under a path of an API-shaped object, undefined where the evidence shows nothing. Own properties only, so that a
 * key from outside never reaches a prototype; a string step also picks the entry of a list that has this `name` or `type`.
 */
export const at = (value: unknown, ...path: readonly string[]): unknown => path.reduce(step, value);

const step = (value: unknown, key: string): unknown => {
  if (Array.isArray(value)) return value.find((entry) => named(entry) === key) ?? value[indexOf(key)];
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
};

const indexOf = (key: string): number => (/^\d{1,6}$/.test(key) ? Number(key) : -1);
const named = (entry: unknown): unknown => at(entry, "name") ?? at(entry, "type");

/** Text under a path, "" where there is none; numbers and booleans are given as text. */
export const textAt = (value: unknown, ...path: readonly string[]): string => {
  const found = at(value, ...path);
  return typeof found === "string" ? found : typeof found === "number" || typeof found === "boolean" ? `${found}` : "";
};

/** A number under a path; printed digits count as a number. */
export const numberAt = (value: unknown, ...path: readonly string[]): number | undefined => {
  const found = at(value, ...path);
  if (typeof found === "number") return Number.isFinite(found) ? found : undefined;
  return typeof found === "string" && /^-?\d{1,15}$/.test(found.trim()) ? Number(found) : undefined;
};

/** The entries of a list under a path, none where there is no list. */
export const listAt = (value: unknown, ...path: readonly string[]): readonly unknown[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
};

/** The text entries of a map under a path (labels, selectors, resource amounts). */
export const entriesAt = (value: unknown, ...path: readonly string[]): ReadonlyMap<string, string> => {
  const found = at(value, ...path);
  if (typeof found !== "object" || found === null || Array.isArray(found)) return new Map();
  return new Map(Object.entries(found).map(([key, entry]) => [key, textOf(entry)]));
};

const textOf = (entry: unknown): string => (typeof entry === "object" ? "" : `${entry}`);
