import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { RE2JS } from "re2js";

/** One recorded command with what it printed and how it ended. */
export type RecordedCommand = { readonly command: string; readonly output: string; readonly exitCode: number };

/** A change of the demo's description: `from`, which must be there, becomes `to` in a file of demo/source. */
export type SourceEdit = { readonly file: string; readonly from: string; readonly to: string };

/** A question with recorded outputs and what a right answer says: one word of each group, and one of the objects. */
export type Case = {
  readonly id: string;
  readonly kind: string;
  readonly question: string;
  readonly expected: {
    readonly keyword_groups: readonly (readonly string[])[];
    readonly objects: readonly string[];
    readonly must_not_claim?: readonly string[];
  };
  readonly commands: readonly RecordedCommand[];
  /** For cases recorded from the demo: how its description was changed. Such a case can be asked about any command. */
  readonly edits: readonly SourceEdit[] | null;
};

/** The cases of a folder: the folder is one (it has a meta.json), or it holds some at any depth. Sorted by path. */
export function readCases(folder: string): Case[] {
  if (existsSync(join(folder, "meta.json"))) return [readCase(folder)];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isDirectory())
    .flatMap(readCases);
}

function readCase(folder: string): Case {
  const meta = JSON.parse(readFileSync(join(folder, "meta.json"), "utf8"));
  const commands = meta.commands.map((entry: { command: string; file: string; exit_code?: number }) => ({
    command: entry.command,
    output: readFileSync(join(folder, entry.file), "utf8"),
    exitCode: entry.exit_code ?? 0,
  }));
  const { id, kind, question, expected } = meta;
  for (const word of expected.keyword_groups.flat()) checkPattern(word, folder);
  return { id, kind, question, expected, commands, edits: meta.demo_edits ?? null };
}

/** Patterns are those of RE2, which knows no look around; whoever writes a case is told which one is none. */
function checkPattern(word: string, folder: string): void {
  if (!word.startsWith("re:")) return;
  try {
    RE2JS.compile(word.slice(3));
  } catch (error) {
    const why = error instanceof Error ? error.message : `${error}`;
    throw new Error(`${join(folder, "meta.json")}: the keyword ${JSON.stringify(word)} is no pattern of RE2: ${why}`);
  }
}
