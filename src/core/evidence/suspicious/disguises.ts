/** A text as it may have been meant, and how it was disguised; null: not at all. */
export type Disguised = { readonly text: string; readonly form: string };

/** Lower case, blanks counted once, without invisible characters and without accents on Latin letters. */
export function plainly(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replace(/[\t\n\r\f\v ]{2,}|[\t\n\r\f\v]/g, " ");
  return withoutTags(text)
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .toLowerCase()
    .normalize("NFD")
    .replace(/([a-z])\p{M}+/gu, "$1")
    .normalize("NFC")
    .replace(/[ıđ]/g, (letter) => (letter === "ı" ? "i" : "d"))
    .replace(/\s+/g, " ");
}

function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}

/** Every text that is hidden in this one by a common encoding; those in them too, two deep. */
export function hiddenTexts(text: string, depth = 2): readonly Disguised[] {
  const direct: Disguised[] = [
    ...found(text, /[A-Za-z0-9+/_-]{20,}={0,2}/g, fromBase64, "base64"),
    ...found(text, /(?:[0-9a-fA-F]{2}){12,}/g, fromHex, "hexadecimal"),
    ...found(text, /(?:[0-9a-fA-F]{2}[ :]){11,}[0-9a-fA-F]{2}/g, fromHex, "hexadecimal"),
  ];
  if (text.includes("%")) direct.push(...whole(text, /%[0-9a-fA-F]{2}/g, 3, 1, "URL encoding"));
  if (text.includes("\\x")) direct.push(...whole(text, /\\x[0-9a-fA-F]{2}/g, 4, 2, "escapes"));
  if (text.includes("\\u")) direct.push(...unescaped(text, /\\u\{?([0-9a-fA-F]{4,6})\}?/g, 16, "escapes"));
  if (text.includes("&#"))
    direct.push(
      ...unescaped(text, /&#x([0-9a-fA-F]{2,6});/g, 16, "HTML entities"),
      ...unescaped(text, /&#([0-9]{2,7});/g, 10, "HTML entities"),
    );
  if (depth <= 1) return direct;
  return direct.flatMap((one) => [one, ...hiddenTexts(one.text, depth - 1)]);
}

/** The same letters in another order or script: only worth reading where a word gives it away. Takes a plain text. */
export function respelled(plain: string): readonly Disguised[] {
  const texts: Disguised[] = [];
  if (/vtaber|qvfertneq|sbetrg|xhorpgy|vafgehpgvbaf/.test(plain)) texts.push({ text: rot13(plain), form: "ROT13" });
  if (/erongi|drager|tegrof|ltcebuk|snoitcurtsni/.test(plain))
    texts.push({ text: [...plain].reverse().join(""), form: "letters in reverse" });
  if (/[a-z]/.test(plain) && /[\u0370-\u03ff\u0400-\u04ff]/.test(plain))
    texts.push({
      text: plain.replace(/[\u0370-\u03ff\u0400-\u04ff]/g, (letter) => lookalikes.get(letter) ?? letter),
      form: "letters of another script",
    });
  if (/[a-z][013457@$!]+[a-z]/.test(plain))
    texts.push({
      text: plain.replace(/[013457@$!]/g, (letter) => digits.get(letter) ?? letter),
      form: "digits for letters",
    });
  if (/(?:(?<![\p{L}\p{N}])[a-z][^\p{L}\p{N}]{1,2}){8}/u.test(plain))
    texts.push({ text: respaced(plain), form: "letters apart" });
  return texts;
}

const lookalikes = new Map(
  ("аa еe оo рp сc хx уy іi јj ѕs һh ԁd ԛq ԝw кk мm тt нh вb гr пn иu " + "οo αa εe ιi κk νv ρp τt υu χx ηn")
    .split(" ")
    .map(([from = "", to = ""]) => [from, to]),
);
const digits = new Map(Object.entries({ 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t", "@": "a", $: "s", "!": "i" }));

/** Words whose letters stood apart, put together where the known ones begin. */
function respaced(plain: string): string {
  const together = plain.replace(/[^\p{L}\p{N}]+/gu, "");
  return together
    .replace(
      /ignore|disregard|forget|all|previous|prior|above|your|instructions|instruction|rules|prompt|kubectl|delete|run|execute/g,
      " $& ",
    )
    .replace(/ +/g, " ");
}

function rot13(text: string): string {
  return text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97));
}

/** Characters of the tag block show nothing and spell ASCII. */
function withoutTags(text: string): string {
  if (!text.includes("\udb40")) return text;
  return text.replace(/[\u{e0020}-\u{e007e}]/gu, (tag) => String.fromCodePoint(tag.codePointAt(0)! - 0xe0000));
}

const mostFound = 200;

function found(text: string, pattern: RegExp, decode: (match: string) => string | null, form: string): Disguised[] {
  const texts: Disguised[] = [];
  for (const [match] of text.matchAll(pattern)) {
    const decoded = decode(match);
    if (decoded !== null) texts.push({ text: decoded, form });
    if (texts.length >= mostFound) break;
  }
  return texts;
}

/** The whole text with its escaped bytes turned back, if it has that many; `sign` characters stand before each. */
function whole(text: string, pattern: RegExp, least: number, sign: number, form: string): Disguised[] {
  const count = text.match(pattern)?.length ?? 0;
  if (count < least) return [];
  const bytes: number[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    bytes.push(...utf8.encode(text.slice(end, match.index)), Number.parseInt(match[0].slice(sign), 16));
    end = match.index + match[0].length;
  }
  const decoded = readable(Uint8Array.from([...bytes, ...utf8.encode(text.slice(end))]), 0.8);
  return decoded === null ? [] : [{ text: decoded, form }];
}

function unescaped(text: string, pattern: RegExp, base: number, form: string): Disguised[] {
  if ((text.match(pattern)?.length ?? 0) < 4) return [];
  const decoded = text.replace(pattern, (match, digitsOfIt: string) => {
    const point = Number.parseInt(digitsOfIt, base);
    return point <= 0x10ffff ? String.fromCodePoint(point) : match;
  });
  return [{ text: decoded, form }];
}

function fromBase64(text: string): string | null {
  if (!/[A-Z]/.test(text) || !/[a-z]/.test(text)) return null;
  const standard = text.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  const usable = standard.slice(0, standard.length - (standard.length % 4 === 1 ? 1 : 0));
  let binary: string;
  try {
    binary = atob(usable);
  } catch {
    return null;
  }
  return readable(
    Uint8Array.from(binary, (letter) => letter.charCodeAt(0)),
    0.95,
  );
}

function fromHex(text: string): string | null {
  const bytes = (text.match(/[0-9a-fA-F]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return readable(Uint8Array.from(bytes), 0.95);
}

const utf8 = new TextEncoder();

/** UTF-8, or UTF-16 as PowerShell encodes it, that is text in this part at least; null: it is not. */
function readable(bytes: Uint8Array, least: number): string | null {
  const isWide = bytes.length > 8 && bytes[1] === 0 && bytes[3] === 0 && bytes[5] === 0;
  const text = new TextDecoder(isWide ? "utf-16le" : "utf-8").decode(bytes);
  const letters = text.match(/[\p{L}\p{N}\p{P}\p{Z}\n\t<>=+|$^`~]/gu)?.length ?? 0;
  return letters >= least * [...text].length && text.trim().length >= 8 ? text : null;
}
