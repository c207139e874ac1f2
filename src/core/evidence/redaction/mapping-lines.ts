/** Lines of YAML, and of JSON printed over lines, as far as it takes to tell which object a line belongs to. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The indent of the mapping that a line belongs to: `- kind: x` belongs to the one that begins behind its dash. */
export function mappingIndent(line: string): number {
  return indentOf(line) + (/^\s*- /.test(line) ? 2 : 0);
}

export function isDocumentEnd(line: string): boolean {
  return line.trim() === "---";
}

/** A member of a mapping, an item of a list, a closing brace or a comment. Anything else on its level ends a mapping: prose around it. */
export function isMappingLine(line: string): boolean {
  return /^\s*(?:- |-$|[}\]#]|["']?[\w./$-]{1,253}["']?:(?:\s|$))/.test(line);
}

/** The kind that a line gives its mapping; undefined when it gives none. */
export function kindOn(line: string): string | undefined {
  return /^\s*(?:- )?"?kind"?:\s*"?(\w+)"?,?\s*$/.exec(line)?.[1];
}

/** Begins the values of a Secret or a ConfigMap: over the lines that stand deeper, or, `inline`, on this line alone. */
export function dataStart(line: string): { readonly indent: number; readonly inline: string | null } | null {
  const match = /^\s*(?:- )?"?(?:data|stringData)"?:\s*(?:\{|\{(.+)\},?)?\s*$/.exec(line);
  return match === null ? null : { indent: mappingIndent(line), inline: match[1] ?? null };
}
