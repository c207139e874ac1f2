import { afterEach, describe, expect, test } from "vitest";
import { failToStart, type RunningService, startService } from "./service.ts";

let service: RunningService | undefined;
afterEach(() => service?.stop());

test.each([
  ["below a folder in which nobody can make one", "/proc/x"],
  ["deeper down there", "/proc/x/y/z"],
  ["below a file", "/etc/hostname/x"],
  ["that is a file", "/etc/hostname"],
])("a data folder %s stops the start with a sentence", async (_name, folder) => {
  const { exitCode, printed } = await failToStart({ KUBETRIAGE_DATA_DIR: folder });
  expect(exitCode).toBe(2);
  expect(printed).toMatch(/^KUBETRIAGE_DATA_DIR="[^"]+": the folder cannot be made or written \(E[A-Z]+\)\.$/m);
});

describe("what is wrong is told at once", () => {
  test("a model that nobody knows and a policy that is not there come with the rest", async () => {
    const { exitCode, printed } = await failToStart({
      PORT: "http",
      HOST: "0.0.0.0",
      KUBETRIAGE_MODEL: "nonsense/1",
      KUBETRIAGE_POLICY: "/no/such/policy",
      KUBETRIAGE_TRUSTED_PROXIES: "true",
    });
    expect(exitCode).toBe(2);
    for (const name of ["PORT", "KUBETRIAGE_MODEL", "KUBETRIAGE_POLICY", "KUBETRIAGE_TRUSTED_PROXIES"])
      expect(printed).toMatch(new RegExp(`^${name}=`, "m"));
  });

  test("a model that lacks only what is wrong itself is not blamed too", async () => {
    const { printed } = await failToStart({
      KUBETRIAGE_MODEL: "openai-compatible/x",
      OPENAI_BASE_URL: "not a url",
    });
    expect(printed).toMatch(/^OPENAI_BASE_URL=/m);
    expect(printed).not.toMatch(/^KUBETRIAGE_MODEL=/m);
  });

  test.each([
    ["everybody", "true"],
    ["everybody by a network", "0.0.0.0/0"],
    ["a name", "proxy.example"],
    ["too many bits", "10.0.0.0/33"],
    ["half a list", "10.0.0.1,?"],
  ])("as proxies %s", async (_name, value) => {
    const { printed } = await failToStart({ KUBETRIAGE_TRUSTED_PROXIES: value });
    expect(printed).toContain(`KUBETRIAGE_TRUSTED_PROXIES=${JSON.stringify(value)}: addresses or networks`);
  });
});

const ask = (from: string) =>
  service!.send("POST", "/kubectl-command", {
    body: { query: "list all nodes" },
    headers: { "x-forwarded-for": from },
  });

test("without trusted proxies a client cannot call itself another one", async () => {
  service = await startService({ RATE_LIMIT: "1/minute" });
  expect([(await ask("203.0.113.1")).status, (await ask("203.0.113.2")).status]).toEqual([200, 429]);
});

test("behind a trusted proxy each client is counted by its own address", async () => {
  service = await startService({ RATE_LIMIT: "1/minute", KUBETRIAGE_TRUSTED_PROXIES: "loopback, 10.1.0.0/16" });
  const statuses = [
    await ask("203.0.113.1"),
    await ask("203.0.113.2"),
    await ask("198.51.100.9, 203.0.113.2, 10.1.2.3"),
  ];
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
});
