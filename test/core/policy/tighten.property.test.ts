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

const files = { "-": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  namespace: shop\n" };
const known = new Set(rules.map(({ name }) => name));
const strictness = ["run", "ask", "refuse"];

test("limits of a key never open anything, and every decision names a rule of the list", () => {
  fc.assert(
    fc.property(anyParts, base, key, asker, place, now, (parts, all, own, who, where, when) => {
      const parsed = parseCommand(textOf(parts), { files });
      if (!parsed.ok) return;
      const before = decide(parsed.command, who, all, where, when);
      const after = decide(parsed.command, who, tighten(all, own), where, when);
      expect(strictness.indexOf(after.verdict)).toBeGreaterThanOrEqual(strictness.indexOf(before.verdict));
      expect(known).toContain(before.rule);
      expect(known).toContain(after.rule);
    }),
    { numRuns: 3000 },
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
