import type { Expression, Item, Place, Statement } from "./awk-syntax.ts";
import { type AwkWord, awkWords } from "./awk-words.ts";

/** Functions that may be called; each with the most arguments it takes. */
const functions: ReadonlyMap<string, number> = new Map([
  ["length", 1],
  ["substr", 3],
  ["index", 2],
  ["toupper", 1],
  ["tolower", 1],
  ["int", 1],
  ["sprintf", 20],
  ["sub", 3],
  ["gsub", 3],
]);

const refused = new Set(
  "while do for function func getline system close fflush delete exit return printf print next nextfile".split(" "),
);

/**
 * Reads the part of awk that selects, prints and counts: patterns, `print`, `printf`, `if`, `for (k in a)`, assignments. Without loops,
 * functions, files and processes, so that every program ends. Throws with the piece that is not understood.
 */
export function awkProgram(text: string): readonly Item[] {
  return new Reader(awkWords(text)).program();
}

class Reader {
  private at = 0;
  private depth = 0;
  private readonly words: readonly AwkWord[];

  constructor(words: readonly AwkWord[]) {
    this.words = words;
  }

  program(): readonly Item[] {
    const items: Item[] = [];
    for (this.skip(); this.at < this.words.length; this.skip()) items.push(this.item());
    return items;
  }

  private item(): Item {
    if (this.peek("{")) return { when: null, body: this.block() };
    for (const when of ["BEGIN", "END"]) {
      if (this.take(when)) return { when: when === "BEGIN" ? "begin" : "end", body: this.block() };
    }
    const when = this.expression();
    return { when, body: this.peek("{") ? this.block() : null };
  }

  private block(): readonly Statement[] {
    this.want("{");
    const statements: Statement[] = [];
    for (this.skip(); !this.take("}"); this.skip()) statements.push(this.statement());
    return statements;
  }

  private body(): readonly Statement[] {
    while (this.words[this.at]?.kind === "newline") this.at += 1;
    return this.peek("{") ? this.block() : [this.statement()];
  }

  private statement(): Statement {
    if (++this.depth > 50) throw new Error("awk: nested too deeply");
    const read = this.plainStatement();
    this.depth -= 1;
    return read;
  }

  private plainStatement(): Statement {
    if (this.take("print")) return { kind: "print", values: this.printed() };
    if (this.take("printf")) return { kind: "printf", values: this.printed() };
    if (this.take("next")) return { kind: "next" };
    if (this.take("if")) return this.condition();
    if (this.take("for")) return this.each();
    return { kind: "expression", value: this.expression() };
  }

  private condition(): Statement {
    this.want("(");
    const test = this.expression();
    this.want(")");
    const yes = this.body();
    const back = this.at;
    this.skip();
    if (this.take("else")) return { kind: "if", test, yes, no: this.body() };
    this.at = back;
    return { kind: "if", test, yes, no: [] };
  }

  private each(): Statement {
    this.want("(");
    const name = this.name();
    if (!this.take("in")) throw new Error("awk: only `for (key in array)` is understood");
    const array = this.name();
    this.want(")");
    return { kind: "each", name, array, body: this.body() };
  }

  /** What `print` takes; `>` and `|` behind it would write elsewhere and are left for the caller to stumble over. */
  private printed(): readonly Expression[] {
    if (this.atEnd()) return [];
    const back = this.at;
    if (this.take("(")) {
      const values = this.list();
      this.want(")");
      if (this.atEnd()) return values;
      this.at = back;
    }
    const values = this.list(true);
    if (!this.atEnd()) throw new Error(`awk: \`${this.words[this.at]!.text}\` behind print is not understood here`);
    return values;
  }

  private list(isPrinted = false): Expression[] {
    const values = [this.expression(isPrinted)];
    while (this.take(",")) values.push(this.expression(isPrinted));
    return values;
  }

  private expression(isPrinted = false): Expression {
    if (++this.depth > 50) throw new Error("awk: nested too deeply");
    const left = this.choice(isPrinted);
    const operator = ["=", "+=", "-=", "*=", "/=", "%="].find((text) => this.peek(text));
    if (operator !== undefined && !isPlace(left)) throw new Error("awk: only a variable or a field can be assigned");
    const read = operator === undefined || !isPlace(left) ? left : this.assignment(left, operator);
    this.depth -= 1;
    return read;
  }

  private assignment(place: Place, operator: string): Expression {
    this.at += 1;
    const value = this.expression();
    return { kind: "assign", place, operator: operator.slice(0, -1), value, givesOld: false };
  }

  private choice(isPrinted: boolean): Expression {
    const test = this.binary(0, isPrinted);
    if (!this.take("?")) return test;
    const yes = this.expression(isPrinted);
    this.want(":");
    return { kind: "choice", test, yes, no: this.expression(isPrinted) };
  }

  private binary(level: number, isPrinted: boolean): Expression {
    const operators = levels[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1, isPrinted);
    for (;;) {
      const operator = this.operatorOf(operators, isPrinted);
      if (operator === null) return left;
      left = { kind: "binary", operator, left, right: this.binary(level + 1, isPrinted) };
    }
  }

  private operatorOf(operators: readonly string[], isPrinted: boolean): string | null {
    if (operators.includes("concat")) return this.startsOperand() ? "concat" : null;
    const operator = operators.find((text) => this.peek(text));
    if (operator === undefined || (operator === ">" && isPrinted)) return null;
    this.at += 1;
    return operator;
  }

  private startsOperand(): boolean {
    const word = this.words[this.at];
    if (word === undefined || word.kind === "newline") return false;
    if (word.kind === "operator") return ["$", "("].includes(word.text);
    return !(word.kind === "name" && (word.text === "in" || word.text === "else"));
  }

  private unary(): Expression {
    const operator = ["!", "-", "+"].find((text) => this.peek(text));
    if (operator !== undefined) {
      this.at += 1;
      if (++this.depth > 50) throw new Error("awk: nested too deeply");
      const operand = this.unary();
      this.depth -= 1;
      return { kind: "unary", operator, operand };
    }
    const base = this.postfix();
    if (!this.take("^")) return base;
    return { kind: "binary", operator: "^", left: base, right: this.unary() };
  }

  private postfix(): Expression {
    const before = ["++", "--"].find((text) => this.take(text));
    const operand = this.primary();
    const after = before === undefined ? ["++", "--"].find((text) => this.peek(text)) : undefined;
    const operator = before ?? after;
    if (operator === undefined) return operand;
    if (!isPlace(operand)) throw new Error(`awk: \`${operator}\` needs a variable or a field`);
    if (after !== undefined) this.at += 1;
    const one: Expression = { kind: "number", value: 1 };
    return { kind: "assign", place: operand, operator: operator[0]!, value: one, givesOld: after !== undefined };
  }

  private primary(): Expression {
    const word = this.words[this.at++];
    if (word === undefined) throw new Error("awk: the program ends too early");
    if (word.kind === "number") return { kind: "number", value: Number(word.text) };
    if (word.kind === "string") return { kind: "string", value: word.text };
    if (word.kind === "pattern") return { kind: "pattern", pattern: word.text };
    if (word.kind === "name") return this.named(word.text);
    if (word.text === "$") return { kind: "field", index: this.fieldIndex() };
    if (word.text !== "(") throw new Error(`awk: \`${word.text}\` is not understood here`);
    const inner = this.expression();
    this.want(")");
    return isPlace(inner) ? { kind: "unary", operator: "()", operand: inner } : inner;
  }

  private fieldIndex(): Expression {
    if (++this.depth > 50) throw new Error("awk: nested too deeply");
    const index = this.primary();
    this.depth -= 1;
    return index;
  }

  private named(name: string): Expression {
    const most = functions.get(name);
    if (most !== undefined) return this.call(name, most);
    if (refused.has(name) || this.peek("(")) throw new Error(`awk: \`${name}\` is not run here`);
    if (!this.take("[")) return { kind: "variable", name };
    const index = this.expression();
    this.want("]");
    return { kind: "element", name, index };
  }

  private call(name: string, most: number): Expression {
    if (name === "length" && !this.peek("(")) return { kind: "call", name, args: [] };
    this.want("(");
    const args = this.peek(")") ? [] : this.list();
    this.want(")");
    if (args.length > most) throw new Error(`awk: ${name} takes at most ${most} arguments`);
    const target = args[2];
    if ((name === "sub" || name === "gsub") && (args.length < 2 || (target !== undefined && !isPlace(target)))) {
      throw new Error(`awk: ${name} takes a pattern, a replacement and a variable or field`);
    }
    return { kind: "call", name, args };
  }

  private name(): string {
    const word = this.words[this.at++];
    if (word?.kind !== "name") throw new Error("awk: a name is missing");
    return word.text;
  }

  private peek(text: string): boolean {
    const word = this.words[this.at];
    return (word?.kind === "operator" || word?.kind === "name") && word.text === text;
  }

  private take(text: string): boolean {
    const is = this.peek(text);
    if (is) this.at += 1;
    return is;
  }

  private want(text: string): void {
    if (!this.take(text))
      throw new Error(`awk: \`${text}\` is missing before \`${this.words[this.at]?.text ?? "the end"}\``);
  }

  private atEnd(): boolean {
    const word = this.words[this.at];
    return word === undefined || word.kind === "newline" || this.peek(";") || this.peek("}") || this.peek("else");
  }

  private skip(): void {
    while (this.words[this.at]?.kind === "newline" || this.peek(";")) this.at += 1;
  }
}

/** Loosest first. */
const levels: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["in"],
  ["~", "!~"],
  ["<", "<=", "==", "!=", ">", ">="],
  ["concat"],
  ["+", "-"],
  ["*", "/", "%"],
];

function isPlace(expression: Expression): expression is Place {
  return expression.kind === "variable" || expression.kind === "field" || expression.kind === "element";
}
