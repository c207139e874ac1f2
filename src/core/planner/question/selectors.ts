import { isStopWord } from "./stop-words.ts";
import type { Word } from "./words.ts";

/** Labels and fields as a question gives them: requirements (`app=web`, `tier!=db`), columns to show, `KEY=value` pairs of an environment. */
export type Selectors = {
  readonly labels: readonly string[];
  readonly fields: readonly string[];
  readonly columns: readonly string[];
  readonly variables: readonly string[];
};

const labelKey = /^(?:[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const fieldKey =
  /^(status\.phase|spec\.nodeName|spec\.unschedulable|metadata\.name|metadata\.namespace|involvedObject\.\w+|type|reason)$/;

/** Finds selectors and adds their words to `taken`. */
export function selectorsIn(words: readonly Word[], taken: Set<number>): Selectors {
  const found = { labels: [] as string[], fields: [] as string[], columns: [] as string[], variables: [] as string[] };
  words.forEach((word, index) => {
    if (taken.has(index)) return;
    const pair = requirement(word.text, words[index - 1]?.lower === "not" || words[index - 1]?.lower === "without");
    if (pair === null) return;
    taken.add(index);
    if (fieldKey.test(pair.key)) found.fields.push(pair.text);
    else if (/^[A-Z][A-Z0-9_]+$/.test(pair.key)) found.variables.push(word.text);
    else found.labels.push(pair.text);
  });
  for (const index of words.keys()) takeSpoken(words, index, taken, found);
  for (const index of words.keys()) takeSet(words, index, taken, found.labels);
  return { ...found, labels: eitherOf(words, found.labels) };
}

function requirement(text: string, negated: boolean): { key: string; text: string } | null {
  const match = /^(?:--?[a-z-]+=)?([^=!<>\s]+)(==|!=|=)([^=\s]*)$/.exec(text);
  if (match === null) return null;
  const [, key, operator, value] = match as unknown as [string, string, string, string];
  if (!labelKey.test(key) || !labelValue.test(value)) return null;
  return { key, text: `${key}${negated || operator === "!=" ? "!=" : "="}${value}` };
}

/** `app=v1 or app=v2` is one requirement: no object has both values. */
function eitherOf(words: readonly Word[], labels: readonly string[]): readonly string[] {
  if (!words.some((word) => word.lower === "or")) return labels;
  const keys = new Map<string, string[]>();
  for (const label of labels) {
    const [key, value] = label.split("=", 2);
    if (value !== undefined && !key!.endsWith("!")) keys.set(key!, [...(keys.get(key!) ?? []), value]);
  }
  const several = [...keys].filter(([, values]) => values.length > 1);
  const isJoined = (label: string) => several.some(([key]) => label.startsWith(`${key}=`));
  return [
    ...labels.filter((label) => !isJoined(label)),
    ...several.map(([key, values]) => `${key} in (${values.join(",")})`),
  ];
}

/** `env in (production, staging)`, `where tier is frontend or backend`, `whose label tier is not frontend`. */
function takeSet(words: readonly Word[], index: number, taken: Set<number>, labels: string[]): void {
  const operator = words[index]!;
  const isLabelled =
    words[index - 1]?.lower === "label" && !/^(with|have|has|having|the|a|by)$/.test(words[index - 2]?.lower ?? "the");
  const key = words[isLabelled ? index - 2 : index - 1];
  if (!/^(in|notin|is|are|equals|isn't|not)$/.test(operator.lower) || operator.quoted || key === undefined) return;
  if (
    taken.has(index) ||
    !labelKey.test(key.text) ||
    /^(namespaces?|ns|it|which|that|there|what|who|where)$/.test(key.lower)
  )
    return;
  const isSet = /^(in|notin|not)$/.test(operator.lower);
  const opens = (at: number) => /\($/.test(words[at]?.after ?? "");
  const introduced = words
    .slice(Math.max(0, index - 4), index - 1)
    .some((one) => /^(where|whose|labels?)$/.test(one.lower));
  let at = index + 1;
  let negated = /^(notin|isn't|not)$/.test(operator.lower);
  while (/^(not|in|equal|to|either|one|of|set)$/.test(words[at]?.lower ?? "") && !opens(at)) {
    negated ||= words[at]!.lower === "not";
    at++;
  }
  if (isSet ? !opens(at) : !introduced) return;
  const values: string[] = [];
  const used = isLabelled ? [index - 2, index - 1, index] : [index - 1, index];
  for (; at < words.length && values.length < 10; at++) {
    const word = words[at]!;
    if (/^(or|and|nor)$/.test(word.lower) && values.length > 0) continue;
    if (
      values.length > 0 &&
      (/\)/.test(word.after) || !(isListed(word) || /^(or|and|nor)$/.test(words[at - 1]!.lower)))
    )
      break;
    const parts = word.text.split(",");
    if (!parts.every((part) => part !== "" && labelValue.test(part)) || /^(the|an?|set|there)$/.test(word.lower)) break;
    values.push(...parts);
    used.push(at);
  }
  if (values.length === 0) return;
  for (const one of used) taken.add(one);
  const [only] = values;
  if (values.length === 1) labels.push(`${key.text}${negated ? "!=" : "="}${only}`);
  else labels.push(`${key.text} ${negated ? "notin" : "in"} (${values.join(",")})`);
}

function isListed(word: Word): boolean {
  return /^[,(]*,[,(]*$/.test(word.after);
}

function isNegated(words: readonly Word[], index: number): boolean {
  return words.slice(Math.max(0, index - 3), index).some((one) => /^(without|missing|lacking)$/.test(one.lower));
}

/** `pods that have the label env`, unless its value is said, too. */
function isHaving(words: readonly Word[], index: number): boolean {
  const before = words
    .slice(Math.max(0, index - 2), index)
    .some((one) => /^(have|has|having|carrying|with|carry)$/.test(one.lower));
  const rest = words.slice(index + 2).map((word) => word.lower);
  return before && words[index]!.lower === "label" && !rest.some((word) => /^(is|value|equals|set)$/.test(word));
}

/** `label app: web`, `with label tier`, `without the label app`, `the label 'version'`. */
function takeSpoken(
  words: readonly Word[],
  index: number,
  taken: Set<number>,
  found: { labels: string[]; columns: string[] },
): void {
  const word = words[index]!;
  if (!/^(labels?|labell?ed)$/.test(word.lower) || taken.has(index)) return;
  const next = words[index + 1];
  if (next === undefined || taken.has(index + 1) || !labelKey.test(next.text)) return;
  const value = words[index + 2];
  if (value !== undefined && /^[:=]+$/.test(value.after) && labelValue.test(value.text) && !taken.has(index + 2)) {
    found.labels.push(`${next.text}=${value.text}`);
    taken.add(index + 1).add(index + 2);
  } else if (
    next.quoted ||
    /[./]/.test(next.text) ||
    ((isNegated(words, index) || isHaving(words, index)) &&
      (!isStopWord(next.lower) || /^(apps?|role|name|version|owner|group|component|environment|env)$/.test(next.lower)))
  ) {
    const without = words
      .slice(Math.max(0, index - 3), index)
      .some((one) => /^(without|missing|lacking|no)$/.test(one.lower));
    const within = words
      .slice(Math.max(0, index - 3), index)
      .some((one) => /^(with|having|have|has|carry|carrying)$/.test(one.lower));
    if (without) found.labels.push(`!${next.text}`);
    else if (within) found.labels.push(next.text);
    else found.columns.push(next.text);
    taken.add(index + 1);
  }
}
