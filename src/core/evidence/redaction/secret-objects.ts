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

const blockStart = /^(\s*)(- )?"?(data|stringData)"?:\s*(\{)?\s*$/;
const blockEntry = /^(\s*"?[\w.-]+"?:\s*"?)(.*?)("?,?)$/;

function hideBlocks(text: string, hide: Hide): string {
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const start = blockStart.exec(lines[index]!);
    if (start === null) continue;
    const indent = start[1]!.length + (start[2]?.length ?? 0);
    const kind = siblingKind(lines, index, indent);
    if (kind !== "Secret" && kind !== undefined) continue;
    index = hideEntries(lines, index + 1, indent, kind === undefined, hide);
  }
  return lines.join("\n");
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
  for (const step of [1, -1])
    for (let index = at + step; index >= 0 && index < lines.length; index += step) {
      const line = lines[index]!;
      const listItem = indentOf(line) === indent - 2 && /^\s*- /.test(line);
      if (line.trim() === "---") break;
      if (line.trim() === "" || indentOf(line) > indent) continue;
      if (indentOf(line) < indent && !listItem) break;
      if (listItem && step === 1) break;
      const kind = /^\s*(?:- )?"?kind"?:\s*"?(\w+)"?,?\s*$/.exec(line);
      if (kind !== null) return kind[1];
      if (listItem) break;
    }
  return undefined;
}

const compactData = /(\\*)"(?:data|stringData)\1":\s?\{([^{}\n]{0,1000000})\}/g;

function hideCompact(text: string, hide: Hide): string {
  if (!/\\*"kind\\*":\s?\\*"Secret\\*"/.test(text)) return text;
  return text.replace(compactData, (whole: string, _slashes: string, inner: string) =>
    whole.replace(inner, hideMembers(inner, hide)),
  );
}

function hideMembers(inner: string, hide: Hide): string {
  return inner.replace(
    /(\\*"[^"\\]{1,253}\\*":\s?\\*")([^"\\]{1,100000})/g,
    (whole: string, key: string, value: string) =>
      value.startsWith("[redacted:") ? whole : key + hide("secret", value, /[^"\\]+/.exec(key)?.[0] ?? ""),
  );
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function looksLikeBase64(value: string): boolean {
  return value.length >= 8 && value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
}
