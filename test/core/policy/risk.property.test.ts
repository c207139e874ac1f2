import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { flagNamed, verbNamed } from "../../../src/core/kubectl/verbs.ts";
import { decide, defaultPolicy } from "../../../src/core/policy/decide.ts";
import { risks } from "../../../src/core/policy/decision.ts";
import { riskOf } from "../../../src/core/policy/risk.ts";
import { anyParts, type Parts, textOf } from "../kubectl/any-command.ts";

const files = { "-": "kind: Pod" };

function classOf(parts: Parts): string {
  const parsed = parseCommand(textOf(parts), { files });
  return parsed.ok ? riskOf(parsed.command).risk : "refused";
}

test("reordering flags of different names never changes the class", () => {
  fc.assert(
    fc.property(anyParts, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (parts, keys) => {
      const single = parts.flags.filter((flag, at) => parts.flags.findIndex(({ name }) => name === flag.name) === at);
      const shuffled = [...single].sort((a, b) => keys[single.indexOf(a)]! - keys[single.indexOf(b)]!);
      expect(classOf({ ...parts, flags: shuffled })).toBe(classOf({ ...parts, flags: single }));
    }),
    { numRuns: 3000 },
  );
});

const harmless = [
  ["v", "2"],
  ["request-timeout", "5s"],
  ["warnings-as-errors", "true"],
  ["disable-compression", "true"],
  ["no-headers", "true"],
  ["show-labels", "true"],
  ["chunk-size", "100"],
  ["ignore-not-found", "true"],
  ["field-manager", "x"],
  ["show-managed-fields", "true"],
  ["overwrite", "true"],
  ["local", "true"],
  ["quiet", "true"],
  ["wait", "true"],
] as const;

test("adding a harmless flag never lowers the class", () => {
  fc.assert(
    fc.property(anyParts, fc.constantFrom(...harmless), fc.nat(5), (parts, [name, value], at) => {
      if (flagNamed(name, verbNamed(parts.verb)) === undefined) return;
      const before = classOf(parts);
      const more = { ...parts, flags: parts.flags.toSpliced(at, 0, { name, value }) };
      const after = classOf(more);
      if (before === "refused" || after === "refused") expect(after).toBe(before);
      else expect(risks.indexOf(after as never)).toBeGreaterThanOrEqual(risks.indexOf(before as never));
    }),
    { numRuns: 3000 },
  );
});

test("nothing but a read runs unattended, and a forbidden command never runs", () => {
  fc.assert(
    fc.property(anyParts, fc.constantFrom("unattended", "person"), (parts, asker) => {
      const parsed = parseCommand(textOf(parts), { files });
      if (!parsed.ok) return;
      const { verdict, risk, rule, reason } = decide(parsed.command, asker as "unattended" | "person", defaultPolicy);
      if (asker === "unattended") expect(verdict === "run").toBe(risk === "read");
      expect(verdict === "refuse").toBe(risk === "forbidden");
      expect(rule).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(reason).not.toBe("");
    }),
    { numRuns: 3000 },
  );
});
