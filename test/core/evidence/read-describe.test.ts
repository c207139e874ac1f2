import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { pasted, recording } from "./pieces.ts";

function described(name: string, text = recording(`describe-${name}`)) {
  return observe([pasted(`kubectl describe ${name} -n shop`, text)]);
}

const cases: readonly (readonly [kind: string, name: string, fields: object])[] = [
  [
    "Pod",
    "pod",
    {
      spec: {
        nodeName: "n1",
        serviceAccountName: "web",
        volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }, { name: "eph" }, { name: "csi" }],
      },
    },
  ],
  [
    "Deployment",
    "deployment",
    {
      spec: { replicas: 3, selector: { matchLabels: { app: "web" } } },
      status: {
        updatedReplicas: 1,
        availableReplicas: 1,
        unavailableReplicas: 2,
        conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" }],
      },
    },
  ],
  [
    "StatefulSet",
    "statefulset",
    {
      spec: {
        replicas: 3,
        volumeClaimTemplates: [
          {
            metadata: { name: "data" },
            spec: {
              storageClassName: "fast",
              resources: { requests: { storage: "2Gi" } },
              accessModes: ["ReadWriteOnce"],
            },
          },
        ],
      },
    },
  ],
  [
    "DaemonSet",
    "daemonset",
    { spec: { template: { spec: { nodeSelector: { disk: "ssd" } } } }, status: { desiredNumberScheduled: 0 } },
  ],
  [
    "Job",
    "job",
    { spec: { suspend: true, backoffLimit: 2, activeDeadlineSeconds: 60, completions: 3 }, status: { failed: 0 } },
  ],
  [
    "CronJob",
    "cronjob",
    {
      spec: { schedule: "0 3 * * *", concurrencyPolicy: "Forbid", startingDeadlineSeconds: 100, suspend: false },
      status: { active: [{ kind: "Job", name: "nightly-1" }] },
    },
  ],
  [
    "Endpoints",
    "endpoints",
    {
      subsets: [
        {
          addresses: [{ ip: "10.1.0.4" }, { ip: "10.1.0.5" }],
          notReadyAddresses: [{ ip: "10.1.0.6" }],
          ports: [
            { name: "http", port: 8080 },
            { name: "metrics", port: 9090 },
          ],
        },
      ],
    },
  ],
  [
    "EndpointSlice",
    "endpointslice",
    {
      addressType: "IPv4",
      ports: [{ name: "http", port: 8080 }],
      endpoints: [
        {
          addresses: ["10.1.0.4"],
          conditions: { ready: true },
          nodeName: "n1",
          targetRef: { kind: "Pod", name: "web-1" },
        },
        { addresses: ["10.1.0.6"], conditions: { ready: false } },
      ],
    },
  ],
  [
    "HorizontalPodAutoscaler",
    "hpa",
    {
      spec: {
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { averageUtilization: 80 } } },
          { type: "Pods" },
        ],
      },
      status: { currentReplicas: 2, conditions: [{ type: "ScalingActive", reason: "FailedGetResourceMetric" }] },
    },
  ],
  [
    "PodDisruptionBudget",
    "pdb",
    { spec: { minAvailable: 2, selector: { matchLabels: { app: "web" } } }, status: { disruptionsAllowed: 0 } },
  ],
  ["ResourceQuota", "resourcequota", { status: { used: { pods: "3" }, hard: { pods: "3", "limits.memory": "4Gi" } } }],
  [
    "LimitRange",
    "limitrange",
    {
      spec: {
        limits: [
          {
            type: "Container",
            max: { cpu: "1" },
            defaultRequest: { cpu: "100m", memory: "256Mi" },
            default: { cpu: "500m", memory: "256Mi" },
          },
        ],
      },
    },
  ],
  [
    "PersistentVolumeClaim",
    "pvc",
    {
      spec: { storageClassName: "fast" },
      status: { phase: "Pending", usedBy: ["web-1"] },
      metadata: { annotations: { "a.b/c": "x y: z" }, finalizers: ["kubernetes.io/pvc-protection"] },
    },
  ],
  [
    "PersistentVolume",
    "pv",
    {
      spec: {
        claimRef: { namespace: "shop", name: "data" },
        persistentVolumeReclaimPolicy: "Retain",
        accessModes: ["ReadWriteOnce"],
      },
    },
  ],
  [
    "StorageClass",
    "storageclass",
    { provisioner: "ebs.csi.aws.com", volumeBindingMode: "WaitForFirstConsumer", parameters: { type: "gp3" } },
  ],
  [
    "ServiceAccount",
    "serviceaccount",
    { imagePullSecrets: [{ name: "regcred", isMissing: true }], secrets: [{ name: "gone-token", isMissing: true }] },
  ],
  ["Secret", "secret", { type: "Opaque", data: { password: "8 bytes", user: "5 bytes" } }],
  [
    "ConfigMap",
    "configmap",
    { data: { LOG_LEVEL: "debug", "app.yaml": "Name: x\nNamespace: y\nfoo:\n  bar: 1\n\nlast: line", empty: "" } },
  ],
  [
    "RoleBinding",
    "rolebinding",
    {
      roleRef: { kind: "Role", name: "reader" },
      subjects: [
        { kind: "ServiceAccount", name: "web", namespace: "shop" },
        { kind: "User", name: "jane" },
      ],
    },
  ],
  [
    "Widget",
    "widget",
    {
      spec: {
        maxReplicaCount: 3,
        items: [
          { name: "a", size: 1 },
          { name: "b", size: 2 },
        ],
        nested: { deepKey: { enabled: true } },
      },
      status: { conditions: [{ type: "Ready", status: "False", message: "it: is broken" }] },
    },
  ],
];

test.each(cases)("a described %s has the shape of the API", (kind, name, fields) => {
  const objects = described(name).of(kind);
  expect(objects).toHaveLength(1);
  expect(objects[0]!.fields).toMatchObject(fields);
});

test.each(cases.filter(([kind]) => kind !== "DaemonSet"))(
  "a described %s is known without the command",
  (kind, name) => {
    expect(observe([pasted("", recording(`describe-${name}`))]).of(kind)).toHaveLength(1);
  },
);

const pod = described("pod").of("Pod")[0]!;

test("a described pod shows the states of its containers, also with a termination message of several lines", () => {
  expect(pod.fields.status).toMatchObject({
    containerStatuses: [
      {
        name: "web",
        ready: false,
        restartCount: 5,
        state: { waiting: { reason: "CrashLoopBackOff" } },
        lastState: { terminated: { reason: "OOMKilled", exitCode: 137, message: "line one\nline two" } },
      },
      { name: "side", ready: true, state: { running: {} } },
    ],
    initContainerStatuses: [{ name: "init", state: { terminated: { exitCode: 0 } } }],
  });
});

test("a described pod shows what its containers were given", () => {
  expect(pod.fields.spec).toMatchObject({
    containers: [
      {
        name: "web",
        args: ["--a", "multi", "line: x", "State: y"],
        resources: { limits: { memory: "64Mi" } },
        readinessProbe: {
          httpGet: { path: "/ready", port: 8080, scheme: "HTTP" },
          periodSeconds: 10,
          failureThreshold: 3,
        },
        env: [{ name: "PW", valueFrom: { secretKeyRef: { name: "db", key: "nope" } } }],
        volumeMounts: [{ name: "data", mountPath: "/data" }],
      },
      { name: "side" },
    ],
    tolerations: [{ key: "node.kubernetes.io/not-ready", effect: "NoExecute", tolerationSeconds: 300 }, {}],
  });
  expect(pod.fields.metadata).toMatchObject({ ownerReferences: [{ kind: "ReplicaSet", name: "web-abc" }] });
});

test.each([
  [["status", "containerStatuses", "web", "state"], "    State:       Waiting"],
  [["status", "containerStatuses", "web", "lastState", "terminated", "exitCode"], "      Exit Code:    137"],
  [["status", "containerStatuses", "0", "restartCount"], "    Restart Count:  5"],
  [["spec", "containers", "web", "resources", "limits", "memory"], "      memory:  64Mi"],
  [["spec", "containers", "web", "env", "PW"], "      PW:  <set to the key 'nope' in secret 'db'>  Optional: false"],
  [["spec", "volumes", "data", "persistentVolumeClaim", "claimName"], "    ClaimName:  data"],
  [["status", "conditions", "Ready", "reason"], "  Ready          False "],
  [["spec", "nodeName"], "Node:             n1/"],
  [["nothing", "of", "this"], "Name:             web-1"],
])("the line of %j is cited, or the nearest above it", (path, text) => {
  expect(pod.cite(...path).text).toBe(text);
});

test("a template shows probes, environment, volumes and where its pods may run", () => {
  const template = described("deployment").of("Deployment")[0]!.fields.spec;
  expect(template).toMatchObject({
    template: {
      spec: {
        serviceAccountName: "web",
        nodeSelector: { disk: "ssd" },
        tolerations: [{ key: "dedicated", value: "gpu", effect: "NoSchedule" }],
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
        ],
        initContainers: [{ name: "migrate", image: "shop/migrate:1" }],
        containers: [
          {
            ports: [{ containerPort: 8080 }, { containerPort: 9090 }],
            envFrom: [{ configMapRef: { name: "app" } }, { secretRef: { name: "db", optional: true }, prefix: "DB_" }],
            livenessProbe: { httpGet: { scheme: "HTTPS", port: "http", path: "/healthz" }, initialDelaySeconds: 5 },
            readinessProbe: { tcpSocket: { port: 8080 } },
            startupProbe: { exec: { command: ["cat", "/tmp/ready"] } },
            env: [
              { name: "A", value: "1" },
              { name: "PW", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
              { name: "LL", valueFrom: { configMapKeyRef: { name: "app", key: "LOG_LEVEL", optional: true } } },
              { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
              { name: "CPU", valueFrom: { resourceFieldRef: { resource: "limits.cpu" } } },
            ],
          },
          { name: "side" },
        ],
        volumes: [
          { name: "data", persistentVolumeClaim: { claimName: "data" } },
          { name: "conf", configMap: { name: "app", optional: true } },
          { name: "sec", secret: { secretName: "db" } },
          { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "1Gi" } },
          { name: "host", hostPath: { path: "/var/log" } },
          { name: "proj", projected: { sources: [{ secret: { name: "s1" } }, { configMap: { name: "c1" } }] } },
          { name: "nfs", nfs: { server: "10.0.0.1", path: "/x" } },
        ],
      },
    },
  });
});

test("several objects in one output are kept apart, and a service shows its endpoints", () => {
  const view = described("service");
  expect(view.of("Service").map((service) => service.ref.name)).toEqual(["ext", "lonely", "web"]);
  expect(view.of("Service")[2]!.fields.spec).toMatchObject({
    selector: { app: "web", tier: "front" },
    ports: [
      { name: "http", port: 80, targetPort: "web", nodePort: 30080 },
      { name: "metrics", targetPort: 9090 },
    ],
  });
  expect(view.of("Endpoints").map((endpoints) => [endpoints.ref.name, endpoints.fields.subsets])).toEqual([
    ["lonely", []],
    ["web", [{ addresses: [{ ip: "10.1.0.4" }], ports: [{ name: "http", port: 8080 }] }]],
  ]);
});

test("an ingress shows what kubectl found behind each backend", () => {
  expect(described("ingress").of("Ingress")[0]!.fields.spec).toMatchObject({
    tls: [{ secretName: "shop-tls", hosts: ["shop.example.com", "www.example.com"] }],
    defaultBackend: { service: { name: "fallback" }, resolved: '<error: services "fallback" not found>' },
    rules: [
      {
        host: "shop.example.com",
        http: {
          paths: [
            { path: "/", backend: { resolved: "10.1.0.4:8080" } },
            {
              path: "/api",
              backend: {
                service: { name: "api", port: { name: "http" } },
                resolved: '<error: services "api" not found>',
              },
            },
          ],
        },
      },
      { http: { paths: [{ path: "/x", backend: { service: { name: "lonely" }, resolved: "<none>" } }] } },
    ],
  });
});

test("network policies tell no rules from rules that allow all", () => {
  expect(
    described("networkpolicy")
      .of("NetworkPolicy")
      .map((policy) => policy.fields.spec),
  ).toEqual([
    {
      podSelector: { matchLabels: { app: "web" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        {
          ports: [{ port: 80, protocol: "TCP" }],
          from: [
            { podSelector: { matchLabels: { app: "api" } } },
            { namespaceSelector: { matchLabels: { team: "b" } } },
          ],
        },
        { from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }] },
      ],
      egress: [{ ports: [{ port: 53, protocol: "UDP" }] }],
    },
    { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] },
  ]);
});

test("a node shows conditions, taints, what is allocated, its events and its pods", () => {
  const view = observe([pasted("kubectl describe node n1", recording("describe-node"))]);
  expect(view.of("Node")[0]!.fields).toMatchObject({
    spec: {
      unschedulable: false,
      taints: [
        { key: "maint", effect: "NoExecute" },
        { key: "dedicated", value: "gpu", effect: "NoSchedule" },
      ],
    },
    status: {
      conditions: [
        { type: "Ready", status: "False", reason: "KubeletNotReady" },
        { type: "MemoryPressure", status: "True" },
      ],
      allocatable: { cpu: "4", memory: "8Gi", pods: "110" },
      allocated: { cpu: { requests: "200m", requestsPercent: 5 } },
    },
  });
  expect(view.of("Pod").map(({ ref, fields }) => [ref.namespace, ref.name, fields.spec])).toEqual([
    ["shop", "web-1", { nodeName: "n1" }],
  ]);
  expect(view.eventsOf({ kind: "Node", name: "n1" }).map((event) => event.reason)).toEqual(["NodeNotReady"]);
});
