import { quotes } from "../words.ts";

/** A piece of a message between blanks, in parts: `(shop),` is `(`, `shop` and `),`. Together the pieces are the message again. */
export type Token = {
  readonly gap: string;
  readonly before: string;
  readonly core: string;
  readonly after: string;
  /** It stands in quotes. */
  readonly quoted: boolean;
};

const opening = /^[([{<"'`“‘«„,;:!?¿¡]+/;
const closing = new Set(`)]}>"'\`”’»,;:!?….`);

/** The pieces of a message, in order. */
export function tokensOf(text: string): readonly Token[] {
  const quotes = quotedIn(text);
  const tokens: Token[] = [];
  let at = 0;
  for (const part of text.split(/(\s+)/)) {
    const start = at;
    at += part.length;
    if (part.trim() === "") continue;
    const gap = tokens.length === 0 ? text.slice(0, start) : gapBefore(text, start);
    const quoted = quotes.some(([from, to]) => start < to && at > from);
    tokens.push({ gap, ...partsOf(part), quoted });
  }
  return tokens;
}

/** The message that tokens make; one whose core is empty is left out, unless its marks hold the others apart. */
export function textOf(tokens: readonly Token[]): string {
  let text = "";
  for (const { gap, before, core, after } of tokens) {
    if (core === "" && before === "") text += text === "" ? "" : after;
    else text += (text === "" ? "" : gap === "" ? " " : gap) + before + core + after;
  }
  return text;
}

/** Whether a mark parts this token from the one before it. */
export function isApart(tokens: readonly Token[], at: number): boolean {
  return at === 0 || /[,;:.!?([—–]/.test((tokens[at - 1]!.after ?? "") + tokens[at]!.before);
}

function gapBefore(text: string, start: number): string {
  let from = start;
  while (from > 0 && text[from - 1]!.trim() === "") from--;
  return text.slice(from, start);
}

function partsOf(part: string): Pick<Token, "before" | "core" | "after"> {
  const before = opening.exec(part)?.[0] ?? "";
  let end = part.length;
  while (end > before.length && closing.has(part[end - 1]!)) end--;
  return { before, core: part.slice(before.length, end), after: part.slice(end) };
}

function quotedIn(text: string): readonly (readonly [from: number, to: number])[] {
  const found: (readonly [number, number])[] = [];
  for (let at = 0; at < text.length; at++) {
    const close = quotes[text[at]!];
    if (close === undefined || (at > 0 && !/[\s(,[{:=]/.test(text[at - 1]!))) continue;
    const end = text.indexOf(close, at + 1);
    if (end < 0 || end - at > 200) continue;
    found.push([at, end + 1]);
    at = end;
  }
  return found;
}
