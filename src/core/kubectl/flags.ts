import type { Flag, Refusal } from "./command.ts";
import { type FlagSpec, flagNamed, flagOfLetter, type VerbSpec } from "./verbs.ts";
import type { Word } from "./words.ts";

export type ReadFlags =
  | {
      readonly ok: true;
      readonly flags: readonly Flag[];
      readonly args: readonly Word[];
      readonly trailing: readonly Word[] | null;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Reads words as pflag does (github.com/spf13/pflag, `parseLongArg` and `parseShortArg`): flags and arguments may be mixed,
 * `--` ends the flags, a boolean takes a value only behind `=`, and so does a flag with an optional value.
 */
export function readFlags(words: readonly Word[], verb: VerbSpec): ReadFlags {
  const reader: Reader = { words, at: 0, verb, flags: [], args: [] };
  while (reader.at < words.length) {
    const word = words[reader.at++]!;
    if (word.text === "--")
      return { ok: true, flags: reader.flags, args: reader.args, trailing: words.slice(reader.at) };
    if (!word.text.startsWith("-") || word.text === "-") reader.args.push(word);
    else {
      const refusal = word.text.startsWith("--") ? long(reader, word) : short(reader, word);
      if (refusal !== null) return { ok: false, refusal };
    }
  }
  return { ok: true, flags: reader.flags, args: reader.args, trailing: null };
}

/** The value a flag has when it is given without one (pflag's NoOptDefVal); null when it must have one. */
export function valueWhenBare(flag: FlagSpec): string | null {
  if (flag.type === "boolean") return "true";
  return flag.type === "optional" ? (bareValues.get(flag.name) ?? "") : null;
}

/** A bare `--dry-run` still means `client` (kubectl warns about it). */
const bareValues: ReadonlyMap<string, string> = new Map([
  ["dry-run", "client"],
  ["cascade", "background"],
  ["validate", "strict"],
]);

type Reader = {
  readonly words: readonly Word[];
  at: number;
  readonly verb: VerbSpec;
  readonly flags: Flag[];
  readonly args: Word[];
};

function long(reader: Reader, word: Word): Refusal | null {
  const body = word.text.slice(2);
  const equals = body.indexOf("=");
  const name = equals < 0 ? body : body.slice(0, equals);
  const flag = flagNamed(name, reader.verb);
  if (flag === undefined) return unknown(word, `--${name}`, reader.verb);
  return add(reader, word, flag, equals < 0 ? valueWhenBare(flag) : body.slice(equals + 1));
}

function short(reader: Reader, word: Word): Refusal | null {
  let rest = word.text.slice(1);
  while (rest !== "") {
    const letter = rest[0]!;
    const flag = flagOfLetter(letter, reader.verb);
    if (flag === undefined) return unknown(word, `-${letter}`, reader.verb);
    const hasEquals = rest.length > 2 && rest[1] === "=";
    const bare = valueWhenBare(flag);
    const value = hasEquals ? rest.slice(2) : (bare ?? (rest.length > 1 ? rest.slice(1) : null));
    rest = !hasEquals && bare !== null ? rest.slice(1) : "";
    const refusal = add(reader, word, flag, value);
    if (refusal !== null) return refusal;
  }
  return null;
}

function unknown(word: Word, found: string, verb: VerbSpec): Refusal {
  return { position: word.position, found, reason: `\`kubectl ${verb.verb}\` has no flag \`${found}\`` };
}

function add(reader: Reader, word: Word, flag: FlagSpec, given: string | null): Refusal | null {
  const next = given === null ? reader.words[reader.at++] : undefined;
  const value = given ?? next?.text;
  const refuse = (found: string, reason: string) => ({ position: word.position, found, reason });
  if (value === undefined) return refuse(word.text, `the flag --${flag.name} needs a value`);
  const normal = normalise(flag, value);
  if (normal === null) return refuse(value, `--${flag.name} takes ${expected(flag)}, not \`${value}\``);
  reader.flags.push({ name: flag.name, value: normal, position: word.position });
  return null;
}

const truths: ReadonlyMap<string, string> = new Map([
  ...["1", "t", "T", "TRUE", "true", "True"].map((word) => [word, "true"] as const),
  ...["0", "f", "F", "FALSE", "false", "False"].map((word) => [word, "false"] as const),
]);

const outputs = new Set(
  (
    " json yaml kyaml name wide go-template go-template-file template templatefile jsonpath jsonpath-as-json " +
    "jsonpath-file custom-columns custom-columns-file plaintext plaintext-openapiv2"
  ).split(" "),
);

const duration = /^(?:0|[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+)$/;
const namespace = /^(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)?$/;

/** The canonical form of a flag's value, or null when kubectl would not take it. */
function normalise(flag: FlagSpec, value: string): string | null {
  if (flag.type === "boolean") return truths.get(value) ?? null;
  if (flag.type === "integer") return /^-?(?:0|[1-9]\d{0,17})$/.test(value) ? value : null;
  if (flag.type === "duration") return duration.test(value) ? value : null;
  if (flag.name === "namespace") return namespace.test(value) ? value : null;
  if (flag.name === "output") return outputs.has(value.split("=", 1)[0]!.toLowerCase()) ? value : null;
  if (flag.name === "dry-run") return ["none", "client", "server"].includes(value) ? value : null;
  return value;
}

function expected(flag: FlagSpec): string {
  if (flag.type === "boolean") return "true or false";
  if (flag.type === "integer") return "a whole number";
  if (flag.type === "duration") return "a duration such as 30s or 5m";
  if (flag.name === "namespace") return "a namespace (lower-case letters, digits and -)";
  if (flag.name === "dry-run") return "none, client or server";
  return "one of kubectl's output formats (json, yaml, name, wide, jsonpath=..., custom-columns=..., go-template=...)";
}
