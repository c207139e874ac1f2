import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { startReadProxy } from "../../src/adapters/cluster/kubectl-proxy.ts";
import { captureCluster } from "../../src/adapters/snapshot/capture/capture-cluster.ts";
import { type SnapshotServer, startSnapshotServer } from "../../src/adapters/snapshot/server.ts";
import { createRedactor } from "../../src/core/evidence/redaction/redactor.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { writeKubeconfig } from "./kubeconfig.ts";
import { runKubectl } from "./run-kubectl.ts";
import { until } from "./until.ts";

const objects = `
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: Namespace
metadata: {name: vault}
---
apiVersion: v1
kind: Secret
metadata: {name: login, namespace: shop}
stringData: {password: Zx81-hunter2-Kz, empty: ""}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {mode: fast, note: "the word is Zx81-hunter2-Kz"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: app, image: "registry.example/none:1", resources: {requests: {cpu: "100"}}}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: quota, namespace: shop}
spec: {hard: {pods: "10"}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 4
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: allowlists.net.example}
spec:
  group: net.example
  scope: Namespaced
  names: {plural: allowlists, singular: allowlist, kind: AllowList, listKind: AllowListList, shortNames: [al]}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {owner: {type: string}}}}}}
      additionalPrinterColumns: [{name: Owner, type: string, jsonPath: .spec.owner}]
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: limited, namespace: shop}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: limited, namespace: shop}
rules: [{apiGroups: ["", apps], resources: [pods, configmaps, deployments, services], verbs: [get, list]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: limited, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: limited}
subjects: [{kind: ServiceAccount, name: limited}]
`;

const custom = `
apiVersion: net.example/v1
kind: AllowList
metadata: {name: partners, namespace: shop}
spec: {owner: jane}
`;

let cluster: Cluster;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "kubetriage-capture-"));
  cluster = await startCluster({ nodes: 2 });
  expect((await cluster.kubectl(["apply", "-f", "-"], objects)).stderr).toBe("");
  await until("the kind is served", async () => (await cluster.kubectl(["apply", "-f", "-"], custom)).code === 0);
  await until("the pods are not scheduled", async () => {
    const { stdout } = await cluster.kubectl(["get", "events", "-n", "shop"]);
    return stdout.match(/FailedScheduling/g)?.length === 2;
  });
});

afterAll(async () => {
  await cluster?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Served as of the moment of recording, so that no time is moved. */
async function capture(folder: string, kubeconfig: string, namespace = "default"): Promise<SnapshotServer> {
  const proxy = await startReadProxy({
    kubectl: cluster.kubectlPath,
    own: { kind: "files", paths: kubeconfig },
    context: undefined,
    environment: process.env,
  });
  try {
    await captureCluster({
      path: folder,
      socketPath: proxy.socketPath,
      server: "test",
      namespaces: null,
      ownNamespace: namespace,
      logLines: 100,
      redactorOf: () => createRedactor((secret) => String(secret.length)),
      progress: () => {},
      signal: new AbortController().signal,
      now: Date.now,
    });
  } finally {
    proxy.close();
  }
  return await startSnapshotServer({ path: folder, now: () => Date.parse(index(folder).recordedAt) });
}

const index = (folder: string) => parse(readFileSync(join(folder, "snapshot.yaml"), "utf8"));

describe("a capture of everything", () => {
  let server: SnapshotServer;
  let kubeconfig: string;

  beforeAll(async () => {
    const folder = join(home, "all");
    server = await capture(folder, cluster.kubeconfigPath);
    kubeconfig = join(home, "all.config");
    writeFileSync(kubeconfig, server.kubeconfig, { mode: 0o600 });
  });
  afterAll(() => server?.close());

  test("leaves nothing out", () => {
    expect(index(join(home, "all")).capture).toMatchObject({ notRead: [], logsNotRead: [], oddEntries: 0 });
  });

  /** Ages go on, and so do the counts of events that come again. */
  const withoutAges = (text: string) =>
    text
      .replace(/\(x\d+ over \w+\)/g, "(again)")
      .replace(/\b\d+(?:d|h|m|s)(?:\d+[hms])?(?= |$)/gm, "AGE")
      .replace(/ {2,}/g, "  ");

  test.each([
    "api-resources",
    "api-versions",
    "get all -n shop",
    "get pods -A -o wide",
    "get nodes -o wide",
    "get deploy,rs,svc,ep,endpointslices,quota,hpa,sa -n shop",
    "get cm settings -n kube-public",
    "get allowlists -A",
    "get al partners -n shop -o yaml",
    "get crd",
    "get clusterroles",
    "get clusterrolebindings -o wide",
    "get roles,rolebindings -A",
    "get priorityclasses,flowschemas,prioritylevelconfigurations",
    "get apiservices",
    "get ns --show-labels",
    "get events -n shop --field-selector=reason=FailedScheduling -o custom-columns=R:.reason,M:.message",
    "get pods -n shop -o jsonpath={.items[*].status.conditions}",
    "describe deploy web -n shop",
    "describe hpa web -n shop --show-events=false",
    "describe allowlist partners -n shop",
    "describe quota -n shop",
    "explain allowlist.spec",
    "get pod none -n shop",
    "get nonsense",
  ])("kubectl %s prints what it prints over the cluster", async (line) => {
    const args = line.split(" ");
    const [live, taken] = await Promise.all([cluster.kubectl(args), runKubectl(cluster.kubectlPath, kubeconfig, args)]);
    expect(withoutAges(taken.stdout)).toBe(withoutAges(live.stdout));
    expect([taken.code, taken.stderr]).toEqual([live.code, live.stderr]);
  });

  test("keeps the keys of Secrets and no value anywhere", async () => {
    const describe = await runKubectl(cluster.kubectlPath, kubeconfig, ["describe", "secret", "login", "-n", "shop"]);
    const dump = await runKubectl(cluster.kubectlPath, kubeconfig, ["get", "secret,cm", "-A", "-o", "yaml"]);
    expect(describe.stdout).toMatch(/empty:\s+0 bytes\npassword:\s+\d+ bytes/);
    expect(dump.stdout).not.toContain("Zx81");
    expect(dump.stdout).not.toContain(Buffer.from("Zx81-hunter2-Kz").toString("base64"));
  });
});

test("a capture by somebody who may read little says what is missing, and kubectl says Forbidden as it does over the cluster", async () => {
  const { stdout: token } = await cluster.kubectl(["create", "token", "limited", "-n", "shop"]);
  const limited = join(home, "limited.config");
  writeKubeconfig(limited, cluster, "limited", token.trim());
  const server = await capture(join(home, "limited"), limited, "shop");
  const taken = join(home, "limited-taken.config");
  writeFileSync(taken, server.kubeconfig, { mode: 0o600 });
  try {
    for (const line of [
      "get pods -n shop -o name",
      "get deploy web -n shop -o name",
      "get pods -A",
      "get secrets -n shop",
      "get nodes",
      "get rs -n shop",
      "get pods -n vault",
    ]) {
      const args = line.split(" ");
      const [live, again] = await Promise.all([
        runKubectl(cluster.kubectlPath, limited, args),
        runKubectl(cluster.kubectlPath, taken, args),
      ]);
      const place = (text: string) => text.replace(/ (?:in the namespace "[\w-]+"|at the cluster scope)/, "");
      expect([line, again.code, again.stdout, place(again.stderr)]).toEqual([
        line,
        live.code,
        live.stdout,
        place(live.stderr),
      ]);
    }
  } finally {
    await server.close();
  }
});

test("a capture makes no request but reads", async () => {
  const folder = join(home, "audited");
  const before = readFileSync(cluster.auditLogPath, "utf8").length;
  const server = await capture(folder, cluster.kubeconfigPath);
  await server.close();
  const events = readFileSync(cluster.auditLogPath, "utf8")
    .slice(before)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.length).toBeGreaterThan(50);
  expect(new Set(events.map(({ verb }) => verb))).toEqual(new Set(["get", "list"]));
});
