import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createClusters } from "../../../src/adapters/cluster/clusters.ts";
import type { Resolve } from "../../../src/adapters/cluster/egress-guard.ts";
import type { OwnCluster } from "../../../src/adapters/cluster/own-cluster.ts";
import { startSnapshotServer } from "../../../src/adapters/snapshot/server.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";

let folder: string;
const opened: { close(): void }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kubetriage-clusters-"));
});
afterEach(() => {
  for (const clusters of opened.splice(0)) clusters.close();
  rmSync(folder, { recursive: true });
});

/** A program of our own in kubectl's place, which tells what it was started with. */
function program(body = 'env | sort; echo "args $*"; [ -n "$KUBECONFIG" ] && cat "$KUBECONFIG"'): string {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "kubectl"), `#!/bin/sh\n${body}\n`);
  chmodSync(join(bin, "kubectl"), 0o700);
  return bin;
}

function open(own: OwnCluster, environment: Record<string, string> = {}, resolveName?: Resolve) {
  const clusters = createClusters({
    kubectl: "kubectl",
    own,
    executionTimeoutMs: 10_000,
    outputLimitBytes: 100_000,
    atOnce: { all: 4, perCluster: 2, perThread: 2, reservedForOwn: 1 },
    allowedPlugins: ["cloud-login"],
    environment: { PATH: `${join(folder, "bin")}:/usr/bin:/bin`, ...environment },
    ...(resolveName && { resolve: resolveName }),
  });
  opened.push(clusters);
  return clusters;
}

const command = (text = "kubectl get pods") => {
  const parsed = parseCommand(text);
  if (!parsed.ok) throw new Error(parsed.refusal.reason);
  return parsed.command;
};
const kubeconfig = (server: string, more = "", context = "c") => `apiVersion: v1
clusters: [{name: one, cluster: {server: "${server}"}}, {name: two, cluster: {server: "https://two.example.com"}}]
users: [{name: u, user: {token: open-sesame}}]
contexts: [{name: c, context: {cluster: one, user: u}}, {name: d, context: {cluster: two, user: u}}]
current-context: ${context}
${more}`;

test("what was asked for one cluster does not run when the operator has switched the context since", async () => {
  program();
  const path = join(folder, "config");
  writeFileSync(path, kubeconfig("https://one.example.com"));
  const clusters = open({ kind: "files", paths: path });
  const cluster = clusters.own();
  expect(cluster.server).toBe("https://one.example.com");
  expect(await cluster.run(command())).toMatchObject({ exitCode: 0 });
  writeFileSync(path, kubeconfig("https://one.example.com", "", "d"));
  expect(await cluster.run(command())).toMatchObject({
    exitCode: null,
    stdout: "",
    stderr: expect.stringContaining("another cluster"),
  });
  expect(clusters.own().server).toBe("https://two.example.com");
  expect(await clusters.own().run(command())).toMatchObject({ exitCode: 0 });
});

test("a server reached by name goes through the guard, one by number does not", async () => {
  program();
  const clusters = open({ kind: "text", text: kubeconfig("https://own.example.com") });
  const named = await clusters.open(kubeconfig("https://api.example.com:6443")).run(command());
  expect(named.stdout).toMatch(/proxy-url: http:\/\/kubectl:[\w-]{32}@127\.0\.0\.1:\d+/);
  const numbered = await clusters.open(kubeconfig("https://10.0.0.1:6443")).run(command());
  expect(numbered.stdout).toContain("server: https://10.0.0.1:6443");
  expect(numbered.stdout).not.toContain("proxy-url");
});

test("nothing of the service's environment reaches kubectl, and no credential is among its arguments", async () => {
  program();
  const clusters = open(
    { kind: "text", text: kubeconfig("https://own.example.com") },
    {
      HOME: "/root",
      API_AUTH_KEY: "key",
      OPENAI_API_KEY: "key",
      AWS_SECRET_ACCESS_KEY: "key",
      KUBECONFIG: "/etc/passwd",
      EDITOR: "vi",
      KUBECTL_EXTERNAL_DIFF: "sh",
    },
  );
  const { stdout } = await clusters.open(kubeconfig("https://10.0.0.1")).run(command(), { namespace: "shop" });
  const names = stdout.split("\n").flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
  expect(names.filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name)).sort()).toEqual([
    "HOME",
    "KUBECACHEDIR",
    "KUBECONFIG",
    "KUBECTL_KUBERC",
    "PATH",
  ]);
  expect(stdout).toContain("args --namespace=shop get pods");
  expect(stdout).toMatch(/HOME=\/\S*kubetriage-/);
});

test("a kubectl that is a program finds nothing else to start", async () => {
  writeFileSync(join(program("true"), "get"), "#!/bin/sh\necho started\n", { mode: 0o700 });
  rmSync(join(folder, "bin", "kubectl"));
  copyFileSync("/usr/bin/env", join(folder, "bin", "kubectl"));
  const clusters = open({ kind: "text", text: kubeconfig("https://own.example.com") });
  const { stdout, stderr } = await clusters.own().run(command());
  expect([stdout, stderr]).toEqual(["", expect.stringMatching(/get.*No such file/)]);
});

test("the kubeconfig is a file for its owner alone while a command runs, and gone afterwards", async () => {
  program('ls -l "$KUBECONFIG"; echo "at $KUBECONFIG"');
  const clusters = open({ kind: "text", text: kubeconfig("https://own.example.com") });
  const { stdout } = await clusters.open(kubeconfig("https://10.0.0.1")).run(command());
  expect(stdout).toMatch(/^-rw-------/);
  expect(existsSync(/at (.*)/.exec(stdout)![1]!)).toBe(false);
});

test("several contexts: the current one counts, and the note says so", () => {
  const clusters = open({ kind: "text", text: kubeconfig("https://own.example.com") });
  expect(clusters.open(kubeconfig("https://10.0.0.1", "", "d"))).toMatchObject({
    server: "https://two.example.com",
    note: "Of the 2 contexts in the kubeconfig the current one is used: d.",
  });
  expect(clusters.own().note).toBeNull();
});

test("other credentials are another identity on the same server", () => {
  const clusters = open({ kind: "text", text: kubeconfig("https://own.example.com") });
  const [one, other] = [
    kubeconfig("https://10.0.0.1"),
    kubeconfig("https://10.0.0.1").replace("open-sesame", "other"),
  ].map((text) => clusters.open(text));
  expect(one!.server).toBe(other!.server);
  expect(one!.identity).not.toBe(other!.identity);
  expect(`${one!.identity}${one!.server}`).not.toContain("open-sesame");
});

test("the real kubectl reaches a server by its name, and not when the name leads to a metadata address", async () => {
  const snapshot = await startSnapshotServer({ path: resolve(import.meta.dirname, "../../../demo/cluster") });
  let address = "127.0.0.1";
  const clusters = open({ kind: "text", text: snapshot.kubeconfig }, { PATH: process.env.PATH! }, async () => [
    { address, family: 4 },
  ]);
  const named = `https://api.example.com:${snapshot.port}\n    tls-server-name: localhost`;
  const cluster = clusters.open(snapshot.kubeconfig.replace(snapshot.url, named));
  const reached = await cluster.run(command("kubectl get namespaces -o name"));
  address = "169.254.169.254";
  const refused = await cluster.run(command("kubectl get namespaces -o name"));
  await snapshot.close();
  expect(reached).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("namespace/shop") });
  expect(refused).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("api.example.com resolves to 169.254.169.254, a link-local or metadata address"),
  });
});

const withPlugin = (command: string) =>
  kubeconfig("https://10.0.0.1").replace(
    "token: open-sesame",
    `exec: {apiVersion: client.authentication.k8s.io/v1, command: ${command}, interactiveMode: Never}`,
  );

test("a plugin that the operator allows is started by the real kubectl, any other is refused before", async () => {
  writeFileSync(
    join(program(), "cloud-login"),
    `#!/bin/sh\necho "started in $HOME" > ${join(folder, "started")}\nexit 1\n`,
    { mode: 0o700 },
  );
  rmSync(join(folder, "bin", "kubectl"));
  const clusters = open({ kind: "text", text: kubeconfig("https://own.example.com") }, { HOME: "/home/operator" });
  const { exitCode } = await clusters.open(withPlugin("cloud-login")).run(command());
  expect(exitCode).toBe(1);
  expect(readFileSync(join(folder, "started"), "utf8")).toBe("started in /home/operator\n");
  expect(() => clusters.open(withPlugin("cloud-logout"))).toThrow(/users\.0\.user\.exec/);
});

test("clusters that do not answer leave room for the own one, and for those of other clients", async () => {
  program(
    `case "$(cat "$KUBECONFIG")" in *10.0.0.*) echo x >> ${join(folder, "hangs")}; exec sleep 60;; esac; echo answered`,
  );
  const clusters = open({ kind: "text", text: kubeconfig("https://own.example.com") });
  const end = new AbortController();
  const hanging = ["https://10.0.0.1", "https://10.0.0.2"].flatMap((server) =>
    Array.from({ length: 20 }, () => clusters.open(kubeconfig(server)).run(command(), { signal: end.signal })),
  );
  for (let at = 0; at < 5; at += 1)
    expect((await clusters.own().run(command(), { thread: "mine" })).stdout).toBe("answered\n");
  end.abort();
  const ended = await Promise.all(hanging);
  expect(ended.filter(({ stderr }) => stderr.startsWith("Cancelled"))).toHaveLength(37);
});

test.each<[string, string]>([
  ["grep -c even", "30000\n"],
  ["tail -n 1", "60000 even é\n"],
  ["grep odd | sort -rn | head -2", "59999 odd é\n59997 odd é\n"],
  ["cut -d' ' -f2 | sort | uniq -c", "  30000 even\n  30000 odd\n"],
])("`%s` sees all of an output that is far over the limit", async (pipe, expected) => {
  program(`awk 'BEGIN { for (i = 1; i <= 60000; i++) print i, (i % 2 ? "odd" : "even"), "é" }'`);
  const cluster = open({ kind: "text", text: "" }).own();
  const execution = await cluster.run(command(`kubectl get pods | ${pipe}`));
  expect(execution).toMatchObject({ exitCode: 0, truncated: false, stderr: "" });
  expect(execution.stdout.replace(/^ +/gm, "  ")).toBe(expected);
});

test("what a filter lets through is kept within the limit, head and tail, and says so", async () => {
  program("awk 'BEGIN { for (i = 1; i <= 60000; i++) print i }'");
  const execution = await open({ kind: "text", text: "" }).own().run(command("kubectl get pods | grep ."));
  expect(execution.truncated).toBe(true);
  expect(execution.stdout).toMatch(/^1\n2\n[\s\S]*bytes left out here[\s\S]*\n60000\n$/);
});

test("the output of a command that failed is left as it is, and a filter that fails says why", async () => {
  program("echo one; echo two; exit 3");
  const failing = await open({ kind: "text", text: "" }).own().run(command("kubectl get pods | grep two"));
  expect(failing).toMatchObject({ exitCode: 3, stdout: "one\ntwo\n" });
  program("echo one");
  const jq = await open({ kind: "text", text: "" }).own().run(command("kubectl get pods | jq ."));
  expect(jq).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/^jq: /) });
});
