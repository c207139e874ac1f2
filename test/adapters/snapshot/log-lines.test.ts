import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logLines } from "../../../src/adapters/snapshot/log-lines.ts";
import { logTime } from "../../../src/adapters/snapshot/log-time.ts";

const recordedAt = Date.parse("2026-03-17T15:00:00Z");
const window = { recordedAt, shift: 3600 };
const read = (text: string, query: string) => logLines(text, new URLSearchParams(query), window);

const app = `starting without a time
2026-03-17T14:00:00Z one
2026-03-17T14:30:00.5Z two
	at Stack.trace
2026-03-17T14:59:50Z three
`;

describe("a recorded log", () => {
  test.each([
    ["everything", "", app],
    ["the last lines", "tailLines=2", "\tat Stack.trace\n2026-03-17T14:59:50Z three\n"],
    ["no line", "tailLines=0", ""],
    ["the last minute before the recording", "sinceSeconds=60", "2026-03-17T14:59:50Z three\n"],
    [
      "the last hour, a stack trace with its line",
      "sinceSeconds=1900",
      "2026-03-17T14:30:00.5Z two\n\tat Stack.trace\n2026-03-17T14:59:50Z three\n",
    ],
    ["what is newer than a moved time", "sinceTime=2026-03-17T15:59:00Z", "2026-03-17T14:59:50Z three\n"],
    ["the last lines, and of them the newer", "tailLines=3&sinceSeconds=60", "2026-03-17T14:59:50Z three\n"],
    ["the first bytes", "limitBytes=8", "starting"],
  ])("gives %s", (_name, query, expected) => {
    expect(read(app, query)).toBe(expected);
  });

  test("shows moved times with timestamps, and leaves its own text alone", () => {
    expect(read(app, "timestamps=true")).toBe(
      `2026-03-17T15:00:00.000000000Z starting without a time
2026-03-17T15:00:00.000000000Z 2026-03-17T14:00:00Z one
2026-03-17T15:30:00.500000000Z 2026-03-17T14:30:00.5Z two
2026-03-17T15:30:00.500000000Z 	at Stack.trace
2026-03-17T15:59:50.000000000Z 2026-03-17T14:59:50Z three
`,
    );
  });

  test("that was recorded with timestamps loses them unless they are asked for", () => {
    const stamped = "2026-03-17T14:00:00.000000001Z hello\n2026-03-17T14:00:01.000000002Z \n";
    expect(read(stamped, "")).toBe("hello\n\n");
    expect(read(stamped, "timestamps=true")).toBe(
      "2026-03-17T15:00:00.000000000Z hello\n2026-03-17T15:00:01.000000000Z \n",
    );
  });

  test("without any time cannot be cut or stamped", () => {
    expect(read("a\nb\n", "sinceSeconds=1&timestamps=true")).toBe("a\nb\n");
  });

  test.each([
    "tailLines=-1",
    "tailLines=x",
    "sinceSeconds=x",
    "sinceTime=now",
    "limitBytes=0",
    "sinceSeconds=1&sinceTime=2026-03-17T14:00:00Z",
  ])("refuses %s", (query) => {
    expect(() => read(app, query)).toThrow(/invalid|at most one/);
  });

  test("is given back whole when nothing is asked, whatever is in it", () => {
    fc.assert(
      fc.property(fc.array(fc.string().filter((line) => !line.includes("\n") && line !== "")), (lines) => {
        const text = lines.map((line) => `${line}\n`).join("");
        expect(read(text, "")).toBe(text);
      }),
    );
  });
});

describe("the time of a line", () => {
  test.each([
    ["2026-03-17T14:32:05Z message", "2026-03-17T14:32:05.000Z"],
    ["2026-03-17T14:32:05.734+01:00 message", "2026-03-17T13:32:05.734Z"],
    ["2026-03-17 13:32:05.734 UTC [1] LOG stats", "2026-03-17T13:32:05.734Z"],
    ["2026-03-17 14:28:50,702 INFO  [alembic]", "2026-03-17T14:28:50.702Z"],
    ["2026/03/17 03:00:04 pg_dump: dumping", "2026-03-17T03:00:04.000Z"],
    ["[2026-03-17 14:32:14,900] INFO started", "2026-03-17T14:32:14.900Z"],
    ["[2026-03-17 14:32:14.900][1][info][main]", "2026-03-17T14:32:14.900Z"],
    ['{"level":"info","ts":"2026-03-17T14:29:45.041417Z","msg":"x"}', "2026-03-17T14:29:45.041Z"],
    ['{"level":30,"time":1773757925123,"msg":"x"}', "2026-03-17T14:32:05.123Z"],
    ['{"level":"info","ts":1773757925.5,"msg":"x"}', "2026-03-17T14:32:05.500Z"],
    ["time=2026-03-17T14:32:05.000Z level=INFO", "2026-03-17T14:32:05.000Z"],
    ["I0317 14:32:10.123456       1 server.go:999]", "2026-03-17T14:32:10.123Z"],
    ['10.0.0.1 - - [17/Mar/2026:14:30:00 +0100] "GET / HTTP/1.1" 200', "2026-03-17T13:30:00.000Z"],
    ["1:M 17 Mar 2026 14:32:13.020 * Ready to accept", "2026-03-17T14:32:13.020Z"],
    ["no time at all", undefined],
    ["99/99 2026-99-99T99:99:99Z", undefined],
    [`${"x".repeat(200)} 2026-03-17T14:32:05Z`, undefined],
  ])("%s", (line, expected) => {
    const time = logTime(line, recordedAt);
    expect(time === undefined ? undefined : new Date(time).toISOString()).toBe(expected);
  });
});
