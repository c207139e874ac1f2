import { describe, expect, test } from "vitest";
import type { KubectlCommand } from "../../../src/core/kubectl/command.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { decide, defaultPolicy, type Policy, rules } from "../../../src/core/policy/decide.ts";
import type { Asker } from "../../../src/core/policy/decision.ts";

function command(text: string, manifest = "kind: ConfigMap"): KubectlCommand {
  const parsed = parseCommand(text, { files: { "-": manifest } });
  if (!parsed.ok) throw new Error(parsed.refusal.reason);
  return parsed.command;
}

function decided(
  text: string,
  asker: Asker,
  policy: Partial<Policy> = {},
  namespace: string | null = "default",
  manifest?: string,
) {
  const { verdict, rule } = decide(command(text, manifest), asker, { ...defaultPolicy, ...policy }, namespace);
  return `${verdict} ${rule}`;
}

test.each([
  ["kubectl get pods", "run reads-run", "run reads-run"],
  ["kubectl get secret db -o yaml", "ask sensitive-asks", "run approved-by-person"],
  ["kubectl label pod web a=b", "ask writes-ask", "run approved-by-person"],
  ["kubectl delete pod web", "ask destructive-asks", "run approved-by-person"],
  ["kubectl edit deploy web", "refuse never-run", "refuse never-run"],
  ["kubectl get pods --server=http://x", "refuse never-run", "refuse never-run"],
])("by default `%s` unattended: %s; for a person: %s", (text, unattended, person) => {
  expect(decided(text, "unattended")).toBe(unattended);
  expect(decided(text, "person")).toBe(person);
});

test.each([
  ["kubectl logs -f web -n shop", "kubectl logs web -n shop --tail=200"],
  ["kubectl logs -f web --tail=5", "kubectl logs web --tail=5"],
  ["kubectl get pods -w -o wide", "kubectl get pods -o wide"],
  ["kubectl rollout status deploy/web", "kubectl rollout status deploy/web --watch=false"],
  [
    "kubectl wait --for=condition=Ready pod/web --timeout=10m",
    "kubectl wait pod/web --for=condition=Ready --timeout=30s",
  ],
  ["kubectl exec -it web -- sh", "kubectl exec POD -- COMMAND"],
  ["kubectl exec -it web -- ls -l", "`kubectl exec web -- ls -l`"],
  [
    "kubectl run x --image=busybox -it --rm -- nslookup web",
    "`kubectl run x --image=busybox --rm --attach -- nslookup web`",
  ],
  ["kubectl attach web", "kubectl logs POD --tail=200"],
  ["kubectl apply -f x.yaml", "-f -"],
])("the refusal of `%s` names `%s`", (text, instead) => {
  const decision = decide(command(text), "person", defaultPolicy);
  expect(decision.verdict).toBe("refuse");
  expect(decision.reason).toContain(instead);
  if (instead.startsWith("kubectl ") && !instead.includes("POD")) {
    expect(decide(command(instead), "unattended", defaultPolicy).verdict).toBe("run");
  }
});

test("read-only mode refuses every change, also to a person, and lets reads run", () => {
  expect(decided("kubectl get pods", "unattended", { mode: "read-only" })).toBe("run reads-run");
  expect(decided("kubectl label pod web a=b", "person", { mode: "read-only" })).toBe("refuse read-only-mode");
  expect(decided("kubectl delete pod web", "person", { mode: "read-only" })).toBe("refuse read-only-mode");
});

test("a freeze refuses changes and nothing else", () => {
  expect(decided("kubectl rollout restart deploy/web", "person", { frozen: true })).toBe("refuse frozen");
  expect(decided("kubectl get pods", "unattended", { frozen: true })).toBe("run reads-run");
});

test("sensitive reads can be opened or closed", () => {
  expect(decided("kubectl get secret db -o yaml", "unattended", { sensitiveReads: "run" })).toBe(
    "run sensitive-reads-run",
  );
  expect(decided("kubectl get secret db -o yaml", "person", { sensitiveReads: "refuse" })).toBe(
    "refuse sensitive-reads-refused",
  );
});

describe("a protected namespace", () => {
  const policy = { protectedNamespaces: ["prod"] };
  test.each([
    ["kubectl delete pod web -n prod", "default"],
    ["kubectl delete pod web", "prod"],
    ["kubectl delete pod web -n shop -n prod", "default"],
    ["kubectl delete ns prod", "default"],
    ["kubectl label namespace/prod a=b", "default"],
    ["kubectl delete pods --all -A", "default"],
    ["kubectl drain node-1", "default"],
    ["kubectl delete --raw /api/v1/namespaces/prod/pods/web", "default"],
    ["kubectl delete widgets blue -n prod", "default"],
    ["kubectl create clusterrolebinding x --clusterrole=view --user=eve", "default"],
  ])("is not changed by `%s` run in %s", (text, namespace) => {
    expect(decided(text, "person", policy, namespace)).toBe("refuse protected-namespace");
  });

  test("is not changed by a manifest that names it", () => {
    const manifest = "kind: Pod\nmetadata:\n  name: web\n  namespace: prod\n";
    expect(decided("kubectl apply -f -", "person", policy, "default", manifest)).toBe("refuse protected-namespace");
    const json = '{"kind":"Pod","metadata":{"name":"web","namespace":"prod"}}';
    expect(decided("kubectl apply -f -", "person", policy, "default", json)).toBe("refuse protected-namespace");
    expect(
      decided("kubectl delete -f -", "person", policy, "default", "kind: Namespace\nmetadata:\n  name: prod\n"),
    ).toBe("refuse protected-namespace");
  });

  test.each([
    ["an escape", 'metadata: {"names\\u0070ace": "prod"}'],
    ["an anchor", "a: &x prod\nmetadata:\n  namespace: *x"],
    ["a complex key", "metadata:\n  ? namespace\n  : prod"],
    ["block text", "metadata:\n  namespace: >-\n    prod"],
    ["a comment", "metadata:\n  namespace: # where\n    prod"],
    ["a long escape", 'metadata: {namespace: "pro\\U00000064"}'],
    ["a line that goes on", 'metadata:\n  namespace: "pr\\\n    od"'],
    ["a verbatim tag", "metadata:\n  namespace: !<tag:yaml.org,2002:str> prod"],
    ["a bare tag", "metadata:\n  namespace: ! prod"],
    ["an anchor of dashes", "a: &-x prod\nmetadata:\n  namespace: *-x"],
  ])("is not changed by a manifest that hides it behind %s", (_, manifest) => {
    expect(decided("kubectl apply -f -", "person", policy, "default", manifest)).toBe("refuse protected-namespace");
  });

  test("is not changed when it is not known where the command runs", () => {
    expect(decided("kubectl delete pod web", "person", policy, null)).toBe("refuse protected-namespace");
  });

  test("may be read, and other namespaces may be changed", () => {
    expect(decided("kubectl get pods -n prod", "unattended", policy)).toBe("run reads-run");
    expect(decided("kubectl delete pod web -n shop", "person", policy)).toBe("run approved-by-person");
  });
});

describe("when only some namespaces are visible", () => {
  const policy = { visibleNamespaces: ["shop"] };
  test.each([
    ["kubectl get pods -n prod", "shop"],
    ["kubectl get pods", "default"],
    ["kubectl get pods -A", "shop"],
    ["kubectl get nodes", "shop"],
    ["kubectl get ns", "shop"],
    ["kubectl describe ns prod", "shop"],
    ["kubectl get --raw /api/v1/namespaces/shop/pods", "shop"],
    ["kubectl get widgets", "shop"],
    ["kubectl cluster-info dump -A", "shop"],
    ["kubectl cluster-info dump --namespaces=prod", "shop"],
    ["kubectl get pv", "shop"],
    ["kubectl describe node node-1", "shop"],
    ["kubectl auth can-i --list -n prod", "shop"],
    ["kubectl events -n prod --for ns/shop", "shop"],
    ["kubectl get pods --namespace=", "shop"],
    ["kubectl get pods -n shop -n ''", "shop"],
    ["kubectl config view", "shop"],
    ["kubectl config get-contexts", "shop"],
  ])("`%s` run in %s is refused", (text, namespace) => {
    expect(decided(text, "unattended", policy, namespace)).toBe("refuse namespace-not-visible");
  });

  test.each([
    ["kubectl get pods -n shop", "default"],
    ["kubectl logs web", "shop"],
    ["kubectl describe ns shop", "default"],
    ["kubectl version", "default"],
    ["kubectl explain pods", "default"],
  ])("`%s` run in %s runs", (text, namespace) => {
    expect(decided(text, "unattended", policy, namespace)).toBe("run reads-run");
  });
});

test("the rules stand in this order", () => {
  expect(rules.map(({ name }) => name)).toEqual([
    "never-run",
    "namespace-not-visible",
    "denied",
    "read-only-mode",
    "frozen",
    "freeze-window",
    "protected-namespace",
    "not-allowed",
    "sensitive-reads-refused",
    "sensitive-reads-run",
    "reads-run",
    "approved-by-person",
    "sensitive-asks",
    "writes-ask",
    "destructive-asks",
  ]);
});
