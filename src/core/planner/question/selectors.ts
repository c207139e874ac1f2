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
  return found;
}

function requirement(text: string, negated: boolean): { key: string; text: string } | null {
  const match = /^(?:--?[a-z-]+=)?([^=!<>\s]+)(==|!=|=)([^=\s]*)$/.exec(text);
  if (match === null) return null;
  const [, key, operator, value] = match as unknown as [string, string, string, string];
  if (!labelKey.test(key) || !labelValue.test(value)) return null;
  return { key, text: `${key}${negated || operator === "!=" ? "!=" : "="}${value}` };
}

function isNegated(words: readonly Word[], index: number): boolean {
  return words.slice(Math.max(0, index - 3), index).some((one) => /^(without|missing|lacking)$/.test(one.lower));
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
    (isNegated(words, index) &&
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
