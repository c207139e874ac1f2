import type { TextNode } from "./text-node.ts";
import { foldedText, isOpenQuote, scalarOf } from "./yaml-scalar.ts";

const deepest = 100;

/**
 * Reads the documents of a YAML text as kubectl prints it: block maps and lists, scalars of every style. Line by line, so that a
 * large or shortened text costs no more than its length, and each value has its line. Lines that make no sense (`...`, a cut end)
 * are left out. undefined when the text uses what kubectl never prints: anchors, aliases, tags, complex keys, flow collections.
 */
export function readYaml(lines: readonly string[]): readonly TextNode[] | undefined {
  const documents: TextNode[] = [];
  let start = 0;
  for (let index = 0; index <= lines.length; index++) {
    if (index < lines.length && !/^---(?:\s|$)/.test(lines[index]!)) continue;
    const reader = new YamlReader(lines, start, index);
    const document = reader.read();
    if (reader.isUnusual) return undefined;
    if (document !== undefined) documents.push(document);
    start = index + 1;
  }
  return documents;
}

type Row = { readonly indent: number; readonly content: string; readonly line: number };

class YamlReader {
  isUnusual = false;
  readonly #lines: readonly string[];
  readonly #end: number;
  #at: number;
  #row: Row | undefined;

  constructor(lines: readonly string[], from: number, to: number) {
    this.#lines = lines;
    this.#at = from;
    this.#end = to;
    this.#next();
  }

  read(): TextNode | undefined {
    return this.#row === undefined ? undefined : this.#block("", this.#row.line, 0);
  }

  /** Steps to the next line with something on it. */
  #next(): void {
    this.#row = undefined;
    while (this.#at < this.#end) {
      const line = this.#at++;
      const text = this.#lines[line]!;
      let indent = 0;
      while (text.charCodeAt(indent) === 32) indent++;
      const first = text.charCodeAt(indent);
      if (indent === text.length || first === 35 || first === 9 || first === 13) continue;
      const content = text.slice(indent).trimEnd();
      if (content === "..." || content === "…") continue;
      this.#row = { indent, content, line };
      return;
    }
  }

  #block(step: string, line: number, depth: number): TextNode {
    const node: TextNode = { value: null, line, step, children: [] };
    const { indent, content } = this.#row!;
    if (depth > deepest) this.#next();
    else if (isItem(content)) this.#items(node, indent, depth);
    else if (keyEnd(content) >= 0) this.#members(node, indent, depth);
    else {
      node.value = this.#scalar(content, indent - 1);
    }
    return node;
  }

  #members(node: TextNode, indent: number, depth: number): void {
    const fields: { [key: string]: unknown } = {};
    node.value = fields;
    while (this.#row !== undefined && this.#row.indent >= indent) {
      const { content, line } = this.#row;
      const end = this.#row.indent === indent && !isItem(content) ? keyEnd(content) : -1;
      if (end < 0) {
        if (this.#row.indent === indent && isItem(content)) return;
        this.#next();
        continue;
      }
      const key = keyOf(content.slice(0, end));
      const child = this.#value(key, content.slice(end + 1).trim(), indent, line, depth);
      if (key === "__proto__") continue;
      node.children!.push(child);
      fields[key] = child.value;
    }
  }

  /** What stands behind a key: on its line, or in the lines below. */
  #value(step: string, rest: string, indent: number, line: number, depth: number): TextNode {
    if (rest !== "" && !rest.startsWith("#")) return { value: this.#scalar(rest, indent), line, step };
    this.#next();
    const below = this.#row;
    const hasBlock =
      below !== undefined && (below.indent > indent || (below.indent === indent && isItem(below.content)));
    if (!hasBlock) return { value: null, line, step };
    return this.#block(step, line, depth + 1);
  }

  #items(node: TextNode, indent: number, depth: number): void {
    const values: unknown[] = [];
    node.value = values;
    while (this.#row !== undefined && this.#row.indent >= indent) {
      const { content, line } = this.#row;
      if (this.#row.indent !== indent || !isItem(content)) {
        if (this.#row.indent === indent) return;
        this.#next();
        continue;
      }
      const inner = content.slice(1).trimStart();
      const step = String(values.length);
      const child =
        inner === ""
          ? this.#value(step, "", indent, line, depth)
          : this.#item(step, inner, indent + content.length - inner.length, line, depth);
      node.children!.push(child);
      values.push(child.value);
    }
  }

  /** An entry that begins behind its dash: as if it stood on a line of its own. */
  #item(step: string, inner: string, indent: number, line: number, depth: number): TextNode {
    this.#row = { indent, content: inner, line };
    return this.#block(step, line, depth + 1);
  }

  /** A scalar that begins on this line and may go on below, where lines are indented deeper than `indent`. */
  #scalar(first: string, indent: number): unknown {
    if (/^(?:[&*!?]\S|[{[][^\]}]*[^\s\]}])/.test(first)) this.isUnusual = true;
    const block = /^([|>])[-+\d]*(?: #.*)?$/.exec(first);
    if (block !== null) return this.#literal(indent, block[1] === "|", !/^.-/.test(first));
    const texts = [first];
    this.#next();
    while (this.#row !== undefined && this.#row.indent > indent && (isOpenQuote(texts) || !/^["'[{]/.test(first))) {
      texts.push(this.#row.content);
      this.#next();
    }
    return scalarOf(foldedText(texts));
  }

  /** A literal (`|`) or folded (`>`) block, without the indentation of its first line. */
  #literal(indent: number, isLiteral: boolean, keepsEnd: boolean): string {
    const texts: string[] = [];
    let edge = -1;
    while (this.#at < this.#end) {
      const text = this.#lines[this.#at]!;
      const own = text.length - text.trimStart().length;
      if (text.trim() !== "" && own <= indent) break;
      if (edge < 0 && text.trim() !== "") edge = own;
      texts.push(text.slice(Math.max(edge, 0)));
      this.#at++;
    }
    this.#next();
    while (texts.at(-1)?.trim() === "") texts.pop();
    return texts.join(isLiteral ? "\n" : " ") + (keepsEnd && texts.length > 0 ? "\n" : "");
  }
}

const isItem = (content: string) => content === "-" || content.startsWith("- ");

/** Where the colon behind a key stands; negative when the line holds no key. */
function keyEnd(content: string): number {
  const quote = content[0];
  if (quote === '"' || quote === "'") {
    const close = content.indexOf(quote, 1);
    return close > 0 && content[close + 1] === ":" ? close + 1 : -1;
  }
  if (quote === "{" || quote === "[") return -1;
  if (content.endsWith(":") && !content.includes(": ")) return content.length - 1;
  const colon = content.indexOf(": ");
  const comment = colon < 0 ? -1 : content.indexOf(" #");
  return comment >= 0 && comment < colon ? -1 : colon;
}

function keyOf(text: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(text.trim());
  return quoted === null ? text.trim() : quoted[2]!;
}
