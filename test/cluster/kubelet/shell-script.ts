/** A script as the little shell of the simulated kubelet understands it. */
export type Statement =
  | { readonly kind: "command"; readonly words: readonly Word[] }
  | { readonly kind: "and" | "or" | "then"; readonly left: Statement; readonly right: Statement }
  | { readonly kind: "loop"; readonly until: boolean; readonly condition: Statement; readonly body: Statement }
  | { readonly kind: "if"; readonly condition: Statement; readonly body: Statement; readonly otherwise?: Statement };
/** Text of a word; variables are filled in unless it was in single quotes. */
export type Word = { readonly text: string; readonly literal: boolean };
type Token = Word & { readonly operator: boolean };

/** Parses `;`, `&&`, `||`, `while`, `until`, `if` and plain commands. Throws on what it does not understand. */
export function parseScript(text: string): Statement {
  const tokens = tokenize(text);
  let at = 0;
  const isWord = (word: string) => tokens[at]?.operator === false && !tokens[at]!.literal && tokens[at]!.text === word;
  const isOperator = (operator: string) => tokens[at]?.operator === true && tokens[at]!.text === operator;

  function list(...ends: string[]): Statement {
    let statement: Statement | undefined;
    for (;;) {
      while (isOperator(";")) at += 1;
      if (at >= tokens.length || ends.some(isWord)) break;
      const next = chain();
      statement = statement === undefined ? next : { kind: "then", left: statement, right: next };
    }
    return statement ?? { kind: "command", words: [] };
  }
  function chain(): Statement {
    let left = single();
    while (isOperator("&&") || isOperator("||")) {
      const kind = tokens[at++]!.text === "&&" ? "and" : "or";
      left = { kind, left, right: single() };
    }
    return left;
  }
  function single(): Statement {
    if (isWord("while") || isWord("until")) {
      const until = tokens[at++]!.text === "until";
      const condition = list("do");
      expect("do");
      const body = list("done");
      expect("done");
      return { kind: "loop", until, condition, body };
    }
    if (isWord("if")) return branch();
    const words: Word[] = [];
    while (at < tokens.length && !tokens[at]!.operator) words.push(tokens[at++]!);
    if (words.length === 0) throw new Error(`the script of a container is not understood: ${text}`);
    return { kind: "command", words };
  }
  function branch(): Statement {
    expect("if");
    const condition = list("then");
    expect("then");
    const body = list("else", "fi");
    const hasElse = isWord("else");
    if (hasElse) at += 1;
    const otherwise = hasElse ? list("fi") : undefined;
    expect("fi");
    return otherwise === undefined ? { kind: "if", condition, body } : { kind: "if", condition, body, otherwise };
  }
  function expect(word: string): void {
    if (!isWord(word)) throw new Error(`the script of a container lacks "${word}": ${text}`);
    at += 1;
  }
  return list();
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /(#[^\n]*)|(\|\||&&|;|\n|&|\|)|((?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s;&|'"\\])+)/gs;
  for (const [, comment, operator, word] of text.matchAll(pattern)) {
    if (comment !== undefined) continue;
    if (operator !== undefined)
      tokens.push({ text: operator === "\n" || operator === "&" ? ";" : operator, literal: false, operator: true });
    else if (word !== undefined) tokens.push({ text: unquote(word), literal: word.startsWith("'"), operator: false });
  }
  return tokens;
}

function unquote(word: string): string {
  return word.replace(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs,
    (_, single, double, escaped) => single ?? double?.replace(/\\([$"\\`])/g, "$1") ?? escaped,
  );
}
