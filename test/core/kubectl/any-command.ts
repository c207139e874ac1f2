import fc from "fast-check";
import { type FlagSpec, globals, type VerbSpec, verbs, verbsWithTrailing } from "../../../src/core/kubectl/verbs.ts";

const words = [
  ...[
    "pods",
    "po",
    "secret",
    "secrets",
    "deploy/web",
    "pod/web-0",
    "web-0",
    "nodes",
    "node-1",
    "ns",
    "prod",
    "a=b",
    "a-",
  ],
  ...[
    "all",
    "widgets.example.com",
    "secrets.v1.",
    "key=value:NoExecute",
    "list",
    "get",
    "delete",
    "*",
    "it's",
    "x y",
    "$(id)",
  ],
];
const values = [
  ...[
    "",
    "web",
    "prod",
    "json",
    "yaml",
    "name",
    "jsonpath={.items[*].metadata.name}",
    "-",
    "/etc/passwd",
    "http://x",
    "a,b",
  ],
  ...[
    "jsonpath-file=/x",
    "/api/v1/secrets",
    "/readyz",
    "{}",
    "it's",
    '"',
    "\\",
    "x y",
    "--all",
    "$HOME",
    "client",
    "ü",
  ],
];

function anyValue(flag: FlagSpec): fc.Arbitrary<string> {
  if (flag.type === "boolean") return fc.constantFrom("true", "false");
  if (flag.type === "integer") return fc.integer({ min: -5, max: 20 }).map(String);
  if (flag.type === "duration") return fc.constantFrom("0", "5s", "30s", "1m30s", "-1s", "2h");
  if (flag.name === "output")
    return fc.constantFrom("json", "yaml", "name", "wide", "jsonpath={.x}", "go-template-file=x");
  if (flag.name === "namespace") return fc.constantFrom("", "prod", "kube-system");
  if (flag.name === "dry-run") return fc.constantFrom("client", "server", "none");
  return fc.constantFrom(...values);
}

function flagOf(verb: VerbSpec): fc.Arbitrary<{ readonly name: string; readonly value: string }> {
  const specs = [...verb.flags.values(), ...globals.values()];
  const own = [...verb.flags.values()];
  return fc
    .constantFrom(...specs, ...own, ...own)
    .chain((spec) => fc.record({ name: fc.constant(spec.name), value: anyValue(spec) }));
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** The parts of a command line that the tables allow, not yet joined to a text. */
export type Parts = {
  readonly verb: string;
  readonly flags: readonly { readonly name: string; readonly value: string }[];
  readonly args: readonly string[];
  readonly trailing: readonly string[] | null;
};

export const anyParts: fc.Arbitrary<Parts> = fc.constantFrom(...verbs.values()).chain((verb) =>
  fc.record({
    verb: fc.constant(verb.verb),
    flags: fc.array(flagOf(verb), { maxLength: 5 }),
    args: fc.array(fc.constantFrom(...words), { maxLength: 3 }),
    trailing: verbsWithTrailing.has(verb.verb)
      ? fc.option(fc.array(fc.constantFrom(...words, ...values), { maxLength: 3 }))
      : fc.constant(null),
  }),
);

export function textOf({ verb, flags, args, trailing }: Parts): string {
  const shown = flags.map(({ name, value }) => `--${name}=${quoted(value)}`);
  const rest = trailing === null ? [] : ["--", ...trailing.map(quoted)];
  return ["kubectl", verb, ...args.map(quoted), ...shown, ...rest].join(" ");
}
