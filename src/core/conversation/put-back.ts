import type { Original } from "../evidence/redaction/placeholders.ts";
import type { KubectlCommand } from "../kubectl/command.ts";
import { parseCommand } from "../kubectl/parse.ts";
import { printCommand, toArguments } from "../kubectl/print.ts";

/** A command with the secrets in it; `hide` takes them out of what it prints, in every spelling they may come back in. */
export type PutBack =
  | { readonly ok: true; readonly command: KubectlCommand; hide(text: string): string }
  | { readonly ok: false; readonly rule: string; readonly reason: string };

const placeholder = /\[redacted:[a-z][a-z-]{0,40}-[0-9a-f]{1,16}\]/g;

/**
 * Turns the placeholders in a command that a person approved back into the secrets they stand for; null when there is none in it. A secret
 * goes in as plain text, and as it was printed below `data` of a Secret. What comes out is read again as a command line would be: it has
 * to be decided on once more, since a secret is text that somebody else wrote.
 */
export function putBack(command: KubectlCommand, original: (placeholder: string) => Original | null): PutBack | null {
  const used = new Map<string, Original>();
  const unknown = new Set<string>();
  const fill = (text: string) =>
    text.replace(placeholder, (name, at: number) => {
      const found = original(name);
      if (found === null) unknown.add(name);
      else used.set(name, found);
      return found === null ? name : standsInData(text.slice(0, at)) ? found.printed : found.plain;
    });
  const filled = fillCommand(command, fill);
  if (unknown.size > 0) return { ok: false, rule: "unknown-placeholder", reason: whyUnknown([...unknown][0]!) };
  if (used.size === 0) return null;
  const read = parseCommand(printCommand(filled), filled.stdin === undefined ? {} : { files: { "-": filled.stdin } });
  if (!read.ok || !isSame(read.command, filled))
    return { ok: false, rule: "not-understood", reason: "with the secret in its place this is another command" };
  return { ok: true, command: read.command, hide: (text) => hideAll(text, used) };
}

/**
 * What a person has to know before approving this command, as the text may come from a model that was talked into it; empty when it names
 * no placeholder.
 */
export function secretsNotice(command: KubectlCommand): string {
  const names = [...toArguments(command), command.stdin ?? ""].join("\0").match(placeholder) ?? [];
  if (names.length === 0) return "";
  return `once approved it runs with the secret behind ${[...new Set(names)].join(" and ")} put in`;
}

function fillCommand(command: KubectlCommand, fill: (text: string) => string): KubectlCommand {
  return {
    ...command,
    args: command.args.map(fill),
    flags: command.flags.map((flag) => ({ ...flag, value: fill(flag.value) })),
    ...(command.trailing === undefined ? {} : { trailing: command.trailing.map(fill) }),
    ...(command.stdin === undefined ? {} : { stdin: fill(command.stdin) }),
  };
}

function isSame(one: KubectlCommand, other: KubectlCommand): boolean {
  return toArguments(one).join("\0") === toArguments(other).join("\0") && one.stdin === other.stdin;
}

function whyUnknown(name: string): string {
  return `nothing is known behind ${name}: secrets are kept in memory alone, for their own thread, and are gone after a restart; write the secret itself, or show it to this thread again`;
}

/** Whether a manifest's text ends inside the `data` of an object: in `data:` over lines, or in `"data":{` on one. */
function standsInData(before: string): boolean {
  const compact = before.lastIndexOf('"data"');
  if (compact !== -1 && /^"data"\s{0,3}:\s{0,100}\{[^{}]*$/.test(before.slice(compact))) return true;
  const lines = before.split("\n");
  let depth = indentOf(lines.at(-1)!);
  for (const line of lines.reverse().slice(1)) {
    if (line.trim() === "" || indentOf(line) >= depth) continue;
    depth = indentOf(line);
    if (/^\s*(?:- )?data:\s*$/.test(line)) return true;
  }
  return false;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function hideAll(text: string, used: ReadonlyMap<string, Original>): string {
  return [...used]
    .flatMap(([name, { printed, plain }]) =>
      [printed, plain, escaped(plain), base64(plain)].map((form) => ({ name, form })),
    )
    .filter(({ form }) => form !== "")
    .sort((one, other) => other.form.length - one.form.length)
    .reduce((rest, { name, form }) => rest.replaceAll(form, () => name), text);
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
