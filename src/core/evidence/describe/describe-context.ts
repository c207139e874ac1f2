import type { FieldsBuilder } from "../objects/fields-builder.ts";
import type { ObjectRef } from "../observed.ts";
import { cellsOf, columnsOf } from "../tables/table.ts";
import { type Described, type Section, said, section } from "./describe-tree.ts";

/** What a reader of one described kind works on: the lines, its sections, and the object being built. */
export type DescribeContext = {
  readonly lines: readonly string[];
  readonly described: Described;
  readonly sections: readonly Section[];
  readonly builder: FieldsBuilder;
  readonly ref: ObjectRef;
  /** The builder of another object that this description shows in passing; without a name, the one named alike. */
  also(kind: string, name?: string, namespace?: string, line?: number): FieldsBuilder;
};

/** Sets a field from what a section says, read by `as`; sections that say nothing set nothing. */
export function put(
  builder: FieldsBuilder,
  path: string,
  found: Section | undefined,
  as: (text: string) => unknown = (text) => text,
): void {
  const text = said(found);
  if (found !== undefined && text !== undefined) builder.set(path.split("."), as(text), found.line);
}

/** The first whole number in a text. */
export function wholeNumber(text: string): number | undefined {
  const digits = /-?\d+/.exec(text)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

export const isTrue = (text: string) => text.toLowerCase() === "true";

/** `a=b` (or `a: b`, the value perhaps on the next line) behind a key and below it, as a map; nothing when there are none. */
export function putPairs(
  builder: FieldsBuilder,
  path: readonly string[],
  found: Section | undefined,
  mark: "=" | ":" = "=",
): void {
  let open: string | undefined;
  for (const { text, line } of textsOf(found, mark === "=")) {
    const at = text.indexOf(mark);
    if (open !== undefined) builder.set([...path, open], text, line);
    else if (at > 0) builder.set([...path, text.slice(0, at).trim()], text.slice(at + 1).trim(), line);
    open = mark === ":" && open === undefined && at === text.length - 1 && at > 0 ? text.slice(0, at) : undefined;
  }
}

/** The texts behind a key and below it, each with its line; `commas` cuts those behind the key at commas. */
export function textsOf(found: Section | undefined, commas = false): readonly { text: string; line: number }[] {
  if (found === undefined) return [];
  const own = said(found);
  const first =
    own === undefined ? [] : (commas ? own.split(",") : [own]).map((text) => ({ text: text.trim(), line: found.line }));
  return [...first, ...found.children.map((child) => ({ text: wholeText(child), line: child.line }))];
}

/** A line of a section as printed: key, colon and value. */
function wholeText(row: Section): string {
  return row.key === "" ? row.value : `${row.key}: ${row.value}`.trimEnd();
}

/** The rows of a table below a section, by upper-case heading, each with its line. A pod's conditions have no rule below their header. */
export function tableBelow(
  context: DescribeContext,
  found: Section | undefined,
): readonly { cells: ReadonlyMap<string, string>; line: number }[] {
  const rows = (found?.children ?? []).filter((row) => row.key === "");
  const rule = rows.findIndex((row) => /^-[\s-]*$/.test(row.value));
  const header = rule > 0 ? rule - 1 : rows.findIndex((row) => /^Type\s+Status\b/.test(row.value));
  if (header < 0) return [];
  const columns = columnsOf(context.lines[rows[header]!.line]!);
  return rows.slice(Math.max(rule, header) + 1).map((row) => {
    const texts = cellsOf(context.lines[row.line]!, columns);
    return { cells: new Map(columns.map((column, index) => [column.heading, texts[index] ?? ""])), line: row.line };
  });
}

/** The `Conditions:` table as `status.conditions`. */
export function putConditions(context: DescribeContext): void {
  for (const { cells, line } of tableBelow(context, section(context.sections, "Conditions"))) {
    const type = cells.get("TYPE") ?? "";
    if (type === "") continue;
    const condition: { [field: string]: unknown } = { type, status: cells.get("STATUS") ?? "" };
    const reason = cells.get("REASON");
    const message = cells.get("MESSAGE");
    const since = cells.get("LASTTRANSITIONTIME");
    if (reason) condition.reason = reason;
    if (message) condition.message = message;
    if (since) condition.lastTransitionTime = since;
    context.builder.entry(["status", "conditions"], type, line, condition);
  }
}
