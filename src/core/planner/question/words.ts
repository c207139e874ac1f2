/** One word of a question. `after` is the punctuation between the word before and this one, without blanks. */
export type Word = {
  readonly text: string;
  readonly lower: string;
  /** It stood in quotes, whole. */
  readonly quoted: boolean;
  readonly after: string;
};

const longest = 4000;
/** What opens a quotation, and what closes it. */
export const quotes: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  "`": "`",
  "“": "”",
  "‘": "’",
  "«": "»",
  "„": "“",
};

/**
 * The words of a question: quoted pieces whole, the rest cut at blanks, punctuation of the sentence taken off the ends.
 * What names and labels are made of (`-`, `.`, `/`, `=`, `:` inside a word) stays. Reads the first 4,000 characters.
 */
export function wordsOf(text: string): readonly Word[] {
  const source = text
    .slice(0, longest)
    .replaceAll("’", "'")
    .replaceAll(/(?<=\s)(?:->|=>|→)(?=\s)/g, "to")
    .replaceAll(/(?<=\s)w\/o(?=\s)/gi, "without");
  const words: Word[] = [];
  let after = "";
  let at = 0;
  while (at < source.length) {
    const quoted = quotedAt(source, at);
    if (quoted !== null) {
      words.push({ text: quoted.text, lower: quoted.text.toLowerCase(), quoted: true, after });
      at = quoted.end;
      after = "";
    } else if (isBlank(source[at]!)) {
      at++;
    } else {
      const end = endOfChunk(source, at);
      const chunk = trimmed(source.slice(at, end));
      if (chunk.text === "") after += chunk.before + chunk.behind;
      else {
        words.push({ text: chunk.text, lower: lowerOf(chunk.text), quoted: false, after: after + chunk.before });
        after = chunk.behind;
      }
      at = end;
    }
  }
  return words;
}

/** Lower case; `arent` and `dont`, as people type them in a hurry, with the apostrophe that all patterns look for. */
function lowerOf(text: string): string {
  const lower = text.toLowerCase();
  return /^(?:is|are|was|were|do|does|did|has|have|had|could|should|would)nt$/.test(lower)
    ? `${lower.slice(0, -2)}n't`
    : lower;
}

function quotedAt(source: string, at: number): { text: string; end: number } | null {
  const close = quotes[source[at]!];
  if (close === undefined || (at > 0 && !/[\s(,[{:=]/.test(source[at - 1]!))) return null;
  const end = source.indexOf(close, at + 1);
  if (end < 0 || end - at > 200 || end === at + 1) return null;
  const next = source[end + 1];
  if (next !== undefined && /[\p{L}\p{N}]/u.test(next)) return null;
  return { text: source.slice(at + 1, end).trim(), end: end + 1 };
}

function isBlank(char: string): boolean {
  return char.trim() === "" || char === "\u200b";
}

function endOfChunk(source: string, start: number): number {
  let end = start;
  while (end < source.length && !isBlank(source[end]!)) end++;
  return end;
}

const leading = /^[("'`“”‘«„[{<>,;:!?¿¡*•#]+/;
const trailing = /(?:'s|[)"'`“”»\]}>,;:!?。，、？！…])$|\.$/;

function trimmed(chunk: string): { text: string; before: string; behind: string } {
  const before = chunk.startsWith("[redacted:") ? "" : (leading.exec(chunk)?.[0] ?? "");
  let text = chunk.slice(before.length);
  let behind = "";
  while (text !== "") {
    const cut = trailing.exec(text);
    if (cut === null || closesInside(text, cut[0])) break;
    if (cut[0] !== "'s") behind = cut[0] + behind;
    text = text.slice(0, cut.index);
  }
  if (/^[-–—]+$/.test(text) && text !== "--") return { text: "", before: `${before}${text}`, behind };
  return { text, before, behind };
}

const openers: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** The bracket at the end of `password=[redacted:value-1f]` or `items[0]` belongs to the word: it was opened inside. */
function closesInside(text: string, end: string): boolean {
  const opener = openers[end];
  return opener !== undefined && text.split(opener).length - 1 === text.split(end).length - 1;
}

/** Whether punctuation of a sentence stands before this word. */
export function startsClause(word: Word): boolean {
  return /[,;:.!?()–—]/.test(word.after) || /(^|[^\p{L}])-+$/u.test(word.after);
}
