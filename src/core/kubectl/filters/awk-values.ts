/** A value: a number, a string, or text from the input, which compares as a number when it looks like one. */
export type Value = number | string | Input;
type Input = { readonly text: string };

/** Longest string a program may build: doubling one for every record must not fill the memory. */
export const longest = 10_000_000;

export function textOf(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "object") return value.text;
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

export function bounded(text: string): string {
  if (text.length > longest) throw new Error("awk: a string grew too long");
  return text;
}

const numeric = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

export function number(value: Value): number {
  if (typeof value === "number") return value;
  const text = typeof value === "string" ? value : value.text;
  return Number(/^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/.exec(text)?.[1] ?? 0);
}

export function truth(value: Value): boolean {
  if (typeof value === "number") return value !== 0;
  if (typeof value === "string") return value !== "";
  return numeric.test(value.text) ? number(value) !== 0 : value.text !== "";
}

export function arithmetic(operator: string, a: number, b: number): number | null {
  if (operator === "+") return a + b;
  if (operator === "-") return a - b;
  if (operator === "*") return a * b;
  if (operator === "^") return a ** b;
  if (operator !== "/" && operator !== "%") return null;
  if (b === 0) throw new Error("awk: division by zero");
  return operator === "/" ? a / b : a % b;
}

export function compare(operator: string, a: Value, b: Value): boolean {
  const isNumber = (value: Value) =>
    typeof value === "number" || (typeof value === "object" && (value.text === "" || numeric.test(value.text)));
  const isEmpty = (value: Value) => typeof value === "object" && value.text === "";
  const asNumbers = isNumber(a) && isNumber(b) && !(isEmpty(a) && isEmpty(b));
  const left = asNumbers ? number(a) : textOf(a);
  const right = asNumbers ? number(b) : textOf(b);
  if (operator === "==") return left === right;
  if (operator === "!=") return left !== right;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}
