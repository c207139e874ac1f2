import fc from "fast-check";
import { expect, test } from "vitest";
import type { KubectlCommand } from "../../../src/core/kubectl/command.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { printCommand, toArguments } from "../../../src/core/kubectl/print.ts";
import { splitCommands } from "../../../src/core/kubectl/split.ts";
import { isAllNamespaces, namespaceOf, outputOf, targetsOf } from "../../../src/core/kubectl/targets.ts";
import { anyParts, textOf } from "./any-command.ts";

const files = { "-": "kind: Pod", "/etc/passwd": "kind: Pod" };
const withoutPositions = (command: KubectlCommand) => ({
  ...command,
  flags: command.flags.map(({ name, value }) => ({ name, value })),
});

const pieces = fc.constantFrom(
  ..."kubectl get pods delete -n -A -o json | grep awk jq sort ' \" \\ $ ` ; & < > ( ) { } [ ] * ? ~ # = - -- , \n \t 'a' {print .x".split(
    " ",
  ),
);

test("any text is parsed or refused, and nothing ever throws", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(pieces, { maxLength: 15 }).map((all) => `kubectl ${all.join(" ")}`),
    fc.array(pieces, { maxLength: 15 }).map((all) => `kubectl get pods | ${all.join("")}`),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseCommand(text, { files });
      if (parsed.ok) {
        for (const read of [targetsOf, namespaceOf, isAllNamespaces, outputOf, toArguments]) read(parsed.command);
        return;
      }
      expect(parsed.refusal.position).toBeGreaterThanOrEqual(0);
      expect(parsed.refusal.position).toBeLessThanOrEqual(text.length);
      expect(parsed.refusal.reason).not.toBe("");
    }),
    { numRuns: 3000 },
  );
});

test("splitting never throws and keeps a single command as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => void splitCommands(text)),
    { numRuns: 1000 },
  );
  expect(splitCommands("kubectl get pods")).toEqual(["kubectl get pods"]);
});

test("printing a parsed command and parsing it again gives it back", () => {
  let parsedOnes = 0;
  fc.assert(
    fc.property(anyParts, (parts) => {
      const first = parseCommand(textOf(parts), { files });
      if (!first.ok) return;
      parsedOnes += 1;
      const second = parseCommand(printCommand(first.command), { files: { "-": first.command.stdin ?? "" } });
      expect(second.ok && withoutPositions(second.command)).toEqual(withoutPositions(first.command));
    }),
    { numRuns: 3000 },
  );
  expect(parsedOnes).toBeGreaterThan(500);
});

test("the arguments for the process say the same as the printed command", () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      const first = parseCommand(textOf(parts), { files });
      if (!first.ok) return;
      const line = ["kubectl", ...toArguments(first.command)]
        .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
        .join(" ");
      const second = parseCommand(line, { files: { "-": first.command.stdin ?? "" } });
      expect(second.ok && withoutPositions(second.command)).toEqual({
        ...withoutPositions(first.command),
        filters: [],
      });
    }),
    { numRuns: 2000 },
  );
});
