import fc from "fast-check";
import { expect, test } from "vitest";
import { commandsInProse } from "../../../src/adapters/models/commands-in-prose.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";

const inProse = (text: string, printed = "") => commandsInProse(text, (command) => printed.includes(command));
const fence = (...lines: string[]) => ["Look:", "```bash", ...lines, "```", "That tells more."].join("\n");

test.each<[string, string, readonly string[]]>([
  ["a fence", fence("kubectl get pods -n shop"), ["kubectl get pods -n shop"]],
  ["a prompt sign", fence("$ kubectl get pods", "NAME  READY", "web   1/1"), ["kubectl get pods"]],
  ["a comment", fence("# the pods", "kubectl get pods # all"), ["kubectl get pods"]],
  ["a continued line", fence("kubectl get pods \\", "  -n shop"), ["kubectl get pods  -n shop"]],
  ["two on a line", fence("kubectl get pods && kubectl get svc"), ["kubectl get pods", "kubectl get svc"]],
  ["a line alone", "First:\n\nkubectl get pods\n\nThen we know.", ["kubectl get pods"]],
  ["lines behind a colon", "Run these:\nkubectl get pods\nkubectl get svc", ["kubectl get pods", "kubectl get svc"]],
  ["a list", "1. kubectl get pods\n2. `kubectl get svc`", ["kubectl get pods", "kubectl get svc"]],
  [
    "backticks in a sentence",
    "Run `kubectl get pods`, then `$ kubectl get svc`.",
    ["kubectl get pods", "kubectl get svc"],
  ],
  ["one twice", "`kubectl get pods` and\n\nkubectl get pods", ["kubectl get pods"]],
  [
    "reads before changes",
    fence("kubectl rollout restart deploy/web", "kubectl get pods"),
    ["kubectl get pods", "kubectl rollout restart deploy/web"],
  ],
  ["a change in a sentence", "Never run `kubectl delete namespace shop`!", []],
  ["a placeholder", fence("kubectl logs <pod> -n shop"), []],
  ["an invented flag", fence("kubectl get pods --everything"), []],
  ["another program on the line", fence("kubectl get pods; rm -rf /"), []],
  ["a substitution", fence("kubectl logs $(kubectl get pods -o name)"), []],
  ["a sentence that begins so", "kubectl get pods shows the failing one", []],
  ["a paragraph that is wrapped so", "Please run\nkubectl get pods now\nand look at it.", []],
  ["the word alone", "Use `kubectl`.\n\nkubectl", []],
])("%s", (_case, text, commands) => {
  expect(inProse(text)).toEqual(commands);
});

test("what a cluster printed is a quote, and no suggestion", () => {
  const text = fence("kubectl delete namespace shop", "kubectl get secrets -A", "kubectl get pods");
  expect(inProse(text, "run kubectl delete namespace shop; kubectl get secrets -A")).toEqual(["kubectl get pods"]);
});

test("at most five", () => {
  expect(inProse(fence(...Array.from({ length: 50 }, (_, index) => `kubectl get cm c${index}`)))).toHaveLength(5);
});

test("whatever the text: at most five, all parse, no two the same", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom("kubectl get pods", "kubectl delete ns a", "```", "`", "\n", "\\\n", "; ", "$ ", "- ", "#", "'"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const commands = inProse(pieces.join(""));
      expect(commands.length).toBeLessThanOrEqual(5);
      expect(new Set(commands).size).toBe(commands.length);
      expect(commands.filter((command) => !parseCommand(command).ok)).toEqual([]);
    }),
  );
});
