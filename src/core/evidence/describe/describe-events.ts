import { eventAge } from "../age.ts";
import type { ObjectRef, ObservedEvent } from "../observed.ts";
import { lineAt, type PrintedLines } from "../printed-lines.ts";
import { cellsOf, columnsOf } from "../tables/table.ts";
import { type Described, type Section, section } from "./describe-tree.ts";

/** The events in a description; they are about the described object. Shortened ones without header or columns are read too. */
export function readDescribedEvents(
  lines: PrintedLines,
  described: Described,
  ref: ObjectRef | undefined,
): readonly ObservedEvent[] {
  const object = ref ?? { kind: "", name: "" };
  const rows = eventRows(described);
  const header = rows.findIndex((row) => /^(?:Type|Reason|FirstSeen|LastSeen|Age|Message)\s+\S/.test(row.value));
  const events: { event: ObservedEvent; more: string[] }[] = [];
  const columns = header < 0 ? undefined : columnsOf(lines.plain[rows[header]!.line]!);
  for (const row of rows.slice(header + 1)) {
    if (/^[-\s]+$/.test(row.value)) continue;
    const text = lines.plain[row.line]!;
    const event = columns === undefined ? looseEvent(text) : cellEvent(text, columns);
    if (event !== undefined) events.push({ event: { ...event, object, line: lineAt(lines, row.line) }, more: [] });
    else events.at(-1)?.more.push(row.value);
  }
  return events.map(({ event, more }) => ({
    ...event,
    message: [event.message, ...more].join(" ").replace(/ {2,}/g, " "),
  }));
}

/** The rows below `Events:`; of a paste that begins in the middle, the rows of its table. */
function eventRows(described: Described): readonly Section[] {
  const events = section(described.sections, "Events");
  if (events !== undefined) {
    const below = flat(events.children);
    const index = described.sections.indexOf(events);
    return [...below, ...flat(described.sections.slice(index + 1))];
  }
  const rows = flat(described.sections);
  const header = rows.findIndex((row) => /^Type\s+Reason\s+/.test(row.value));
  if (header >= 0) return rows.slice(header);
  const first = rows.findIndex((row) => looseEvent(row.value) !== undefined);
  return first < 0 ? [] : rows.slice(first);
}

function flat(sections: readonly Section[]): readonly Section[] {
  return sections.flatMap((row) => [
    { ...row, value: row.key === "" ? row.value : `${row.key}: ${row.value}`.trimEnd() },
    ...flat(row.children),
  ]);
}

type EventCells = Omit<ObservedEvent, "object" | "line">;

/** An event from a row that keeps to the columns; undefined when the row only continues a message. */
function cellEvent(text: string, columns: ReturnType<typeof columnsOf>): EventCells | undefined {
  const cells = cellsOf(text, columns);
  const cell = (heading: string) => cells[columns.findIndex((column) => column.heading === heading)];
  const reason = cell("REASON") ?? "";
  const type = cell("TYPE");
  if (!/^[A-Z][\w-]*$/.test(reason) || (type !== undefined && !/^(?:Normal|Warning|Error)$/.test(type)))
    return looseEvent(text);
  const age = eventAge(cell("AGE") ?? cell("LASTSEEN") ?? "");
  return {
    type: type ?? (/^(?:Failed|BackOff|Unhealthy)/.test(reason) ? "Warning" : "Normal"),
    reason,
    message: cell("MESSAGE") ?? "",
    count: Number(cell("COUNT")) || age.count,
    lastSeen: age.lastSeen,
    firstSeen: cell("FIRSTSEEN") === undefined ? age.firstSeen : eventAge(cell("FIRSTSEEN")!).firstSeen,
    source: cell("FROM") ?? "",
  };
}

/** An event from `Warning  Reason  ...` whatever lies between: age and source are optional. */
function looseEvent(text: string): EventCells | undefined {
  const match = /^\W*(Normal|Warning)\s+([A-Z][A-Za-z]+)\s+(.*)$/.exec(text);
  if (match === null) return undefined;
  const rest = /^(\d\w*(?: \(x\d+(?: over \w+)?\))?)\s{1,}(\S+(?:, \S+)?)\s{2,}(.*)$/.exec(match[3]!);
  const age = eventAge(rest?.[1] ?? "");
  return {
    type: match[1]!,
    reason: match[2]!,
    message: (rest?.[3] ?? match[3]!).trim(),
    source: rest?.[2] ?? "",
    ...age,
  };
}
