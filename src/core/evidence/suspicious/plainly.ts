/** Lower case, blanks counted once, without invisible characters, accents (Latin, Greek) and vowel points (Arabic, Hebrew). */
export function plainly(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replace(/[\t\n\r\f\v ]{2,}|[\t\n\r\f\v]/g, " ");
  return withoutTags(text)
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .toLowerCase()
    .normalize("NFD")
    .replace(/([a-zα-ω])\p{M}+/gu, "$1")
    .replace(/[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]/g, "")
    .normalize("NFC")
    .replace(/[ıđłøßςىیکة]/g, (letter) => sameAs.get(letter)!)
    .replace(/\s+/g, " ");
}

/** Letters that people write for each other. */
const sameAs = new Map(
  Object.entries({ ı: "i", đ: "d", ł: "l", ø: "o", ß: "ss", ς: "σ", ى: "ي", ی: "ي", ک: "ك", ة: "ه" }),
);

export function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}

/** Characters of the tag block show nothing and spell ASCII. */
function withoutTags(text: string): string {
  if (!text.includes("\udb40")) return text;
  return text.replace(/[\u{e0020}-\u{e007e}]/gu, (tag) => String.fromCodePoint(tag.codePointAt(0)! - 0xe0000));
}
