import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEgressGuard, type EgressGuard, type Resolve } from "../../../src/adapters/cluster/egress-guard.ts";

let server: Server;
let port: string;
let visits: number;
let guard: EgressGuard;
const addresses = new Map<string, string[]>();
const resolve: Resolve = async (host) =>
  (addresses.get(host) ?? []).map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

beforeEach(async () => {
  visits = 0;
  server = createServer((socket) => {
    visits += 1;
    socket.on("error", () => {}).end("hello");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  port = String((server.address() as AddressInfo).port);
  addresses.clear();
  guard = createEgressGuard(resolve);
});
afterEach(() => {
  guard.close();
  server.close();
});

/** What comes back for a CONNECT to `target` over that way out. */
function through(way: string, target: string, secret = new URL(way).password): Promise<string> {
  const authorization = Buffer.from(`kubectl:${secret}`).toString("base64");
  return new Promise((done, failed) => {
    let text = "";
    const socket = connect(Number(new URL(way).port), "127.0.0.1", () =>
      socket.write(
        `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\nProxy-Authorization: Basic ${authorization}\r\n\r\n`,
      ),
    );
    socket.setEncoding("utf8").on("data", (piece) => {
      text += piece;
    });
    socket.on("end", () => done(text)).on("error", failed);
  });
}

test("a name that resolves to a plain address is passed through", async () => {
  addresses.set("api.example.com", ["127.0.0.1"]);
  const way = await guard.wayTo("api.example.com", port);
  expect(await through(way, `api.example.com:${port}`)).toMatch(/^HTTP\/1\.1 200 [\s\S]*hello$/);
  expect(visits).toBe(1);
});

test.each([["169.254.169.254"], ["fd00:ec2::254"], ["::ffff:169.254.169.254"]])(
  "a name that resolves to %s at the time of connecting is refused, also when another address is fine",
  async (address) => {
    addresses.set("rebound.example.com", ["127.0.0.1"]);
    const way = await guard.wayTo("rebound.example.com", port);
    expect(await through(way, `rebound.example.com:${port}`)).toMatch(/ 200 /);
    addresses.set("rebound.example.com", ["127.0.0.1", address]);
    expect(await through(way, `rebound.example.com:${port}`)).toMatch(
      /^HTTP\/1\.1 403 rebound\.example\.com resolves to \S+, a link-local or metadata address/,
    );
    expect(visits).toBe(1);
  },
);

test("it leads nowhere but to the server of the kubeconfig, and to nobody without its secret", async () => {
  addresses.set("api.example.com", ["127.0.0.1"]);
  addresses.set("other.example.com", ["127.0.0.1"]);
  const way = await guard.wayTo("api.example.com", port);
  expect(await through(way, `other.example.com:${port}`)).toMatch(/ 407 /);
  expect(await through(way, "api.example.com:22")).toMatch(/ 407 /);
  expect(await through(way, "api.example.com:22", "undefined")).toMatch(/ 407 /);
  expect(await through(way, `api.example.com:${port}`, "wrong")).toMatch(/ 407 /);
  const other = await guard.wayTo("other.example.com", port);
  expect(await through(other, `api.example.com:${port}`)).toMatch(/ 407 /);
  expect(visits).toBe(0);
});

test("an unknown name and a closed port are told in kubectl's words", async () => {
  const way = await guard.wayTo("gone.example.com", port);
  expect(await through(way, `gone.example.com:${port}`)).toContain(
    "502 dial tcp: lookup gone.example.com: no such host",
  );
  addresses.set("closed.example.com", ["127.0.0.1"]);
  const closed = await guard.wayTo("closed.example.com", "1");
  expect(await through(closed, "closed.example.com:1")).toContain("connect: connection refused");
});
