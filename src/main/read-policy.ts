import { readFileSync } from "node:fs";
import { type Document, isMap, isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { Fault } from "../core/faults/fault.ts";
import { defaultPolicy, type Policy } from "../core/policy/decide.ts";
import { openings, tighten } from "../core/policy/tighten.ts";
import { noSuchField, type PolicyBody, policyBody } from "./policy-body.ts";

/** The policy of the service, and the keys with a name, each with its own. `keySha256` is the key's SHA-256 in lower-case digits. */
export type Policies = {
  readonly base: Policy;
  readonly keys: readonly { readonly name: string; readonly keySha256: string; readonly policy: Policy }[];
};

/**
 * The file that KUBETRIAGE_POLICY names; the default policy and no keys when it names none. A file that is not understood whole stops the
 * start with everything that is wrong with it, each with its place.
 */
export function readPolicy(path: string | undefined): Policies {
  if (path === undefined) return { base: defaultPolicy, keys: [] };
  const { document, lines } = readYaml(path);
  const parsed = policyBody.safeParse(document.toJS() ?? {});
  const problems = parsed.success ? problemsBetweenFields(parsed.data) : parsed.error.issues.flatMap(problemsOf);
  if (problems.length > 0 || !parsed.success)
    throw wrong(
      path,
      problems.map(({ at, text }) => `${placeOf(document, lines, at)}: ${text}`),
    );
  return policiesOf(parsed.data);
}

/** Who may do what: the policy of a key by its name, the base for everybody else. */
export function createPolicyFor({ base, keys }: Policies): (caller: string) => Policy {
  const byName = new Map(keys.map(({ name, policy }) => [name, policy]));
  return (caller) => byName.get(caller) ?? base;
}

function policiesOf({ keys, ...limits }: PolicyBody): Policies {
  const base = tighten(
    { ...defaultPolicy, sensitiveReads: limits.sensitiveReads ?? defaultPolicy.sensitiveReads },
    limits,
  );
  return {
    base,
    keys: (keys ?? []).map(({ name, keySha256, ...own }) => ({ name, keySha256, policy: tighten(base, own) })),
  };
}

type Problem = { readonly at: readonly PropertyKey[]; readonly text: string };

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ at: [...issue.path, key], text: noSuchField }));
  return [{ at: issue.path, text: issue.message }];
}

/** What no field shows alone: a name or a key twice, and a key that would open what all have. */
function problemsBetweenFields({ keys = [], ...limits }: PolicyBody): Problem[] {
  const { base } = policiesOf(limits);
  return keys.flatMap(({ name, keySha256, ...own }, index): Problem[] => {
    const before = keys.slice(0, index);
    return [
      ...(before.some((key) => key.name === name)
        ? [{ at: ["keys", index, "name"], text: `a second key of the name ${JSON.stringify(name)}` }]
        : []),
      ...(before.some((key) => key.keySha256 === keySha256)
        ? [{ at: ["keys", index, "keySha256"], text: "the same key as one above; each needs its own" }]
        : []),
      ...openings(base, own).map(([field, said]) => ({
        at: ["keys", index, field],
        text: `a key can only tighten what is said for all (${field}: ${said})`,
      })),
    ];
  });
}

function readYaml(path: string): { readonly document: Document; readonly lines: LineCounter } {
  const lines = new LineCounter();
  const document = parseDocument(textOf(path), { lineCounter: lines });
  if (document.errors.length > 0)
    throw wrong(
      path,
      document.errors.map((error) => error.message.split("\n", 1)[0]!.replace(/:$/, "")),
    );
  return { document, lines };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw wrong(path, [`the file cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
}

/** `keys.0.mode (line 7)`: the field, and where it stands, or where what ought to hold it stands. */
function placeOf(document: Document, lines: LineCounter, at: readonly PropertyKey[]): string {
  const name = at.map(String).join(".") || "the file";
  for (let length = at.length; length > 0; length -= 1) {
    const offset = offsetOf(document, at.slice(0, length));
    if (offset !== undefined) return `${name} (line ${lines.linePos(offset).line})`;
  }
  return name;
}

function offsetOf(document: Document, at: readonly PropertyKey[]): number | undefined {
  const holder = document.getIn(at.slice(0, -1), true);
  const pair = isMap(holder) ? holder.items.find(({ key }) => isNode(key) && String(key) === at.at(-1)) : undefined;
  const node = pair?.key ?? document.getIn(at, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

function wrong(path: string, problems: readonly string[]): Fault {
  return new Fault("bad-configuration", `KUBETRIAGE_POLICY=${JSON.stringify(path)}:\n  ${problems.join("\n  ")}`);
}
