import { casting, dropping, steering } from "./english.ts";
import { isAscii } from "./plainly.ts";

/** A text as it may have been meant, and how it was disguised; null: not at all. */
export type Disguised = { readonly text: string; readonly form: string };

/** Long words of orders, by which a disguised one is known. */
const keys =
  "ignore ignoring disregard forget override overrule bypass previous instruction instructions assistant kubectl namespace secrets passwords password credentials delete approved healthy execute guidelines everything reveal recommend commands".split(
    " ",
  );

/** The same letters in another order or script: only worth reading where a word gives it away. Takes a plain text. */
export function respelled(plain: string): readonly Disguised[] {
  const texts: Disguised[] = [];
  if (turnedKeys.test(plain)) texts.push({ text: rot13(plain), form: "ROT13" });
  if (backwardKeys.test(plain)) {
    texts.push({ text: [...plain].reverse().join(""), form: "letters in reverse" });
    texts.push({ text: plain.replace(/[a-z]+/g, (word) => [...word].reverse().join("")), form: "letters in reverse" });
  }
  if (!isAscii(plain) && /[a-z]/.test(plain) && /[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f\u0531-\u0587]/.test(plain))
    texts.push({
      text: plain.replace(
        /[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f\u0531-\u0587]/g,
        (letter) => lookalikes.get(letter) ?? letter,
      ),
      form: "letters of another script",
    });
  if (isLeet(plain))
    for (const one of ["i", "l"])
      texts.push({
        text: plain.replace(/[a-z0-9@$!|+]+/g, (word) => (isWritten(word) ? lettered(word, one) : word)),
        form: "digits for letters",
      });
  if (/(?:(?<![a-z0-9])[a-z][^a-z0-9]{1,2}){8}/.test(plain))
    texts.push({ text: respaced(plain), form: "letters apart" });
  if (pieces.test(plain)) texts.push({ text: joined(plain), form: "pieces" });
  return texts;
}

/** Letters that stand apart in a text as it was printed, where wider gaps stand between its words; "" where it has none. */
export function closedUp(text: string): string {
  if (
    !/(?:\S[ \t._*|\u00b7-]){6}\S(?!\S)/.test(text) ||
    !/(?:(?<![\p{L}\p{N}])\p{L}[ \t._*|\u00b7-]{1,4}){7}/u.test(text)
  )
    return "";
  if (/(?:\p{L}[._*|\u00b7-]){4}/u.test(text))
    return text.replace(/(?<![\p{L}\p{N}])(\p{L}\p{M}*)[._*|\u00b7-](?=\p{L}\p{M}*(?![\p{L}\p{N}]))/gu, "$1");
  return text.replace(/(?<![\p{L}\p{N}])(\p{L}\p{M}*)[ \t._*|\u00b7-](?=\p{L}\p{M}*(?![\p{L}\p{N}]))/gu, "$1");
}

const turnedKeys = new RegExp(
  keys
    .filter(({ length }) => length > 5)
    .map(rot13)
    .join("|"),
);
const backwardKeys = new RegExp(
  keys
    .filter(({ length }) => length > 5)
    .map((key) => [...key].reverse().join(""))
    .join("|"),
);

const lookalikes = new Map(
  (
    "аa еe оo рp сc хx уy іi јj ѕs һh ԁd ԛq ԝw кk мm тt нh вb гr пn иu зe ӏl ьb " +
    "οo αa εe ιi κk νv ρp τt υu χx ηn γy ωw βb " +
    "օo սu հh ոn ցg"
  )
    .split(" ")
    .map(([from = "", to = ""]) => [from, to]),
);
const signs = new Map(
  Object.entries({ 0: "o", 3: "e", 4: "a", 5: "s", 6: "g", 7: "t", 8: "b", 9: "g", "@": "a", $: "s", "+": "t" }),
);

const variants: Record<string, string> = {
  ...{ a: "[a4@]", b: "[b8]", e: "[e3]", g: "[g69]", i: "[i1!|]", l: "[l1|]", o: "[o0]", s: "[s5$]", t: "[t7+]" },
};
const leetKeys = new RegExp(
  `(?<![a-z0-9])(?:${[...keys, "all", "user"].map((key) => [...key].map((letter) => variants[letter] ?? letter).join("")).join("|")})(?![a-z0-9])`,
  "g",
);

/** A word with letters and signs for letters; a longer one is a hash. */
function isWritten(word: string): boolean {
  return word.length <= 16 && /[a-z]/.test(word) && /[^a-z]/.test(word);
}

function lettered(word: string, one: string): string {
  return word.replace(/[^a-z2]/g, (sign) => (/[1|!]/.test(sign) ? one : (signs.get(sign) ?? sign)));
}

function isLeet(plain: string): boolean {
  if (!/[a-z][013456789@$!|+]|[013456789@$!|+][a-z]/.test(plain)) return false;
  for (const [word] of plain.matchAll(leetKeys)) if (/[^a-z]/.test(word) && word.length > 4) return true;
  return false;
}

const known = [
  ...new Set(
    [
      ...keys,
      "all",
      "your",
      "the",
      "and",
      "run",
      "user",
      "then",
      "that",
      "without",
      "namespace",
      ...dropping,
      ...casting,
      ...steering,
    ].flatMap((phrase) => phrase.replace(/~\d/g, "").match(/[a-z]{3,}/g) ?? []),
  ),
].sort((one, other) => other.length - one.length);
const knownWords = new RegExp(known.join("|"), "g");

/** Words whose letters stood apart, put together where the known ones begin. */
function respaced(plain: string): string {
  return plain
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .replace(knownWords, " $& ")
    .replace(/ +/g, " ");
}

/** Numbered parts, sums of texts, and lists of short ones. */
const pieces =
  /(?:[a-z_][_-]?(?:1|a|one)["']?\s?[:=]\s?["'].{0,400}?[a-z_][_-]?(?:2|b|two)["']?\s?[:=]\s?["'])|["'] ?(?:\+|\.\.|&|\|\|) ?["'].{0,200}?["'] ?(?:\+|\.\.|&|\|\|) ?["']|\[ ?"[^"\]]{1,24}"(?: ?, ?"[^"\]]{1,24}"){3}/;

function joined(plain: string): string {
  return Array.from(
    plain.matchAll(/"([^"]{0,400})"(?! ?[:=])|'([^']{0,400})'(?! ?[:=])/g),
    ([, double, single]) => double ?? single ?? "",
  ).join("");
}

function rot13(text: string): string {
  return text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97));
}
