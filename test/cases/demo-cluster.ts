import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generate } from "../../demo/generate.ts";
import type { SourceEdit } from "./read-case.ts";

/** Writes the demo cluster, made from its description with the edits. Throws when the text of an edit is not in its file. */
export function writeDemo(folder: string, edits: readonly SourceEdit[]): void {
  const unused = new Set(edits);
  const files = generate((name, text) =>
    edits
      .filter(({ file }) => file === name)
      .reduce((changed, edit) => {
        if (!changed.includes(edit.from)) throw new Error(`${name} does not contain: ${edit.from}`);
        unused.delete(edit);
        return changed.replaceAll(edit.from, () => edit.to);
      }, text),
  );
  for (const { file } of unused) throw new Error(`${file} is no file of the description`);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
