import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openAuditFile } from "../../src/adapters/store/audit-file.ts";
import { approved, commandsOf, readmePods, waiting } from "./conversation.ts";
import { failToStart, type RunningService, startService } from "./service.ts";

const keys = { all: "key-of-all-3fb1", shop: "key-of-shop-91ac", other: "key-of-other-77d0" };
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const policy = `deny: [{verbs: [delete], resources: [persistentvolumeclaims]}]
keys:
  - name: shop-team
    keySha256: ${sha256(keys.shop)}
    visibleNamespaces: [shop]
    allow: [{verbs: [rollout restart], resources: [deployments]}]
  - name: other-team
    keySha256: ${sha256(keys.other)}
    mode: read-only
`;

const folder = mkdtempSync(join(tmpdir(), "kubetriage-keys-"));
const path = join(folder, "policy.yaml");
const data = join(folder, "data");
let service: RunningService;
beforeAll(async () => {
  writeFileSync(path, policy);
  service = await startService({ KUBETRIAGE_POLICY: path, API_AUTH_KEY: keys.all, KUBETRIAGE_DATA_DIR: data });
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Who = keyof typeof keys;

async function say(who: Who, body: Record<string, unknown>): Promise<any> {
  const reply = await service.send("POST", "/api/sendMessage", { headers: { "X-API-Key": keys[who] }, body });
  expect(reply.status, reply.text).toBe(200);
  return reply.json;
}

/** Asks to run one command with a person's approval; answers the rule that kept it from running, or `ran`. */
async function outcome(who: Who, command: string): Promise<string> {
  const { data } = await say(who, { content: "", data: { Cmds: [approved(command)] } });
  return data.executedCmds?.length > 0 ? "ran" : data.Cmds[0].blocked.rule;
}

test.each([
  ["no key", {}, "Missing X-API-Key header"],
  ["a wrong key", { "X-API-Key": "wrong" }, "Invalid API Key"],
  ["a digest instead of the key", { "X-API-Key": sha256(keys.shop) }, "Invalid API Key"],
  ["a key and more", { "X-API-Key": `${keys.shop}x` }, "Invalid API Key"],
])("with %s nobody is let in", async (_, headers, message) => {
  const reply = await service.send("POST", "/api/sendMessage", { headers, body: { content: "hello" } });
  expect(reply.status).toBe(401);
  expect(reply.text).toContain(message);
});

test("a key may come as a bearer token too, and never stands in the log", async () => {
  const headers = { Authorization: `Bearer ${keys.shop}` };
  const reply = await service.send("POST", "/api/sendMessage", { headers, body: { content: "is anything broken?" } });
  expect(reply.status).toBe(200);
  for (const key of Object.values(keys)) expect(service.printed()).not.toContain(key);
});

describe("two keys that say the same thread id", () => {
  const ids = ["incident", "key/shop-team/incident", "plain/key/shop-team/incident"];
  const marker = "checkout-of-the-shop-7731";

  test("never see each other's thread, however the id is spelled", async () => {
    const told = await say("shop", {
      thread_id: "incident",
      content: "remember this",
      data: { executedCmds: [{ Command: "kubectl get pods", Output: readmePods.replaceAll("k8s-demo", marker) }] },
    });
    expect(told.thread_id).toBe("incident");
    expect(JSON.stringify(told)).toContain(marker);
    for (const who of ["other", "all"] as const)
      for (const thread_id of ids) {
        const reply = await say(who, { thread_id, content: "why does it fail?" });
        expect(reply.thread_id).toBe(thread_id);
        expect(JSON.stringify(reply)).not.toContain(marker);
      }
    expect(JSON.stringify(await say("shop", { thread_id: "incident", content: "why does it fail?" }))).toContain(
      marker,
    );
  });
});

const hidden = [
  "kubectl get pods -A",
  "kubectl get pods --all-namespaces",
  "kubectl get pods -n production",
  "kubectl -n production get pods",
  "kubectl get pods --namespace=production",
  "kubectl get -n=production pods",
  "kubectl get -nproduction pods -o wide",
  "kubectl get pods -n shop -n production",
  "kubectl get pods --namespace=",
  "kubectl config get-contexts",
  "kubectl get ns/production",
  "kubectl get ns",
  "kubectl describe namespaces production",
  "kubectl get pods,namespaces -n shop",
  "kubectl get events -A",
  "kubectl events -A",
  "kubectl events -n production --for ns/shop",
  "kubectl get nodes",
  "kubectl describe node -l a!=b",
  "kubectl top nodes",
  "kubectl get pv",
  "kubectl get clusterroles",
  "kubectl get widgets",
  "kubectl get --raw /api/v1/namespaces/production/pods",
  "kubectl get --raw /api/v1/pods",
  "kubectl logs -n production deploy/api",
  "kubectl cluster-info dump --namespaces production",
  "kubectl auth can-i --list -n production",
  "kubectl exec -n production deploy/api -- env",
];

describe("a key that sees one namespace", () => {
  test.each(hidden)("sees nothing else by `%s`, approved", async (command) => {
    expect(await outcome("shop", command)).toBe("namespace-not-visible");
  });

  test("sees nothing else with execute_all, whatever it sends along", async () => {
    const reply = await say("shop", {
      content: "what is broken in the cluster, in all namespaces?",
      data: { execute_all: true, Cmds: hidden.map(waiting) },
    });
    const ran = commandsOf(reply.data.executedCmds);
    expect(ran.filter((command) => hidden.includes(command))).toEqual([]);
    expect(JSON.stringify(reply.data.executedCmds)).not.toMatch(/production|monitoring|kube-system/);
  });

  test("is led on inside its namespace", async () => {
    const reply = await say("shop", { content: "what is broken?", data: { execute_all: true } });
    expect(reply.data.executedCmds.length).toBeGreaterThan(0);
    expect(await outcome("shop", "kubectl get pods -n shop")).toBe("ran");
    expect(await outcome("shop", "kubectl get pods")).toBe("ran");
  });

  test("sees nothing else over /kubectl-command", async () => {
    for (const query of ["list all pods in all namespaces", "list all nodes", "list pods in namespace production"]) {
      const headers = { "X-API-Key": keys.shop };
      const reply = await service.send("POST", "/kubectl-command", { headers, body: { query, execute: true } });
      expect(reply.status, reply.text).toBe(200);
      expect(reply.json.execution_result).toBe(null);
      expect(reply.json.execution_error).toContain("(rule: namespace-not-visible)");
    }
  });

  test("may paste what it has from elsewhere", async () => {
    const executedCmds = [{ Command: "kubectl get pods -n production", Output: readmePods }];
    const reply = await say("shop", { content: "what is wrong here?", data: { executedCmds } });
    expect(reply.Content).toContain("k8s-d");
    expect(reply.data.findings.length).toBeGreaterThan(0);
  });
});

test.each<[Who, string, string]>([
  ["all", "kubectl get pods -n production", "ran"],
  ["all", "kubectl delete pvc nothing -n shop", "denied"],
  ["shop", "kubectl delete pvc nothing -n shop", "denied"],
  ["shop", "kubectl delete pod nothing -n shop", "not-allowed"],
  ["shop", "kubectl rollout restart deploy/nothing -n shop", "ran"],
  ["other", "kubectl rollout restart deploy/nothing -n shop", "read-only-mode"],
  ["other", "kubectl get nodes", "ran"],
])("for the key of %s `%s`: %s", async (who, command, expected) => {
  expect(await outcome(who, command)).toBe(expected);
});

test("the audit says which key it was, and the cache keeps keys apart", async () => {
  const ask = (who: Who) =>
    service.send("POST", "/kubectl-command", {
      headers: { "X-API-Key": keys[who] },
      body: { query: "list all nodes of it" },
    });
  expect((await ask("all")).json.from_cache).toBe(false);
  expect((await ask("other")).json.from_cache).toBe(false);
  expect((await ask("other")).json.from_cache).toBe(true);
  const file = openAuditFile(join(data, "threads.db"));
  const callers = new Set([...file.rows()].map(({ body }) => JSON.parse(body).caller));
  file.close();
  expect(callers).toEqual(new Set(["api-key", "shop-team", "other-team"]));
});

test("keys of the file alone switch authentication on", async () => {
  const own = await startService({ KUBETRIAGE_POLICY: path });
  try {
    expect((await own.send("POST", "/api/sendMessage", { body: { content: "hello" } })).status).toBe(401);
    const headers = { "X-API-Key": keys.other };
    expect((await own.send("GET", "/api/health", { headers })).status).toBe(200);
    expect((await own.send("GET", "/api/health", { headers: { "X-API-Key": keys.all } })).status).toBe(401);
    expect(own.printed()).toContain("API key required (2 of the policy file)");
  } finally {
    await own.stop();
  }
});

test("the service does not start when API_AUTH_KEY is a limited key", async () => {
  const { exitCode, printed } = await failToStart({ KUBETRIAGE_POLICY: path, API_AUTH_KEY: keys.shop });
  expect(exitCode).not.toBe(0);
  expect(printed).toContain('the key "shop-team" of the policy file is the same one');
  expect(printed).not.toContain(keys.shop);
});
