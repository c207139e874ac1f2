import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "../../../src/core/faults/fault.ts";
import { readMessage } from "../../../src/surfaces/http/read-message.ts";

const read = (body: unknown) => readMessage(body, "anonymous");

test("a plain question has everything else empty", () => {
  expect(read({ content: "why?" })).toEqual({
    threadId: null,
    content: "why?",
    commands: [],
    executeAll: false,
    executed: [],
    kubeconfig: null,
    rejections: [],
    namespace: null,
    past: null,
    caller: "anonymous",
  });
});

test("every field of the contract arrives", () => {
  const sent = { Command: "kubectl get po", Output: "", execute: true, note: { mine: 1 }, files: { "a.yaml": "x" } };
  const message = read({
    content: "approved",
    thread_id: "t1",
    data: {
      Cmds: [sent],
      execute_all: true,
      executedCmds: [
        { Command: "kubectl get no", Output: "NAME" },
        { Command: "kubectl get ns", Output: " \n" },
      ],
      kubeconfig: Buffer.from("kind: Config").toString("base64"),
      RejectedCommands: [{ command: "kubectl delete po x", reason: "no" }],
    },
    platform_context: { k8s_namespace: "shop" },
  });
  expect(message).toMatchObject({
    threadId: "t1",
    commands: [{ command: "kubectl get po", output: "", execute: true, raw: sent }],
    executeAll: true,
    executed: [{ command: "kubectl get no", output: "NAME" }],
    kubeconfig: "kind: Config",
    rejections: [{ command: "kubectl delete po x", reason: "no" }],
    namespace: "shop",
  });
  expect(message.executed).toHaveLength(1);
  expect({ ...message.commands[0]!.files }).toEqual({ "a.yaml": "x" });
});

test("a history is read whole: questions, rejections, answers and every result", () => {
  const { past } = read({
    content: "and now?",
    pastMessages: [
      {
        userMsg: {
          content: "q",
          data: {
            executedCmds: [{ Command: "a", Output: "1" }],
            RejectedCmds: [{ Command: "kubectl delete po x", reason: "no" }],
            execute_all: true,
          },
        },
        agentResponse: { content: "answer", data: { executedCmds: [{ Command: "b", Output: "2" }] } },
        nextMsgContext: [
          { type: "userTerminal", command: { Command: "c", Output: "3" } },
          { type: "other", command: { Command: "d", Output: "4" } },
        ],
      },
    ],
  });
  expect(past).toEqual([
    {
      question: "q",
      rejections: [{ command: "kubectl delete po x", reason: "no" }],
      results: [
        { command: "a", output: "1" },
        { command: "b", output: "2" },
        { command: "c", output: "3" },
      ],
      answer: "answer",
    },
  ]);
});

test("an empty history replaces, a missing one does not", () => {
  expect(read({ content: "x", pastMessages: [] }).past).toEqual([]);
  expect(read({ content: "x", pastMessages: null }).past).toBeNull();
});

test.each([
  [{}, "Missing 'content' field in request body"],
  [{ Content: "x" }, "Missing 'content' field in request body"],
  [[], "request body must be a JSON object, got a list"],
  [null, "request body must be a JSON object, got null"],
  ["x", "request body must be a JSON object, got a string"],
  [{ content: 5 }, "'content' must be a string, got 5"],
  [{ content: null }, "'content' must be a string, got null"],
  [{ content: " " }, "'content' is empty, and neither 'data.Cmds' nor 'data.executedCmds' carries anything"],
  [{ content: "x", thread_id: 7 }, "'thread_id' must be a string, got 7"],
  [{ content: "x", data: [] }, "'data' must be an object, got a list"],
  [{ content: "x", data: { Cmds: {} } }, "'data.Cmds' must be a list, got an object"],
  [{ content: "x", data: { Cmds: [7] } }, "'data.Cmds[0]' must be an object, got 7"],
  [{ content: "x", data: { Cmds: [{ execute: true }] } }, "'data.Cmds[0].Command' is missing"],
  [
    { content: "x", data: { Cmds: [{ Command: "a", execute: "false" }] } },
    `'data.Cmds[0].execute' must be a boolean, got "false" (a string)`,
  ],
  [{ content: "x", data: { execute_all: "false" } }, `'data.execute_all' must be a boolean, got "false" (a string)`],
  [{ content: "x", data: { execute_all: 1 } }, "'data.execute_all' must be a boolean, got 1"],
  [{ content: "x", data: { execute_all: null } }, "'data.execute_all' must be a boolean, got null"],
  [{ content: "x", data: { kubeconfig: 5 } }, "'data.kubeconfig' must be a string, got a number"],
  [
    { content: "x", platform_context: { k8s_namespace: "--all-namespaces" } },
    `'platform_context.k8s_namespace' must be the name of a namespace (a DNS label), got "--all-namespaces" (a string)`,
  ],
])("%j is refused: %s", (body, message) => {
  expect(() => read(body)).toThrow(expect.objectContaining({ code: "bad-request", message }));
});

test("a long value is quoted in part, a secret one not at all", () => {
  const long = "x".repeat(1000);
  expect(() => read({ content: "x", data: { execute_all: long } })).toThrow(/got "x{60}"\.\.\. \(a string\)$/);
  expect(() => read({ content: "x", data: { kubeconfig: { token: "s3cret" } } })).not.toThrow(/s3cret/);
});

test("whatever JSON comes, it is read or refused with a fault", () => {
  const keys = fc.constantFrom(
    "content",
    "data",
    "Cmds",
    "Command",
    "execute",
    "files",
    "pastMessages",
    "userMsg",
    "thread_id",
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, 1, "", "x", "kubectl get po"),
      tie("list"),
      tie("object"),
    ),
    list: fc.array(tie("value"), { maxLength: 3 }),
    object: fc.dictionary(keys, tie("value"), { maxKeys: 5, noNullPrototype: true }),
  }));
  fc.assert(
    fc.property(value, (body) => {
      try {
        read(typeof body === "object" && body !== null ? { content: "x", ...body } : body);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
  );
});
