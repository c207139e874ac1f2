/** Whether a quoted scalar over these lines is still open. */
export function isOpenQuote(texts: readonly string[]): boolean {
  const quote = texts[0]![0];
  if (quote !== '"' && quote !== "'") return false;
  return !closes(texts.at(-1)!, quote, texts.length === 1 ? 1 : 0);
}

function closes(text: string, quote: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    if (quote === '"' && text[at] === "\\") at++;
    else if (quote === "'" && text[at] === "'" && text[at + 1] === "'") at++;
    else if (text[at] === quote) return true;
  }
  return false;
}

/** Lines of one scalar as the one line that they mean. */
export function foldedText(texts: readonly string[]): string {
  if (texts.length === 1) return texts[0]!;
  return texts.reduce((folded, text) =>
    folded.endsWith("\\") ? folded.slice(0, -1) + text.replace(/^\\/, "") : `${folded} ${text}`,
  );
}

/** The value of a scalar: quoted text, an empty collection, null, boolean, number, else the text itself. */
export function scalarOf(text: string): unknown {
  const first = text[0];
  if (first === "'") return text.slice(1, closingQuote(text)).replaceAll("''", "'");
  if (first === '"') return unescaped(text.slice(1, closingQuote(text)));
  if (text === "{}") return {};
  if (text === "[]") return [];
  const comment = text.search(/ #/);
  return plainOf(comment < 0 ? text : text.slice(0, comment).trimEnd());
}

function closingQuote(text: string): number {
  const last = text.lastIndexOf(text[0]!);
  return last > 0 ? last : text.length;
}

function unescaped(inner: string): string {
  try {
    return JSON.parse(`"${inner.replace(/\\([^"\\/bfnrtu])/g, "$1")}"`) as string;
  } catch {
    return inner;
  }
}

function plainOf(text: string): unknown {
  if (text === "null" || text === "~" || text === "") return null;
  if (text === "true" || text === "false") return text === "true";
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) && text.length < 20 ? Number(text) : text;
}
