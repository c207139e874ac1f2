import type { Case } from "../case.ts";

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

/** `get pod -o yaml` of a pod with a program and what runs beside it. */
const pairOfContainers = (end: string): Case["outputs"][number] => [
  "get pod till-7d9f8b6c5d-x2k4p -n pos -o yaml",
  `apiVersion: v1
kind: Pod
metadata:
  name: till-7d9f8b6c5d-x2k4p
  namespace: pos
spec:
  containers:
  - image: registry.example.net/till:4
    name: till
  - image: registry.example.net/promtail:3
    name: promtail
    resources:
      limits:
        memory: 40Mi
status:
  containerStatuses:
  - name: till
    ready: true
    restartCount: 0
    state:
      running:
        startedAt: "2026-02-02T08:00:00Z"
  - name: promtail
    ready: false
    restartCount: 12
    lastState:
      terminated:
${end}
    state:
      waiting:
        reason: CrashLoopBackOff
  phase: Running
`,
];

const logOfTill: Case["outputs"][number] = [
  "logs till-7d9f8b6c5d-x2k4p -n pos -c till --tail=2",
  rows("08:14:01 INFO sale 4711 booked", "08:14:02 ERROR call to tax service timed out: context deadline exceeded"),
];

const vaultLog = (reason: string): Case["outputs"][number] => [
  "logs polls-6f7d9c8b5-4kx9q -n vote -c vault-agent-init",
  rows(
    "2026-03-30T06:44:10.331Z [ERROR] agent.auth.handler: error authenticating:",
    "  error=",
    "  | Error making API request.",
    "  | ",
    "  | URL: PUT https://vault.example.net:8200/v1/auth/kubernetes/login",
    "  | Code: 403. Errors:",
    "  | ",
    `  | * ${reason}`,
    "   backoff=1.00s",
  ),
];

const cronJob = (age: string): Case["outputs"] => [
  [
    "describe cronjob ledger-sync -n fin",
    rows(
      "Name:                          ledger-sync",
      "Namespace:                     fin",
      "Schedule:                      15 * * * *",
      "Concurrency Policy:            Forbid",
      "Suspend:                       False",
      "Active Jobs:                   ledger-sync-29424300",
      "Events:                        <none>",
    ),
  ],
  [
    "get pods -n fin",
    rows(
      "NAME                         READY   STATUS    RESTARTS   AGE",
      `ledger-sync-29424300-dx9vq   1/1     Running   0          ${age}`,
    ),
  ],
  ["logs ledger-sync-29424300-dx9vq -n fin", rows("loading 4 ledgers", "waiting for lock of ledger 3")],
];

const nodes = rows(
  "NAME   STATUS     ROLES    AGE   VERSION",
  "hz-1   Ready      <none>   90d   v1.30.1",
  "hz-2   NotReady   <none>   90d   v1.30.1",
  "hz-3   Ready      <none>   90d   v1.30.1",
);

const agents = rows(
  "NAME               READY   STATUS    RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES",
  "kube-proxy-2k4xp   1/1     Running   0          90d   10.0.0.1   w-1    <none>           <none>",
  "kube-proxy-7tkgf   1/1     Running   0          90d   10.0.0.2   w-2    <none>           <none>",
  "cilium-4b7mc       1/1     Running   0          9d    10.0.0.3   w-3    <none>           <none>",
  "cilium-9x2lq       1/1     Running   0          90d   10.0.0.1   w-1    <none>           <none>",
  "cilium-m5d8z       1/1     Running   0          90d   10.0.0.2   w-2    <none>           <none>",
);

const secret = (time: string): Case["outputs"] => [
  [
    "get pods -n fleet",
    rows(
      "NAME                     READY   STATUS    RESTARTS   AGE",
      "api-6d5c8f9c7b-7xlkd     1/1     Running   0          9d",
    ),
  ],
  [
    "logs api-6d5c8f9c7b-7xlkd -n fleet",
    rows('2026-01-20T11:24:07Z ERROR FATAL: password authentication failed for user "app"'),
  ],
  [
    "get secret api-db -n fleet -o yaml --show-managed-fields",
    `apiVersion: v1\nkind: Secret\nmetadata:\n  creationTimestamp: "2025-02-03T07:11:22Z"\n  managedFields:\n  - manager: external-secrets\n    operation: Update\n    time: "${time}"\n  name: api-db\n  namespace: fleet\n`,
  ],
  [
    "set env deploy/api -n fleet --list",
    rows("# Deployment api, container api", "# PW from secret api-db, key password"),
  ],
];

export const objectCases: readonly Case[] = [
  {
    name: "a sidecar that is killed for memory beside a program whose log has a hint",
    outputs: [pairOfContainers("        exitCode: 137\n        reason: OOMKilled"), logOfTill],
    roots: ["oom-killed"],
    notes: ["call-timed-out"],
    says: /Sidecar container promtail of Pod pos\/till-\S+ was OOMKilled .* 40Mi .*; till in the same pod runs without restarts/,
  },
  {
    name: "a sidecar that ends by an error beside a program whose log has a hint",
    outputs: [pairOfContainers("        exitCode: 2\n        reason: Error"), logOfTill],
    roots: ["crash-loop"],
    notes: ["call-timed-out"],
    says: /Sidecar container promtail/,
  },
  {
    name: "a row of a Deployment's pod that is Completed and restarted again and again",
    outputs: [
      [
        "get pods -n bi",
        rows(
          "NAME                      READY   STATUS      RESTARTS      AGE",
          "report-5d8f7c6b9d-x2k4p   0/1     Completed   6 (3m ago)    12m",
        ),
      ],
      ["logs report-5d8f7c6b9d-x2k4p -n bi", rows("start", "4711 rows written, done")],
    ],
    roots: ["container-exits"],
    says: /exit code 0 .*belongs into a Job or CronJob.*its log ends with "4711 rows written, done"/,
  },
  {
    name: "Vault that does not know the service account of a pod",
    outputs: [
      [
        "get pods -n vote",
        rows(
          "NAME                     READY   STATUS     RESTARTS   AGE",
          "polls-6f7d9c8b5-4kx9q   0/2     Init:0/1   0          48m",
        ),
      ],
      vaultLog("service account name not authorized"),
      [
        "get pods -n vote -o custom-columns=POD:.metadata.name,SA:.spec.serviceAccountName,ROLE:.metadata.annotations.vault\\.hashicorp\\.com/role",
        rows("POD                      SA        ROLE", "polls-6f7d9c8b5-4kx9q    default   polls"),
      ],
      ["get sa -n vote", rows("NAME      SECRETS   AGE", "default   0         90d", "polls     0         90d")],
    ],
    roots: ["vault-refuses"],
    symptoms: ["init-container-waiting"],
    says: /cannot log in to Vault \(auth\/kubernetes, role polls\): 403 service account name not authorized, .* runs as service account default, while there is a service account polls/,
  },
  {
    name: "a CronJob with Forbid whose run hangs, without an event",
    outputs: cronJob("3d18h"),
    roots: ["cronjob-not-starting"],
    says: /^Job fin\/ledger-sync-29424300 hangs since 3d18h: it waits for a lock \("waiting for lock of ledger 3"\); as concurrencyPolicy is Forbid/,
  },
  { name: "a CronJob with Forbid whose run has just begun", outputs: cronJob("14m"), roots: [] },
  {
    name: "a volume that is attached to a node that is silent",
    outputs: [
      ["get nodes", nodes],
      [
        "get pods -n git -o wide",
        rows(
          "NAME                    READY   STATUS              RESTARTS   AGE   IP         NODE   NOMINATED NODE   READINESS GATES",
          "forge-5d8f7c6b9d-4kx9q  1/1     Terminating         0          9d    10.1.1.1   hz-2   <none>           <none>",
          "forge-5d8f7c6b9d-x2k4p  0/1     ContainerCreating   0          22m   <none>     hz-3   <none>           <none>",
        ),
      ],
      [
        "get events -n git",
        rows(
          "LAST SEEN   TYPE      REASON               OBJECT                       MESSAGE",
          `11m         Warning   FailedAttachVolume   pod/forge-5d8f7c6b9d-x2k4p   Multi-Attach error for volume "pvc-7" Volume is already exclusively attached to one node and can't be attached to another`,
        ),
      ],
    ],
    roots: ["node-not-ready"],
    symptoms: ["volume-multi-attach", "pod-terminating-stuck"],
    says: /Node hz-2 is NotReady; volume pvc-7 \(of Pod git\/forge-\S+-4kx9q, Terminating\) is still attached to it, .*Pod git\/forge-\S+-x2k4p on hz-3 cannot attach it/,
  },
  {
    name: "a claim that is being deleted while pods use it",
    outputs: [
      [
        "describe pvc scans -n lab",
        rows(
          "Name:          scans",
          "Namespace:     lab",
          "Status:        Terminating (lasts 3h)",
          "Finalizers:    [kubernetes.io/pvc-protection]",
          "Used By:       viewer-0",
          "               copy-job-x2k4p",
        ),
      ],
    ],
    roots: ["pod-terminating-stuck"],
    says: /does not go while it is still in use, Pod lab\/viewer-0 and Pod lab\/copy-job-x2k4p mount it/,
  },
  {
    name: "a node without kube-proxy because of its taint",
    outputs: [
      [
        "get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints",
        rows("NAME   TAINTS", "w-1    <none>", "w-2    <none>", "w-3    [map[effect:NoSchedule key:team value:bi]]"),
      ],
      ["get pods -n kube-system -o wide", agents],
    ],
    roots: ["node-agent-missing"],
    says: /Node w-3 has no kube-proxy pod, .*: it has taint team=bi:NoSchedule/,
  },
  {
    name: "a Windows node without the kube-proxy of Linux",
    outputs: [
      [
        "get nodes --show-labels",
        rows(
          "NAME   STATUS   ROLES    AGE   VERSION   LABELS",
          "w-1    Ready    <none>   90d   v1.30.1   kubernetes.io/os=linux",
          "w-2    Ready    <none>   90d   v1.30.1   kubernetes.io/os=linux",
          "w-3    Ready    <none>   90d   v1.30.1   kubernetes.io/os=windows",
        ),
      ],
      ["get pods -n kube-system -o wide", agents],
    ],
    roots: [],
  },
  {
    name: "a label that a node affinity asks for and that a node lacks",
    outputs: [
      [
        "get events -n md",
        rows(
          "LAST SEEN   TYPE      REASON             OBJECT        MESSAGE",
          "9m          Warning   FailedScheduling   pod/store-2   0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
        ),
      ],
      [
        "get sts store -n md -o yaml",
        `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: store\n  namespace: md\nspec:\n  template:\n    spec:\n      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n            - matchExpressions:\n              - {key: disk, operator: In, values: [nvme]}\n`,
      ],
      [
        "get nodes --show-labels",
        rows(
          "NAME   STATUS   ROLES    AGE   VERSION   LABELS",
          "m-1    Ready    <none>   90d   v1.30.1   disk=sata,kubernetes.io/os=linux",
          "m-2    Ready    <none>   90d   v1.30.1   kubernetes.io/os=linux",
        ),
      ],
    ],
    roots: ["node-selector-unmatched"],
    says: /asks for a node with label disk=nvme: no node shown has it, m-2 lacks the label, m-1 has disk=sata/,
  },
  {
    name: "a Secret that was changed after the pods had read it",
    outputs: secret("2026-01-20T11:00:04Z"),
    roots: ["wrong-credentials"],
    says: /Secret fleet\/api-db was changed at 2026-01-20T11:00:04Z, after its pods started \(9d ago\): they keep the old value/,
    suggests: "kubectl rollout restart deployment/api -n fleet",
  },
  {
    name: "a Secret that is older than the pods whose password is refused",
    outputs: secret("2025-12-01T11:00:04Z"),
    roots: [],
    notes: ["wrong-credentials"],
    says: /^(?!.*was changed)/,
  },
];
