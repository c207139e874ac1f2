import { RE2JS } from "re2js";

export type Dialect = "basic" | "extended" | "fixed" | "perl";

/**
 * A grep pattern in the syntax of RE2, whose time grows linearly with the text, whatever the pattern: patterns come from outside.
 * Throws when the pattern is malformed or needs backtracking (back-references).
 */
export function translate(pattern: string, dialect: Dialect): string {
  if (dialect === "fixed") return RE2JS.quote(pattern);
  return dialect === "perl" ? pattern : new Translator(pattern, dialect === "extended").run();
}

/** Rewrites POSIX syntax (with GNU's `\|`, `\+`, `\?`, `\<`, `\w`) to RE2's. */
class Translator {
  private at = 0;
  /** At the start of an expression or alternative, where `*` is a plain character and `^` an anchor. */
  private atStart = true;
  private readonly pattern: string;
  private readonly extended: boolean;

  constructor(pattern: string, extended: boolean) {
    this.pattern = pattern;
    this.extended = extended;
  }

  run(): string {
    let out = "";
    while (this.at < this.pattern.length) out += this.step();
    return out;
  }

  private step(): string {
    const char = this.pattern[this.at]!;
    if (char === "[") return this.bracket();
    if (char === "\\") return this.backslash();
    this.at += 1;
    if (char === "*") return this.atStart ? this.literal("*") : this.quantifier("*");
    if (char === ".") return this.push(".");
    if (char === "^") return this.caret();
    if (char === "$") return this.dollar();
    return this.extended ? this.operator(char) : this.literal(char);
  }

  private operator(char: string): string {
    if (char === "(") return this.open("(");
    if (char === "|") return this.open("|");
    if (char === ")") return this.push(")");
    if (char === "{") return this.interval("}");
    if ((char === "+" || char === "?") && !this.atStart) return this.quantifier(char);
    return this.literal(char);
  }

  private backslash(): string {
    const next = this.pattern[this.at + 1];
    this.at += 2;
    if (next === undefined) throw new Error("trailing backslash");
    if (/[1-9]/.test(next)) throw new Error(`the back-reference \\${next} would need backtracking`);
    if (next === "<" || next === ">") return this.push("\\b");
    if (/[bBwWsS]/.test(next)) return this.push(`\\${next}`);
    if (!this.extended && "(|){+?".includes(next)) return this.basicOperator(next);
    return this.literal(next);
  }

  private basicOperator(char: string): string {
    if (char === "(" || char === "|") return this.open(char);
    if (char === ")") return this.push(")");
    if (char === "{") return this.interval("\\}");
    return this.atStart ? this.literal(char) : this.quantifier(char);
  }

  private caret(): string {
    const isAnchor = this.extended || this.atStart;
    return isAnchor ? "^" : this.literal("^");
  }

  private dollar(): string {
    const rest = this.pattern.slice(this.at);
    const isAnchor = this.extended || rest === "" || rest.startsWith("\\)") || rest.startsWith("\\|");
    return isAnchor ? this.push("$") : this.literal("$");
  }

  private interval(close: string): string {
    const rest = this.pattern.slice(this.at);
    const bounds = /^(\d*)(,?)(\d*)/.exec(rest)!;
    const isInterval = bounds[0] !== "" && bounds[0] !== "," && rest.slice(bounds[0].length).startsWith(close);
    if (!isInterval || this.atStart) return this.literal("{");
    this.at += bounds[0].length + close.length;
    return `{${bounds[1] === "" ? "0" : bounds[1]}${bounds[2]}${bounds[3]}}`;
  }

  private bracket(): string {
    const start = this.at;
    this.at += 1;
    let set = "[";
    if (this.pattern[this.at] === "^") set += this.pattern[this.at++];
    for (let first = true; this.pattern[this.at] !== "]" || first; first = false) {
      const char = this.pattern[this.at];
      if (char === undefined) throw new Error(`the bracket at ${start} is never closed`);
      const named = /^\[:\^?[a-z]+:\]/.exec(this.pattern.slice(this.at));
      if (/^\[[.=]/.test(this.pattern.slice(this.at))) throw new Error("collating classes are not understood");
      this.at += named?.[0].length ?? 1;
      set += named?.[0] ?? ("[]\\^&~".includes(char) ? `\\${char}` : char);
    }
    this.at += 1;
    return this.push(`${set}]`);
  }

  private open(text: string): string {
    this.atStart = true;
    return text;
  }

  private quantifier(text: string): string {
    return text;
  }

  private push(text: string): string {
    this.atStart = false;
    return text;
  }

  private literal(char: string): string {
    return this.push(RE2JS.quote(char));
  }
}
