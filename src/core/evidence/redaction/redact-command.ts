import type { KubectlCommand } from "../../kubectl/command.ts";
import { parseCommand } from "../../kubectl/parse.ts";
import { printCommand, toArguments } from "../../kubectl/print.ts";
import { targetsOf } from "../../kubectl/targets.ts";
import { verbNamed } from "../../kubectl/verbs.ts";
import { suggestsSecret } from "./named-values.ts";
import type { Redactor } from "./redactor.ts";

/**
 * A command line as it may be stored: the values that are secrets are hidden, the rest stays as it was written. What was hidden is
 * hidden from then on in the thread's outputs too.
 */
export function redactCommandText(text: string, redactor: Redactor): string {
  const parsed = parseCommand(text, { files: { "-": "" } });
  if (!parsed.ok) return redactor.redact(text);
  const redacted = redactCommand(parsed.command, redactor);
  const isSame = toArguments(redacted).join("\0") === toArguments(parsed.command).join("\0");
  return isSame ? redactor.redact(text) : redactor.redact(printCommand(redacted));
}

/** The process' arguments with their secrets hidden; what stands before the command's own arguments is kept. */
export function redactArguments(command: KubectlCommand, redactor: Redactor, args: readonly string[]): string[] {
  const own = toArguments(command);
  return [...args.slice(0, args.length - own.length), ...toArguments(redactCommand(command, redactor))];
}

function redactCommand(command: KubectlCommand, redactor: Redactor): KubectlCommand {
  const hide = (text: string) => redactor.redactWhole(text, "password");
  return {
    ...command,
    args: command.args.map((arg) => redactor.redact(arg)),
    flags: command.flags.map((flag) => ({ ...flag, value: flagValue(command, flag.name, flag.value, redactor) })),
    ...(command.trailing === undefined
      ? {}
      : {
          trailing: command.trailing.map((word, at, all) =>
            isPasswordWord(all, at) ? hide(word) : redactor.redact(word),
          ),
        }),
  };
}

function flagValue(command: KubectlCommand, name: string, value: string, redactor: Redactor): string {
  if (verbNamed(command.verb)?.flags.get(name)?.type === "boolean") return value;
  if (suggestsSecret(name)) return redactor.redactWhole(value, name);
  if (name === "from-literal" && command.verb.startsWith("create secret")) return hideBehindEquals(value, redactor);
  if (["patch", "overrides"].includes(name) && isAboutSecrets(command)) return redactor.redactWhole(value);
  return redactor.redact(value);
}

function hideBehindEquals(value: string, redactor: Redactor): string {
  const at = value.indexOf("=");
  return at === -1
    ? redactor.redactWhole(value)
    : value.slice(0, at + 1) + redactor.redactWhole(value.slice(at + 1), value.slice(0, at));
}

function isAboutSecrets(command: KubectlCommand): boolean {
  return targetsOf(command).some(
    ({ kind, resource }) => kind?.kind === "Secret" || /^secrets?(?:\.|$)/i.test(resource),
  );
}

/** Programs that people run in containers, with the short flag behind which they take a password. */
const passwordFlags: ReadonlyMap<string, string> = new Map([
  ["mysql", "-p"],
  ["mysqldump", "-p"],
  ["mysqladmin", "-p"],
  ["mariadb", "-p"],
  ["redis-cli", "-a"],
  ["mongo", "-p"],
  ["mongosh", "-p"],
  ["sshpass", "-p"],
  ["curl", "-u"],
]);

/** Whether the word at that place of a container's command is a password by what stands before it, or by its own first letters. */
function isPasswordWord(words: readonly string[], at: number): boolean {
  const [word, before] = [words[at]!, at === 0 ? "" : words[at - 1]!];
  if (/^--?[\w-]+$/.test(before) && suggestsSecret(before) && !word.startsWith("-")) return true;
  const flag = passwordFlags.get(words[0]!.split("/").at(-1)!);
  if (flag === undefined || at === 0) return false;
  return before === flag ? !word.startsWith("-") : word.length > flag.length && word.startsWith(flag);
}
