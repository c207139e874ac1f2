import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { decide, defaultPolicy, type Policy, rules } from "../../../src/core/policy/decide.ts";
import { weekdays } from "../../../src/core/policy/freeze.ts";
import { openings, type Tightening, tighten } from "../../../src/core/policy/tighten.ts";
import { anyParts, textOf } from "../kubectl/any-command.ts";

const namespaces = fc.subarray(["default", "prod", "shop", "x"]);
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const some = (...words: string[]) => fc.option(fc.subarray(words, { minLength: 1 }), { nil: null });
const reach = fc.record({
  verbs: some("get", "delete", "apply", "rollout", "scale", "exec", "label"),
  resources: some("pods", "deployments", "secrets", "nodes", "widgets.example.com"),
  namespaces: some("default", "prod", "shop"),
});
const minute = fc.nat({ max: 1439 });
const window = fc.oneof(
  fc.record({ kind: fc.constant("once" as const), from: fc.nat(), to: fc.nat(), reason: fc.constant(null) }),
  fc.record({
    kind: fc.constant("weekly" as const),
    days: fc.subarray([...weekdays]),
    from: minute,
    to: minute,
    timezone: fc.constantFrom("UTC", "Asia/Kolkata"),
    reason: fc.constant(null),
  }),
);
const key: fc.Arbitrary<Tightening> = fc.record({
  mode: maybe(fc.constantFrom("approve", "read-only")),
  sensitiveReads: maybe(fc.constantFrom("ask", "run", "refuse")),
  protectedNamespaces: maybe(namespaces),
  visibleNamespaces: maybe(fc.option(namespaces, { nil: null })),
  frozen: maybe(fc.boolean()),
  freeze: maybe(fc.array(window, { maxLength: 2 })),
  allow: maybe(fc.array(reach, { maxLength: 3 })),
  deny: maybe(fc.array(reach, { maxLength: 2 })),
});
const base: fc.Arbitrary<Policy> = fc
  .tuple(key, fc.constantFrom("ask" as const, "run" as const, "refuse" as const))
  .map(([limits, sensitiveReads]) => tighten({ ...defaultPolicy, sensitiveReads }, limits));
const asker = fc.constantFrom("person" as const, "unattended" as const);
const place = fc.constantFrom("default", "shop", null);
const now = fc.option(fc.nat(), { nil: null });

/** What the lists of the keys above speak of, so that they are met often. */
const listed = fc
  .tuple(
    fc.constantFrom("get", "delete", "rollout restart", "scale --replicas=2", "label a=b"),
    fc.constantFrom("pods", "deployments", "secrets", "nodes", "widgets.example.com"),
    fc.constantFrom("", " -n prod", " -n shop", " -A"),
  )
  .map(([verb, kind, where]) => `kubectl ${verb} ${kind}/web${where}`);
const line = fc.oneof(anyParts.map(textOf), listed, fc.constantFrom("kubectl apply -f -", "kubectl exec web -- ls"));

const files = { "-": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  namespace: shop\n" };
const known = new Set(rules.map(({ name }) => name));
const strictness = ["run", "ask", "refuse"];

test("limits of a key never open anything, and every decision names a rule of the list", () => {
  fc.assert(
    fc.property(line, base, key, asker, place, now, (text, all, own, who, where, when) => {
      const parsed = parseCommand(text, { files });
      if (!parsed.ok) return;
      const before = decide(parsed.command, who, all, where, when);
      const after = decide(parsed.command, who, tighten(all, own), where, when);
      expect(strictness.indexOf(after.verdict)).toBeGreaterThanOrEqual(strictness.indexOf(before.verdict));
      expect(known).toContain(before.rule);
      expect(known).toContain(after.rule);
    }),
    { numRuns: 5000 },
  );
});

test("what a key asks for is what it gets, or is named as more than the base gives", () => {
  fc.assert(
    fc.property(base, key, (all, own) => {
      const got = tighten(all, own);
      const named = openings(all, own).map(([field]) => field);
      expect(own.mode === undefined || own.mode === got.mode || own.mode === "approve").toBe(true);
      expect(named.includes("mode")).toBe(own.mode === "approve" && got.mode === "read-only");
      expect(named.includes("sensitiveReads")).toBe(
        own.sensitiveReads !== undefined && own.sensitiveReads !== got.sensitiveReads,
      );
    }),
  );
});

test("a change has to lie inside the list of all and the one of the key", () => {
  const only = (verb: string) => [{ verbs: [verb], resources: null, namespaces: null }];
  const policy = tighten(tighten(defaultPolicy, { allow: only("scale") }), { allow: only("label") });
  for (const text of ["kubectl scale deploy/web --replicas=2", "kubectl label pod web a=b"]) {
    const parsed = parseCommand(text);
    expect(parsed.ok && decide(parsed.command, "person", policy, "shop", 0).rule).toBe("not-allowed");
  }
});
