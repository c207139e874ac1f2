import { askedBy } from "../../evidence/asked.ts";
import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import { type Column, cellsOf, columnsOf, isHeader } from "../../evidence/tables/table.ts";
import { plainField } from "./field-words.ts";
import { fieldsOf } from "./object-rows.ts";
import { onceAPiece } from "./once-a-piece.ts";
import type { Row, RowSet } from "./row.ts";

/** Tables that are no lists of objects: rights, API resources, revisions, releases, and those within `describe`. */
export const tableSets = onceAPiece((piece) => {
  if (/\blogs\b/.test(piece.command)) return [];
  const { verb, namespace } = askedBy(piece.parsed, piece.command);
  const lines = linesOf(piece);
  if (verb === "describe") return describedTables(lines);
  const first = lines.findIndex(({ text }) => text.trim() !== "");
  const header = first < 0 ? -1 : lines.slice(first, first + 3).findIndex(({ text }) => isOther(text));
  if (header < 0) return [];
  return setOf(lines, first + header, "", namespace ?? "");
});

/** Headers of tables that list no objects. */
const isOther = (text: string): boolean =>
  /^(?:NAME +SHORTNAMES|REVISION\b|Resources +Non-Resource URLs|NAME +NAMESPACE +REVISION|CHART\b|NAME +CHART VERSION)/.test(
    text,
  );

/** A table within `describe`: a rule of dashes under its headings. */
function describedTables(lines: readonly Line[]): readonly RowSet[] {
  const found: RowSet[] = [];
  let object = "";
  let place = "";
  for (const [at, { text }] of lines.entries()) {
    if (text.startsWith("Name:")) object = text.slice(5).trim();
    if (text.startsWith("Namespace:")) place = text.slice(10).trim();
    if (at < 1 || !/^ *-{2,}(?: +-{2,}){1,20} *$/.test(text)) continue;
    found.push(...setOf(lines, at - 1, titleOf(lines, at - 2), object, place));
  }
  return found;
}

/** The section that a table stands in: `Allocated resources`. */
function titleOf(lines: readonly Line[], from: number): string {
  for (let at = from; at >= 0 && at > from - 3; at--) {
    const title = /^([A-Z][\w -]{2,40}):/.exec(lines[at]!.text)?.[1];
    if (title !== undefined) return title.toLowerCase();
  }
  return "";
}

function setOf(lines: readonly Line[], header: number, title: string, object: string, place = ""): readonly RowSet[] {
  if (title === "conditions" || title === "events") return [];
  const columns = columnsOf(lines[header]!.text.replace(/^ +/, (blank) => " ".repeat(blank.length)));
  const indent = columns[0]?.start ?? 0;
  const rows: Row[] = [];
  for (const line of lines.slice(header + 1)) {
    if (line.text.trim() === "" || (title !== "" && indent > 0 && !line.text.startsWith(" "))) break;
    if (title === "" && indent === 0 && object !== "" && /^[A-Z][\w ]{1,40}:/.test(line.text)) break;
    if (/^ *-{2,}(?: +-{2,}){0,20} *$/.test(line.text)) continue;
    if (isHeader(line.text)) break;
    rows.push(rowOf(line, columns, object, title, place));
  }
  if (rows.length === 0) return [];
  const fields = fieldsOf(rows);
  const first = plainField(columns[0]!.heading);
  const named = fields.some(({ name }) => name === "name") ? ["name"] : [first];
  return [
    {
      sort: "table",
      nouns: nounsOf(
        title,
        first,
        fields.map(({ name }) => name),
      ),
      fields,
      rows,
      named,
    },
  ];
}

function nounsOf(title: string, first: string, fields: readonly string[]): readonly string[] {
  if (title === "non-terminated pods") return ["pod"];
  if (fields.includes("verbs") && !fields.includes("short names")) return ["right", "resource", "permission"];
  if (fields.includes("shortnames")) return ["kind", "resource", "api", "resource type"];
  if (fields.includes("chart")) return ["release", "helm release"];
  if (first === "revision") return ["revision", "rollout revision"];
  return [first, "row"];
}

function rowOf(line: Line, columns: readonly Column[], object: string, title: string, place: string): Row {
  const texts = cellsOf(line.text, columns);
  const cells = new Map(columns.map(({ heading }, at) => [plainField(heading), texts[at] ?? ""]));
  cells.set(title === "non-terminated pods" ? "node" : "of", object);
  if (place !== "") cells.set("namespace", place);
  return { cells, lines: [line] };
}
