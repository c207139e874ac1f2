import type { KubectlCommand } from "../kubectl/command.ts";
import { kindNamed } from "../kubectl/kinds.ts";
import { customKind } from "./custom-kinds.ts";
import { asKubectl, isOtherProgram } from "./other-programs.ts";

/** What a command asked for, as far as it tells how to read its output. */
export type Asked = {
  /** `get`, `describe`, `logs`, `top`, ...; empty when there is no command. */
  readonly verb: string;
  /** Kinds asked for, in the singular CamelCase of the API. */
  readonly kinds: readonly string[];
  /** Objects asked for by name; `kind` is empty when the command does not say. */
  readonly names: readonly { readonly kind: string; readonly name: string }[];
  /** The namespace that the command names itself. */
  readonly namespace: string | undefined;
  readonly allNamespaces: boolean;
  /** Whether rows begin with a namespace; differs from `allNamespaces` only when rows without a header show otherwise. */
  readonly hasNamespaceColumn: boolean;
  /** The word after `-o` up to its first `=`: `wide`, `yaml`, `custom-columns`. */
  readonly output: string;
  readonly outputArgument: string;
  readonly noHeaders: boolean;
  readonly showLabels: boolean;
  readonly filtered: boolean;
  readonly selected: boolean;
  readonly previous: boolean;
  readonly container: string | null;
  /** The object that events were asked of, by `involvedObject.name` or `--for`. */
  readonly about: string | undefined;
};

/** What the command asked for; from its text, read with tolerance, when our parser did not understand it. */
export function askedBy(parsed: KubectlCommand | null, text: string): Asked {
  const rough = parsed === null ? roughly(text) : { ...parsed, filtered: parsed.filters.length > 0 };
  const verb = rough.verb.split(" ")[0] ?? "";
  const args = rough.verb.includes(" ") ? [...rough.verb.split(" ").slice(1), ...rough.args] : rough.args;
  const flag = (...names: string[]) => rough.flags.findLast((given) => names.includes(given.name))?.value;
  const output = flag("output", "o") ?? "";
  const allNamespaces = isOn(flag("all-namespaces", "A"));
  return {
    verb: verb === "events" ? "get" : verb,
    ...targetsIn(verb, args),
    namespace: flag("namespace", "n"),
    allNamespaces,
    hasNamespaceColumn: allNamespaces,
    output: output.split("=")[0]!,
    outputArgument: output.includes("=") ? output.slice(output.indexOf("=") + 1) : "",
    noHeaders: isOn(flag("no-headers")),
    showLabels: isOn(flag("show-labels")),
    filtered: rough.filtered && !layout.test(text),
    selected: flag("selector", "l", "field-selector", "for", "types") !== undefined,
    previous: isOn(flag("previous", "p")),
    container: flag("container", "c") ?? null,
    about:
      /(?:involvedObject|regarding)\.name==?([a-z0-9][a-z0-9.-]{0,252})/.exec(flag("field-selector") ?? "")?.[1] ??
      flag("for")?.split("/").at(-1),
  };
}

/** One pipe to a program that changes only how the output is laid out. */
const layout =
  /^[^|]{1,2000}\| *(?:jq(?: -[MSCaj]{1,4})?(?: ["']?\.["']?)?|yq(?: -[PCM]{1,3})?(?: ["']?\.["']?)?|python3? -m json\.tool|cat) *$/;

const isOn = (value: string | undefined) => value !== undefined && value !== "false";

/** Before its group a resource is named in the plural: `volumes.longhorn.io` are of kind Volume. */
const singularOf = (plural: string): string =>
  plural
    .replace(/ies$/, "y")
    .replace(/(?<=(?:s|x|z|ch|sh))es$/, "")
    .replace(/(?<=[^s])s$/, "");

/** The kind that a resource word names; of a custom resource as near as its word tells. */
export function kindOf(word: string): string {
  const known = kindNamed(word)?.kind;
  if (known !== undefined) return known;
  const [plural = "", ...group] = word.split(".");
  const custom = customKind(plural);
  if (custom !== undefined) return custom;
  const bare = group.length > 1 ? singularOf(plural) : plural;
  return bare === "" ? "" : bare[0]!.toUpperCase() + bare.slice(1);
}

function targetsIn(verb: string, args: readonly string[]): Pick<Asked, "kinds" | "names"> {
  if (verb === "events") return { kinds: ["Event"], names: [] };
  if (verb === "logs") return logTargets(args);
  const words = verb === "rollout" ? args.slice(1) : args;
  if (verb === "top") return topTargets(words);
  if (words.length === 0) return { kinds: [], names: [] };
  if (words[0]!.includes("/")) {
    const names = words.filter((word) => word.includes("/")).map(slashed);
    return { kinds: [...new Set(names.map((target) => target.kind))], names };
  }
  const kinds = words[0]!
    .split(",")
    .filter((word) => word !== "")
    .map(kindOf);
  return { kinds, names: words.slice(1).map((name) => ({ kind: kinds.length === 1 ? kinds[0]! : "", name })) };
}

function logTargets(args: readonly string[]): Pick<Asked, "kinds" | "names"> {
  const target = args[0];
  if (target === undefined) return { kinds: [], names: [] };
  const named = target.includes("/") ? slashed(target) : { kind: "Pod", name: target };
  return { kinds: [named.kind], names: [named] };
}

function topTargets(args: readonly string[]): Pick<Asked, "kinds" | "names"> {
  const kind = kindOf(args[0] ?? "") === "Node" ? "NodeMetrics" : "PodMetrics";
  return { kinds: [kind], names: args.slice(1).map((name) => ({ kind, name })) };
}

function slashed(word: string): { kind: string; name: string } {
  const slash = word.indexOf("/");
  return { kind: kindOf(word.slice(0, slash)), name: word.slice(slash + 1) };
}

type Rough = {
  readonly verb: string;
  readonly flags: readonly { readonly name: string; readonly value: string }[];
  readonly args: readonly string[];
  readonly filtered: boolean;
};

const flagsWithoutValue = new Set(
  "A all-namespaces no-headers show-labels show-kind show-managed-fields w watch watch-only p previous f follow prefix timestamps all-containers containers i t it tty stdin R recursive ignore-not-found insecure-skip-tls-verify sum".split(
    " ",
  ),
);

function roughly(text: string): Rough {
  const words = wordsOf(text);
  const end = words.findIndex((word) => /^(?:[|;&>].*|\d?>.*)$/.test(word.text) && !word.quoted);
  const own = (end < 0 ? words : words.slice(0, end)).map((word) => word.text);
  const start = own.findIndex((word) => /(?:^|\/)(?:kubectl|oc|k)$/.test(word));
  const args: string[] = [];
  const flags: { name: string; value: string }[] = [];
  const translated = start < 0 ? asKubectl(own) : null;
  if (start < 0 && translated === null && isOtherProgram(own[0] ?? ""))
    return { verb: "", flags: [], args: [], filtered: false };
  const rest = translated ?? own.slice(start + 1);
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index]!;
    if (word === "--") break;
    if (!word.startsWith("-") || word === "-") args.push(word);
    else index += takeFlag(word, rest[index + 1], flags);
  }
  return { verb: args[0] ?? "", args: args.slice(1), flags, filtered: end >= 0 && words[end]!.text.startsWith("|") };
}

/** Takes one flag and says how many further words it used. */
function takeFlag(word: string, next: string | undefined, flags: { name: string; value: string }[]): number {
  const equals = word.indexOf("=");
  const long = word.startsWith("--");
  if (long || equals === 2) {
    const name = word.slice(long ? 2 : 1, equals < 0 ? undefined : equals);
    if (equals >= 0 || flagsWithoutValue.has(name) || next === undefined || next.startsWith("-")) {
      flags.push({ name, value: equals >= 0 ? word.slice(equals + 1) : "true" });
      return 0;
    }
    flags.push({ name, value: next });
    return 1;
  }
  const name = word.slice(1, 2);
  if (flagsWithoutValue.has(name) || flagsWithoutValue.has(word.slice(1))) flags.push({ name, value: "true" });
  else if (word.length > 2) flags.push({ name, value: word.slice(2) });
  else if (next !== undefined) {
    flags.push({ name, value: next });
    return 1;
  }
  return 0;
}

function wordsOf(text: string): { text: string; quoted: boolean }[] {
  return [...text.matchAll(/(?:[^\s"'|;]|"[^"]*"|'[^']*')+|[|;]/g)].map(([word]) => ({
    text: word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single ?? ""),
    quoted: /["']/.test(word),
  }));
}
