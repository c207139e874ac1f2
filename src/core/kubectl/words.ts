import type { Refusal } from "./command.ts";

/** One word of a command line after quotes are taken away. `position` is where it starts in the text. */
export type Word = { readonly text: string; readonly position: number };

export type Words =
  | { readonly ok: true; readonly stages: readonly (readonly Word[])[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Longest text that is looked at, in UTF-16 units. */
const longest = 131_072;

/**
 * Splits a command line into the words of each pipeline stage as a POSIX shell would, but expands nothing: whatever a
 * shell would do besides quoting and `|` (variables, globs, redirections, lists, comments) is refused with the position.
 * Words such as `{.items[*].metadata.name}` behind `-o jsonpath=` are taken literally, as a shell leaves them in practice.
 */
export function splitWords(text: string): Words {
  const unseen = invisible.exec(text);
  if (text.length > longest) return refused(longest, "", `the text is longer than ${longest} characters`);
  if (unseen !== null) return refused(unseen.index, unseen[0], nameOfInvisible(unseen[0]));
  const reader: Reader = { text: text.trimEnd(), at: text.length - text.trimStart().length, stages: [[]] };
  while (reader.at < reader.text.length) {
    const refusal = step(reader);
    if (refusal !== null) return { ok: false, refusal };
  }
  return { ok: true, stages: reader.stages };
}

type Reader = { readonly text: string; at: number; readonly stages: Word[][] };

function refused(position: number, found: string, reason: string): Words {
  return { ok: false, refusal: { position, found, reason } };
}

/** Characters that print as nothing or as another character: what a person approves must be what runs. */
const invisible = /(?![\t\n\r ])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

function nameOfInvisible(found: string): string {
  const code = found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  return `the character U+${code} cannot be seen or is not what it looks like; type the command with plain characters`;
}

function step(reader: Reader): Refusal | null {
  const char = reader.text[reader.at]!;
  const next = reader.text[reader.at + 1];
  if (char === " " || char === "\t") reader.at += 1;
  else if (char === "\\" && next === "\n") reader.at += 2;
  else if (char === "\\" && next === "\r" && reader.text[reader.at + 2] === "\n") reader.at += 3;
  else if (char === "\n" || char === "\r") return newline(reader);
  else if (char === "|") return pipe(reader, next);
  else if (char === "#") return at(reader, char, "a comment is not part of a command; leave it out");
  else if (char === "~") return at(reader, char, "`~` would need a shell; nothing is expanded here");
  else return word(reader);
  return null;
}

function at(reader: Reader, found: string, reason: string): Refusal {
  return { position: reader.at, found, reason };
}

function newline(reader: Reader): Refusal | null {
  if (reader.stages.length > 1 && reader.stages.at(-1)!.length === 0) {
    reader.at += 1;
    return null;
  }
  return at(reader, "\n", "only one command at a time; end the line with \\ to continue it");
}

function pipe(reader: Reader, next: string | undefined): Refusal | null {
  if (next === "|") return at(reader, "||", "`||` joins two commands; send them one by one");
  if (next === "&") return at(reader, "|&", "`|&` would need a shell; only `|` is understood");
  if (reader.stages.at(-1)!.length === 0) return at(reader, "|", "there is no command before `|`");
  reader.stages.push([]);
  reader.at += 1;
  if (reader.at === reader.text.length) return at(reader, "", "there is no command behind `|`");
  return null;
}

/** What a shell would do with a character outside quotes, and so why it is refused. */
const special: ReadonlyMap<string, string> = new Map([
  ["$", "`$` would expand a variable or run a command; write the value itself, or put it in single quotes"],
  ["`", "backticks would run another command; write its result instead"],
  [";", "`;` joins two commands; send them one by one"],
  ["&", "`&` joins commands or runs them in the background; send them one by one"],
  ["<", "`<` would read a file, or is a placeholder to fill in; there is no shell here"],
  [">", "`>` would write a file; the output is kept anyway"],
  ["(", "`(` would start a sub-shell; put the word in quotes"],
  [")", "`)` would end a sub-shell; put the word in quotes"],
]);

const typographic = /[\u2018-\u201f\u2010-\u2015\u2212\uff0d]/;

type Piece = { text: string; glob: number; brace: boolean };

function word(reader: Reader): Refusal | null {
  const start = reader.at;
  const piece: Piece = { text: "", glob: -1, brace: false };
  while (reader.at < reader.text.length) {
    const char = reader.text[reader.at]!;
    if (" \t\n\r|".includes(char)) break;
    const refusal =
      char === "'" ? single(reader, piece) : char === '"' ? double(reader, piece) : bare(reader, piece, start);
    if (refusal !== null) return refusal;
  }
  if (piece.glob >= 0 && !isExpression(piece)) {
    const found = reader.text[piece.glob]!;
    return { position: piece.glob, found, reason: `a shell would expand \`${found}\`; put the word in quotes` };
  }
  reader.stages.at(-1)!.push({ text: piece.text, position: start });
  return null;
}

/**
 * Output expressions, field paths and raw paths with a query, which no shell expands in practice: braces only without a comma,
 * `?` only in a path from the root.
 */
function isExpression(piece: Piece): boolean {
  if (piece.brace && piece.text.includes(",")) return false;
  if (/^(?:--raw=)?\/[^*[\]{}]*$/.test(piece.text)) return true;
  const start =
    /^(?:-o=?|--[a-z-]+=)?(?:(?:jsonpath|jsonpath-as-json|custom-columns|go-template)=|\{\{?\.|\.[A-Za-z[])/;
  return start.test(piece.text);
}

function single(reader: Reader, piece: Piece): Refusal | null {
  const end = reader.text.indexOf("'", reader.at + 1);
  if (end < 0) return at(reader, "'", "the single quote is never closed");
  piece.text += reader.text.slice(reader.at + 1, end);
  reader.at = end + 1;
  return null;
}

function double(reader: Reader, piece: Piece): Refusal | null {
  const start = reader.at;
  for (reader.at += 1; reader.at < reader.text.length; reader.at += 1) {
    const char = reader.text[reader.at]!;
    if (char === '"') {
      reader.at += 1;
      return null;
    }
    if (char === "$" || char === "`") return at(reader, char, `${special.get(char)!.split(";")[0]}; use single quotes`);
    if (char !== "\\") piece.text += char;
    else {
      reader.at += 1;
      const escaped = reader.text[reader.at] ?? "";
      if (escaped !== "\n") piece.text += '$`"\\'.includes(escaped) ? escaped : `\\${escaped}`;
    }
  }
  return { position: start, found: '"', reason: "the double quote is never closed" };
}

function bare(reader: Reader, piece: Piece, start: number): Refusal | null {
  const run = plainRun(reader);
  if (run !== "") {
    piece.text += run;
    reader.at += run.length;
    return null;
  }
  const char = reader.text[reader.at]!;
  if (char === "\\") return escaped(reader, piece);
  if (special.has(char)) return specialAt(reader, char, start);
  if (typographic.test(char)) return at(reader, char, `\`${char}\` is a typographic character; use the plain one`);
  if ("*?[]{}".includes(char) && piece.glob < 0) piece.glob = reader.at;
  if (char === "{") piece.brace = true;
  piece.text += char;
  reader.at += 1;
  return null;
}

/** The characters from here on that stand for nothing but themselves. */
function plainRun(reader: Reader): string {
  const plain = /[\w./=:,@%+-]+/y;
  plain.lastIndex = reader.at;
  return plain.exec(reader.text)?.[0] ?? "";
}

function escaped(reader: Reader, piece: Piece): Refusal | null {
  const next = reader.text[reader.at + 1];
  if (next === undefined) return at(reader, "\\", "the command ends in the middle of an escape");
  if (next !== "\n" && next !== "\r") piece.text += next;
  reader.at += next === "\r" && reader.text[reader.at + 2] === "\n" ? 3 : 2;
  return null;
}

function specialAt(reader: Reader, char: string, start: number): Refusal {
  const rest = reader.text.slice(start);
  if (/^\d?>>?&?\d?/.test(rest)) {
    const reason = rest.startsWith("2>&1")
      ? "`2>&1` is not needed: errors are shown anyway; leave it out"
      : rest.startsWith("2>/dev/null")
        ? "`2>/dev/null` is not needed: errors are kept apart from the output; leave it out"
        : "`>` would write a file; the output is kept anyway";
    return { position: start, found: rest.split(/\s/, 1)[0]!, reason };
  }
  const double = rest.slice(reader.at - start, reader.at - start + 2);
  if (double === "&&") return at(reader, "&&", "`&&` joins two commands; send them one by one");
  if (double === "$(") return at(reader, "$(", "`$( )` would run another command; write its result instead");
  if (double === "<<") return at(reader, "<<", "a here-document needs a shell; send the text as the file `-`");
  return at(reader, char, special.get(char)!);
}
