import type { Line } from "../../evidence/evidence.ts";
import { quantity } from "../objects/quantity.ts";

/** A replication slot that nobody reads: the server keeps everything that was written since for it. */
export type UnreadSlot = {
  readonly name: string;
  readonly behind: string;
  readonly bytes: number;
  readonly line: Line;
};

/** The rows of `pg_replication_slots` that are not active, as psql prints them, with or without a heading. */
export const unreadSlotsIn = (lines: readonly Line[]): readonly UnreadSlot[] => {
  if (!/pg_replication_slots/.test(lines[0]?.command ?? "")) return [];
  const heading = lines.find(({ text }) => /\bslot_name\b.*\|/.test(text));
  const columns = heading ? cellsOf(heading.text) : [];
  return lines.flatMap((line): readonly UnreadSlot[] => {
    const cells = line === heading || !line.text.includes("|") ? [] : cellsOf(line.text);
    const active = columns.includes("active")
      ? cells[columns.indexOf("active")]
      : cells.find((cell) => /^[tf]$/.test(cell));
    if (!/^(?:f|false)$/.test(active ?? "") || cells.includes("lost")) return [];
    const name = cells[Math.max(0, columns.indexOf("slot_name"))]!;
    const size = cells.map((cell) => ({ cell, bytes: bytesOf(cell) })).find(({ bytes }) => bytes !== undefined);
    return [{ name, behind: size?.cell ?? "", bytes: size?.bytes ?? 0, line }];
  });
};

const cellsOf = (text: string): readonly string[] => text.split("|").map((cell) => cell.trim());

/** `409 GB` as pg_size_pretty prints it; plain numbers of that length are bytes. */
const bytesOf = (cell: string): number | undefined => {
  const [, amount, unit] = /^(\d{1,9}) (kB|MB|GB|TB)$/.exec(cell) ?? [];
  if (amount !== undefined) return quantity(`${amount}${unit![0]!.toUpperCase()}i`);
  return /^\d{8,18}$/.test(cell) ? Number(cell) : undefined;
};
