import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { processArguments } from "../../src/core/conversation/process-arguments.ts";
import { parseCommand } from "../../src/core/kubectl/parse.ts";
import { manifest } from "../safety/unattended-reads.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { writeKubeconfig } from "./kubeconfig.ts";
import { runKubectl } from "./run-kubectl.ts";
import { until } from "./until.ts";

/** The roles in deploy/: enough for every read that runs unattended, and nothing else. */
const deploy = resolve(import.meta.dirname, "../../deploy");
let cluster: Cluster;
let kubeconfig: string;

const as = (args: readonly string[], input = "") => runKubectl(cluster.kubectlPath, kubeconfig, args, input);

beforeAll(async () => {
  cluster = await startCluster({ nodes: 1 });
  const applied = await cluster.kubectl([
    "apply",
    "-f",
    join(deploy, "rbac-read.yaml"),
    "-f",
    join(deploy, "rbac-write.yaml"),
  ]);
  expect(applied.stderr).toBe("");
  const { stdout } = await cluster.kubectl(["create", "token", "kubetriage", "-n", "kubetriage"]);
  kubeconfig = await writeKubeconfig(join(cluster.folder, "reader.yaml"), cluster, "kubetriage", stdout.trim());
  await until("the roles are joined", async () => (await as(["get", "pods"])).code === 0);
});
afterAll(() => cluster?.stop());

type Resource = { readonly name: string; readonly group: string; readonly verbs: readonly string[] };

/** Everything that the API server serves, subresources too. */
async function served(): Promise<Resource[]> {
  const { groups } = await cluster.api.get("/apis");
  const paths = ["/api/v1", ...groups.map((group: any) => `/apis/${group.preferredVersion.groupVersion}`)];
  const lists = await Promise.all(paths.map((path) => cluster.api.get(path)));
  return lists.flatMap((list) =>
    list.resources.map(({ name, group, verbs }: any) => ({
      name,
      verbs,
      group: group ?? list.groupVersion.split("/").slice(0, -1).join("/"),
    })),
  );
}

async function may(verb: string, { name, group }: Resource): Promise<boolean> {
  const [resource, subresource] = name.split("/");
  const spec = { resourceAttributes: { verb, group, resource, subresource: subresource ?? "" } };
  const path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
  const user = "system:serviceaccount:kubetriage:kubetriage";
  const groups = ["system:serviceaccounts", "system:serviceaccounts:kubetriage", "system:authenticated"];
  const { status } = await cluster.api.create(path, { spec: { ...spec, user, groups } });
  return status.allowed === true;
}

const isReview = ({ name }: Resource) => /^selfsubject\w*reviews$/.test(name);

describe("bound to the reading role alone", () => {
  test("every read of the corpus that runs unattended is allowed, but of Secrets", async () => {
    const lines = readFileSync(resolve(import.meta.dirname, "../corpus/reads.tsv"), "utf8")
      .trimEnd()
      .split("\n")
      .slice(1);
    // A command with line ends in it stands there as a JSON string.
    const queue = lines
      .map((line) => line.split("\t")[1]!)
      .map((text) => (text.startsWith('"') ? JSON.parse(text) : text));
    const refused: string[] = [];
    const lane = async () => {
      for (let text = queue.shift(); text !== undefined; text = queue.shift()) {
        const parsed = parseCommand(text, { files: { "-": manifest } });
        if (!parsed.ok) throw new Error(`${text}: ${parsed.refusal.reason}`);
        const { stderr } = await as(processArguments(parsed.command, "default"), parsed.command.stdin ?? "");
        if (/forbidden/i.test(stderr)) refused.push(`${text}: ${stderr.trim()}`);
      }
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
    // Lists of Secrets show no values, and yet the right to list them is the right to read them.
    expect(refused.filter((one) => !/resource "secrets"/.test(one))).toEqual([]);
  }, 600_000);

  test("everything served can be listed but Secrets and what only writes", async () => {
    const readable = (await served()).filter(({ name, verbs }) => verbs.includes("list") && !name.includes("/"));
    expect(readable.length).toBeGreaterThan(50);
    const hidden: string[] = [];
    for (const resource of readable) if (!(await may("list", resource))) hidden.push(resource.name);
    expect(hidden.sort()).toEqual(["secrets"]);
  });

  test("nothing can be changed, nor reached through the API server", async () => {
    const allowed: string[] = [];
    for (const resource of await served())
      for (const verb of ["create", "update", "patch", "delete", "deletecollection", "bind", "escalate", "impersonate"])
        if (!isReview(resource) && (await may(verb, resource))) allowed.push(`${verb} ${resource.name}`);
    for (const name of ["pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy", "nodes/proxy"])
      if (await may("get", { name, group: "", verbs: [] })) allowed.push(`get ${name}`);
    expect(allowed).toEqual([]);
  });

  test("values of Secrets stay out of reach, and kubectl says so", async () => {
    const { code, stderr } = await as(["get", "secrets", "-A"]);
    expect(code).toBe(1);
    expect(stderr).toContain('cannot list resource "secrets"');
  });
});

describe("with the changing role bound in a namespace", () => {
  beforeAll(async () => {
    await cluster.kubectl(["create", "namespace", "shop"]);
    const args = ["--clusterrole=kubetriage-write", "--serviceaccount=kubetriage:kubetriage", "-n", "shop"];
    await cluster.kubectl(["create", "rolebinding", "kubetriage-write", ...args]);
    await cluster.kubectl(["create", "deployment", "web", "--image=nginx:1.27", "-n", "shop"]);
    await cluster.kubectl(["create", "deployment", "web", "--image=nginx:1.27", "-n", "default"]);
    await until(
      "the binding counts",
      async () => (await as(["auth", "can-i", "patch", "deployments", "-n", "shop"])).code === 0,
    );
  });

  test.each([
    ["scale", "deployment/web", "--replicas=2"],
    ["rollout", "restart", "deployment/web"],
    ["set", "image", "deployment/web", "nginx=nginx:1.28"],
    ["set", "env", "deployment/web", "A=b"],
    ["set", "resources", "deployment/web", "--limits=memory=128Mi"],
    ["rollout", "pause", "deployment/web"],
    ["rollout", "resume", "deployment/web"],
    ["rollout", "undo", "deployment/web"],
    ["patch", "deployment", "web", "-p", '{"spec":{"minReadySeconds":1}}'],
    ["create", "configmap", "settings", "--from-literal=a=b"],
    ["create", "serviceaccount", "runner"],
    ["expose", "deployment", "web", "--port=80"],
    ["autoscale", "deployment", "web", "--max=3", "--cpu=70%"],
    ["label", "deployment", "web", "team=shop"],
    ["delete", "pods", "-l", "app=web", "--wait=false"],
  ])("kubectl %s %s is allowed there and nowhere else", async (...args) => {
    const there = await as([...args, "-n", "shop"]);
    expect(there.stderr).not.toMatch(/forbidden/i);
    expect(there.code).toBe(0);
    const elsewhere = await as([...args, "-n", "default"]);
    // These two look first whether there is anything to do.
    expect(elsewhere.stderr).toMatch(/forbidden|is not paused|no rollout history/i);
  });

  test.each([
    ["create", "secret", "generic", "x", "--from-literal=a=b"],
    ["create", "rolebinding", "x", "--clusterrole=cluster-admin", "--serviceaccount=kubetriage:kubetriage"],
    ["delete", "namespace", "shop"],
    ["exec", "deploy/web", "--", "env"],
  ])("kubectl %s %s stays forbidden", async (...args) => {
    expect((await as([...args, "-n", "shop"])).stderr).toMatch(/forbidden/i);
  });
});
