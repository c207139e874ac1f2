/** What a jsonpath expression is made of: a path as it is written, without the braces, or the text between two. */
export type Part = { readonly path: string } | { readonly text: string };

/** The parts of an expression without ranges; texts that follow each other are one. Undefined for what is neither path nor text. */
export function partsOf(expression: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  for (const [piece] of expression.slice(0, 4000).matchAll(/\{[^{}]{1,400}\}|[^{}]{1,200}/g)) {
    const body = piece.startsWith("{") ? piece.slice(1, -1).trim() : undefined;
    const quoted = body === undefined ? piece : /^\\?["'](.{0,200}?)\\?["']$/s.exec(body)?.[1];
    if (quoted === undefined) {
      if (!/^[.@a-zA-Z]/.test(body!) || /^(?:range|end)\b/.test(body!)) return undefined;
      parts.push({ path: body!.replace(/^@?\./, "") });
      continue;
    }
    const text = body === undefined ? quoted : quoted.replaceAll("\\n", "\n").replaceAll("\\t", "\t");
    const last = parts.at(-1);
    if (last !== undefined && "text" in last) parts[parts.length - 1] = { text: last.text + text };
    else parts.push({ text });
  }
  return parts;
}

/** `{range .items[*]}...{end}`: the list that is gone through, and the parts of one entry, which is printed as a line. */
export type Range = { readonly list: string; readonly parts: readonly Part[] };

/** Undefined for ranges in ranges, and where entries do not end with their line. */
export function rangeIn(argument: string): Range | undefined {
  const match = /^['"]?\{range \.([\w.]{1,100})\[\*\]\}([^\0]{1,4000})\{end\}\s{0,4}['"]?$/.exec(argument.trim());
  const parts = match === null ? undefined : partsOf(match[2]!);
  const last = parts?.at(-1);
  if (match === null || parts === undefined || last === undefined || !("text" in last)) return undefined;
  const body = [...parts.slice(0, -1), { text: last.text.replace(/\n$/, "") }];
  if (!last.text.endsWith("\n") || body.some((part) => "text" in part && part.text.includes("\n"))) return undefined;
  return { list: match[1]!, parts: body.filter((part) => "path" in part || part.text !== "") };
}

/** The values of a line in the order of their paths, cut by the texts between them; undefined where these are not all there, or two paths have none between them. */
export function cellsOf(line: string, parts: readonly Part[]): readonly string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if ("text" in part) {
      if (!line.startsWith(part.text, at)) return undefined;
      at += part.text.length;
      continue;
    }
    const next = parts[index + 1];
    if (next !== undefined && "path" in next) return undefined;
    const end = next === undefined ? line.length : line.indexOf(next.text, at);
    if (end < 0) return undefined;
    cells.push(line.slice(at, end).trim());
    at = end;
  }
  return cells;
}
