import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outputsInText } from "../../../src/core/evidence/outputs-in-text.ts";

const table = `NAME                     READY   STATUS             RESTARTS   AGE
mail-6d9f676d48-x7k2p    0/1     CrashLoopBackOff   14         18d`;
const events = `Events:
  Type     Reason            Age   From               Message
  ----     ------            ----  ----               -------
  Warning  FailedScheduling  5m    default-scheduler  0/3 nodes are available: 3 Insufficient cpu.`;
const trace = `Traceback (most recent call last):
  File "/app/main.py", line 12, in <module>
    connect()
ConnectionError: no route to host`;

describe("what was pasted into a message is taken out of it", () => {
  test.each([
    ["a table below the question", `what is wrong here?\n${table}`, "what is wrong here?", table],
    ["a table above it", `${table}\n\nwhat is wrong here?`, "what is wrong here?", `${table}\n`],
    [
      "an output between two sentences",
      `why?\n\n${events}\n\nand what helps?`,
      "why?\n\nand what helps?",
      `${events}\n`,
    ],
    ["the command that was pasted along", `see\n$ kubectl get pods\n${table}`, "see", `$ kubectl get pods\n${table}`],
    ["a fence", `look:\n\`\`\`text\n${trace}\n\`\`\`\nany idea?`, "look:\n\nany idea?", trace],
    ["a fence that is never closed", `look:\n\`\`\`\n${trace}`, "look:", trace],
    ["a stack trace", `the job fails\n${trace}`, "the job fails", trace],
    [
      "a log with times",
      "help\n2026-01-02T10:00:00Z listening\nready",
      "help",
      "2026-01-02T10:00:00Z listening\nready",
    ],
    ["a message of no known program", "what is this?\netcdserver: no leader", "what is this?", "etcdserver: no leader"],
    [
      "an error in brackets before the question",
      'describe gives: Default backend: web:80 (<error: endpoints "web" not found>). Does this break it?',
      "describe gives: Default backend: web:80. Does this break it?",
      'error: endpoints "web" not found',
    ],
    [
      "an error without quotes before the question",
      'I get error: no matches for kind "Foo" in version "v1". What does it mean?',
      "I get. What does it mean?",
      'error: no matches for kind "Foo" in version "v1".',
    ],
    [
      "an error in brackets before an order",
      'describe ingress docs prints <error: endpoints "web" not found>. Find the root cause and tell me why it fails.',
      "describe ingress docs prints. Find the root cause and tell me why it fails.",
      'error: endpoints "web" not found',
    ],
    [
      "an error without quotes before an order",
      'I get error: no matches for kind "Foo" in version "v1". Find out why it is gone.',
      "I get. Find out why it is gone.",
      'error: no matches for kind "Foo" in version "v1".',
    ],
    [
      "an error that begins some words after the quote does",
      'event "Pod web-1: MountVolume.SetUp failed for volume config" on web. config lost?',
      "event on web. config lost?",
      "Pod web-1: MountVolume.SetUp failed for volume config",
    ],
    [
      "an error in the middle of a sentence",
      'I see "0/3 nodes are available: 3 Insufficient cpu." in the events',
      "I see in the events",
      "0/3 nodes are available: 3 Insufficient cpu.",
    ],
    [
      "an error at the end of one",
      "helm says error: failed to create resource: timed out",
      "helm says",
      "error: failed to create resource: timed out",
    ],
    ["an error behind a colon", "what does it mean: disk: no space left", "what does it mean", "disk: no space left"],
  ])("%s", (_, text, words, output) => {
    expect(outputsInText(text)).toEqual({ words, outputs: [output] });
  });
});

describe("what a person wrote stays whole", () => {
  test.each([
    ["a question", "why is checkout failing in shop?"],
    ["a question about an error by its name", "what does CrashLoopBackOff mean?"],
    ["several sentences", "checkout fails.\nIt began at noon.\nWhat changed?"],
    ["a list of complaints", "we have trouble:\n- users see 500: server error\n- payments time out"],
    ["commands in a fence", "please run\n```\nkubectl get pods\nkubectl get services\n```"],
    ["commands as lines", "kubectl get pods -n shop\nkubectl get services -n shop"],
    ["a wish with a colon", "do this: scale web to 5"],
    ["an empty text", ""],
  ])("%s", (_, text) => {
    expect(outputsInText(text)).toEqual({ words: text, outputs: [] });
  });
});

test("any text is taken apart without an error, and no line that was kept is made up", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom(...`${table}\n${events}\n\`\`\`\n${trace}`.split("\n")))),
      (lines) => {
        const { words, outputs } = outputsInText(lines.join("\n"));
        const known = new Set(lines.flatMap((line) => line.split(/\r?\n/)).map((line) => line.trim()));
        const isKnown = (line: string) => known.has(line.trim()) || lines.some((one) => one.includes(line.trim()));
        return (
          outputs.every((output) => output.split("\n").every(isKnown)) &&
          (outputs.length > 0 || words === lines.join("\n"))
        );
      },
    ),
  );
});
