import { randomBytes } from "node:crypto";
import { integerAt, textAt } from "../columns/fields.ts";
import type { CaptureFolder, Note } from "./capture-folder.ts";

/** One list of one resource that was recorded whole, or refused. */
export type UnitNote = {
  readonly unit: string;
  readonly objects: number;
  readonly odd: number;
  readonly bytes: number;
  /** When the server sent the last page, in milliseconds since 1970. */
  readonly date: number;
  readonly refused?: { readonly code: number; readonly reason: string; readonly message: string };
};

/** The logs of one pod. */
export type LogNote = {
  readonly logsOf: string;
  readonly logs: number;
  readonly bytes: number;
  readonly notRead: readonly Readonly<Record<string, unknown>>[];
};

/** What is done of a capture, kept in its folder from step to step. */
export type Notes = {
  /** Random bytes that tell equal secrets from others; gone when the capture is whole. */
  readonly key: string;
  readonly startedAt: string;
  readonly resumed: boolean;
  unit(unit: string): UnitNote | undefined;
  log(pod: string): LogNote | undefined;
  done(note: UnitNote | LogNote): void;
};

/** Objects that were read longer ago than this are read again: a recording shows one moment. */
const staleMs = 10 * 60_000;

/** Reads what an interrupted capture left; notes are written in order, so that a later one replaces an earlier one. */
export function openNotes(folder: CaptureFolder, now: number): Notes {
  const key = keptText(folder.notes, "key") ?? randomBytes(32).toString("hex");
  const startedAt = keptText(folder.notes, "startedAt") ?? new Date(now).toISOString();
  const resumed = keptText(folder.notes, "key") !== undefined;
  if (!resumed) folder.note({ key, startedAt });
  const units = new Map<string, UnitNote>();
  const logs = new Map<string, LogNote>();
  const keep = (note: UnitNote | LogNote) => {
    if ("unit" in note) units.set(note.unit, note);
    else logs.set(note.logsOf, note);
  };
  for (const note of folder.notes) if (isFinished(note)) keep(note as unknown as UnitNote | LogNote);
  const isStale = [...units.values()].some(({ date }) => now - date > staleMs);
  if (isStale) {
    units.clear();
    folder.remove(["objects"]);
  }
  return {
    key,
    startedAt,
    resumed,
    unit: (unit) => units.get(unit),
    log: (pod) => logs.get(pod),
    done(note) {
      keep(note);
      folder.note(note);
    },
  };
}

function keptText(notes: readonly Note[], name: string): string | undefined {
  return notes.map((note) => textAt(note, name)).find((text) => text !== "");
}

function isFinished(note: Note): boolean {
  if (textAt(note, "unit") !== "") return integerAt(note, "date") > 0;
  return textAt(note, "logsOf") !== "" && Array.isArray(note.notRead);
}
