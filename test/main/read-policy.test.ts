import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { defaultPolicy, rules } from "../../src/core/policy/decide.ts";
import { readConfig } from "../../src/main/config.ts";
import { policyBody } from "../../src/main/policy-body.ts";
import { createPolicyFor, readPolicy } from "../../src/main/read-policy.ts";

const folder = mkdtempSync(join(tmpdir(), "kubetriage-policy-"));
const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/policy.md"), "utf8");
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, "policy.yaml");
  writeFileSync(path, text);
  return path;
}

function complaint(text: string): string {
  try {
    readPolicy(file(text));
  } catch (error) {
    return (error as Error).message;
  }
  return "it was taken";
}

test("without a file, and with an empty one, the default policy counts for everybody", () => {
  for (const path of [undefined, file(""), file("{}")])
    expect(readPolicy(path)).toEqual({ base: defaultPolicy, keys: [] });
});

test("everything that is wrong with a file is told at once, each with its place", () => {
  expect(
    complaint(`mode: readonly
visible: [shop]
protectedNamespaces: [Prod]
freeze:
  - {from: 2026-02-30T00:00:00Z, to: 2026-03-01T00:00:00Z}
  - {days: [fri], from: "25:00", to: "06:00", timezone: Europe/Nowhere, until: 1}
deny:
  - verbs: [destroy]
    resources: [podz]
  - {}
keys:
  - name: api-key
    keySha256: abc
`)
      .split("\n")
      .slice(1),
  ).toEqual([
    "  mode (line 1): one of read-only, approve was expected",
    "  protectedNamespaces.0 (line 3): a namespace name was expected",
    '  freeze.0.from (line 5): "2026-02-30T00:00:00Z": a time such as 2026-12-24T18:00:00+01:00 was expected',
    '  freeze.1.from (line 6): "25:00": a time of day such as "18:00" was expected',
    '  freeze.1.timezone (line 6): "Europe/Nowhere": a time zone such as Europe/Berlin was expected',
    "  freeze.1.until (line 6): there is no such field",
    '  deny.0.verbs.0 (line 8): "destroy": a verb of kubectl, such as delete or rollout restart, was expected',
    '  deny.0.resources.0 (line 9): "podz": a kind of Kubernetes such as deployments, or a custom one with its group (widgets.example.com), was expected',
    "  deny.1 (line 10): verbs, resources or namespaces were expected",
    '  keys.0.name (line 12): "api-key": a name of lower-case letters, digits, dots and dashes, other than api-key and anonymous, was expected',
    "  keys.0.keySha256 (line 13): the SHA-256 of the key was expected: 64 hexadecimal digits",
    "  visible (line 2): there is no such field",
  ]);
});

test.each([
  ["a field twice", "mode: approve\nmode: read-only\n", "line 2"],
  ["broken YAML", "mode: [\n", "line 2"],
  ["two documents", "mode: approve\n---\nfrozen: true\n", "multiple documents"],
  ["a list", "- mode\n", "the file: fields and their values were expected"],
  [
    "a window that ends before it begins",
    "freeze: [{from: 2026-01-02T00:00:00Z, to: 2026-01-01T00:00:00Z}]",
    "after `from`",
  ],
  ["a window that is none", "freeze: [7]", "a window with `from` and `to` was expected"],
  ["an empty list of verbs", "deny: [{verbs: []}]", "leave the field out for any"],
])("a file with %s is refused", (_, text, reason) => {
  expect(complaint(text)).toContain(reason);
});

const digest = (digit: string) => digit.repeat(64);

test("a key that would open what is said for all is refused, and so is a name or a key given twice", () => {
  const text = `mode: read-only
visibleNamespaces: [shop]
sensitiveReads: refuse
frozen: true
keys:
  - {name: a, keySha256: "${digest("1")}", mode: approve, frozen: false}
  - {name: a, keySha256: "${digest("2")}", visibleNamespaces: [shop, prod]}
  - {name: b, keySha256: "${digest("2")}", sensitiveReads: ask}
`;
  expect(complaint(text).match(/keys\.\d\.\w+ \(line \d\)/g)).toEqual([
    "keys.0.mode (line 6)",
    "keys.0.frozen (line 6)",
    "keys.1.name (line 7)",
    "keys.1.visibleNamespaces (line 7)",
    "keys.2.keySha256 (line 8)",
    "keys.2.sensitiveReads (line 8)",
  ]);
});

test("a key has its own policy, everybody else the one for all", () => {
  const policyFor = createPolicyFor(
    readPolicy(file(`protectedNamespaces: [prod]\nkeys: [{name: a, keySha256: "${digest("A")}", mode: read-only}]`)),
  );
  expect(policyFor("a")).toMatchObject({ mode: "read-only", protectedNamespaces: ["prod"] });
  expect(policyFor("api-key")).toMatchObject({ mode: "approve", protectedNamespaces: ["prod"] });
  expect(policyFor("__proto__").mode).toBe("approve");
});

test("a key of the file counts as authentication: the service may listen beyond this machine", () => {
  const path = file(`keys: [{name: a, keySha256: "${digest("1")}"}]`);
  expect(readConfig({ KUBETRIAGE_POLICY: path }).HOST).toBe("0.0.0.0");
  expect(readConfig({ KUBETRIAGE_POLICY: path, HOST: "10.0.0.1" }).HOST).toBe("10.0.0.1");
  expect(() => readConfig({ KUBETRIAGE_POLICY: file("mode: approve"), HOST: "10.0.0.1" })).toThrow(/not a loopback/);
});

test("API_AUTH_KEY has no limits of its own, so no limited key may be the same", () => {
  const ofSecret = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
  const path = file(`keys: [{name: a, keySha256: "${ofSecret}"}]`);
  expect(() => readConfig({ KUBETRIAGE_POLICY: path, API_AUTH_KEY: "secret" })).toThrow(/"a"/);
  expect(readConfig({ KUBETRIAGE_POLICY: path, API_AUTH_KEY: "other" }).policies.keys).toHaveLength(1);
});

test("the example file is taken, and uses every field", () => {
  const path = join(root, "deploy/policy.example.yaml");
  const { keys } = readPolicy(path);
  expect(keys.length).toBeGreaterThan(1);
  const text = readFileSync(path, "utf8");
  for (const field of Object.keys(policyBody.shape)) expect(text).toMatch(new RegExp(`^ *#? ?${field}:`, "m"));
});

test("docs/policy.md tells every field and every rule in its order, and its examples are taken", () => {
  const told = [...page.matchAll(/^\| \d+ \| `([\w-]+)`/gm)].map(([, name]) => name);
  expect(told).toEqual(rules.map(({ name }) => name));
  for (const field of Object.keys(policyBody.shape)) expect(page).toContain(`| \`${field}\` |`);
  const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, example]) => example!);
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) expect(() => readPolicy(file(example))).not.toThrow();
});
