/** Options and operands of a filter as getopt reads them. Flags that may repeat keep every value, in order. */
export type Options = {
  readonly has: (name: string) => boolean;
  readonly value: (name: string) => string | undefined;
  readonly values: (name: string) => readonly string[];
  readonly operands: readonly string[];
};

export type ReadOptions =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly at: number; readonly reason: string };

/** The flags that a filter takes: letter or long name -> the name used in the code; `:` at the end of the name takes a value, `::` two. */
export type OptionTable = ReadonlyMap<string, string>;

/** Reads a table from text: `n:lines: r,reverse` is the letter and the long name of each flag. */
export function optionTable(text: string): OptionTable {
  const table = new Map<string, string>();
  for (const word of text.split(" ").filter((part) => part !== "")) {
    const colons = /:*$/.exec(word)![0];
    const names = word.slice(0, word.length - colons.length).split(",");
    for (const name of names) table.set(name, names[0]! + colons);
  }
  return table;
}

/** Reads the words behind a filter's name; a flag that the table does not know is a refusal that points at the word. */
export function readOptions(args: readonly string[], table: OptionTable): ReadOptions {
  const found: [name: string, value: string][] = [];
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === "--") {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (!arg.startsWith("-") || arg === "-") operands.push(arg);
    else {
      const read = arg.startsWith("--")
        ? long(arg, args.slice(at + 1), table)
        : cluster(arg, args.slice(at + 1), table);
      if (typeof read === "string") return { ok: false, at, reason: read };
      found.push(...read.found);
      at += read.used;
    }
  }
  const values = (name: string) => found.filter(([key]) => key === name).map(([, value]) => value);
  const has = (name: string) => found.some(([key]) => key === name);
  return { ok: true, options: { has, value: (name) => values(name).at(-1), values, operands } };
}

type Found = { readonly found: readonly [string, string][]; readonly used: number };

function long(arg: string, rest: readonly string[], table: OptionTable): Found | string {
  const equals = arg.indexOf("=");
  const word = equals < 0 ? arg.slice(2) : arg.slice(2, equals);
  const spec = word.length > 1 ? table.get(word) : undefined;
  if (spec === undefined) return `the flag \`--${word}\` is not understood here`;
  return take(spec, equals < 0 ? null : arg.slice(equals + 1), rest);
}

function cluster(arg: string, rest: readonly string[], table: OptionTable): Found | string {
  const found: [string, string][] = [];
  for (let at = 1; at < arg.length; at++) {
    const spec = table.get(arg[at]!);
    if (spec === undefined) return `the flag \`-${arg[at]}\` is not understood here`;
    if (spec.endsWith(":")) {
      const read = take(spec, at + 1 < arg.length ? arg.slice(at + 1) : null, rest);
      return typeof read === "string" ? read : { found: [...found, ...read.found], used: read.used };
    }
    found.push([spec, ""]);
  }
  return { found, used: 0 };
}

function take(spec: string, attached: string | null, rest: readonly string[]): Found | string {
  const name = spec.replace(/:+$/, "");
  const count = spec.length - name.length;
  if (count === 0) return attached === null ? { found: [[name, ""]], used: 0 } : `\`${name}\` takes no value`;
  const values = attached === null ? rest.slice(0, count) : [attached, ...rest.slice(0, count - 1)];
  if (values.length < count) return `the flag \`${name}\` needs a value`;
  return { found: values.map((value) => [name, value]), used: attached === null ? count : count - 1 };
}
