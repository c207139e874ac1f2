import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { type Cluster, startCluster } from "./cluster.ts";
import { images, podCases } from "./pod-cases.ts";
import { until } from "./until.ts";

describe("pods do what a real kubelet would make of their specs", () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ nodes: 2, images, speed: 20 });
  });
  afterAll(() => cluster?.stop());

  test.each(podCases)("$name", async ({ container, pod, reason, text, fix }) => {
    const namespace = await newNamespace();
    await apply(deployment(namespace, container, pod));
    const look = async () => {
      const [one] = await pods(namespace);
      const events = (await cluster.api.get(`/api/v1/namespaces/${namespace}/events`)).items;
      return { status: one?.status ?? {}, said: events.map((event: any) => `${event.reason} ${event.message}`) };
    };
    const shows = async () => {
      const { status, said } = await look();
      const waits = status.containerStatuses?.[0].state.waiting?.reason ?? "";
      return waits === reason && [JSON.stringify(status), ...said].some((each) => each.includes(text));
    };
    await until(`${reason} and ${text}`, shows, { instead: look });
    if (fix === undefined) return;
    if (Array.isArray(fix)) await kubectl(namespace, ...fix.map((word) => word.replace("NAMESPACE", namespace)));
    else await apply(deployment(namespace, { ...container, ...fix }, pod));
    await kubectl(namespace, "rollout", "status", "deployment/app", "--timeout=60s");
  });

  test("logs of this run and the one before are served, and why there are none", async () => {
    const namespace = await newNamespace();
    await apply(deployment(namespace, { image: "shop/api:1" }));
    await until(
      "it has restarted",
      async () => (await pods(namespace))[0]?.status.containerStatuses?.[0].restartCount > 1,
    );
    expect((await kubectl(namespace, "logs", "deploy/app", "--previous")).stdout).toBe("FATAL: DATABASE is not set\n");
    await apply(deployment(namespace, { image: "nginx:9.99" }));
    const refused = await until("the new pod waits", async () => {
      const name = (await pods(namespace)).find((pod) => pod.spec.containers[0].image === "nginx:9.99")?.metadata.name;
      const answer = name && (await cluster.kubectl(["logs", name, "-n", namespace]));
      return answer?.stderr.includes("trying and failing to pull image") && answer;
    });
    expect(refused.code).toBe(1);
  });

  test("a pod that is deleted is gone as soon as its containers have ended", async () => {
    const namespace = await newNamespace();
    await kubectl(namespace, "run", "api", "--image=shop/api:1", "--env=DATABASE=db");
    await kubectl(namespace, "wait", "--for=condition=Ready", "pod/api", "--timeout=60s");
    await kubectl(namespace, "delete", "pod", "api", "--timeout=15s");
    expect(await pods(namespace)).toEqual([]);
  });

  test("a service leads to the ports that its pods listen on, and a program that needs it heals", async () => {
    const namespace = await newNamespace();
    await apply(deployment(namespace, { image: "shop/worker:1" }));
    await until("no such host", async () =>
      (await log(namespace)).includes("lookup api on 10.96.0.10:53: no such host"),
    );
    await kubectl(namespace, "run", "api", "--image=shop/api:1", "--env=DATABASE=db", "--labels=app=api");
    await kubectl(namespace, "expose", "pod", "api", "--port=80", "--target-port=9090");
    await until("refused", async () => (await log(namespace)).includes(":80: connect: connection refused"));
    await kubectl(namespace, "patch", "service", "api", "-p", '{"spec":{"ports":[{"port":80,"targetPort":8080}]}}');
    await kubectl(namespace, "rollout", "status", "deployment/app", "--timeout=60s");
  });

  test("a network policy closes the way between pods, and opens it", async () => {
    const namespace = await newNamespace();
    await kubectl(namespace, "run", "api", "--image=shop/api:1", "--env=DATABASE=db", "--labels=app=api");
    await kubectl(namespace, "expose", "pod", "api", "--port=80", "--target-port=8080");
    const spec = { podSelector: { matchLabels: { app: "api" } }, policyTypes: ["Ingress"] };
    const policy = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "api", namespace } };
    await apply({ ...policy, spec }, deployment(namespace, { image: "shop/worker:1" }));
    await until("timeout", async () => (await log(namespace)).includes(":80: i/o timeout"));
    const ingress = [{ from: [{ podSelector: { matchLabels: { app: "app" } } }], ports: [{ port: 8080 }] }];
    await apply({ ...policy, spec: { ...spec, ingress } });
    await kubectl(namespace, "rollout", "status", "deployment/app", "--timeout=60s");
  });

  test("a job completes, and a claim is bound when a pod wants it", async () => {
    const namespace = await newNamespace();
    const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
    const container = {
      name: "job",
      image: "busybox:1.36",
      command: ["sh", "-c", "echo done"],
      volumeMounts: [{ name: "data", mountPath: "/data" }],
    };
    const spec = {
      restartPolicy: "Never",
      containers: [container],
      volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }],
    };
    await apply(
      { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "data", namespace }, spec: claim },
      { apiVersion: "batch/v1", kind: "Job", metadata: { name: "once", namespace }, spec: { template: { spec } } },
    );
    await kubectl(namespace, "wait", "--for=condition=complete", "job/once", "--timeout=60s");
    expect((await kubectl(namespace, "logs", "job/once")).stdout).toBe("done\n");
    expect((await kubectl(namespace, "get", "pvc", "data", "-o", "jsonpath={.status.phase}")).stdout).toBe("Bound");
  });

  test("an autoscaler follows the metrics of its pods", async () => {
    const namespace = await newNamespace();
    await apply(deployment(namespace, { image: "shop/hog:1", resources: { requests: { memory: "100Mi" } } }));
    const target = { type: "Utilization", averageUtilization: 100 };
    const metrics = [{ type: "Resource", resource: { name: "memory", target } }];
    const spec = {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "app" },
      maxReplicas: 2,
      metrics,
    };
    await apply({
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "app", namespace },
      spec,
    });
    await until("two pods", async () => (await pods(namespace)).length === 2);
  });

  test("a node whose kubelet stops becomes NotReady, and Ready again", async () => {
    await kubectl("default", "label", "node", "worker-2", "kwok.x-k8s.io/node-");
    await kubectl("default", "wait", "--for=condition=Ready=Unknown", "node/worker-2", "--timeout=60s");
    await kubectl("default", "label", "node", "worker-2", "kwok.x-k8s.io/node=managed");
    await kubectl("default", "wait", "--for=condition=Ready", "node/worker-2", "--timeout=60s");
  });

  test("a node with too little memory for its programs is under pressure and evicts the greediest pod", async () => {
    const namespace = await newNamespace();
    const app = deployment(namespace, { image: "shop/whale:1" }, { nodeName: "worker-1" });
    await apply({ ...app, spec: { ...app.spec, replicas: 2 } });
    const evicted = await until("a pod is evicted", async () =>
      (await pods(namespace)).find((pod) => pod.status.reason === "Evicted"),
    );
    expect(evicted.status.message).toMatch(
      /^The node was low on resource: memory\. Threshold quantity: 102400Ki, available: \d+Ki\. Container app was using 3993600Ki, request is 0, has larger consumption of memory\. $/,
    );
    await kubectl(namespace, "delete", "deployment", "app");
    await kubectl("default", "wait", "--for=condition=MemoryPressure=False", "node/worker-1", "--timeout=60s");
  });

  test("trouble on a node shows as the kubelet reports it, until it is taken away", async () => {
    cluster.trouble("worker-2", ["network-plugin", "disk-pressure"]);
    await kubectl("default", "wait", "--for=condition=Ready=False", "node/worker-2", "--timeout=60s");
    await kubectl("default", "wait", "--for=condition=DiskPressure", "node/worker-2", "--timeout=60s");
    cluster.trouble("worker-2", []);
    await kubectl("default", "wait", "--for=condition=Ready", "node/worker-2", "--timeout=60s");
  });

  let count = 0;
  async function newNamespace(): Promise<string> {
    const name = `case-${++count}`;
    await apply(
      { apiVersion: "v1", kind: "Namespace", metadata: { name } },
      { apiVersion: "v1", kind: "Secret", metadata: { name: "present", namespace: name }, stringData: { other: "x" } },
    );
    await until("its service account", async () => {
      return (await cluster.api.send("GET", `/api/v1/namespaces/${name}/serviceaccounts/default`)).status === 200;
    });
    return name;
  }
  async function apply(...objects: readonly unknown[]): Promise<void> {
    const { code, stderr } = await cluster.kubectl(
      ["apply", "-f", "-"],
      objects.map((each) => stringify(each)).join("---\n"),
    );
    if (code !== 0) throw new Error(stderr);
  }
  async function kubectl(namespace: string, ...args: readonly string[]) {
    const answer = await cluster.kubectl(["-n", namespace, ...args]);
    if (answer.code !== 0) throw new Error(`kubectl ${args.join(" ")}: ${answer.stderr}`);
    return answer;
  }
  async function pods(namespace: string): Promise<any[]> {
    return (await cluster.api.get(`/api/v1/namespaces/${namespace}/pods`)).items;
  }
  async function log(namespace: string): Promise<string> {
    return (await cluster.kubectl(["-n", namespace, "logs", "deploy/app"])).stdout;
  }
});

function deployment(namespace: string, container: Record<string, unknown>, pod: Record<string, unknown> = {}) {
  const labels = { app: "app" };
  const spec = { containers: [{ name: "app", ...container }], ...pod };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "app", namespace },
    spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}
