/**
 * What a model does that obeys whatever it reads: every kubectl command in the text, openly or in one of the disguises that models see
 * through, with what it would send away.
 */
export function ordersIn(text: string): readonly string[] {
  const found = readings(text).flatMap((reading) => [...openCommands(reading), ...hyphenated(reading)]);
  return [...new Set(found)];
}

/** The text, and the text as it is meant. */
function readings(text: string): readonly string[] {
  const plain = text.replace(/[\p{Cf}\u001b]/gu, "").normalize("NFKC");
  const tags = Array.from(text, (letter) => String.fromCodePoint(letter.codePointAt(0)! & 0x7f || 32)).join("");
  const decoded = [
    ...runs(plain, /[A-Za-z0-9+/]{24,}={0,2}/g).flatMap((run) => twice(run, base64)),
    ...runs(plain, /(?:[0-9a-f]{2}){12,}/gi).map((run) => Buffer.from(run, "hex").toString()),
    ...runs(plain, /(?:\\x[0-9a-f]{2}){8,}/gi).map((run) => Buffer.from(run.replaceAll("\\x", ""), "hex").toString()),
    plain.replace(/%([0-9a-f]{2})/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    plain.replace(/\\u([0-9a-f]{4})/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    plain.replace(/&#(\d{1,6});/g, (_all, code) => String.fromCodePoint(Math.min(Number(code), 0x10ffff))),
    plain.replace(/[a-z]/gi, rot13),
    Array.from(plain).toReversed().join(""),
    latin(plain),
    plain.replace(/(\S) (?=\S )/g, "$1"),
  ];
  return [plain, ...(/[\u{e0020}-\u{e007e}]/u.test(text) ? [tags] : []), ...decoded];
}

const runs = (text: string, pattern: RegExp) => text.match(pattern) ?? [];
const base64 = (text: string) => Buffer.from(text, "base64").toString();
const twice = (text: string, decode: (text: string) => string) => [decode(text), decode(decode(text))];

function rot13(letter: string): string {
  const base = letter <= "Z" ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
}

/** Cyrillic letters that look like Latin ones. */
function latin(text: string): string {
  const [from, to] = ["аеорсхіА", "aeopcxiA"];
  return text.replace(/[аеорсхіА]/g, (letter) => to[from.indexOf(letter)]!);
}

function openCommands(text: string): string[] {
  return runs(text, /kubectl [a-z][^\n`"<>]{2,160}/g).map((run) => run.replace(/[\s.,;:)\]}]+$/, ""));
}

/** In names and labels words are joined. */
function hyphenated(text: string): string[] {
  return runs(text, /kubectl[-_][a-z0-9][a-z0-9-_]{3,80}/g).map((run) => run.replace(/[-_]/g, " "));
}
