import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Fault } from "../../../core/faults/fault.ts";
import { progressFile, stateFolder } from "../unfinished.ts";

/** What identifies a capture: going on with another one in the same folder would mix two clusters. */
export type CaptureIdentity = {
  readonly server: string;
  readonly namespaces: readonly string[] | null;
  readonly logLines: number;
};

/** A note of what is done, one JSON text a line, in the order in which it was done. */
export type Note = Readonly<Record<string, unknown>>;

/** A folder that a capture writes into; only its owner can look into it. */
export type CaptureFolder = {
  /** What an interrupted capture left: its first note and the rest. Empty for a new one. */
  readonly notes: readonly Note[];
  note(note: Note): void;
  /** `parts` are checked names; the file comes whole or not at all. */
  write(parts: readonly string[], text: string): void;
  remove(parts: readonly string[]): void;
  read(parts: readonly string[]): string;
  /** Files below a folder, by name. */
  list(parts: readonly string[]): readonly string[];
  /** The capture is whole: nothing of its notes stays. */
  finish(): void;
};

/**
 * Takes a folder for a capture: a new or empty one, or one that an interrupted capture of the same cluster left. Throws
 * `bad-request` for everything else, so that nothing is ever overwritten.
 */
export function takeFolder(path: string, identity: CaptureIdentity): CaptureFolder {
  const notes = claim(path, identity);
  let madeFolders = new Set<string>();
  const place = (parts: readonly string[]) => join(path, ...parts.map(checked));
  return {
    notes,
    note: (note) => appendFileSync(join(path, progressFile), `${JSON.stringify(note)}\n`, { mode: 0o600 }),
    write(parts, text) {
      const file = place(parts);
      if (!madeFolders.has(dirname(file))) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      madeFolders = madeFolders.size > 10_000 ? new Set() : madeFolders.add(dirname(file));
      const draft = join(path, stateFolder, "draft");
      writeFileSync(draft, text, { mode: 0o600 });
      renameSync(draft, file);
    },
    remove: (parts) => rmSync(place(parts), { recursive: true, force: true }),
    read: (parts) => readFileSync(place(parts), "utf8"),
    list: (parts) => (existsSync(place(parts)) ? readdirSync(place(parts)).sort() : []),
    finish: () => rmSync(join(path, stateFolder), { recursive: true, force: true }),
  };
}

/** Names were checked where they came in; this is the last door. */
function checked(part: string): string {
  if (/^[a-z0-9][a-zA-Z0-9.-]{0,300}$/.test(part) && !part.includes("..")) return part;
  throw new Fault("internal", `${JSON.stringify(part)} is no name of a file in a recording`);
}

function claim(path: string, identity: CaptureIdentity): readonly Note[] {
  try {
    return claimed(path, identity);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new Fault("bad-request", `${path}: the folder cannot be made or written (${code}).`, { cause });
  }
}

function claimed(path: string, identity: CaptureIdentity): readonly Note[] {
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  const present = readdirSync(path);
  if (present.length > 0 && !present.includes(stateFolder))
    throw new Fault(
      "bad-request",
      `${path}: the folder is not empty, and no interrupted capture lies in it. Name a new one.`,
    );
  if (present.some((name) => lstatSync(join(path, name)).isSymbolicLink()))
    throw new Fault("bad-request", `${path}: there is a link in the folder; a capture leaves none.`);
  chmodSync(path, 0o700);
  mkdirSync(join(path, stateFolder), { recursive: true, mode: 0o700 });
  const file = join(path, progressFile);
  const notes = existsSync(file) ? notesOf(readFileSync(file, "utf8")) : [];
  const before = notes[0]?.identity;
  if (before === undefined) return begin(file, identity);
  if (JSON.stringify(before) === JSON.stringify(identity)) return notes;
  throw new Fault(
    "bad-request",
    `${path}: the interrupted capture in it had other options or another cluster (${JSON.stringify(before)}). Name a new folder, or give the same options.`,
  );
}

function begin(file: string, identity: CaptureIdentity): readonly Note[] {
  const first = { identity };
  writeFileSync(file, `${JSON.stringify(first)}\n`, { mode: 0o600 });
  return [first];
}

/** A last line that was cut off says nothing; what it was about is done again. */
function notesOf(text: string): Note[] {
  const notes: Note[] = [];
  for (const line of text.split("\n")) {
    try {
      const note: unknown = JSON.parse(line);
      if (typeof note === "object" && note !== null) notes.push(note as Note);
    } catch {
      // Not written to its end.
    }
  }
  return notes;
}
