/**
 * A line of `describe` with what is indented below it. `value` is what stands behind the colon; a line without a key (a table
 * row, a label below the first one, an argument) has the key "". `line` is an index into the lines read.
 */
export type Section = {
  readonly key: string;
  readonly value: string;
  readonly line: number;
  readonly indent: number;
  readonly children: Section[];
};

/** One described object: its top sections, in order, and the lines it spans. */
export type Described = { readonly sections: readonly Section[]; readonly from: number; readonly to: number };

/** Cuts an output into its objects (each begins with `Name:` at the left edge) and their sections by indentation. */
export function describedObjects(lines: readonly string[]): readonly Described[] {
  const starts: number[] = [];
  const isFiltered = !lines.some((line) => metadata.test(line));
  lines.forEach((line, index) => {
    if (/^Name:(?:\s|$)/.test(line) && (isFiltered || opensObject(lines, index))) starts.push(index);
  });
  const edge = leftEdge(lines);
  if (starts.length === 0 && edge > 0) {
    return describedObjects(lines.map((line) => (line.trim() === "" ? "" : line.slice(edge))));
  }
  if (starts[0] !== 0) starts.unshift(0);
  return starts.map((from, index) => {
    const to = starts[index + 1] ?? lines.length;
    return { sections: sectionsOf(lines, from, to), from, to };
  });
}

/** What is printed right below the name; when none of it is there at all, single lines were picked out of descriptions. */
const metadata = /^(?:Namespace|Labels|Annotations|Priority|Roles|Type|Data|API Version):/;

/** Data of a ConfigMap may hold a line `Name:` too; an object has its metadata right below. */
function opensObject(lines: readonly string[], index: number): boolean {
  const before = lines[index - 1]?.trim() ?? "";
  if (index > 0 && before !== "") return false;
  return (
    index === 0 ||
    lines.slice(index + 1, index + 5).some((line) => /^(?:Namespace|Labels|Annotations|Priority|Roles):/.test(line))
  );
}

/** The common indentation of a text pasted indented. */
function leftEdge(lines: readonly string[]): number {
  let edge = Number.POSITIVE_INFINITY;
  for (const line of lines) if (line.trim() !== "") edge = Math.min(edge, indentOf(line));
  return Number.isFinite(edge) ? edge : 0;
}

/** The first section with one of these keys, if there is one. */
export function section(sections: readonly Section[] | undefined, ...keys: readonly string[]): Section | undefined {
  if (sections === undefined) return undefined;
  for (const candidate of sections) if (keys.includes(candidate.key)) return candidate;
  return undefined;
}

/** What a section says: the value behind the colon, undefined when it is empty or `<none>`, `<unset>`, `<nil>`. */
export function said(found: Section | undefined): string | undefined {
  const value = found?.value;
  return value === undefined || value === "" || /^<(?:none|unset|nil|unknown)>$/.test(value) ? undefined : value;
}

function sectionsOf(lines: readonly string[], from: number, to: number): readonly Section[] {
  const root: Section = { key: "", value: "", line: from, indent: -1, children: [] };
  const open: Section[] = [root];
  let rows = -1;
  for (let index = from; index < to; index++) {
    const text = lines[index]!;
    const indent = indentOf(text);
    if (indent === text.length) continue;
    if (rows >= 0 && indent < rows) rows = -1;
    const isRule = /^[\s-]*--[\s-]*$/.test(text);
    if (isRule && headsTable(open)) rows = Math.min(indent, open.at(-1)!.indent);
    while (indent <= open.at(-1)!.indent) open.pop();
    const made = rows >= 0 || isRule || isVerbatim(open) ? row(text, index, indent) : keyed(text, index, indent);
    open.at(-1)!.children.push(made);
    open.push(made);
    if (made.key === "Message" && indent > 0) index = takeMessage(made, lines, index, to);
  }
  return root.children;
}

/** A container's last words may have several lines, printed at the left edge; the exit code always follows them. */
function takeMessage(message: Section, lines: readonly string[], from: number, to: number): number {
  const exit = `${" ".repeat(message.indent)}Exit Code:`;
  const most = Math.min(to, from + 5000);
  for (let index = from + 1; index < most; index++) {
    const text = lines[index]!;
    if (text.startsWith(exit)) {
      for (let line = from + 1; line < index; line++)
        message.children.push(row(lines[line]!, line, message.indent + 1));
      return index - 1;
    }
    if (keyed(text, index, indentOf(text)).key !== "" && indentOf(text) > 0 && indentOf(text) < message.indent) break;
  }
  return from;
}

/** Whether the line just read can be the header above a rule of dashes. */
function headsTable(open: readonly Section[]): boolean {
  return open.at(-1)!.key === "";
}

/** Arguments are printed as they are, and may look like anything. */
function isVerbatim(open: readonly Section[]): boolean {
  return open.some((parent) => parent.value === "" && (parent.key === "Args" || parent.key === "Command"));
}

function row(text: string, line: number, indent: number): Section {
  return { key: "", value: text.trim(), line, indent, children: [] };
}

/** `Key:  value`. A key holds no two blanks in a row; a value stands apart by a blank, or there is none. */
function keyed(text: string, line: number, indent: number): Section {
  const colon = colonOf(text, indent);
  if (colon < 0) return row(text, line, indent);
  return { key: text.slice(indent, colon).trim(), value: text.slice(colon + 1).trim(), line, indent, children: [] };
}

/** The colon that ends the key: the first one with a blank or the line's end behind it. */
function colonOf(text: string, indent: number): number {
  for (let at = indent; at < text.length; at++) {
    const char = text[at]!;
    if (char === ":" && (at + 1 === text.length || text[at + 1] === " " || text[at + 1] === "\t")) return at;
    if ((char === " " && text[at + 1] === " ") || char === "\t") return -1;
  }
  return -1;
}

function indentOf(line: string): number {
  let indent = 0;
  while (line[indent] === " " || line[indent] === "\t") indent++;
  return indent;
}
