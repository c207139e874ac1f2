import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { aliases, globals, subcommandsOf, verbNamed, verbs } from "../../../src/core/kubectl/verbs.ts";
import { riskOf } from "../../../src/core/policy/risk.ts";

const program = "kubectl";
const home = mkdtempSync(join(tmpdir(), "kubectl-help-"));
afterAll(() => rmSync(home, { recursive: true }));
const env = { PATH: process.env.PATH ?? "", HOME: home };

const version = (() => {
  try {
    const { clientVersion } = JSON.parse(
      execFileSync(program, ["version", "--client", "-o", "json"], { env, encoding: "utf8" }),
    );
    return Number.parseInt(clientVersion.minor, 10) || 99;
  } catch {
    return null;
  }
})();

async function help(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, words, { env });
  return stdout;
}

type Listed = { readonly name: string; readonly shorthand: string | null; readonly value: string };

function listedFlags(text: string): Listed[] {
  return [...text.matchAll(/^ {4}(?:-(\w), )?--([\w-]+)=(.*?):?$/gm)].map(([, shorthand, name, value]) => ({
    name: name!,
    shorthand: shorthand ?? null,
    value: value!,
  }));
}

function listedSubcommands(text: string): string[] {
  const blocks = [...text.matchAll(/^[A-Z][^\n]*:\n((?: {2}\S+ +\S.*\n)+)/gm)].map(([, block]) => block!);
  return blocks.flatMap((block) => [...block.matchAll(/^ {2}(\S+) {2,}/gm)].map(([, word]) => word!));
}

/** Help shows a default from which the type can be told, but for what the table knows better. */
function typeFits(type: string, value: string): boolean {
  if (value === "true" || value === "false") return type === "boolean";
  if (value === "[]" || value.startsWith("[")) return type === "list" || type === "text";
  if (/^-?\d+$/.test(value)) return type === "integer";
  if (/^(?:\d+[hms])+$/.test(value)) return type === "duration";
  return type === "text" || type === "optional" || type === "list";
}

function differences(verb: string, listed: readonly Listed[], table: typeof globals | undefined): string[] {
  const isTolerated = (name: string) => (table?.get(name)?.isNew && version! < 36) || table?.get(name)?.isHidden;
  const unknown = listed
    .filter(({ name }) => !table?.has(name))
    .map(({ name }) => `${verb} --${name} is not in the table`);
  const gone = [...(table?.keys() ?? [])]
    .filter((name) => name !== "help" && !isTolerated(name) && !listed.some((flag) => flag.name === name))
    .map((name) => `${verb} --${name} is not in kubectl's help`);
  const wrong = listed.flatMap((flag) => {
    const spec = table?.get(flag.name);
    if (spec === undefined) return [];
    const isLetter =
      flag.shorthand === spec.shorthand || (spec.shorthand !== null && flag.shorthand === null && version! < 36);
    return isLetter && typeFits(spec.type, flag.value)
      ? []
      : [`${verb} --${flag.name}=${flag.value} is ${JSON.stringify(spec)}`];
  });
  return [...unknown, ...gone, ...wrong];
}

test.runIf(version !== null)(
  "the tables name the flags that the installed kubectl names, verb by verb",
  async () => {
    const names = [...verbs.keys()].filter(
      (verb) => !["help", "options"].includes(verb) && !(verb.startsWith("kuberc") && version! < 36),
    );
    const found: string[] = differences("kubectl", listedFlags(await help("options")), globals);
    for (let at = 0; at < names.length; at += 4) {
      const texts = await Promise.all(
        names.slice(at, at + 4).map(async (verb) => [verb, await help(...verb.split(" "), "--help")] as const),
      );
      for (const [verb, text] of texts) found.push(...differences(verb, listedFlags(text), verbNamed(verb)?.flags));
    }
    expect(names.length).toBeGreaterThan(70);
    expect(found).toEqual([]);
  },
  120_000,
);

test.runIf(version !== null)(
  "the tables name the verbs that the installed kubectl names",
  async () => {
    const parents = [
      "",
      "create",
      "create secret",
      "create service",
      "set",
      "rollout",
      "certificate",
      "cluster-info",
      "top",
      "auth",
      "apply",
      "config",
    ];
    const missing: string[] = [];
    for (const parent of parents) {
      const words = listedSubcommands(await help(...parent.split(" ").filter(Boolean), "--help"));
      expect(words.length).toBeGreaterThan(0);
      for (const word of words) {
        const verb = `${parent} ${word}`.trim();
        if (verbNamed(verb) === undefined && subcommandsOf(verb).length === 0) missing.push(verb);
      }
    }
    expect(missing).toEqual([]);
  },
  60_000,
);

test("every alias leads to a verb", () => {
  const dead = [...aliases.values()].filter(
    (verb) => verbNamed(verb) === undefined && subcommandsOf(verb).length === 0,
  );
  expect(dead).toEqual([]);
});

test("every verb has a risk of its own", () => {
  const unknown = [...verbs.keys()].filter((verb) =>
    riskOf({ verb, flags: [], args: [], filters: [] }).reason.startsWith("nothing is known"),
  );
  expect(unknown).toEqual([]);
});
