import { dataStart, indentOf, isDocumentEnd, isMappingLine, kindOn, mappingIndent } from "./mapping-lines.ts";

/** `name` is the key that the value stands under. */
type Hide = (label: string, secret: string, name: string) => string;

/**
 * Values below `data` and `stringData` of Secret objects, in YAML, in JSON printed over lines, and in JSON on one line (also escaped, as
 * in the last-applied-configuration annotation). Where the kind is cut off, values that look like base64 are taken for secrets.
 */
export function hideSecretObjects(text: string, hide: Hide): string {
  if (!/\\?"?(?:data|stringData)\\?"?\s*:/.test(text)) return text;
  return hideCompact(hideBlocks(text, hide), hide);
}

/** `"data":{...}` in the middle of a line that does not hold its whole object, so that its kind has to stand elsewhere. */
export function isCutObject(line: string): boolean {
  return (
    compactData().test(line) && !anyKind.test(line) && !/^\s*[{[].*[}\]]\s*$/.test(line) && dataStart(line) === null
  );
}

const blockEntry = /^(\s*"?[\w.-]+"?:\s*"?)(.*?)("?,?)$/;

function hideBlocks(text: string, hide: Hide): string {
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!;
    const start = dataStart(line);
    if (start === null) continue;
    const kind = siblingKind(lines, index, start.indent);
    if (kind !== "Secret" && kind !== undefined) continue;
    if (start.inline === null) index = hideEntries(lines, index + 1, start.indent, kind === undefined, hide);
    else lines[index] = line.replace(start.inline, () => hideFlow(start.inline!, kind === undefined, hide));
  }
  return lines.join("\n");
}

/** `password: aHVudGVyMg==, "user": "x"`, between the braces of a mapping on one line. */
function hideFlow(inner: string, onlyBase64: boolean, hide: Hide): string {
  return inner.replace(
    /(["']?([\w.-]{1,253})["']?:\s*["']?)([^\s,"'{}][^,"'{}]{0,1000000})/g,
    (whole: string, key: string, name: string, value: string) =>
      onlyBase64 && !looksLikeBase64(value.trim()) ? whole : key + hide("secret", value, name),
  );
}

/** Hides the entries that stand deeper than `indent`; block scalars (`key: |`) line by line. Answers the index of the last line of the block. */
function hideEntries(lines: string[], from: number, indent: number, onlyBase64: boolean, hide: Hide): number {
  let index = from;
  let scalarIndent = -1;
  let name = "";
  for (; index < lines.length; index += 1) {
    const line = lines[index]!;
    if (line.trim() === "") continue;
    const depth = indentOf(line);
    if (depth <= indent) break;
    if (scalarIndent >= 0 && depth > scalarIndent) {
      lines[index] = `${" ".repeat(depth)}${hide("secret", line.trim(), name)}`;
      continue;
    }
    scalarIndent = -1;
    const entry = blockEntry.exec(line);
    if (entry === null) continue;
    name = /[\w.-]+/.exec(entry[1]!)?.[0] ?? "";
    if (/^[|>][-+0-9]*$/.test(entry[2]!)) scalarIndent = depth;
    else if (entry[2] !== "" && (!onlyBase64 || looksLikeBase64(entry[2]!)))
      lines[index] = entry[1] + hide("secret", entry[2]!, name) + entry[3];
  }
  return index - 1;
}

/** The `kind` among the lines of the same mapping, looked for in both directions; undefined when it is not there. */
function siblingKind(lines: readonly string[], at: number, indent: number): string | undefined {
  const isFirst = indentOf(lines[at]!) !== indent;
  return kindBeside(lines, at, 1, indent) ?? (isFirst ? undefined : kindBeside(lines, at, -1, indent));
}

function kindBeside(lines: readonly string[], at: number, step: 1 | -1, indent: number): string | undefined {
  for (let index = at + step; index >= 0 && index < lines.length; index += step) {
    const line = lines[index]!;
    const depth = indentOf(line);
    if (line.trim() === "" || depth > indent) continue;
    const isFirst = step === -1 && depth < indent && mappingIndent(line) === indent;
    if (isDocumentEnd(line) || (depth < indent && !isFirst) || !isMappingLine(line)) return undefined;
    const kind = mappingIndent(line) === indent ? kindOn(line) : undefined;
    if (kind !== undefined || isFirst) return kind;
  }
  return undefined;
}

const anyKind = /\\*"kind\\*":/;
const secretKind = /\\*"kind\\*":\s?\\*"Secret\\*"/;
const compactData = () => /(\\*)"(?:data|stringData)\1":\s?\{([^{}\n]{0,1000000})\}/g;

/** A line that says its kind speaks for itself; where it is cut out of its object, a Secret anywhere in the text counts. */
function hideCompact(text: string, hide: Hide): string {
  if (!secretKind.test(text)) return text;
  return text
    .split("\n")
    .map((line) => (secretKind.test(line) || isCutObject(line) ? hideCompactLine(line, hide) : line))
    .join("\n");
}

function hideCompactLine(line: string, hide: Hide): string {
  return line.replace(compactData(), (whole: string, _slashes: string, inner: string) =>
    whole.replace(inner, () => hideMembers(inner, hide)),
  );
}

function hideMembers(inner: string, hide: Hide): string {
  return inner.replace(
    /(\\*"[^"\\]{1,253}\\*":\s?\\*")([^"\\]{1,100000})/g,
    (whole: string, key: string, value: string) =>
      value.startsWith("[redacted:") ? whole : key + hide("secret", value, /[^"\\]+/.exec(key)?.[0] ?? ""),
  );
}

function looksLikeBase64(value: string): boolean {
  return value.length >= 8 && value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
}
