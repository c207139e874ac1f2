import { partsOf } from "./jsonpath-parts.ts";

/** A value that stood in a printed line, with the path that was asked for. */
export type Templated = { readonly path: readonly string[]; readonly text: string; readonly index: number };

const mostPaths = 12;

type Segment = { readonly literal: string } | { readonly path: readonly string[] };

/**
 * The values of a jsonpath expression of several paths with texts between them (`{.spec.a} {.status.b} phase={.status.c}`): each value
 * ends where the text that follows it begins. Undefined for ranges and filters, or where what was printed does not fit.
 */
export function templatedValues(argument: string, lines: readonly string[]): readonly Templated[] | undefined {
  const segments = segmentsOf(argument.slice(0, 2000));
  const paths = segments?.filter((one) => "path" in one).length ?? 0;
  if (segments === undefined || paths < 2 || paths > mostPaths) return undefined;
  const text = lines.join("\n").slice(0, 20_000);
  const found: Templated[] = [];
  let at = 0;
  for (const [place, segment] of segments.entries()) {
    if ("literal" in segment) {
      if (!text.startsWith(segment.literal, at) && place < segments.length - 1) return undefined;
      at += segment.literal.length;
      continue;
    }
    const next = segments[place + 1];
    const end = endOf(text, at, next === undefined || "path" in next ? "\n" : next.literal);
    if (end < 0) return undefined;
    const value = text.slice(at, end).trim();
    if (value !== "") found.push({ path: segment.path, text: value, index: text.slice(0, at).split("\n").length - 1 });
    at = end;
  }
  return found.length === 0 ? undefined : found;
}

/** Where a value ends: before what follows it, or at the end; JSON may hold that text itself. */
function endOf(text: string, at: number, next: string): number {
  if (/[[{]/.test(text[at] ?? "")) {
    const closing = text[at] === "{" ? "}" : "]";
    const line = text.indexOf("\n", at);
    const last = text.lastIndexOf(closing, line < 0 ? text.length : line);
    if (last > at && isJson(text.slice(at, last + 1))) return last + 1;
    for (let end = text.indexOf(closing, at), tries = 0; end >= 0 && tries < 60; tries++) {
      if (isJson(text.slice(at, end + 1))) return end + 1;
      end = text.indexOf(closing, end + 1);
    }
  }
  const end = text.indexOf(next, at);
  if (end >= 0) return end;
  return next === "\n" || next.trim() === "" ? text.length : -1;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function segmentsOf(argument: string): readonly Segment[] | undefined {
  const segments = partsOf(argument.replace(/^['"]|['"]$/g, ""))?.map((part): Segment | undefined => {
    if ("text" in part) return { literal: part.text };
    const path = stepsWithKeys(part.path);
    return path === undefined ? undefined : { path };
  });
  return segments?.every((one) => one !== undefined) ? segments : undefined;
}

/** The steps of a path, in which a key may hold escaped dots (`.metadata.annotations.example\.com/owner`). */
function stepsWithKeys(path: string): readonly string[] | undefined {
  if (!/^\.?[a-zA-Z](?:[\w/-]|\\\.|\.|\[\d{1,3}\]|\[\*\])*$/.test(path)) return undefined;
  return path
    .replace(/^\./, "")
    .replaceAll(/\[(?:\d+|\*)\]/g, ".0")
    .split(/(?<!\\)\./)
    .map((step) => step.replaceAll("\\.", "."));
}
