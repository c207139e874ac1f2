import type { Flag, Refusal } from "./command.ts";

export type ReadStdin =
  | { readonly ok: true; readonly flags: readonly Flag[]; readonly text: string | null }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Finds the text for `-f -` in the files that came with the command. `-f NAME` where a file of that name came along is the same
 * thing and is rewritten to `-f -`; any other file name stays as it is, for the policy to refuse: no file is ever read.
 */
export function readStdin(flags: readonly Flag[], files: Readonly<Record<string, string>>): ReadStdin {
  const named = flags.filter((flag) => flag.name === "filename");
  const [first, second] = named;
  if (first === undefined) return { ok: true, flags, text: null };
  const text = textOf(first.value, files);
  if (text === null && first.value !== "-") return { ok: true, flags, text: null };
  const refuse = (reason: string) =>
    ({ ok: false, refusal: { position: first.position, found: first.value, reason } }) as const;
  if (text === null) return refuse("`-f -` reads the manifest from the command's files, and none came with it");
  if (second !== undefined) return refuse("only one manifest at a time; join them with `---`");
  return { ok: true, flags: flags.map((flag) => (flag === first ? { ...flag, value: "-" } : flag)), text };
}

function textOf(name: string, files: Readonly<Record<string, string>>): string | null {
  for (const key of name === "-" ? ["-", "stdin"] : [name]) {
    if (Object.hasOwn(files, key) && typeof files[key] === "string") return files[key];
  }
  return null;
}
