import { RE2JS } from "re2js";
import { awkProgram } from "./awk-program.ts";
import type { Expression, Item, Place, Statement } from "./awk-syntax.ts";
import { arithmetic, bounded, compare, longest, number, textOf, truth, type Value } from "./awk-values.ts";
import { type Options, optionTable } from "./options.ts";
import { translate } from "./posix-pattern.ts";
import { sprintf } from "./printf.ts";
import type { Emit, Stage } from "./stage.ts";

export const awkTable = optionTable("F,field-separator: v,assign:");

/** `awk` as far as it selects, prints and counts; see `awkProgram` for what is understood. */
export function awk(options: Options): Stage {
  const [program] = options.operands;
  if (program === undefined) throw new Error("awk needs a program");
  const items = awkProgram(program);
  const machine = new Machine(items, options.value("F"), options.values("v"));
  return {
    line: (line, emit) => machine.record(line, emit),
    end: (emit) => machine.end(emit),
    isDone: () => false,
  };
}

const next = Symbol("next");

class Machine {
  private readonly variables = new Map<string, Value>();
  private readonly arrays = new Map<string, Map<string, Value>>();
  private readonly patterns = new Map<string, RE2JS>();
  private fields: Value[] = [""];
  private hasBegun = false;
  private readonly items: readonly Item[];

  constructor(items: readonly Item[], separator: string | undefined, assignments: readonly string[]) {
    this.items = items;
    const initial: readonly [string, Value][] = [
      ["FS", separator === "t" ? "\t" : (separator ?? " ")],
      ["OFS", " "],
      ["ORS", "\n"],
      ["NR", 0],
    ];
    for (const [name, value] of initial) this.variables.set(name, value);
    for (const text of assignments) {
      const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) ?? [];
      if (name === undefined) throw new Error(`awk -v takes name=value, not \`${text}\``);
      this.variables.set(name, { text: value! });
    }
    for (const item of items) checkPatterns(item, (pattern) => this.pattern(pattern));
  }

  record(line: string, emit: Emit): void {
    this.begin(emit);
    this.variables.set("NR", number(this.variables.get("NR") ?? 0) + 1);
    this.split(line);
    for (const { when, body } of this.items) {
      if (when === "begin" || when === "end" || (when !== null && !truth(this.value(when)))) continue;
      if (body === null) emit(textOf(this.fields[0]!));
      else if (this.run(body, emit) === next) return;
    }
  }

  end(emit: Emit): void {
    this.begin(emit);
    for (const { when, body } of this.items) if (when === "end") this.run(body ?? [], emit);
    if (this.pending !== "") emit(this.pending);
  }

  private begin(emit: Emit): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    for (const { when, body } of this.items) if (when === "begin") this.run(body ?? [], emit);
  }

  private split(line: string): void {
    const separator = textOf(this.variables.get("FS") ?? " ");
    const parts = separator === " " ? line.trim().split(/[ \t]+/) : this.splitBy(line, separator);
    const filled = line.trim() === "" && separator === " " ? [] : line === "" ? [] : parts;
    this.fields = [{ text: line }, ...filled.map((text) => ({ text }))];
    this.variables.set("NF", filled.length);
  }

  private splitBy(line: string, separator: string): readonly string[] {
    if (separator.length === 1 && separator !== "|" && separator !== "\\") return line.split(separator);
    return separator === "|" ? line.split("|") : (this.pattern(separator).split(line) as string[]);
  }

  private run(statements: readonly Statement[], emit: Emit): typeof next | undefined {
    for (const statement of statements) if (this.step(statement, emit) === next) return next;
    return undefined;
  }

  private step(statement: Statement, emit: Emit): typeof next | undefined {
    if (statement.kind === "next") return next;
    if (statement.kind === "print") this.print(statement.values, emit);
    else if (statement.kind === "printf") this.printf(statement.values, emit);
    else if (statement.kind === "expression") this.value(statement.value);
    else if (statement.kind === "if")
      return this.run(truth(this.value(statement.test)) ? statement.yes : statement.no, emit);
    else {
      for (const key of [...this.array(statement.array).keys()]) {
        this.variables.set(statement.name, { text: key });
        if (this.run(statement.body, emit) === next) return next;
      }
    }
    return undefined;
  }

  private pending = "";

  private print(values: readonly Expression[], emit: Emit): void {
    const texts = values.length === 0 ? [textOf(this.fields[0]!)] : values.map((value) => textOf(this.value(value)));
    this.write(texts.join(textOf(this.variables.get("OFS")!)) + textOf(this.variables.get("ORS")!), emit);
  }

  private printf(values: readonly Expression[], emit: Emit): void {
    const [format, ...rest] = values.map((value) => this.value(value));
    this.write(
      sprintf(
        textOf(format ?? ""),
        rest.map((value) => ({ text: textOf(value), number: number(value) })),
      ),
      emit,
    );
  }

  private write(text: string, emit: Emit): void {
    const lines = (this.pending + text).split("\n");
    this.pending = lines.pop()!;
    if (this.pending.length > longest) throw new Error("awk: a line grew too long");
    for (const line of lines) emit(line);
  }

  private value(expression: Expression): Value {
    switch (expression.kind) {
      case "number":
      case "string":
        return expression.value;
      case "pattern":
        return Number(this.pattern(expression.pattern).test(textOf(this.fields[0]!)));
      case "variable":
        return this.variables.get(expression.name) ?? { text: "" };
      case "field":
        return this.fields[this.index(expression.index)] ?? { text: "" };
      case "element":
        return this.array(expression.name).get(textOf(this.value(expression.index))) ?? { text: "" };
      case "unary":
        return this.unary(expression.operator, this.value(expression.operand));
      case "binary":
        return this.binary(expression.operator, expression.left, expression.right);
      case "choice":
        return this.value(truth(this.value(expression.test)) ? expression.yes : expression.no);
      case "assign":
        return this.assign(expression.place, expression.operator, this.value(expression.value), expression.givesOld);
      case "call":
        return this.call(expression.name, expression.args);
    }
  }

  private index(expression: Expression): number {
    const index = Math.trunc(number(this.value(expression)));
    if (index < 0 || index > 10_000) throw new Error(`awk: there is no field ${index}`);
    return index;
  }

  private unary(operator: string, value: Value): Value {
    if (operator === "!") return Number(!truth(value));
    if (operator === "()") return value;
    return operator === "-" ? -number(value) : number(value);
  }

  private binary(operator: string, left: Expression, right: Expression): Value {
    if (operator === "&&") return Number(truth(this.value(left)) && truth(this.value(right)));
    if (operator === "||") return Number(truth(this.value(left)) || truth(this.value(right)));
    if (operator === "in")
      return Number(right.kind === "variable" && this.array(right.name).has(textOf(this.value(left))));
    if (operator === "~" || operator === "!~") {
      const pattern = right.kind === "pattern" ? right.pattern : textOf(this.value(right));
      return Number(this.pattern(pattern).test(textOf(this.value(left))) === (operator === "~"));
    }
    const a = this.value(left);
    const b = this.value(right);
    if (operator === "concat") return bounded(textOf(a) + textOf(b));
    return arithmetic(operator, number(a), number(b)) ?? Number(compare(operator, a, b));
  }

  private assign(place: Place, operator: string, value: Value, givesOld: boolean): Value {
    const old = number(this.value(place));
    const result = operator === "" ? value : arithmetic(operator, old, number(value))!;
    if (place.kind === "variable") this.variables.set(place.name, result);
    else if (place.kind === "element") this.array(place.name).set(textOf(this.value(place.index)), result);
    else this.setField(this.index(place.index), result);
    return givesOld ? old : result;
  }

  private setField(index: number, value: Value): void {
    if (index === 0) {
      this.split(textOf(value));
      return;
    }
    while (this.fields.length <= index) this.fields.push("");
    this.fields[index] = value;
    this.variables.set("NF", this.fields.length - 1);
    const join = textOf(this.variables.get("OFS")!);
    this.fields[0] = {
      text: bounded(
        this.fields
          .slice(1)
          .map((field) => textOf(field))
          .join(join),
      ),
    };
  }

  private call(name: string, args: readonly Expression[]): Value {
    if (name === "sub" || name === "gsub") return this.substitute(name === "gsub", args);
    if (name === "length" && args[0]?.kind === "variable" && this.arrays.has(args[0].name))
      return this.array(args[0].name).size;
    const values = args.map((arg) => this.value(arg));
    const first = textOf(values[0] ?? this.fields[0]!);
    if (name === "length") return first.length;
    if (name === "toupper") return first.toUpperCase();
    if (name === "tolower") return first.toLowerCase();
    if (name === "int") return Math.trunc(number(values[0] ?? 0));
    if (name === "index") return first.indexOf(textOf(values[1] ?? "")) + 1;
    if (name === "substr") {
      const start = Math.round(number(values[1] ?? 1)) - 1;
      const end = values[2] === undefined ? first.length : start + Math.round(number(values[2]));
      return first.slice(Math.max(0, start), Math.max(0, end));
    }
    return bounded(
      sprintf(
        first,
        values.slice(1).map((value) => ({ text: textOf(value), number: number(value) })),
      ),
    );
  }

  private substitute(isAll: boolean, args: readonly Expression[]): Value {
    const [what, by, where] = args;
    const pattern = this.pattern(what!.kind === "pattern" ? what!.pattern : textOf(this.value(what!)));
    const place = (where ?? { kind: "field", index: { kind: "number", value: 0 } }) as Place;
    const replacement = RE2JS.quoteReplacement(textOf(this.value(by!)));
    const matcher = pattern.matcher(textOf(this.value(place)));
    const text = isAll ? matcher.replaceAll(replacement) : matcher.replaceFirst(replacement);
    this.assign(place, "", { text: bounded(text as string) }, false);
    return 1;
  }

  private array(name: string): Map<string, Value> {
    const known = this.arrays.get(name) ?? new Map<string, Value>();
    this.arrays.set(name, known);
    return known;
  }

  private pattern(text: string): RE2JS {
    const known = this.patterns.get(text) ?? RE2JS.compile(translate(text, "extended"));
    if (this.patterns.size < 100) this.patterns.set(text, known);
    return known;
  }
}

/** Compiles every pattern that is written out, so that a malformed one is refused before anything runs. */
function checkPatterns(part: unknown, compile: (pattern: string) => void): void {
  if (typeof part !== "object" || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === "pattern" && typeof value === "string") compile(value);
    else checkPatterns(value, compile);
  }
}
