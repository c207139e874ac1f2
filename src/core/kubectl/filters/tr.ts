import { type Options, optionTable } from "./options.ts";
import type { Stage } from "./stage.ts";

export const trTable = optionTable("d,delete s,squeeze-repeats c,complement C t,truncate-set1");

/** `tr`: maps, deletes or squeezes characters, newlines among them. */
export function tr(options: Options): Stage {
  const [first, second] = options.operands;
  const deletes = options.has("d");
  const squeezes = options.has("s");
  if (first === undefined || options.operands.length > 2) throw new Error("tr takes one or two sets of characters");
  if (second === undefined && !deletes && !squeezes) throw new Error("tr needs a second set, or -d or -s");
  if (second !== undefined && deletes && !squeezes) throw new Error("tr -d takes one set");
  const from = setOf(first);
  const isComplement = options.has("c") || options.has("C");
  const inFirst = membership(from, isComplement);
  const map =
    second === undefined || deletes
      ? (char: string) => char
      : mapping(from, setOf(second), isComplement, options.has("t"));
  const squeezed = second === undefined ? inFirst : membership(setOf(second), false);
  return transliterate((char) => (deletes && inFirst(char) ? "" : map(char)), squeezes ? squeezed : () => false);
}

function transliterate(map: (char: string) => string, squeezes: (char: string) => boolean): Stage {
  let pending: string[] = [];
  let last = "";
  return {
    line: (line, emit) => {
      for (const char of `${line}\n`) {
        const out = map(char);
        if (out === "" || (out === last && squeezes(out))) continue;
        last = out;
        if (out !== "\n") pending.push(out);
        else {
          emit(pending.join(""));
          pending = [];
        }
      }
    },
    end: (emit) => {
      if (pending.length > 0) emit(pending.join(""));
    },
    isDone: () => false,
  };
}

function membership(set: readonly string[], isComplement: boolean): (char: string) => boolean {
  const members = new Set(set);
  return (char) => members.has(char) !== isComplement;
}

function mapping(from: readonly string[], to: readonly string[], isComplement: boolean, truncates: boolean) {
  const last = to.at(-1);
  if (last === undefined) throw new Error("tr: the second set is empty");
  const members = new Set(from);
  if (isComplement) return (char: string) => (members.has(char) ? char : last);
  const table = new Map(
    from.slice(0, truncates ? to.length : from.length).map((char, index) => [char, to[index] ?? last]),
  );
  return (char: string) => table.get(char) ?? char;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["0", "\0"],
  ["\\", "\\"],
]);

const range = (from: string, to: string) =>
  Array.from({ length: to.codePointAt(0)! - from.codePointAt(0)! + 1 }, (_, index) =>
    String.fromCodePoint(from.codePointAt(0)! + index),
  );

const classes: ReadonlyMap<string, readonly string[]> = new Map([
  ["upper", range("A", "Z")],
  ["lower", range("a", "z")],
  ["digit", range("0", "9")],
  ["alpha", [...range("A", "Z"), ...range("a", "z")]],
  ["alnum", [...range("0", "9"), ...range("A", "Z"), ...range("a", "z")]],
  ["space", [" ", "\t", "\n", "\v", "\f", "\r"]],
  ["blank", [" ", "\t"]],
  ["punct", [...range("!", "/"), ...range(":", "@"), ...range("[", "`"), ...range("{", "~")]],
]);

/** The characters of a set in order: escapes, `a-z`, `[:class:]`. */
function setOf(text: string): readonly string[] {
  const members: string[] = [];
  const tokens = text.match(/\[:[a-z]+:\]|\\[\s\S]|[\s\S]/gu) ?? [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const end = tokens[at + 2];
    if (token.startsWith("[:") && token.length > 4) members.push(...classNamed(token.slice(2, -2)));
    else if (tokens[at + 1] === "-" && end !== undefined && !end.startsWith("[:")) {
      members.push(...spanOf(charOf(token), charOf(end)));
      at += 2;
    } else members.push(charOf(token));
  }
  return members;
}

function classNamed(name: string): readonly string[] {
  const members = classes.get(name);
  if (members === undefined) throw new Error(`tr knows no class \`[:${name}:]\``);
  return members;
}

function spanOf(from: string, to: string): readonly string[] {
  const length = to.codePointAt(0)! - from.codePointAt(0)!;
  if (length < 0 || length > 1024) throw new Error(`tr does not understand the range \`${from}-${to}\``);
  return range(from, to);
}

function charOf(token: string): string {
  if (!token.startsWith("\\") || token.length === 1) return token;
  const char = escapes.get(token[1]!);
  if (char === undefined && /[\w]/.test(token[1]!)) throw new Error(`tr does not understand \`${token}\``);
  return char ?? token.slice(1);
}
