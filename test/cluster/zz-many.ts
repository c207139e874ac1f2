import { execFileSync, spawnSync } from "node:child_process";
import { startCluster } from "./cluster.ts";

process.on("uncaughtException", (e) => console.log("uncaught", e.message));
const cluster = await startCluster({ nodes: 1 });
const template = JSON.parse((await import("node:fs")).readFileSync("/tmp/big/src/many/pods0.json", "utf8")).items[3];
for (let n = 0; n < 40; n++)
  await cluster.api.create("/api/v1/namespaces", {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: `team-${n}` },
  });
let next = 0;
const t = performance.now();
await new Promise((r) => setTimeout(r, 3000));
await Promise.all(
  Array.from({ length: 24 }, async () => {
    while (next < 5000) {
      const i = next++;
      const { status, ...pod } = structuredClone(template);
      pod.apiVersion = "v1";
      pod.kind = "Pod";
      pod.metadata = {
        name: `web-${i}`,
        namespace: `team-${i % 40}`,
        labels: pod.metadata.labels,
        annotations: pod.metadata.annotations,
      };
      delete pod.spec.nodeName;
      delete pod.spec.serviceAccountName;
      delete pod.spec.serviceAccount;
      delete pod.spec.priorityClassName;
      delete pod.spec.priority;
      pod.spec.schedulerName = "nobody";
      pod.spec.volumes = (pod.spec.volumes ?? []).filter((v: any) => !v.name.startsWith("kube-api"));
      for (const c of [...pod.spec.containers, ...(pod.spec.initContainers ?? [])])
        c.volumeMounts = (c.volumeMounts ?? []).filter((v: any) => !v.name.startsWith("kube-api"));
      const a: any = await cluster.api.send("POST", `/api/v1/namespaces/team-${i % 40}/pods`, pod);
      if (a.status > 299 && i < 3) console.log(a.status, a.text.slice(0, 400));
    }
  }),
);
console.log("created", Math.round(performance.now() - t));
const out = spawnSync(
  "/usr/bin/time",
  ["-v", process.execPath, "/tmp/snapwork/src/main/cli.ts", "snapshot", "capture", "/tmp/big/real"],
  {
    env: {
      PATH: process.env.PATH,
      HOME: "/tmp/big",
      KUBECONFIG: cluster.kubeconfigPath,
      KUBETRIAGE_KUBECTL: cluster.kubectlPath,
    },
    encoding: "utf8",
  },
);
console.log(
  out.stdout,
  out.stderr
    .split("\n")
    .filter((l) => /Elapsed|Maximum|User time|resource|Error|Fault/.test(l))
    .join("\n"),
);
const t2 = performance.now();
execFileSync(cluster.kubectlPath, ["get", "pods", "-A", "-o", "json"], {
  env: { PATH: "", HOME: "/tmp/big", KUBECONFIG: cluster.kubeconfigPath },
  maxBuffer: 1e9,
});
console.log("kubectl get pods -A -o json", Math.round(performance.now() - t2));
await cluster.stop();
process.exit(0);
