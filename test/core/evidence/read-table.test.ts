import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { cellsOf, columnsOf, isHeader } from "../../../src/core/evidence/tables/table.ts";
import { pasted, recording } from "./pieces.ts";

/** Fields of the only object of a kind that an output shows. */
function only(kind: string, command: string, text: string) {
  const objects = observe([pasted(command, text)]).of(kind);
  expect(objects.map((object) => object.ref.name)).toHaveLength(1);
  return objects[0]!.fields;
}

test.each([
  ["Pod", "pod", { status: { phase: "Running", podIP: "10.1.0.4" }, spec: { nodeName: "n1" } }],
  [
    "Deployment",
    "deployment",
    {
      spec: { replicas: 3, selector: { matchLabels: { app: "web" } } },
      status: { readyReplicas: 1, updatedReplicas: 1, availableReplicas: 1 },
    },
  ],
  ["StatefulSet", "statefulset", { spec: { replicas: 3 }, status: { readyReplicas: 0 } }],
  ["DaemonSet", "daemonset", { status: { desiredNumberScheduled: 0, numberReady: 0 } }],
  ["ReplicationController", "replicationcontroller", { spec: { replicas: 2 }, status: { replicas: 0 } }],
  ["Job", "job", { spec: { completions: 3 }, status: { succeeded: 0 } }],
  ["CronJob", "cronjob", { spec: { schedule: "0 3 * * *", timeZone: "Europe/Berlin", suspend: false } }],
  [
    "Endpoints",
    "endpoints",
    { subsets: [{ addresses: [{ ip: "10.1.0.4" }, { ip: "10.1.0.5" }], ports: [{ port: 8080 }] }] },
  ],
  [
    "Ingress",
    "ingress",
    { spec: { ingressClassName: "nginx", rules: [{ host: "shop.example.com" }] }, status: { loadBalancer: {} } },
  ],
  [
    "HorizontalPodAutoscaler",
    "hpa",
    {
      spec: { scaleTargetRef: { kind: "Deployment", name: "web" }, minReplicas: 2, maxReplicas: 10 },
      status: { currentReplicas: 2 },
    },
  ],
  ["PodDisruptionBudget", "pdb", { spec: { minAvailable: 2 }, status: { disruptionsAllowed: 0 } }],
  [
    "ResourceQuota",
    "resourcequota",
    { status: { used: { pods: "3", "requests.cpu": "1900m" }, hard: { pods: "3", "requests.cpu": "2" } } },
  ],
  ["PersistentVolumeClaim", "pvc", { status: { phase: "Pending" }, spec: { storageClassName: "fast" } }],
  [
    "PersistentVolume",
    "pv",
    {
      spec: {
        capacity: { storage: "1Gi" },
        accessModes: ["ReadWriteOnce"],
        claimRef: { namespace: "shop", name: "data" },
      },
    },
  ],
  [
    "StorageClass",
    "storageclass",
    { provisioner: "ebs.csi.aws.com", volumeBindingMode: "WaitForFirstConsumer", allowVolumeExpansion: true },
  ],
  [
    "Node",
    "node",
    { status: { conditions: [{ type: "Ready", status: "False" }], nodeInfo: { kubeletVersion: "v1.32.1" } } },
  ],
  ["Secret", "secret", { type: "Opaque" }],
])("a row of a %s has the shape of the API, with and without the command", (kind, name, fields) => {
  const text = recording(`get-${name}-wide`);
  expect(only(kind, `kubectl get ${name} -n shop -o wide`, text)).toMatchObject(fields);
  if (kind !== "ReplicationController") expect(only(kind, "", text)).toMatchObject(fields);
});

test("the rows of a Service show type, ports with node ports, selector and external name", () => {
  const services = observe([pasted("kubectl get svc -n shop -o wide", recording("get-service-wide"))]).of("Service");
  expect(services.map((service) => service.fields.spec)).toEqual([
    { type: "ExternalName", externalName: "db.example.com" },
    {
      type: "ClusterIP",
      clusterIP: expect.any(String),
      selector: { app: "nobody" },
      ports: [{ port: 80, protocol: "TCP" }],
    },
    {
      type: "NodePort",
      clusterIP: expect.any(String),
      selector: { app: "web", tier: "front" },
      ports: [
        { port: 80, nodePort: 30080, protocol: "TCP" },
        { port: 9090, nodePort: 30914, protocol: "TCP" },
      ],
    },
  ]);
});

test("several tables in one output are told apart by the names in them", () => {
  const view = observe([pasted("kubectl get all -n shop", recording("get-all"))]);
  expect(view.objects.map((object) => `${object.ref.kind}/${object.ref.name}`)).toEqual([
    "CronJob/nightly",
    "DaemonSet/agent",
    "Deployment/web",
    "HorizontalPodAutoscaler/web",
    "Job/import",
    "Pod/web-1",
    "ReplicationController/rc",
    "Service/ext",
    "Service/lonely",
    "Service/web",
    "StatefulSet/db",
  ]);
  expect(view.listings.map((listing) => [listing.kind, listing.count])).toContainEqual(["Service", 3]);
});

const grepped =
  "shop   web-1   0/1   ImagePullBackOff   3 (5m ago)   4h   10.1.0.4   n1   <none>   <none>   app=web,tier=a\n";

test.each([
  [
    "rows that grep left of a wide table of all namespaces",
    "kubectl get pods -A -o wide --show-labels | grep web",
    grepped,
    "shop",
  ],
  ["the same rows without any command", "", grepped, "shop"],
  [
    "rows whose namespace is not there although -A was given",
    "kubectl get pods -A -o wide --show-labels | grep web",
    grepped.slice(7),
    "default",
  ],
  [
    "rows printed with --no-headers",
    "kubectl get pods -n shop --no-headers",
    "web-1   0/1   ImagePullBackOff   3 (5m ago)   4h\n",
    "shop",
  ],
])("%s are read", (_, command, text, namespace) => {
  const view = observe([pasted(command, text)]);
  expect(view.objects.map((object) => object.ref)).toEqual([{ kind: "Pod", namespace, name: "web-1" }]);
  expect(view.objects[0]!.fields.status).toMatchObject({
    containerStatuses: [{ ready: false, restartCount: 3, state: { waiting: { reason: "ImagePullBackOff" } } }],
  });
});

test.each([
  [
    "Completed",
    "0/1",
    { phase: "Succeeded", containerStatuses: [{ state: { terminated: { reason: "Completed", exitCode: 0 } } }] },
  ],
  ["Pending", "0/1", { phase: "Pending" }],
  ["Evicted", "0/1", { phase: "Failed", reason: "Evicted" }],
  ["OOMKilled", "0/1", { containerStatuses: [{ state: { terminated: { reason: "OOMKilled" } } }] }],
  ["Running", "1/2", { containerStatuses: [{ ready: false, state: { running: {} } }, { ready: true }] }],
  [
    "Init:1/2",
    "0/1",
    { phase: "Pending", initContainerStatuses: [{ ready: true }, { ready: false, state: { running: {} } }] },
  ],
  [
    "Init:CrashLoopBackOff",
    "0/1",
    { initContainerStatuses: [{ ready: false, state: { waiting: { reason: "CrashLoopBackOff" } } }] },
  ],
  ["ExitCode:3", "0/1", { containerStatuses: [{ state: { terminated: { exitCode: 3 } } }] }],
])("a pod in STATUS %s has the fields behind it", (status, ready, expected) => {
  const text = `NAME    READY   STATUS                  RESTARTS   AGE\nweb-1   ${ready}     ${status.padEnd(24)}0          1h\n`;
  expect(only("Pod", "kubectl get pods", text).status).toMatchObject(expected);
});

test("a terminating pod is being deleted", () => {
  const text = "NAME    READY   STATUS        RESTARTS   AGE\nweb-1   1/1     Terminating   0          1h\n";
  expect(only("Pod", "kubectl get pods", text).metadata).toHaveProperty("deletionTimestamp");
});

test("rows that do not keep to their columns, as in shortened pastes, are read by their blanks", () => {
  const text =
    "NAME            READY   STATUS    RESTARTS   AGE\napi-gateway-546d8d6d6-f6djc    1/1     Running   0          49m\n";
  expect(only("Pod", "kubectl get pods", text).status).toMatchObject({
    phase: "Running",
    containerStatuses: [{ ready: true }],
  });
});

test("custom columns become the fields that their paths name", () => {
  const text = "N       P\nweb-1   Failed\n";
  const command = "kubectl get pods -n shop -o custom-columns=N:.metadata.name,P:.status.phase";
  expect(only("Pod", command, text)).toEqual({
    metadata: { name: "web-1", namespace: "shop" },
    status: { phase: "Failed" },
  });
});

test("usage of pods and nodes is read as metrics", () => {
  const nodes = "NAME   CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%\nn1     117m         3%     1387Mi          91%\n";
  expect(only("NodeMetrics", "kubectl top nodes", nodes).usage).toEqual({
    cpu: "117m",
    memory: "1387Mi",
    cpuPercent: 3,
    memoryPercent: 91,
  });
  const pods = "NAMESPACE   NAME    CPU(cores)   MEMORY(bytes)\nshop        web-1   3m           84Mi\n";
  expect(only("PodMetrics", "", pods).usage).toEqual({ cpu: "3m", memory: "84Mi" });
});

test("a selector, a name or a filter narrows a list; all namespaces have none", () => {
  const text = recording("get-pod-wide");
  const listing = (command: string) => observe([pasted(command, text)]).listings[0];
  expect(listing("kubectl get pods -n shop")).toMatchObject({
    kind: "Pod",
    namespace: "shop",
    count: 1,
    narrowed: false,
  });
  expect(listing("kubectl get pods -n shop -l app=web")).toMatchObject({ narrowed: true });
  expect(listing("kubectl get pods -A | grep web")).toMatchObject({ namespace: null, narrowed: true });
});

test("a line made to mislead the search for a header costs no more than its length", () => {
  expect(isHeader(`NAME ${"(S)".repeat(5000)}x`)).toBe(false);
  expect(isHeader("NAME   CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%")).toBe(true);
});

test("a blank at the end of a header belongs to no heading", () => {
  const columns = columnsOf("  Type                       Status ");
  expect(columns.map(({ heading }) => heading)).toEqual(["TYPE", "STATUS"]);
  expect(cellsOf("  Ready                      True ", columns)).toEqual(["Ready", "True"]);
});
