import type { Fields } from "../../../core/evidence/observed.ts";
import { entriesAt, fieldsAt, textAt, textsAt } from "./fields.ts";

type Requirement = { readonly key: string; readonly printed: string };

/** A label selector as its text form (`app=web,tier in (a,b)`), or undefined when a key, value or operator is not valid. */
export function labelSelector(selector: Fields): string | undefined {
  const requirements = [...labelRequirements(selector), ...expressionRequirements(selector)];
  if (requirements.some((requirement) => requirement === undefined)) return undefined;
  return (requirements as Requirement[])
    .sort((a, b) => compare(a.key, b.key))
    .map((requirement) => requirement.printed)
    .join(",");
}

/** A label selector for a column that says `<none>` when it is empty and `<error>` when it is not valid. */
export function labelSelectorOrNone(selector: Fields): string {
  return (labelSelector(selector) ?? "<error>") || "<none>";
}

/** Labels as `key=value` in order of the text, `<none>` when there are none. */
export function labels(value: Fields): string {
  const pairs = Object.keys(value).map((key) => `${key}=${textAt(value, key)}`);
  return pairs.sort(compare).join(",") || "<none>";
}

function labelRequirements(selector: Fields): (Requirement | undefined)[] {
  const matchLabels = fieldsAt(selector, "matchLabels");
  return Object.keys(matchLabels).map((key) => requirement(key, "=", [textAt(matchLabels, key)]));
}

function expressionRequirements(selector: Fields): (Requirement | undefined)[] {
  return entriesAt(selector, "matchExpressions").map((expression) =>
    requirement(textAt(expression, "key"), textAt(expression, "operator"), textsAt(expression, "values")),
  );
}

function requirement(key: string, operator: string, values: readonly string[]): Requirement | undefined {
  if (!isLabelKey(key) || !values.every(isLabelValue)) return undefined;
  const set = `(${[...values].sort(compare).join(",")})`;
  if (operator === "=") return { key, printed: `${key}=${values[0]}` };
  if (operator === "In" && values.length > 0) return { key, printed: `${key} in ${set}` };
  if (operator === "NotIn" && values.length > 0) return { key, printed: `${key} notin ${set}` };
  if (operator === "Exists" && values.length === 0) return { key, printed: key };
  if (operator === "DoesNotExist" && values.length === 0) return { key, printed: `!${key}` };
  return undefined;
}

const label = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

function isLabelKey(key: string): boolean {
  const slash = key.indexOf("/");
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = key.slice(slash + 1);
  return (prefix === undefined || isSubdomain(prefix)) && name.length <= 63 && label.test(name);
}

const isLabelValue = (value: string) => value === "" || (value.length <= 63 && label.test(value));

function isSubdomain(text: string): boolean {
  return text.length <= 253 && text.split(".").every((part) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(part));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
