import { lineOfPath, type TextNode } from "./text-node.ts";

/** The value of a JSON text; of one that was cut short, what stands before the cut; undefined when there is nothing. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return new JsonReader(text).read().value;
  }
}

/** Where in a JSON text a path lies: gives the line (index from 0) of its key. */
export function jsonLines(text: string): (path: readonly string[]) => number | undefined {
  const root = new JsonReader(text).read();
  return (path) => lineOfPath(root, path);
}

const deepest = 200;

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
