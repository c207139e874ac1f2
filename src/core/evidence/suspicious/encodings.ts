import type { Disguised } from "./disguises.ts";

/** Every text that is hidden in this one by a common encoding; those in them too, two deep. */
export function hiddenTexts(text: string, depth = 2): readonly Disguised[] {
  const direct: Disguised[] = [
    ...found(text, /[A-Za-z0-9+/_-]{20,}={0,2}/g, fromBase64, "base64"),
    ...found(text, /(?<![A-Za-z0-9])[A-Z2-7]{24,}={0,6}/g, fromBase32, "base32"),
    ...found(text, /(?:[0-9a-fA-F]{2}){12,}/g, fromHex, "hexadecimal"),
    ...found(text, /(?:[0-9a-fA-F]{2}[ :]){11,}[0-9a-fA-F]{2}/g, fromHex, "hexadecimal"),
  ];
  if (text.includes("%")) direct.push(...whole(text, /%[0-9a-fA-F]{2}/g, 3, 1, "URL encoding"));
  if (text.includes("\\x")) direct.push(...whole(text, /\\x[0-9a-fA-F]{2}/g, 4, 2, "escapes"));
  if (/\\[0-7]{3}/.test(text)) direct.push(...unescaped(text, /\\([0-7]{3})/g, 8, "escapes"));
  if (text.includes("=") && /(?:=[0-9A-F]{2}){4}/.test(text))
    direct.push(...whole(text, /=[0-9A-F]{2}/g, 8, 1, "quoted-printable"));
  if (/u\+[0-9a-f]{4}/i.test(text)) direct.push(...unescaped(text, /U\+([0-9a-f]{4,5})[ ,]{0,2}/gi, 16, "code points"));
  if (text.includes("\\u")) direct.push(...unescaped(text, /\\u\{?([0-9a-fA-F]{4,6})\}?/g, 16, "escapes"));
  if (text.includes("&#"))
    direct.push(
      ...unescaped(text, /&#x([0-9a-fA-F]{2,6});/g, 16, "HTML entities"),
      ...unescaped(text, /&#([0-9]{2,7});/g, 10, "HTML entities"),
    );
  if (/[01]{8} ?[01]{8} ?[01]{8}/.test(text)) direct.push(...found(text, /(?:[01]{8} ?){8,}/g, fromBits, "binary"));
  if (/(?:\d{2,3}[ ,]{1,2}){7}/.test(text))
    direct.push(...found(text, /(?:\b\d{2,3}[ ,]{1,2}){11,}\d{2,3}\b/g, fromCodes, "character codes"));
  if (/[\ufe00-\ufe0f\udb40]/.test(text))
    direct.push(...found(text, /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{8,}/gu, fromSelectors, "variation selectors"));
  if (depth <= 1) return direct;
  return direct.flatMap((one) => [one, ...hiddenTexts(one.text, depth - 1)]);
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

function fromBase32(text: string): string | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text.replace(/=+$/, "")) {
    bits = ((bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)) & 0xfff;
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 0xff);
  }
  return readable(Uint8Array.from(bytes), 0.95);
}

function fromBits(text: string): string | null {
  return readable(
    Uint8Array.from(text.match(/[01]{8}/g) ?? [], (bits) => Number.parseInt(bits, 2)),
    0.95,
  );
}

function fromCodes(text: string): string | null {
  const codes = (text.match(/\d+/g) ?? []).map(Number);
  return codes.every((code) => code >= 32 && code < 127) ? readable(Uint8Array.from(codes), 0.95) : null;
}

/** Variation selectors show nothing and can each stand for a byte. */
function fromSelectors(text: string): string | null {
  const bytes = Array.from(text, (sign) => sign.codePointAt(0)!).map((point) =>
    point < 0x10000 ? point - 0xfe00 : point - 0xe0100 + 16,
  );
  return readable(Uint8Array.from(bytes), 0.9);
}

const utf8 = new TextEncoder();

/** UTF-8, or UTF-16 as PowerShell encodes it, that is text in this part at least; null: it is not. */
function readable(bytes: Uint8Array, least: number): string | null {
  const isWide = bytes.length > 8 && bytes[1] === 0 && bytes[3] === 0 && bytes[5] === 0;
  const text = new TextDecoder(isWide ? "utf-16le" : "utf-8").decode(bytes);
  const letters = text.match(/[\p{L}\p{N}\p{P}\p{Z}\n\t<>=+|$^`~]/gu)?.length ?? 0;
  return letters >= least * [...text].length && text.trim().length >= 8 ? text : null;
}
