import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningService, startService } from "./service.ts";

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** Everything the service answers to bytes that are written without waiting for it; the connection ends when it says so, or with ours. */
function answerTo(pieces: readonly (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(service.url);
  return new Promise((resolve, reject) => {
    let read = "";
    const socket = connect(Number(port), hostname);
    socket.setEncoding("latin1").on("data", (text: string) => {
      read += text;
    });
    socket.once("error", reject);
    socket.once("close", () => resolve(read));
    for (const piece of pieces) socket.write(piece);
    socket.end();
  });
}

const head = (more: string) =>
  `POST /api/sendMessage HTTP/1.1\r\nHost: ${new URL(service.url).host}\r\nContent-Type: application/json\r\n${more}\r\n`;
const large = Buffer.alloc(40 * 1024 * 1024, 0x61);

test.each([
  ["says its length", () => [head(`Content-Length: ${large.length}\r\n`), large]],
  [
    "comes in chunks",
    () => [head("Transfer-Encoding: chunked\r\n"), `${large.length.toString(16)}\r\n`, large, "\r\n0\r\n\r\n"],
  ],
])(
  "a body beyond the limit that %s and is sent at once is answered before the connection ends",
  async (_name, pieces) => {
    const answer = await answerTo(pieces());
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('{"error":"Request body is too large"}');
  },
);

test.each([
  ["/health", 405, "GET", "application/json"],
  ["/health", 405, "GET", undefined],
  ["/api/health", 405, "GET, POST", undefined],
  ["/nowhere", 404, null, undefined],
])("QUERY %s is answered with %i", async (path, status, allow, type) => {
  const reply = await service.send("QUERY", path, { headers: type === undefined ? {} : { "content-type": type } });
  expect([reply.status, reply.headers.get("allow")]).toEqual([status, allow]);
});
