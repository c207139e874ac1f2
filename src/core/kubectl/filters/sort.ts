import { type Options, optionTable } from "./options.ts";
import { createHeldSize, type Emit, type Stage } from "./stage.ts";

export const sortTable = optionTable(
  "n,numeric-sort r,reverse u,unique k,key: t,field-separator: h,human-numeric-sort V,version-sort b,ignore-leading-blanks " +
    "f,ignore-case g,general-numeric-sort s,stable M,month-sort",
);

/**
 * `sort` in the C locale: by whole lines or by `-k` keys, the whole line deciding between equal keys unless `-s` or `-u`. Equal lines are
 * held once with their number, so that many lines of few values take little memory. `first`: only so many lines are wanted of it, and no
 * more are held for long.
 */
export function sort(options: Options, first: number | null = null): Stage {
  const keys = keysOf(options);
  const order = orderOf(options, keys);
  const separator = options.value("t");
  const isUnique = options.has("u");
  const identity = options.has("s") || isUnique ? keysAsText : (row: Row) => row.line;
  let rows: Row[] = [];
  let known = new Map<string, Row>();
  const count = first === null || first > mostFirst ? createHeldSize("sort") : null;
  const room = count === null ? 2 * first! + 1_000 : Number.POSITIVE_INFINITY;
  return {
    line(line) {
      const row = { line, keys: keys.map((key) => keyValue(extract(line, key, separator), key.mode)), times: 1 };
      if (isHeld(row, known.get(identity(row)), isUnique)) return;
      count?.(line);
      rows.push(row);
      known.set(identity(row), row);
      if (rows.length <= room) return;
      rows = rows.sort(order).slice(0, first!);
      known = new Map(rows.map((kept) => [identity(kept), kept]));
    },
    end(emit: Emit) {
      for (const row of rows.sort(order)) for (let time = 0; time < row.times; time += 1) emit(row.line);
    },
    isDone: () => false,
  };
}

/** `before`: the last row held that the order takes for the same. Under `-s` it may be another line, and the new one comes behind it. */
function isHeld(row: Row, before: Row | undefined, isUnique: boolean): boolean {
  if (before === undefined || (!isUnique && before.line !== row.line)) return false;
  if (!isUnique) before.times += 1;
  return true;
}

/** The same for two rows just when no key tells them apart. */
function keysAsText(row: Row): string {
  return row.keys.length === 1 ? String(row.keys[0]) : JSON.stringify(row.keys.map(String));
}

/** Behind more than that it holds everything, within its limit. */
const mostFirst = 20_000;

function keysOf(options: Options): readonly Key[] {
  const global = ["n", "h", "V", "g", "M", "b", "f", "r"].filter((name) => options.has(name)).join("");
  const separator = options.value("t");
  if (separator !== undefined && [...separator].length !== 1) throw new Error("sort -t takes one character");
  const keys = options.values("k").map((text) => keyOf(text, global));
  return keys.length > 0 ? keys : [{ from: 1, fromChar: 1, to: null, toChar: 0, mode: global }];
}

type Order = (a: Row, b: Row) => number;

function orderOf(options: Options, keys: readonly Key[]): Order {
  const isLast = !options.has("s") && !options.has("u");
  const down = options.has("r") ? -1 : 1;
  const byKeys: Order = (a, b) => {
    for (const [index, key] of keys.entries()) {
      const order = compare(a.keys[index]!, b.keys[index]!);
      if (order !== 0) return key.mode.includes("r") ? -order : order;
    }
    return 0;
  };
  return (a, b) => byKeys(a, b) || (isLast ? down * compare(a.line, b.line) : 0);
}

type Value = string | number;
type Row = { readonly line: string; readonly keys: readonly Value[]; times: number };
type Key = {
  readonly from: number;
  readonly fromChar: number;
  readonly to: number | null;
  readonly toChar: number;
  readonly mode: string;
};

function keyOf(text: string, global: string): Key {
  const match = /^(\d{1,6})(?:\.(\d{1,6}))?([nhVgMbfr]*)(?:,(\d{1,6})(?:\.(\d{1,6}))?([nhVgMbfr]*))?$/.exec(text);
  if (match === null || Number(match[1]) === 0) throw new Error(`sort does not understand the key \`${text}\``);
  const own = (match[3] ?? "") + (match[6] ?? "");
  return {
    from: Number(match[1]),
    fromChar: Number(match[2] ?? 1),
    to: match[4] === undefined ? null : Number(match[4]),
    toChar: Number(match[5] ?? 0),
    mode: own === "" ? global : own,
  };
}

function extract(line: string, key: Key, separator: string | undefined): string {
  if (key.from === 1 && key.fromChar === 1 && key.to === null) return line;
  const fields = separator === undefined ? (line.match(/[ \t]*[^ \t]+|[ \t]+$/g) ?? []) : line.split(separator);
  const join = separator ?? "";
  if (key.to === key.from && key.toChar > 0) return (fields[key.from - 1] ?? "").slice(key.fromChar - 1, key.toChar);
  const chosen = fields.slice(key.from - 1, key.to ?? undefined);
  if (key.to !== null && key.toChar > 0 && chosen.length > 0) chosen.splice(-1, 1, chosen.at(-1)!.slice(0, key.toChar));
  return chosen.join(join).slice(key.fromChar - 1);
}

function keyValue(text: string, mode: string): Value {
  if (mode.includes("n")) return number(text);
  if (mode.includes("h")) return human(text);
  if (mode.includes("g")) return Number.parseFloat(text) || 0;
  if (mode.includes("M")) return month(text);
  const trimmed = mode.includes("b") ? text.trimStart() : text;
  const folded = mode.includes("f") ? trimmed.toUpperCase() : trimmed;
  return mode.includes("V") ? version(folded) : folded;
}

function number(text: string): number {
  return Number(/^[ \t]*(-?(?:\d+\.?\d*|\.\d+))/.exec(text)?.[1] ?? 0);
}

/** `2Ki` < `1Mi`: the unit first, then the number, as `sort -h` compares. */
function human(text: string): number {
  const match = /^[ \t]*(-?(?:\d+\.?\d*|\.\d+))([KkMGTPEZY]?)/.exec(text);
  if (match === null) return 0;
  return Number(match[1]) * 1024 ** " KMGTPEZY".indexOf(match[2] === "" ? " " : match[2]!.toUpperCase());
}

function month(text: string): number {
  return ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"].indexOf(
    text.trim().slice(0, 3).toUpperCase(),
  );
}

/** Numbers in a text padded so that plain comparison puts `1.9` before `1.10`. */
function version(text: string): string {
  return text.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, "").padStart(20, "0"));
}

function compare(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
