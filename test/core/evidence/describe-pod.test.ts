import { expect, test } from "vitest";
import { described } from "./pieces.ts";

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
