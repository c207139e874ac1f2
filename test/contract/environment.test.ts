import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { failToStart, type RunningService, type StartOptions, startService } from "./service.ts";

/** The environment table: defaults, `.env`, empty values, and values that stop the start. */
const running: RunningService[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start(environment: Record<string, string | undefined>, options?: StartOptions) {
  const service = await startService(environment, options);
  running.push(service);
  return service;
}

function folderWith(dotEnv: string): string {
  const folder = mkdtempSync(join(tmpdir(), "kubetriage-test-"));
  folders.push(folder);
  writeFileSync(join(folder, ".env"), dotEnv);
  return folder;
}

const ask = (service: RunningService, headers = {}) =>
  service.send("POST", "/kubectl-command", { body: { query: "list all nodes" }, headers });

describe("a value that does not parse stops the start with the variable's name and what was expected", () => {
  const wrong: Readonly<Record<string, readonly [string, RegExp]>> = {
    PORT: ["70000", /65535/],
    CACHE_MAXSIZE: ["many", /number/],
    CACHE_TTL: ["5m", /number/],
    LLM_TIMEOUT: ["soon", /number/],
    EXECUTION_TIMEOUT: ["0", /number/],
    RATE_LIMIT: ["10/min", /10\/minute/],
    LOG_LEVEL: ["LOUD", /INFO/],
    OPENAI_BASE_URL: ["not a url", /https?:/],
    KUBETRIAGE_ALLOW_UNAUTHENTICATED: ["perhaps", /true or false/],
    KUBETRIAGE_SECRET_KEY: ["short-secret", /16 characters/],
    KUBETRIAGE_ALLOWED_EXEC_PLUGINS: ["/usr/bin/aws", /names of programs/],
    KUBETRIAGE_ALLOWED_KUBECONFIG_FIELDS: ["tokenFile,exec", /fields of a kubeconfig were expected: auth-provider, /],
  };

  test("all of them are told together, each by its name, and secrets are not quoted", async () => {
    const values = Object.fromEntries(Object.entries(wrong).map(([name, [value]]) => [name, value]));
    const { exitCode, printed } = await failToStart(values);
    expect(exitCode).toBe(2);
    for (const [name, [value, expected]] of Object.entries(wrong)) {
      const line = printed.split("\n").find((candidate) => candidate.startsWith(`${name}=`));
      expect(line, name).toMatch(expected);
      if (name !== "KUBETRIAGE_SECRET_KEY") expect(line).toContain(value);
    }
    expect(printed).not.toContain("short-secret");
    expect(printed).not.toMatch(/\n\s+at /);
  });

  test.each([
    ["PORT", "http", /number/],
    ["RATE_LIMIT", "often", /10\/minute/],
    ["KUBETRIAGE_CLUSTER", "/no/such/snapshot", /demo.*kubeconfig.*in-cluster/],
    ["KUBETRIAGE_CLUSTER", "kubeconfig", /no kubeconfig/],
    ["KUBETRIAGE_CLUSTER", "in-cluster", /pod/],
    ["KUBETRIAGE_MODEL", "nonsense", /provider\/model|builtin/],
    ["KUBETRIAGE_POLICY", "/no/such/policy", /policy/],
  ])("one alone: %s=%s", async (name, value, expected) => {
    const { exitCode, printed } = await failToStart({ [name]: value });
    expect(exitCode).toBe(2);
    expect(printed).toContain(`${name}=`);
    expect(printed).toContain(value);
    expect(printed).toMatch(expected);
    expect(printed).not.toMatch(/\n\s+at /);
  });
});

describe("`PORT` and `HOST`", () => {
  test("the server listens where PORT says", async () => {
    const port = await freePort();
    expect((await start({ PORT: String(port) })).url).toBe(`http://127.0.0.1:${port}`);
  });

  test("a port that is taken stops the start with the variable's name", async () => {
    const port = new URL((await start({})).url).port;
    const { exitCode, printed } = await failToStart({ PORT: port });
    expect(exitCode).not.toBe(0);
    expect(printed).toContain("PORT");
  });

  test("with `API_AUTH_KEY` unset authentication is off, and HOST defaults to 127.0.0.1", async () => {
    const service = await start({ HOST: undefined, API_AUTH_KEY: undefined });
    expect(service.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    await expect.poll(() => service.printed()).toContain('"host":"127.0.0.1"');
    expect((await ask(service)).status).toBe(200);
  });

  test("with a key, HOST defaults to 0.0.0.0", async () => {
    const service = await start({ HOST: undefined, API_AUTH_KEY: "k" });
    await expect.poll(() => service.printed()).toContain('"host":"0.0.0.0"');
    expect((await ask(service)).status).toBe(401);
    expect((await ask(service, { "x-api-key": "k" })).status).toBe(200);
  });

  test.each(["0.0.0.0", "::", "example.test", "192.0.2.1"])(
    "an explicit non-loopback HOST (%s) without a key refuses to start",
    async (HOST) => {
      const { exitCode, printed } = await failToStart({ HOST });
      expect(exitCode).toBe(2);
      expect(printed).toContain("HOST=");
      expect(printed).toContain("API_AUTH_KEY");
      expect(printed).toContain("KUBETRIAGE_ALLOW_UNAUTHENTICATED");
    },
  );

  test("... unless KUBETRIAGE_ALLOW_UNAUTHENTICATED=true", async () => {
    const service = await start({ HOST: "0.0.0.0", KUBETRIAGE_ALLOW_UNAUTHENTICATED: "true" });
    expect((await ask(service)).status).toBe(200);
  });

  test.each(["127.0.0.1", "localhost"])("an explicit loopback HOST (%s) without a key starts", async (HOST) => {
    expect((await ask(await start({ HOST }))).status).toBe(200);
  });
});

describe("`.env` in the working directory", () => {
  test("is read", async () => {
    const folder = folderWith('API_AUTH_KEY="from file"\nRATE_LIMIT=3/minute # comment\n');
    const service = await start({ HOST: "127.0.0.1", RATE_LIMIT: undefined }, { folder });
    expect((await ask(service)).status).toBe(401);
    expect((await ask(service, { "x-api-key": "from file" })).status).toBe(200);
    await ask(service);
    expect((await ask(service)).text).toBe('{"error":"Rate limit exceeded: 3 per 1 minute"}');
  });

  test("the real environment wins", async () => {
    const folder = folderWith("API_AUTH_KEY=file\n");
    const service = await start({ HOST: "127.0.0.1", API_AUTH_KEY: "real" }, { folder });
    expect((await ask(service, { "x-api-key": "file" })).status).toBe(401);
    expect((await ask(service, { "x-api-key": "real" })).status).toBe(200);
  });

  test("a value in it that does not parse stops the start too", async () => {
    const { printed } = await failToStart({ CACHE_TTL: undefined }, { folder: folderWith("CACHE_TTL=x\n") });
    expect(printed).toContain("CACHE_TTL=");
  });
});

test("a variable set to the empty string counts as not set", async () => {
  const names = [
    "API_AUTH_KEY",
    "HOST",
    "CACHE_TTL",
    "LLM_TIMEOUT",
    "RATE_LIMIT",
    "LOG_LEVEL",
    "OPENAI_BASE_URL",
    "KUBETRIAGE_POLICY",
  ];
  const service = await start(Object.fromEntries(names.map((name) => [name, ""])));
  expect((await ask(service)).status).toBe(200);
});

describe("`KUBETRIAGE_CLUSTER` unset", () => {
  test("without a kubeconfig and outside a cluster: demo", async () => {
    const service = await start({ KUBETRIAGE_CLUSTER: undefined });
    expect(service.printed()).toMatch(/cluster +the embedded demo cluster/);
  });

  test("with a kubeconfig: that one", async () => {
    const folder = folderWith("");
    const path = join(folder, "config.yaml");
    const cluster = { name: "c", cluster: { server: "https://127.0.0.1:1" } };
    const context = { name: "x", context: { cluster: "c", user: "u" } };
    const user = { name: "u", user: { token: "t" } };
    const kubeconfig = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [cluster],
      contexts: [context],
      users: [user],
      "current-context": "x",
    };
    writeFileSync(path, JSON.stringify(kubeconfig));
    const service = await start({ KUBETRIAGE_CLUSTER: undefined, KUBECONFIG: path }, { folder });
    expect(service.printed()).toContain(path);
    expect((await service.send("GET", "/api/health")).json.kubectl_access).toBe(false);
  });
});

test("`KUBETRIAGE_DATA_DIR`: database and keys lie there and nowhere else", async () => {
  const folder = folderWith("");
  const service = await start({ KUBETRIAGE_DATA_DIR: join(folder, "deep", "er") }, { folder });
  await service.send("POST", "/api/sendMessage", { body: { content: "List my pods", thread_id: "t" } });
  expect(readdirSync(join(folder, "deep", "er")).length).toBeGreaterThan(0);
  expect(readdirSync(folder).filter((name) => ![".env", ".kube", "deep"].includes(name))).toEqual([]);
});

test("`EXECUTION_TIMEOUT`: a command is ended after it", async () => {
  const service = await start({ EXECUTION_TIMEOUT: "0.001" });
  const body = { content: "approved", data: { Cmds: [{ Command: "kubectl get ns", execute: true }] } };
  const reply = await service.send("POST", "/api/sendMessage", { body });
  expect(reply.status).toBe(200);
  expect(reply.json.data.executedCmds[0].Output).toBe("Error: Command execution timed out after 0.001s");
});

test("`KUBETRIAGE_OUTPUT_LIMIT`: longer output is cut, and `truncated` says so", async () => {
  const service = await start({ KUBETRIAGE_OUTPUT_LIMIT: "2000" });
  const body = { content: "approved", data: { Cmds: [{ Command: "kubectl get pods -A -o yaml", execute: true }] } };
  const [ran] = (await service.send("POST", "/api/sendMessage", { body })).json.data.executedCmds;
  expect(ran.truncated).toBe(true);
  expect(ran.Output.length).toBeLessThan(4000);
});

test("`LOG_LEVEL`: at ERROR requests leave no line, at INFO each leaves one of JSON", async () => {
  const quiet = await start({ LOG_LEVEL: "ERROR" });
  const usual = await start({ LOG_LEVEL: "INFO" });
  for (const service of [quiet, usual])
    await service.send("GET", "/health", { headers: { "x-request-id": "find-me" } });
  await Promise.all([quiet.stop(), usual.stop()]);
  const lineOf = (service: RunningService) =>
    service
      .printed()
      .split("\n")
      .find((line) => line.includes("find-me"));
  expect(lineOf(quiet)).toBeUndefined();
  expect(JSON.parse(lineOf(usual)!)).toMatchObject({
    method: "GET",
    handler: "/health",
    status: 200,
    request: "find-me",
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

describe("what keeps the service from starting is told in a sentence with the value", () => {
  test.each([
    ["HOST", { API_AUTH_KEY: "k", HOST: "192.0.2.7" }, 'HOST="192.0.2.7": not an address of this machine.'],
    ["HOST", { API_AUTH_KEY: "k", HOST: "nowhere.invalid" }, 'HOST="nowhere.invalid": an address or a name'],
  ])("%s of %o", async (_name, environment, expected) => {
    const { exitCode, printed } = await failToStart(environment);
    expect(exitCode).toBe(1);
    expect(printed).toContain(expected);
    expect(printed).not.toMatch(/\n\s+at /);
  });

  test("a key file that holds no key is not taken for one", async () => {
    const folder = folderWith("");
    writeFileSync(join(folder, "secret.key"), "");
    const { printed } = await failToStart({ KUBETRIAGE_DATA_DIR: folder });
    expect(printed).toContain(`${join(folder, "secret.key")} holds 0 characters, at least 16 were expected`);
  });

  test("a database that is none is named", async () => {
    const folder = folderWith("");
    writeFileSync(join(folder, "threads.db"), "this is no database, but a text of some length".repeat(50));
    const { exitCode, printed } = await failToStart({ KUBETRIAGE_DATA_DIR: folder });
    expect(exitCode).toBe(2);
    expect(printed).toContain(`the database ${join(folder, "threads.db")} cannot be opened (`);
  });
});
