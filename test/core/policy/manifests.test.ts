import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { decide, defaultPolicy, type Policy } from "../../../src/core/policy/decide.ts";

/** As a person who approved it, in the namespace shop. */
function ruleFor(manifest: string, policy: Partial<Policy>, text = "kubectl apply -f -"): string {
  const parsed = parseCommand(text, { files: { "-": manifest } });
  if (!parsed.ok) throw new Error(parsed.refusal.reason);
  return decide(parsed.command, "person", { ...defaultPolicy, ...policy }, "shop", 0).rule;
}

const noSecrets: Partial<Policy> = { deny: [{ verbs: null, resources: ["secrets"], namespaces: null }] };
const onlyShop: Partial<Policy> = { visibleNamespaces: ["shop"] };
const guarded: Partial<Policy> = { protectedNamespaces: ["kube-system"] };

/** Ways to write a ConfigMap of kube-system, a namespace of that name, or a Secret, that a plain look may overlook. kubectl takes each. */
const inKubeSystem: readonly (readonly [string, string])[] = [
  ["plain", "kind: ConfigMap\nmetadata: {name: a, namespace: kube-system}"],
  ["in JSON", '{"kind":"ConfigMap","metadata":{"name":"a","namespace":"kube-system"}}'],
  ["in quotes", `kind: ConfigMap\nmetadata:\n  name: a\n  'namespace': "kube-system"`],
  ["with a blank before the colon", "kind: ConfigMap\nmetadata:\n  name: a\n  namespace : kube-system"],
  ["on the next line", "kind: ConfigMap\nmetadata:\n  name: a\n  namespace:\n    kube-system"],
  ["behind a comment", "kind: ConfigMap\nmetadata:\n  name: a\n  namespace: # shop\n    kube-system"],
  ["as block text", "kind: ConfigMap\nmetadata:\n  name: a\n  namespace: >-\n    kube-system"],
  ["with a tag", "kind: ConfigMap\nmetadata:\n  name: a\n  namespace: !!str kube-system"],
  ["with an anchor", "x: &n kube-system\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: *n"],
  ["merged in", "x: &m {namespace: kube-system}\nkind: ConfigMap\nmetadata:\n  <<: *m\n  name: a"],
  ["escaped in YAML", 'kind: ConfigMap\nmetadata:\n  name: a\n  namespace: "kube\\x2dsystem"'],
  ["escaped in JSON", '{"kind":"ConfigMap","metadata":{"name":"a","n\\u0061mespace":"kube-system"}}'],
  ["over an escaped line end", 'kind: ConfigMap\nmetadata:\n  name: a\n  namespace: "kube-\\\n    system"'],
  ["as a complex key", "kind: ConfigMap\nmetadata:\n  ? namespace\n  : kube-system\n  name: a"],
  [
    "a second time",
    "kind: ConfigMap\nmetadata: {name: a, namespace: shop}\nmetadata: {name: a, namespace: kube-system}",
  ],
  [
    "in a second document",
    "kind: ConfigMap\nmetadata: {name: a}\n---\nkind: ConfigMap\nmetadata: {name: a, namespace: kube-system}",
  ],
  ["in a list", "kind: List\nitems:\n- kind: ConfigMap\n  metadata: {name: a, namespace: kube-system}"],
  ["in a list of its kind", "kind: ConfigMapList\nitems:\n- metadata: {name: a, namespace: kube-system}"],
  ["behind another kind", "kind: Secret\nitems:\n- kind: ConfigMap\n  metadata: {name: a, namespace: kube-system}"],
  ["without a name", "kind: ConfigMap\nmetadata: {generateName: a-, namespace: kube-system}"],
  ["as the namespace itself", "kind: Namespace\nmetadata: {name: kube-system}"],
  ["as the namespace itself, in a list without kinds", "kind: NamespaceList\nitems:\n- metadata: {name: kube-system}"],
  ["as what has no namespace", "kind: ClusterRole\nmetadata: {name: a}"],
  ["as what has no namespace, in a list without kinds", "kind: ClusterRoleList\nitems:\n- metadata: {name: a}"],
];

test.each(inKubeSystem)("a manifest of a protected namespace is refused, %s", (_, text) => {
  const manifest = text.startsWith("{") ? `{"apiVersion":"v1",${text.slice(1)}` : `apiVersion: v1\n${text}\n`;
  expect(ruleFor(manifest, guarded)).toBe("protected-namespace");
  expect(ruleFor(manifest, guarded, "kubectl delete -f -")).toBe("protected-namespace");
  expect(ruleFor(manifest, guarded, "kubectl apply -f - -n shop")).toBe("protected-namespace");
  expect(ruleFor(manifest, onlyShop, "kubectl get -f -")).toBe("namespace-not-visible");
});

test.each([
  ["plain", "kind: Secret\nmetadata: {name: a}"],
  ["in a list", "kind: List\nitems:\n- kind: Secret\n  metadata: {name: a}"],
  ["in a list of Secrets without kinds", "kind: SecretList\nitems:\n- metadata: {name: a}"],
  ["with a tag", "kind: !!str Secret\nmetadata: {name: a}"],
  ["on the next line", "kind:\n  Secret\nmetadata: {name: a}"],
  ["escaped", 'kind: "Secre\\u0074"\nmetadata: {name: a}'],
  ["as a key written twice", "kind: ConfigMap\nkind: Secret\nmetadata: {name: a}"],
  ["without any kind", "metadata: {name: a}"],
  ["empty", ""],
])("a manifest of a denied kind is refused, %s", (_, text) => {
  expect(ruleFor(`apiVersion: v1\n${text}\n`, noSecrets)).toBe("denied");
});

test.each([
  ["a ConfigMap of the own namespace", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"],
  [
    "several in a list",
    "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: a, namespace: shop}\n",
  ],
  ["JSON", '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","namespace":"shop"}}'],
])("what is understood and inside runs when approved: %s", (_, manifest) => {
  expect(ruleFor(manifest, { ...guarded, ...onlyShop, ...noSecrets })).toBe("approved-by-person");
});

test("however indented, quoted and ordered, a namespace or a kind is not overlooked", () => {
  const quote = fc.constantFrom("", '"', "'");
  const blank = fc.constantFrom("", " ", "  ");
  const filler = fc.constantFrom("labels: {a: b}", "annotations: {a: 'namespace'}", "uid: x", "# namespace: shop");
  const metadata = fc
    .tuple(quote, blank, quote, fc.array(filler, { maxLength: 3 }), fc.nat(3))
    .map(([key, space, value, fillers, at]) => {
      const lines: string[] = [...fillers];
      lines.splice(at, 0, `${key}namespace${key}${space}: ${value}kube-system${value}`);
      return lines.map((line) => `  ${line}\n`).join("");
    });
  fc.assert(
    fc.property(metadata, fc.constantFrom("ConfigMap", "PodList", "Gadget"), (lines, kind) => {
      expect(ruleFor(`apiVersion: v1\nmetadata:\n${lines}kind: ${kind}\n`, guarded)).toBe("protected-namespace");
    }),
  );
});
