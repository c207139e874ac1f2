/** One step of a path: a key, every entry, one entry, or the entries that a filter lets through. */
type Step = (value: unknown) => readonly unknown[];

/**
 * Compiles the JSONPath of a printer column (`.status.conditions[?(@.type=="Ready")].status`). A path that is not understood
 * finds nothing, so that one odd CustomResourceDefinition does not cost the whole table.
 */
export function jsonPath(text: string): (value: unknown) => readonly unknown[] {
  const steps = compile(text.trim().replace(/^\{(.*)\}$/, "$1"));
  if (steps === undefined) return () => [];
  return (value) => steps.reduce<readonly unknown[]>((found, step) => found.flatMap(step), [value]);
}

const tokens: readonly (readonly [RegExp, (match: RegExpExecArray) => Step | undefined])[] = [
  [/\.(?:\*|\[\*\])|\[\*\]/y, () => everyEntry],
  [/\.((?:\\.|[^.[\]\\])+)/y, ([, name]) => key(name!.replace(/\\(.)/g, "$1"))],
  [
    /\[(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")\]/y,
    ([, single, double]) => key((single ?? double)!.replace(/\\(.)/g, "$1")),
  ],
  [/\[(-?\d{1,9})\]/y, ([, index]) => entry(Number(index))],
  [/\[\?\(([^)]*)\)\]/y, ([, filter]) => filtered(filter!)],
];

function compile(path: string): Step[] | undefined {
  const steps: Step[] = [];
  const text = path.startsWith("$") ? path.slice(1) : path;
  for (let position = 0; position < text.length; ) {
    const next = stepAt(text, position);
    if (next === undefined) return undefined;
    steps.push(next.step);
    position = next.end;
  }
  return steps;
}

function stepAt(text: string, position: number): { step: Step; end: number } | undefined {
  for (const [token, build] of tokens) {
    token.lastIndex = position;
    const match = token.exec(text);
    const step = match && build(match);
    if (match && step) return { step, end: token.lastIndex };
  }
  return undefined;
}

function key(name: string): Step {
  return (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
      ? [(value as Record<string, unknown>)[name]]
      : [];
}

function entry(index: number): Step {
  return (value) => (Array.isArray(value) && value.at(index) !== undefined ? [value.at(index)] : []);
}

const everyEntry: Step = (value) => (typeof value === "object" && value !== null ? Object.values(value) : []);

/** `@.type=="Ready"`, `@.count>1` and `@.optional`. */
function filtered(text: string): Step | undefined {
  const match = /^\s*@((?:\.[^\s=!<>.]+)*)\s*(?:(==|!=|<=|>=|<|>)\s*(.*?)\s*)?$/.exec(text);
  const path = match && compile(match[1]!);
  if (!match || path === undefined || path === null) return undefined;
  const find = (value: unknown) => path.reduce<readonly unknown[]>((found, step) => found.flatMap(step), [value]);
  const [, , operator, literal] = match;
  if (operator === undefined) return (value) => entries(value).filter((each) => find(each).length > 0);
  const wanted = literalOf(literal!);
  return (value) => entries(value).filter((each) => find(each).some((found) => compare(found, operator, wanted)));
}

const entries = (value: unknown) => (Array.isArray(value) ? (value as readonly unknown[]) : []);

function literalOf(text: string): unknown {
  const quoted = /^(?:"(.*)"|'(.*)')$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2];
  if (text === "true" || text === "false") return text === "true";
  return text !== "" && !Number.isNaN(Number(text)) ? Number(text) : text;
}

function compare(found: unknown, operator: string, wanted: unknown): boolean {
  if (operator === "==") return found === wanted;
  if (operator === "!=") return found !== wanted;
  if (typeof found !== "number" || typeof wanted !== "number") return false;
  if (operator === "<") return found < wanted;
  if (operator === ">") return found > wanted;
  return operator === "<=" ? found <= wanted : found >= wanted;
}
