import { labelKey, labelValue, type PutLabel, takeComparisons, takeLabelWords } from "./label-phrases.ts";
import { takeNodeTraits } from "./node-traits.ts";
import { startsClause, type Word } from "./words.ts";

/** Labels and fields as a question gives them: requirements (`app=web`, `tier!=db`), columns to show, `KEY=value` pairs of an environment. */
export type Selectors = {
  readonly labels: readonly string[];
  readonly fields: readonly string[];
  readonly columns: readonly string[];
  readonly variables: readonly string[];
};

const fieldKey =
  /^(status\.[A-Za-z]+|spec\.[A-Za-z]+|metadata\.(name|namespace)|involvedObject\.[A-Za-z.]+|type|reason|reportingComponent|source)$/;

/** Finds selectors and adds their words to `taken`. */
export function selectorsIn(words: readonly Word[], taken: Set<number>): Selectors {
  const found = { fields: [] as string[], columns: [] as string[], variables: [] as string[] };
  const labels: { at: number; text: string }[] = [];
  const put: PutLabel = (at, text) => {
    const phase = /^phase(!?=)(Pending|Running|Succeeded|Failed|Unknown)$/i.exec(text);
    if (phase === null) labels.push({ at, text });
    else found.fields.push(`status.phase${phase[1]}${phase[2]![0]!.toUpperCase()}${phase[2]!.slice(1).toLowerCase()}`);
  };
  words.forEach((word, index) => {
    const pairs = taken.has(index) ? null : requirements(word.text, isDenied(words, index));
    if (pairs === null) return;
    taken.add(index);
    for (const { key, text } of pairs) {
      if (fieldKey.test(key)) found.fields.push(text);
      else if (/^[A-Z][A-Z0-9_]*$/.test(key)) found.variables.push(word.text);
      else put(index, text);
    }
  });
  takeComparisons(words, taken, put);
  takeLabelWords(words, taken, put, found.columns);
  takeNodeTraits(words, taken, put);
  const inOrder = labels.sort((one, other) => one.at - other.at).map(({ text }) => text);
  return { ...found, labels: eitherOf(words, inOrder) };
}

type Requirement = { readonly key: string; readonly text: string };

/** `app=web`, `tier!=db`, and several joined by commas, of which some may be mere keys: `release,track!=canary`. */
function requirements(text: string, denied: boolean): readonly Requirement[] | null {
  const parts = text.replace(/^--?[a-z-]+=(?=[^=]*=)/, "").split(",");
  const all = parts.map((part) => requirement(part, denied) ?? (parts.length > 1 ? presence(part) : null));
  const isSelector = parts.some((part) => part.includes("="));
  return isSelector && all.every((one) => one !== null) ? all : null;
}

function requirement(text: string, negated: boolean): Requirement | null {
  const match = /^([^=!<>\s]+)(==|!=|=)([^=\s]*)$/.exec(text);
  if (match === null) return null;
  const [, key, operator, value] = match as unknown as [string, string, string, string];
  if (!labelKey.test(key) || !labelValue.test(value)) return null;
  return { key, text: `${key}${negated || operator === "!=" ? "!=" : "="}${value}` };
}

function presence(text: string): Requirement | null {
  const key = text.replace(/^!/, "");
  return labelKey.test(key) ? { key, text } : null;
}

/** `not app=web`, `without the label app=web`, `that do not carry app=web`. */
function isDenied(words: readonly Word[], index: number): boolean {
  for (let at = index - 1; at >= Math.max(0, index - 6); at--) {
    if (startsClause(words[at + 1]!) && !/^:/.test(words[at + 1]!.after)) return false;
    const { lower } = words[at]!;
    if (
      /^(not|without|don't|doesn't|aren't|isn't|lack|lacks|lacking|excluding|except|exclude|excludes|ignore|ignoring|omit|omitting|skip|skipping|minus|besides|non|never)$/.test(
        lower,
      )
    )
      return true;
    if (lower === "out" && /^(leave|leaving|left|filter|filtering|sort|sorting)$/.test(words[at - 1]?.lower ?? ""))
      return true;
    if (
      !/^(labels?|labell?ed|the|a|an|any|with|have|has|having|carry|carrying|match|matching|for|those|ones)$/.test(
        lower,
      )
    )
      return false;
  }
  return false;
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
