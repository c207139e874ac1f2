import { oddArgument } from "./arguments.ts";
import type { Filter, KubectlCommand, ParseResult, Refusal } from "./command.ts";
import { readFilter } from "./filters/syntax.ts";
import { readFlags, valueWhenBare } from "./flags.ts";
import { readStdin } from "./stdin.ts";
import {
  aliases,
  flagNamed,
  flagOfLetter,
  subcommandsOf,
  type VerbSpec,
  verbNamed,
  verbsWithTrailing,
} from "./verbs.ts";
import { splitWords, type Word } from "./words.ts";

export type ParseOptions = {
  /** Texts that came with the command, by file name: `-f NAME` reads one of them, `-` (or `stdin`) is the standard input. */
  readonly files?: Readonly<Record<string, string>>;
};

/**
 * Reads a text as one kubectl command line, perhaps with filters behind `|`. Either all of it is understood, or it is refused
 * with the position, the piece at fault and the reason. Never throws, whatever the text.
 */
export function parseCommand(text: string, options: ParseOptions = {}): ParseResult {
  const words = splitWords(text);
  if (!words.ok) return words;
  const [first, ...stages] = words.stages;
  const [program, ...rest] = first ?? [];
  if (program?.text !== "kubectl") return { ok: false, refusal: notKubectl(program) };
  const found = findVerb(rest, text.length);
  if (!found.ok) return found;
  const parsed = readArguments(found.verb, found.rest, options);
  if (!parsed.ok) return parsed;
  const filters: Filter[] = [];
  for (const stage of stages) {
    const filter = readFilter(stage);
    if (!filter.ok) return filter;
    filters.push(filter.filter);
  }
  return { ok: true, command: { ...parsed.command, filters } };
}

function notKubectl(program: Word | undefined): Refusal {
  const position = program?.position ?? 0;
  const found = program?.text ?? "";
  const refuse = (reason: string) => ({ position, found, reason });
  if (found === "") return refuse("there is no command");
  if (/^[A-Za-z_]\w*=/.test(found)) return refuse("a variable before the command would need a shell; leave it out");
  if (found.endsWith("/kubectl")) return refuse("write `kubectl` without a path");
  return refuse("the command must begin with `kubectl`");
}

type FoundVerb =
  | { readonly ok: true; readonly verb: VerbSpec; readonly rest: readonly Word[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Finds the sub-command as cobra's `Find` does: flags before it are skipped with their values, then taken away from the path. */
function findVerb(words: readonly Word[], end: number): FoundVerb {
  let path = "";
  let rest = words;
  for (;;) {
    const at = firstArgument(rest, verbNamed(path));
    const word = rest[at];
    const children = subcommandsOf(path);
    const joined = word === undefined ? "" : path === "" ? word.text : `${path} ${word.text}`;
    const next = aliases.get(joined) ?? joined;
    const isVerb =
      word !== undefined && (path === "" ? isFirstWord(next) : children.includes(next.slice(path.length + 1)));
    if (!isVerb) return verbAt(path, word, rest, end);
    path = next;
    rest = rest.filter((_, index) => index !== at);
  }
}

function isFirstWord(word: string): boolean {
  return !word.includes(" ") && (verbNamed(word) !== undefined || subcommandsOf(word).length > 0);
}

function verbAt(path: string, word: Word | undefined, rest: readonly Word[], end: number): FoundVerb {
  const verb = verbNamed(path);
  const children = subcommandsOf(path);
  const position = word?.position ?? end;
  const found = word?.text ?? "";
  if (verb !== undefined && (word === undefined || children.length === 0)) return { ok: true, verb, rest };
  const flag = rest.find((other) => other.text.startsWith("-") && other.position < position);
  if (path === "" && flag !== undefined && word !== undefined) {
    return refusal(
      flag.position,
      flag.text,
      "put this flag behind the verb: before it kubectl reads the next word as its value",
    );
  }
  if (path === "")
    return refusal(position, found, found === "" ? "there is no verb behind kubectl" : unknownVerb(found));
  const list = children.join(", ");
  return refusal(
    position,
    found,
    `\`kubectl ${path}\` takes ${verb === undefined ? "one of" : "no argument but"} ${list}`,
  );
}

function refusal(position: number, found: string, reason: string): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { position, found, reason } };
}

/** Words that people take for verbs, with what kubectl calls them. */
const meant: ReadonlyMap<string, string> = new Map([
  ["list", "get"],
  ["show", "get"],
  ["log", "logs"],
  ["desc", "describe"],
  ["inspect", "describe"],
  ["restart", "rollout restart"],
  ["status", "rollout status"],
  ["history", "rollout history"],
  ["event", "events"],
  ["rm", "delete"],
  ["update", "apply"],
]);

function unknownVerb(word: string): string {
  const known = meant.get(word);
  return known === undefined
    ? `kubectl has no verb \`${word}\`, and plugins are not run`
    : `kubectl has no verb \`${word}\`; \`kubectl ${known}\` is meant`;
}

/** Index of the first word that is neither a flag nor the value of one (cobra's `stripFlags`). */
function firstArgument(words: readonly Word[], verb: VerbSpec | undefined): number {
  for (let at = 0; at < words.length; at++) {
    const { text } = words[at]!;
    if (text === "--") return -1;
    if (text !== "" && !text.startsWith("-")) return at;
    if (takesNext(text, verb)) at += 1;
  }
  return -1;
}

function takesNext(text: string, verb: VerbSpec | undefined): boolean {
  if (text.includes("=")) return false;
  const isLong = text.startsWith("--");
  if (!isLong && text.length !== 2) return false;
  const flag = isLong ? flagNamed(text.slice(2), verb) : flagOfLetter(text[1]!, verb);
  return flag === undefined || valueWhenBare(flag) === null;
}

function readArguments(verb: VerbSpec, words: readonly Word[], options: ParseOptions): ParseResult {
  const read = readFlags(words, verb);
  if (!read.ok) return read;
  const takesTrailing = verbsWithTrailing.has(verb.verb);
  const args = takesTrailing ? read.args : [...read.args, ...(read.trailing ?? [])];
  const odd = args.find((word) => word.text === "" || word.text.startsWith("-"));
  if (odd !== undefined) return refusal(odd.position, odd.text, "an argument cannot be empty or begin with `-`");
  if (verb.verb === "exec" && args.length > 1) {
    return refusal(args[1]!.position, args[1]!.text, "put `--` between the pod and the command that runs in it");
  }
  const wrong = oddArgument(
    verb.verb,
    args.map((word) => word.text),
  );
  if (wrong !== null) {
    const word = args.find(({ text }) => text === wrong.arg)!;
    return refusal(word.position, word.text, wrong.reason);
  }
  const stdin = readStdin(read.flags, options.files ?? {});
  if (!stdin.ok) return stdin;
  const command: KubectlCommand = {
    verb: verb.verb,
    flags: stdin.flags,
    args: args.map((word) => word.text),
    ...(takesTrailing && read.trailing !== null ? { trailing: read.trailing.map((word) => word.text) } : {}),
    filters: [],
    ...(stdin.text === null ? {} : { stdin: stdin.text }),
  };
  return { ok: true, command };
}
