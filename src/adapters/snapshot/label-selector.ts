import { badRequest } from "./api-status.ts";
import { selectorProblem } from "./selector-problem.ts";

export type Labels = ReadonlyMap<string, string>;
export type Matches<T> = (value: T) => boolean;

/**
 * The meaning of a label selector as the query parameter `labelSelector` holds it: `a=b`, `a==b`, `a!=b`, `a`, `!a`,
 * `a in (b,c)`, `a notin (b,c)`, `a>1`, `a<1`, joined by commas. Throws a 400 Status for anything else.
 */
export function labelSelector(text: string): Matches<Labels> {
  const requirements = splitOutsideParentheses(text).map((part) => part.trim());
  if (requirements.length === 1 && requirements[0] === "") return () => true;
  const problem = selectorProblem(text);
  if (problem !== undefined) throw badRequest(problem);
  const tests = requirements.map(requirement);
  return (labels) => tests.every((test) => test(labels));
}

function splitOutsideParentheses(text: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character !== "," || depth > 0) continue;
    parts.push(text.slice(start, index));
    start = index + 1;
  }
  return [...parts, text.slice(start)];
}

const key = "(?<key>[A-Za-z0-9][\\w./-]*)";
const value = "(?<value>[\\w.-]*)";
const forms: readonly (readonly [RegExp, (key: string, value: string) => Matches<Labels>])[] = [
  [new RegExp(`^${key}$`), (name) => (labels) => labels.has(name)],
  [new RegExp(`^!\\s*${key}$`), (name) => (labels) => !labels.has(name)],
  [new RegExp(`^${key}\\s*==?\\s*${value}$`), (name, wanted) => (labels) => labels.get(name) === wanted],
  [new RegExp(`^${key}\\s*!=\\s*${value}$`), (name, wanted) => (labels) => labels.get(name) !== wanted],
  [new RegExp(`^${key}\\s*>\\s*(?<value>-?\\d+)$`), (name, than) => (labels) => number(labels, name) > Number(than)],
  [new RegExp(`^${key}\\s*<\\s*(?<value>-?\\d+)$`), (name, than) => (labels) => number(labels, name) < Number(than)],
  [
    new RegExp(`^${key}\\s+in\\s*\\((?<value>[^()]*)\\)$`),
    (name, list) => {
      const wanted = members(list);
      return (labels) => labels.has(name) && wanted.has(labels.get(name)!);
    },
  ],
  [
    new RegExp(`^${key}\\s+notin\\s*\\((?<value>[^()]*)\\)$`),
    (name, list) => {
      const unwanted = members(list);
      return (labels) => !(labels.has(name) && unwanted.has(labels.get(name)!));
    },
  ],
];

function requirement(text: string): Matches<Labels> {
  for (const [form, meaning] of forms) {
    const groups = form.exec(text)?.groups;
    if (groups?.key !== undefined) return meaning(groups.key, groups.value ?? "");
  }
  throw badRequest(`unable to parse requirement: "${text}" is not a label requirement`);
}

/** A label that is no whole number fits neither `>` nor `<`. */
function number(labels: Labels, name: string): number {
  const text = labels.get(name) ?? "";
  return /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
}

const members = (list: string) => new Set(list.split(",").map((member) => member.trim()));
