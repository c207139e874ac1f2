import { entryName } from "./field-values.ts";

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
  return (path) => {
    let node: JsonNode | undefined = root;
    for (const step of path) {
      node = node?.children?.find((child) => child.step === step || child.name === step);
      if (node === undefined) return undefined;
    }
    return node.line;
  };
}

type JsonNode = {
  value: unknown;
  readonly line: number;
  readonly step: string;
  name?: string | undefined;
  children?: JsonNode[];
};

const deepest = 200;

/** Reads JSON with line numbers, and forgives what shortened pastes do: a cut end, missing commas, `...`. */
class JsonReader {
  readonly #text: string;
  #at = 0;
  #line = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonNode {
    return this.#value("", 0) ?? { value: undefined, line: 0, step: "" };
  }

  #skip(): void {
    for (;;) {
      const char = this.#text[this.#at];
      if (char === "\n") this.#line++;
      else if (char === undefined || !/[\s,.…]/.test(char)) return;
      this.#at++;
    }
  }

  #value(step: string, depth: number, line?: number): JsonNode | undefined {
    this.#skip();
    const node: JsonNode = { value: undefined, line: line ?? this.#line, step };
    const char = this.#text[this.#at];
    if (char === undefined || depth > deepest) return undefined;
    if (char === "{") this.#members(node, depth);
    else if (char === "[") this.#entries(node, depth);
    else if (char === '"') node.value = this.#string();
    else if (!this.#literal(node)) return undefined;
    return node;
  }

  #members(node: JsonNode, depth: number): void {
    this.#at++;
    const fields: { [key: string]: unknown } = {};
    node.value = fields;
    node.children = [];
    for (;;) {
      this.#skip();
      if (this.#text[this.#at] === "}") return void this.#at++;
      if (this.#text[this.#at] !== '"') return;
      const line = this.#line;
      const key = this.#string();
      this.#skip();
      if (this.#text[this.#at] !== ":") return;
      this.#at++;
      const child = this.#value(key, depth + 1, line);
      if (child === undefined) return;
      node.children.push(child);
      if (key !== "__proto__") fields[key] = child.value;
    }
  }

  #entries(node: JsonNode, depth: number): void {
    this.#at++;
    const values: unknown[] = [];
    node.value = values;
    node.children = [];
    for (;;) {
      this.#skip();
      if (this.#text[this.#at] === "]") return void this.#at++;
      const child = this.#value(String(values.length), depth + 1);
      if (child === undefined) return;
      child.name = entryName(child.value);
      node.children.push(child);
      values.push(child.value);
    }
  }

  /** A string from its opening quote; a line break in it (not JSON, but pasted) ends it. */
  #string(): string {
    const start = this.#at++;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at]!;
      if (char === "\\") this.#at++;
      else if (char === '"' || char === "\n") break;
      this.#at++;
    }
    const inner = this.#text.slice(start + 1, this.#at);
    if (this.#text[this.#at] === '"') this.#at++;
    try {
      return JSON.parse(`"${inner}"`) as string;
    } catch {
      return inner;
    }
  }

  #literal(node: JsonNode): boolean {
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
