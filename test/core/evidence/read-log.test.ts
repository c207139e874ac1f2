import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { pasted } from "./pieces.ts";

const logOf = (text: string, command = "kubectl logs web-1 -n shop") => observe([pasted(command, text)]).logs[0]!;
const templatesOf = (text: string) => logOf(text).templates.map(({ count, level, pattern }) => [count, level, pattern]);

test("lines that differ in numbers, ids, times and addresses are one template, with its first and last line", () => {
  const log = logOf(
    [
      "2026-01-02T03:04:05.678Z INFO request 8f14e45f-ceea-467f-a0f1-deadbeef0001 from 10.1.0.4:51234 took 12ms",
      "2026-01-02T03:04:06.001Z INFO request 1c9a7d22-beef-4a0b-9d10-0123456789ab from 10.1.0.9:40022 took 7ms",
      "2026-01-02T03:04:07.001Z INFO ready",
    ].join("\n"),
  );
  expect(log.templates).toMatchObject([
    { count: 2, level: "info", pattern: "INFO request <*> from <*> took <*>", first: { line: 1 }, last: { line: 2 } },
    { count: 1, pattern: "INFO ready" },
  ]);
  expect(log).toMatchObject({
    lineCount: 3,
    previous: false,
    object: { kind: "Pod", namespace: "shop", name: "web-1" },
  });
});

test.each([
  ["klog", "E0102 03:04:05.123456       1 leader.go:42] lost lease", "error"],
  ["logfmt", 'level=warn ts=1 msg="slow query"', "warning"],
  ["logfmt severity", "ts=1 severity=CRITICAL msg=x", "fatal"],
  ["capnslog", '2026-01-02 03:04:05.123456 W | op-mon: mon "b" NOT found and timeout exceeded, failed over', "warning"],
  ["capnslog, critical", "2026-01-02 03:04:05.123456 C | etcdmain: listen refused", "fatal"],
  ["capnslog, info with a word of trouble", "2026-01-02 03:04:05.123456 I | op-osd: no failed disk", "info"],
  ["brackets", "[2026-01-02 03:04:05] [ERROR] boom", "error"],
  ["spring", "2026-01-02 03:04:05.123  WARN 1 --- [main] o.s.Boot : slow", "warning"],
  ["python", "ERROR:root:no route", "error"],
  ["go", "panic: runtime error: invalid memory address", "fatal"],
  ["exception without a level", "java.lang.IllegalStateException: no pool", "error"],
  ["a name that ends in a word of trouble", "ANALYZE public.import_error;", "unknown"],
  ["json with a word", '{"level":"error","msg":"boom"}', "error"],
  ["json with pino's number", '{"level":50,"time":1,"msg":"boom"}', "error"],
  ["json with severity", '{"severity":"WARNING","message":"slow"}', "warning"],
  [".NET's console", "2026-01-02 03:04:05.978 fail: Shop.Cart.Pricing[1]", "error"],
  [".NET's console in short", "warn: Shop.Cart.Pricing[12]", "warning"],
  ["a word that is no level of .NET", "fail: the job has no input", "unknown"],
  ["nothing to tell", "hello world", "unknown"],
  ["colours", "\u001b[31mERROR\u001b[0m boom", "error"],
])("the level of a line of %s is found", (_, line, level) => {
  expect(logOf(line).templates[0]!.level).toBe(level);
});

test("json lines are told apart by message and error, not by their other fields", () => {
  const text = [
    '{"level":"info","msg":"request done","path":"/a","user":"ann"}',
    '{"level":"info","msg":"request done","path":"/b","user":"bob"}',
    '{"level":"error","msg":"query failed","err":{"type":"Error","message":"no such table: t1"}}',
  ].join("\n");
  expect(templatesOf(text)).toEqual([
    [2, "info", "request done"],
    [1, "error", "query failed error=no such table: <*>"],
  ]);
});

test("status codes from 400 on keep their class", () => {
  const text = ["GET /a 200 OK", "GET /a 201 OK", "GET /a 503 OK", "GET /a 502 OK", "GET /a 404 OK"].join("\n");
  expect(templatesOf(text).map(([count, , pattern]) => [count, pattern])).toEqual([
    [2, "GET /a <*> OK"],
    [2, "GET /a 5xx OK"],
    [1, "GET /a 4xx OK"],
  ]);
});

test.each([
  [
    "Java",
    "java.lang.RuntimeException: start failed\n\tat com.acme.Main.run(Main.java:10)\n\tat com.acme.Main.main(Main.java:3)\nCaused by: java.net.ConnectException: refused\n\t... 2 more",
    ["java.lang.RuntimeException: start failed", "Caused by: java.net.ConnectException: refused"],
  ],
  [
    "Python",
    'Traceback (most recent call last):\n  File "/app/main.py", line 3, in <module>\n    run()\n  File "/app/main.py", line 1, in run\n    raise ValueError("x")\nValueError: x',
    ["Traceback (most recent call last):", "ValueError: x"],
  ],
  [
    "Go",
    "panic: boom\n\ngoroutine 1 [running]:\nmain.run(0xc000012345)\n\t/src/main.go:12 +0x1d\nmain.main()\n\t/src/main.go:5 +0x20\nexit status 2",
    ["panic: boom"],
  ],
  ["Node", "Error: boom\n    at run (/app/index.js:3:9)\n    at node:internal/main:1:1\nbye", ["Error: boom", "bye"]],
  [
    ".NET",
    "Unhandled exception. System.Exception: boom\n   at Acme.Program.Main() in /src/Program.cs:line 3\nbye",
    ["Unhandled exception. System.Exception: boom", "bye"],
  ],
  [
    "Ruby",
    "app.rb:1:in `run': boom (RuntimeError)\n\tfrom app.rb:4:in `<main>'\nbye",
    ["app.rb:<*>:in `run': boom (RuntimeError)", "bye"],
  ],
  [
    "PHP",
    "PHP Fatal error:  Uncaught Exception: boom\n#0 /app/a.php(3): run()\n#1 {main}\n  thrown in /app/a.php on line 2\nbye",
    ["PHP Fatal error:  Uncaught Exception: boom", "bye"],
  ],
  [
    "Rust",
    "thread 'main' panicked at 'boom'\nstack backtrace:\n   0: std::panicking::begin\n             at ./src/main.rs:3\nbye",
    ["thread 'main' panicked at 'boom'", "stack backtrace:", "bye"],
  ],
])("the frames of a stack trace of %s belong to the line above them", (_, text, patterns) => {
  expect(logOf(text).templates.map((template) => template.pattern)).toEqual(patterns);
});

test("with --prefix each container has its own log", () => {
  const text = "[pod/web-1/app] started\n[pod/web-1/side] waiting\n[pod/web-1/app] ERROR boom\n";
  const logs = observe([pasted("kubectl logs -l app=web --prefix -n shop", text)]).logs;
  expect(logs.map((log) => [log.object?.name, log.container, log.lineCount])).toEqual([
    ["web-1", "app", 2],
    ["web-1", "side", 1],
  ]);
  expect(logs[0]!.templates[1]).toMatchObject({
    pattern: "ERROR boom",
    level: "error",
    last: { line: 3, text: "[pod/web-1/app] ERROR boom" },
  });
});

test("the last fifty lines are kept as printed, newest last", () => {
  const text = Array.from({ length: 120 }, (_, index) => `line number ${index + 1}`).join("\n");
  const { tail } = logOf(text);
  expect(tail.map((line) => line.line)).toEqual(Array.from({ length: 50 }, (_, index) => index + 71));
  expect(tail.at(-1)!.text).toBe("line number 120");
});

test("more kinds of lines than can be kept are counted together", () => {
  const word = (index: number) => String.fromCharCode(...[...String(index)].map((digit) => 97 + Number(digit)));
  const text = Array.from({ length: 2500 }, (_, index) => `said ${word(index)}`).join("\n");
  const { templates } = logOf(text);
  expect(templates).toHaveLength(2001);
  expect(templates.at(-1)).toMatchObject({ pattern: "<other lines>", count: 500 });
});

test("which container's log it is, and that it is the previous one, come from the command", () => {
  expect(logOf("boom", "kubectl logs deploy/web -c app --previous")).toMatchObject({
    object: { kind: "Deployment", namespace: "default", name: "web" },
    container: "app",
    previous: true,
  });
});
