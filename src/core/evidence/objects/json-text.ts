import { lineOfPath, type TextNode } from "./text-node.ts";

/** A JSON value with the line (index from 0) where it begins, and where in it a path lies. */
export type JsonText = {
  readonly value: unknown;
  readonly from: number;
  lineOf(path: readonly string[]): number | undefined;
};

/**
 * The values of a text: one, or several one after the other, each from the left edge, as `jq` prints them. Of one that was cut short,
 * what stands before the cut. Lines are counted when the first one is cited.
 */
export function readJsonTexts(text: string): readonly JsonText[] {
  const value = parsed(text);
  if (value === undefined) {
    return new JsonReader(text)
      .readAll()
      .map((node) => ({ value: node.value, from: node.line, lineOf: (path) => lineOfPath(node, path) }));
  }
  let root: TextNode | undefined;
  const lineOf = (path: readonly string[]) => {
    root ??= new JsonReader(text).read();
    return lineOfPath(root, path);
  };
  return [{ value, from: 0, lineOf }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const deepest = 200;
const mostTexts = 5000;

/** Reads JSON with line numbers, and forgives what shortened pastes do: a cut end, missing commas, `...`. */
class JsonReader {
  readonly #text: string;
  #at = 0;
  #line = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): TextNode {
    return this.#value("", 0) ?? { value: undefined, line: 0, step: "" };
  }

  /** Every value that begins at the left edge; what stands between them is passed over. */
  readAll(): readonly TextNode[] {
    const nodes: TextNode[] = [];
    while (nodes.length < mostTexts) {
      const node = this.#value("", 0);
      if (node?.children !== undefined) nodes.push(node);
      if (!this.#toNext()) break;
    }
    return nodes.length > 0 ? nodes : [{ value: undefined, line: 0, step: "" }];
  }

  /** Goes to the next line that begins with a bracket. */
  #toNext(): boolean {
    for (; this.#at < this.#text.length; this.#at++) {
      if (this.#text.charCodeAt(this.#at) !== 10) continue;
      this.#line++;
      const code = this.#text.charCodeAt(this.#at + 1);
      if (code !== 123 && code !== 91) continue;
      this.#at++;
      return true;
    }
    return false;
  }

  /** Skips blanks, line ends, commas and dots, and gives the code of what comes then; NaN at the end. */
  #skip(): number {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 10) this.#line++;
      else if (code !== 32 && code !== 44 && code !== 9 && code !== 13 && code !== 46 && code !== 0x2026) return code;
      this.#at++;
    }
  }

  #value(step: string, depth: number, line?: number): TextNode | undefined {
    const code = this.#skip();
    const node: TextNode = { value: undefined, line: line ?? this.#line, step };
    if (depth > deepest) return undefined;
    if (code === 123) this.#members(node, depth);
    else if (code === 91) this.#entries(node, depth);
    else if (code === 34) node.value = this.#string();
    else if (!this.#literal(node)) return undefined;
    return node;
  }

  #members(node: TextNode, depth: number): void {
    this.#at++;
    const fields: { [key: string]: unknown } = {};
    node.value = fields;
    node.children = [];
    for (;;) {
      const code = this.#skip();
      if (code === 125) this.#at++;
      if (code !== 34) return;
      const line = this.#line;
      const key = this.#string();
      if (this.#skip() !== 58) return;
      this.#at++;
      const child = this.#value(key, depth + 1, line);
      if (child === undefined) return;
      if (key === "__proto__") continue;
      node.children.push(child);
      fields[key] = child.value;
    }
  }

  #entries(node: TextNode, depth: number): void {
    this.#at++;
    const values: unknown[] = [];
    node.value = values;
    node.children = [];
    while (this.#skip() !== 93) {
      const child = this.#value(String(values.length), depth + 1);
      if (child === undefined) return;
      node.children.push(child);
      values.push(child.value);
    }
    this.#at++;
  }

  /** A string from its opening quote; a line break in it (not JSON, but pasted) ends it. */
  #string(): string {
    const start = ++this.#at;
    let isPlain = true;
    for (; this.#at < this.#text.length; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 92) {
        isPlain = false;
        this.#at++;
      } else if (code === 34 || code === 10) break;
    }
    const inner = this.#text.slice(start, this.#at);
    if (this.#text.charCodeAt(this.#at) === 34) this.#at++;
    return isPlain ? inner : unescaped(inner);
  }

  #literal(node: TextNode): boolean {
    const start = this.#at;
    while (/[\w+.-]/.test(this.#text[this.#at] ?? "")) this.#at++;
    const word = this.#text.slice(start, this.#at);
    if (word === "true" || word === "false") node.value = word === "true";
    else if (word === "null") node.value = null;
    else if (word !== "" && Number.isFinite(Number(word))) node.value = Number(word);
    else return false;
    return true;
  }
}

function unescaped(inner: string): string {
  try {
    return JSON.parse(`"${inner}"`) as string;
  } catch {
    return inner;
  }
}
