import { expect, test } from "vitest";
import { observe } from "../../../src/core/evidence/observe.ts";
import { described, pasted, recording } from "./pieces.ts";

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
      spec: {
        schedule: "0 3 * * *",
        concurrencyPolicy: "Forbid",
        startingDeadlineSeconds: 100,
        suspend: false,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 1,
      },
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
