import { expect, test } from "vitest";
import type { Answer, OpenCommand, RanCommand } from "../../../src/core/conversation/message.ts";
import { presentAnswer } from "../../../src/surfaces/http/present-answer.ts";

const execution = {
  stdout: "NAME\n",
  stderr: "Warning: old\n",
  exitCode: 0,
  signal: null,
  timedOut: false,
  truncated: false,
  durationMs: 12.6,
  kubectlMissing: false,
};
const ran = (change: Partial<RanCommand> = {}): RanCommand => ({
  command: "kubectl get po",
  raw: null,
  risk: "read",
  output: "NAME",
  execution,
  evidence: {
    id: "turn-1.e1",
    command: "kubectl get po",
    stdout: "NAME",
    stderr: "",
    exitCode: 0,
    origin: "executed",
    namespace: "default",
  },
  ...change,
});
const open: OpenCommand = { command: "kubectl get no", raw: null, reason: "why", risk: "read" };
const answer = (change: Partial<Answer>): Answer => ({
  threadId: "t",
  shape: "message",
  text: "text",
  open: [],
  ran: [],
  findings: [],
  turn: {
    id: "turn-1",
    at: 0,
    question: "q",
    namespace: null,
    rejections: [],
    evidence: [],
    suggestions: [],
    text: "text",
    conclusion: null,
    engine: "e",
  },
  conclusion: { verdict: "answered", summary: "s", confidence: "likely" },
  engine: "builtin",
  ...change,
});
const present = (change: Partial<Answer>, executeAll = false): any => presentAnswer(answer(change), executeAll);

test.each<[Answer["shape"], string, string[]]>([
  ["message", "text", ["Cmds", "execute_all", "executedCmds"]],
  ["commands-analysed", "Analysis of command(s):\n\ntext", ["Cmds", "executedCmds"]],
  ["all-executed", "Analysis:\ntext", ["Cmds", "executedCmds", "execute_all"]],
])("%s: its prefix and its keys", (shape, content, keys) => {
  const reply = present({ shape });
  expect(reply.Content).toBe(content);
  expect(Object.keys(reply.data)).toEqual([...keys, "findings", "conclusion"]);
  expect(Object.keys(reply)).toEqual(["Content", "data", "thread_id", "engine"]);
});

test("a message echoes execute_all", () => {
  expect(present({}, true).data.execute_all).toBe(true);
});

test("a command that ran is the object that came in, filled", () => {
  const raw = { Command: "kubectl get po", Output: "", execute: true, mine: [1], blocked: "stale", exit_code: 9 };
  expect(present({ shape: "commands-analysed", ran: [ran({ raw })] }).data.executedCmds).toEqual([
    {
      Command: "kubectl get po",
      Output: "NAME",
      execute: true,
      mine: [1],
      risk: "read",
      exit_code: 0,
      stderr: "Warning: old\n",
      duration_ms: 13,
      truncated: false,
    },
  ]);
});

test("what a failing command printed besides its error is not lost", () => {
  const failed = ran({ output: "Error: no", execution: { ...execution, exitCode: 1 } });
  expect(present({ shape: "commands-analysed", ran: [failed] }).data.executedCmds[0]).toMatchObject({
    stdout: "NAME\n",
    exit_code: 1,
  });
});

test("an open command waits, and says why when it was held back", () => {
  const blocked = { rule: "r", reason: "no" };
  const raw = { Command: "ls", Output: "", execute: true, mine: 1 };
  const held = { ...open, command: "ls", raw, risk: "forbidden", blocked } as const;
  expect(present({ open: [held, open] }).data.Cmds).toEqual([
    { Command: "ls", Output: "", execute: false, mine: 1, reason: "why", risk: "forbidden", blocked },
    { Command: "kubectl get no", Output: "", execute: false, reason: "why", risk: "read" },
  ]);
});
