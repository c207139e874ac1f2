import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";
import { commandsOf, type Output, reply, translate } from "./situations.ts";

const pieces = [
  "why", "is", "the", "pod", "pods", "deployment", "checkout", "web-0", "in", "namespace", "shop", "kube-system", "-n", "--", "all",
  "logs", "of", "scale", "to", "5", "delete", "app=web", "tier!=db", "'quoted name'", "restart", "failing", "node", "worker-1", "yaml",
  "since", "2026-01-01", "image", "nginx:1.27", "label", "events", "$(reboot)", ";", "| sh", "`id`", "&&", "service", "/api/cart", "\u0000",
  "why's", "“x”", "pod/", "/pod", "deploy/web", "default/web", "PVC", "http://x/y", "🙂", "\n",
]; // biome-ignore format: a table of words

const sentences = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 12, unit: "grapheme" })), { maxLength: 14 })
  .map((words) => words.join(" "));

const outputs = fc.array(
  fc.tuple(
    fc.constantFrom("kubectl get pods -n shop", "kubectl describe pod web-0", "kubectl logs web-0", "nonsense", ""),
    fc.string({ maxLength: 200 }),
  ),
  { maxLength: 3 },
);

test("whatever the text, translate gives nothing or one command that parses", async () => {
  await fc.assert(
    fc.asyncProperty(sentences, async (text) => {
      const command = await translate(text);
      expect(command === "" || parseCommand(command).ok).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test("whatever the thread, every suggestion parses, none comes twice, and the text is not empty", async () => {
  await fc.assert(
    fc.asyncProperty(
      sentences,
      fc.array(sentences, { maxLength: 2 }),
      outputs,
      async (question, earlierQuestions, evidence) => {
        const answer = await reply(question, evidence as readonly Output[], { earlierQuestions });
        const commands = commandsOf(answer);
        expect(commands.filter((command) => !parseCommand(command).ok)).toEqual([]);
        expect(new Set(commands).size).toBe(commands.length);
        expect(answer.text.trim()).not.toBe("");
      },
    ),
    { numRuns: 300 },
  );
});

test("a rejected suggestion never comes back", async () => {
  await fc.assert(
    fc.asyncProperty(sentences, async (question) => {
      const first = await reply(question);
      const rejections = commandsOf(first).map((command) => ({ command, reason: "no" }));
      const second = await reply(question, [], { rejections });
      expect(commandsOf(second).filter((command) => commandsOf(first).includes(command))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("long and hostile texts are read in time", async () => {
  for (const text of [
    "a".repeat(200_000),
    "-".repeat(50_000),
    "'".repeat(50_000),
    "app=".repeat(20_000),
    "in the namespace ".repeat(9_000),
    "why is ".repeat(9_000),
  ]) {
    expect(typeof (await reply(text)).text).toBe("string");
  }
});
