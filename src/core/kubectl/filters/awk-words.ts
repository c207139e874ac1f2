/** A piece of an awk program. `text` of a string or pattern is its content. */
export type AwkWord = {
  readonly kind: "number" | "string" | "pattern" | "name" | "operator" | "newline";
  readonly text: string;
};

const operators = "&& || == != <= >= !~ += -= *= /= %= ++ -- { } ( ) [ ] ; , + - * / % ^ ! < > ~ = $ ? :".split(" ");

/** Cuts an awk program into its pieces. Throws at a piece that no awk program understood here has (`|`, `@`, ...). */
export function awkWords(program: string): readonly AwkWord[] {
  const found: AwkWord[] = [];
  for (let at = 0; at < program.length; ) {
    const rest = program.slice(at);
    const skipped = /^(?:[ \t\r]|\\\r?\n|#[^\n]*)+/.exec(rest);
    if (skipped !== null) {
      at += skipped[0].length;
      continue;
    }
    const [word, length] = nextWord(rest, found.at(-1));
    found.push(word);
    at += length;
  }
  return found;
}

function nextWord(rest: string, before: AwkWord | undefined): readonly [AwkWord, number] {
  if (rest[0] === "\n") return [{ kind: "newline", text: ";" }, 1];
  if (rest[0] === '"') return quoted(rest);
  if (rest[0] === "/" && !endsOperand(before)) return pattern(rest);
  const number = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(rest);
  if (number !== null) return [{ kind: "number", text: number[0] }, number[0].length];
  const name = /^[A-Za-z_]\w*/.exec(rest);
  if (name !== null) return [{ kind: "name", text: name[0] }, name[0].length];
  const operator = operators.find((text) => rest.startsWith(text));
  if (operator === undefined) throw new Error(`awk: \`${rest[0]}\` is not understood here`);
  return [{ kind: "operator", text: operator }, operator.length];
}

/** Whether a `/` behind this word divides. */
function endsOperand(word: AwkWord | undefined): boolean {
  if (word === undefined) return false;
  if (word.kind === "operator") return word.text === ")" || word.text === "]";
  return (
    word.kind === "number" ||
    word.kind === "string" ||
    (word.kind === "name" && !["print", "printf", "in"].includes(word.text))
  );
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["\\", "\\"],
  ['"', '"'],
  ["/", "/"],
]);

function quoted(rest: string): readonly [AwkWord, number] {
  let text = "";
  for (let at = 1; at < rest.length; at++) {
    const char = rest[at]!;
    if (char === '"') return [{ kind: "string", text }, at + 1];
    if (char !== "\\") text += char;
    else {
      at += 1;
      text += escapes.get(rest[at] ?? "") ?? `\\${rest[at] ?? ""}`;
    }
  }
  throw new Error("awk: a string is never closed");
}

function pattern(rest: string): readonly [AwkWord, number] {
  const match = /^\/((?:[^\\/\n]|\\.)*)\//.exec(rest);
  if (match === null) throw new Error("awk: a pattern is never closed");
  return [{ kind: "pattern", text: match[1]!.replaceAll("\\/", "/") }, match[0].length];
}
