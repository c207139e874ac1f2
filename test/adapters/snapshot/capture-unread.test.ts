import { describe, expect, test } from "vitest";
import { openBench } from "./run-kubectl.ts";
import { type Answers, kinds, list, object, refusal, resources, running, shop } from "./small-api.ts";
import { smallCaptures } from "./small-captures.ts";

const { folder, serve, capture, taken, index } = smallCaptures();
const data = { metadata: { name: "data" } };

describe("what may not be read", () => {
  const noSecrets = refusal(
    403,
    "Forbidden",
    'secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" at the cluster scope',
  );
  const noSecretsIn = (namespace: string) =>
    refusal(
      403,
      "Forbidden",
      `secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "${namespace}"`,
    );
  const answers: Answers = {
    "/api/v1": resources(kinds.namespaces, kinds.pods, kinds.secrets, {
      name: "nodes",
      kind: "Node",
      namespaced: false,
    }),
    "/api/v1/namespaces": list("Namespace", [shop, data]),
    "/api/v1/pods": list("Pod", [running("web"), running("db", "data"), running("db-2", "data")]),
    "/api/v1/nodes": refusal(
      403,
      "Forbidden",
      'nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope',
    ),
    "/api/v1/secrets": noSecrets,
    "/api/v1/namespaces/shop/secrets": list("Secret", [object("login", { data: { user: "amFuZQ==" } })]),
    "/api/v1/namespaces/data/secrets": noSecretsIn("data"),
    "/api/v1/namespaces/shop/pods/web/log": "ready\n",
    "/api/v1/namespaces/data/pods/db/log": refusal(
      403,
      "Forbidden",
      'pods "db" is forbidden: User "jane" cannot get resource "pods/log"',
    ),
    "/api/v1/namespaces/data/pods/db-2/log": refusal(
      403,
      "Forbidden",
      'pods "db-2" is forbidden: User "jane" cannot get resource "pods/log"',
    ),
  };

  test("stands in the index, and lists of one namespace are tried when one of all is forbidden", async () => {
    await serve(answers);
    await capture();
    const { notRead, namespacesTried } = index().capture;
    expect(notRead.map((one: any) => [one.resource, one.namespace, one.code])).toEqual([
      ["secrets", undefined, 403],
      ["secrets", "data", 403],
      ["nodes", undefined, 403],
      ["pods/log", "data", 403],
    ]);
    expect(namespacesTried).toEqual(["shop", "data"]);
  });

  test.each([
    ["get secrets -n shop", "login", ""],
    [
      "get secrets -n data",
      "",
      'Error from server (Forbidden): secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "data"',
    ],
    ["get secrets -A", "", "at the cluster scope"],
    ["get secret other -n data", "", "(Forbidden)"],
    ["get secrets -n elsewhere", "", "(Forbidden)"],
    ["get nodes", "", 'nodes is forbidden: User "jane"'],
    ["get node n", "", 'nodes is forbidden: User "jane"'],
    ["get pods -n data", "db", ""],
    ["logs web -n shop", "ready", ""],
    ["logs db -n data", "", 'cannot get resource "pods/log"'],
  ])("kubectl %s", async (line, stdout, stderr) => {
    await taken(answers);
    const bench = await openBench(folder);
    const printed = await bench.run(line.split(" "));
    await bench.close();
    expect(printed.stdout).toContain(stdout);
    expect(printed.stderr).toContain(stderr);
    expect(printed.exitCode).toBe(stderr === "" ? 0 : 1);
  });

  test("an API that does not answer is told by its group", async () => {
    const group = {
      name: "metrics.k8s.io",
      versions: [{ version: "v1beta1" }],
      preferredVersion: { version: "v1beta1" },
    };
    const { notRead } = await taken({
      ...answers,
      "/apis": { groups: [group] },
      "/apis/metrics.k8s.io/v1beta1": refusal(500, "", "the metrics server is away"),
    });
    const bench = await openBench(folder);
    const printed = await bench.run(["get", "--raw", "/apis/metrics.k8s.io/v1beta1/pods"]);
    await bench.close();
    expect(notRead[0]).toEqual({
      what: "*.metrics.k8s.io",
      namespace: undefined,
      message: "the metrics server is away",
    });
    expect(printed.stderr).toContain("the metrics server is away");
  });

  test("a log that the node does not give has the server's words", async () => {
    await taken({
      ...answers,
      "/api/v1/namespaces/shop/pods/web/log": refusal(
        500,
        "",
        'Get "https://10.0.0.9:10250/containerLogs": dial tcp 10.0.0.9:10250: connect: no route to host',
      ),
    });
    const bench = await openBench(folder);
    const printed = await bench.run(["logs", "web", "-n", "shop"]);
    await bench.close();
    expect(printed.stderr).toContain("no route to host");
  });

  test("namespaces that were not asked for are refused, and lists over all of them warn", async () => {
    const api = await serve({ ...answers, "/api/v1/namespaces/shop/pods": list("Pod", [running("web")]) });
    await capture({ namespaces: ["shop"] });
    const bench = await openBench(folder);
    const [all, other, gone] = await Promise.all(
      ["get pods -A", "get pods -n data", "get namespace data"].map((line) => bench.run(line.split(" "))),
    );
    await bench.close();
    expect(api.asked.filter((path) => path.includes("data"))).toEqual([]);
    expect([all!.stdout.includes("web"), all!.stderr]).toEqual([
      true,
      "Warning: this recording holds only the namespaces shop\n",
    ]);
    expect(other!.stderr).toContain('this recording holds only the namespaces shop, not "data"');
    expect(gone!.stderr).toContain("(Forbidden)");
  });
});
