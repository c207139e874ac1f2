import { type Options, optionTable } from "./options.ts";
import { allLines, type Stage } from "./stage.ts";

export const jqTable = optionTable(
  "r,raw-output c,compact-output s,slurp e,exit-status n,null-input R,raw-input S,sort-keys M,monochrome-output C,color-output " +
    "j,join-output a,ascii-output tab indent: arg:: argjson::",
);

/** Runs a jq program over a text with jq's own flags; what it prints, or an error with jq's words. */
export type RunJq = (text: string, program: string, flags: readonly string[]) => Promise<string>;

/**
 * `jq` over everything kubectl printed. Programs that might not end or reach outside are refused: only built-in functions of known
 * cost may be called. A program can still be slow (its output can grow with every step), so a service runs it with `run` elsewhere.
 */
export function jq(options: Options, run: RunJq = inProcess): Stage {
  const [program = ".", file] = options.operands;
  if (file !== undefined) throw new Error("jq reads what kubectl prints, no file");
  checkProgram(program);
  const flags = flagsOf(options);
  return allLines("jq", async (lines, emit) => {
    const out = await run(lines.map((line) => `${line}\n`).join(""), program, flags).catch((error: unknown) => {
      throw new Error(messageOf(error));
    });
    if (out !== "") for (const line of out.replace(/\n$/, "").split("\n")) emit(line);
  });
}

/** jq itself compiled to WebAssembly, which sees no file and no environment of this machine. Blocks while it runs. */
async function inProcess(text: string, program: string, flags: readonly string[]): Promise<string> {
  const { raw } = await import("jq-wasm");
  return raw(text, program, [...flags]);
}

function flagsOf(options: Options): string[] {
  const plain = ["r", "c", "s", "n", "R", "S", "j", "a"].filter((name) => options.has(name)).map((name) => `-${name}`);
  const tab = options.has("tab") ? ["--tab"] : [];
  const indent = options.value("indent");
  if (indent !== undefined && !/^[0-7]$/.test(indent)) throw new Error("jq --indent takes a number from 0 to 7");
  const pairs = ["arg", "argjson"].flatMap((name) => {
    const values = options.values(name);
    return values.flatMap((value, at) => (at % 2 === 0 ? [`--${name}`, value, values[at + 1]!] : []));
  });
  return [...plain, ...tab, ...(indent === undefined ? [] : ["--indent", indent]), ...pairs];
}

const words = new Set(
  (
    "and or not if then elif else end as reduce foreach try catch label break empty error null true false length utf8bytelength " +
    "keys keys_unsorted values has in map map_values path del to_entries from_entries with_entries select add any all flatten " +
    "floor ceil round sqrt abs min max min_by max_by unique unique_by group_by sort sort_by reverse contains inside startswith " +
    "endswith ltrimstr rtrimstr trim ltrim rtrim split join ascii_downcase ascii_upcase tostring tonumber tojson fromjson type " +
    "first last nth index rindex indices paths getpath leaf_paths arrays objects iterables booleans numbers normals strings " +
    "nulls scalars test match capture scan sub gsub now todate fromdate fromdateiso8601 todateiso8601 strptime strftime mktime " +
    "gmtime dateadd datesub explode implode ascii toarray pick isempty walk limit input_line_number"
  ).split(" "),
);

/** Throws when the program calls what could run without end, reach outside, or match with a pattern of unknown cost. */
function checkProgram(program: string): void {
  if (program.length > 4000) throw new Error("the jq program is longer than 4000 characters");
  for (const [call, pattern] of program.matchAll(
    /\b(?:test|match|capture|scan|sub|gsub)\s*\(\s*("(?:[^"\\]|\\[\s\S])*"\s*[;)])?/g,
  )) {
    if (pattern === undefined) throw new Error(`jq: \`${call}\` takes a pattern written out as one string here`);
    if (isCostly(pattern)) throw new Error("jq: patterns with nested or many repetitions are not run");
  }
  const code = codeOf(program);
  for (const found of code.matchAll(/[.$@]?\b[A-Za-z_]\w*/g)) {
    const word = found[0];
    if (word === "$ENV" || word === "$__prog_args") throw new Error(`jq: \`${word}\` is not run here`);
    if (!/^[.$@]/.test(word) && !words.has(word) && !isObjectKey(code, found.index, word)) {
      throw new Error(`jq: \`${word}\` is not run here`);
    }
  }
}

/** The program with its strings blanked out, but for the code of their interpolations. */
function codeOf(program: string): string {
  const open: number[] = [];
  let depth = 0;
  let inString: boolean = false;
  let code = "";
  for (let at = 0; at < program.length; at++) {
    const char = program[at]!;
    const isInterpolation: boolean = inString && char === "\\" && program[at + 1] === "(";
    if (isInterpolation) open.push(depth);
    if (inString && char === "\\") at += 1;
    if (isInterpolation || (!inString && char === ")" && open.at(-1) === depth)) {
      inString = !isInterpolation;
      if (!isInterpolation) open.pop();
    } else if (char === '"') inString = !inString;
    else if (!inString) depth += char === "(" ? 1 : char === ")" ? -1 : 0;
    code += inString || char === '"' ? " " : char;
  }
  return code;
}

/** `{name: .x}` and `{name}`: a word that is a key, no call. */
function isObjectKey(code: string, index: number, word: string): boolean {
  const before =
    code
      .slice(Math.max(0, index - 100), index)
      .trimEnd()
      .at(-1) ?? "";
  const after = code.slice(index + word.length, index + word.length + 100).trimStart()[0] ?? "";
  return "{,".includes(before) && before !== "" && ":,}".includes(after) && after !== "";
}

function isCostly(text: string): boolean {
  const repeats = text.match(/[*+]|\{\d*,/g)?.length ?? 0;
  return /\)[*+{]/.test(text) || /\\\\[1-9]|\\\(/.test(text) || repeats > 3;
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.startsWith("jq:") ? text.trim() : `jq: ${text.trim()}`;
}
