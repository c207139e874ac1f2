import { dataStart, indentOf, isDocumentEnd, isMappingLine, kindOn, mappingIndent } from "./mapping-lines.ts";
import { beginsKey, keyPart } from "./private-keys.ts";

/** A line of the past, with the indent of the mapping it belongs to. */
type Remembered = { readonly indent: number; readonly line: string };

/**
 * What the lines of a stream so far mean for the next one. All of it are lines as they came: put in front of the next lines, they let
 * the redactor see what it would see in the whole text.
 */
export type StreamContext = {
  /** The kinds of the mappings that are open, outer ones first. */
  readonly kinds: readonly Remembered[];
  /** The `data:` whose values are being listed, and the key above the current ones. */
  readonly data: Remembered | null;
  readonly entry: Remembered | null;
  /** `data:` whose kind may still come. */
  readonly undecided: Remembered | null;
  /** The mark above a key whose lines may still come; what stands deeper or beside it came behind it. */
  readonly keyBegin: string | null;
  readonly previous: string | null;
  readonly sawSecret: boolean;
};

export const emptyContext: StreamContext = {
  kinds: [],
  data: null,
  entry: null,
  undecided: null,
  keyBegin: null,
  previous: null,
  sawSecret: false,
};

export function contextLines({ kinds, data, entry, keyBegin, previous, sawSecret }: StreamContext): readonly string[] {
  const remembered = [...kinds, data, entry].filter((one) => one !== null);
  const outer = keyBegin === null ? Number.POSITIVE_INFINITY : indentOf(keyBegin);
  return [
    aKey,
    sawSecret ? aSecret : "",
    ...remembered.filter((one) => one.indent < outer).map((one) => one.line),
    keyBegin ?? "",
    ...remembered.filter((one) => one.indent >= outer).map((one) => one.line),
    previous ?? "",
  ];
}

/** Lines of base64 may be those of a key whose mark comes later, or was cut off: in a stream they always count as that. */
const aKey = "PRIVATE KEY";
const aSecret = '{"kind":"Secret"}';

export function contextAfter(before: StreamContext, line: string): StreamContext {
  if (line.trim() === "") return before;
  const kinds = kindsAfter(before.kinds, line);
  const start = dataStart(line);
  return {
    kinds,
    ...blockAfter(before, line, start?.inline === null ? start.indent : null),
    undecided: undecidedAfter(before.undecided, line, kinds, start?.indent ?? null),
    keyBegin: keyAfter(before.keyBegin, line),
    previous: line,
    sawSecret: before.sawSecret || /\\*"kind\\*":\s?\\*"Secret\\*"/.test(line),
  };
}

/** The object of that `data:`, whose kind did not come in time, counts as a Secret. */
export function takenForSecret(context: StreamContext, { indent }: Remembered): StreamContext {
  const line = `${" ".repeat(indent)}kind: Secret`;
  const kinds = [...context.kinds.filter((kind) => kind.indent < indent), { indent, line }];
  return { ...context, kinds, previous: line };
}

function kindsAfter(kinds: readonly Remembered[], line: string): readonly Remembered[] {
  const [depth, indent] = [indentOf(line), mappingIndent(line)];
  if (isDocumentEnd(line)) return [];
  const closesOwn = indent > depth || !isMappingLine(line);
  const open = kinds.filter((kind) => kind.indent <= depth && !(closesOwn && kind.indent >= indent));
  if (kindOn(line) === undefined) return open;
  return [...open.filter((kind) => kind.indent < indent), { indent, line }];
}

function blockAfter(before: StreamContext, line: string, start: number | null): Pick<StreamContext, "data" | "entry"> {
  const depth = indentOf(line);
  const isInside = before.data !== null && depth > before.data.indent;
  if (!isInside) return { data: start === null ? null : { indent: start, line }, entry: null };
  const isBelowEntry = before.entry !== null && depth > before.entry.indent;
  return { data: before.data, entry: isBelowEntry ? before.entry : { indent: depth, line } };
}

function undecidedAfter(
  before: Remembered | null,
  line: string,
  kinds: readonly Remembered[],
  start: number | null,
): Remembered | null {
  if (before !== null && isStillOpen(before.indent, line)) return before;
  if (start === null || kinds.some((kind) => kind.indent === start && kindOn(kind.line) === "Secret")) return null;
  return { indent: start, line };
}

function isStillOpen(indent: number, line: string): boolean {
  const depth = indentOf(line);
  if (depth > indent) return true;
  if (depth < indent || isDocumentEnd(line) || !isMappingLine(line)) return false;
  return mappingIndent(line) !== indent || kindOn(line) === undefined;
}

function keyAfter(before: string | null, line: string): string | null {
  if (before !== null && ["piece", "head"].includes(keyPart(line).is)) return before;
  return beginsKey(line) ? line : null;
}
