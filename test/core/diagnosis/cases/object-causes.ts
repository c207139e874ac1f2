import type { Case } from "../case.ts";
import { crashed, describedPod, lastEnd, running } from "../printed.ts";

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

const pod = "web-6d4b75cb6d-x2k4p";
const described = `describe pod ${pod} -n shop`;

const autoscaler = (least: number): Case["outputs"][number] => [
  "get hpa web -n shop -o yaml",
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  maxReplicas: 6\n  minReplicas: ${least}\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: web\nstatus:\n  conditions:\n  - message: the desired replica count is more than the maximum replica count\n    reason: TooManyReplicas\n    status: "True"\n    type: ScalingLimited\n  currentReplicas: 6\n`,
];

const vertical = (mode: string): Case["outputs"] => [
  [
    described,
    describedPod({
      status: "Running",
      state: crashed("OOMKilled", 137),
      restarts: 9,
      rest: "    Limits:\n      memory:  300Mi\n",
    }),
  ],
  [
    "get vpa web -n shop -o yaml",
    `apiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\nmetadata:\n  name: web-sizes\n  namespace: shop\nspec:\n  resourcePolicy:\n    containerPolicies:\n    - containerName: "*"\n      maxAllowed:\n        memory: 300Mi\n  targetRef:\n    kind: Deployment\n    name: web\n  updatePolicy:\n    updateMode: ${mode}\n`,
  ],
];

const requests = (condition: string): Case["outputs"] => [
  [
    `logs ${pod} -n shop`,
    `Error from server: Get "https://10.0.0.7:10250/containerLogs/shop/${pod}/app": remote error: tls: internal error\n`,
  ],
  [
    "get csr",
    rows(
      "NAME        AGE   SIGNERNAME                      REQUESTOR              REQUESTEDDURATION   CONDITION",
      `csr-2b6zn   12m   kubernetes.io/kubelet-serving   system:node:worker-7   <none>              ${condition}`,
    ),
  ],
];

const attempts = (completions: string): Case["outputs"] => [
  [
    "get pods -n shop",
    rows(
      "NAME                   READY   STATUS      RESTARTS   AGE",
      "nightly-29400-4xk2p    0/1     Error       0          9h",
      "nightly-29400-9wz7c    0/1     Completed   0          9h",
    ),
  ],
  [
    "get jobs -n shop",
    rows("NAME            COMPLETIONS   DURATION   AGE", `nightly-29400   ${completions}           3m         9h`),
  ],
];

const throttled = (count: number): Case["outputs"] => [
  [
    described,
    describedPod({ status: "Running", state: running, ready: true, rest: "    Limits:\n      cpu:     100m\n" }),
  ],
  [
    `exec -n shop ${pod} -- cat /sys/fs/cgroup/cpu.stat`,
    `usage_usec 944102\nnr_periods 1000\nnr_throttled ${count}\nthrottled_usec 99\n`,
  ],
  [`logs ${pod} -n shop`, "WARN GET /cart took 9200ms\n"],
];

const upstream = (line: string): Case["outputs"] => [
  ["logs deploy/mailer -n shop", "ERROR getaddrinfo EAI_AGAIN api.mail.example\n"],
  [
    "logs -n kube-system coredns-5d78c9869d-4kq2m",
    rows(`[ERROR] plugin/errors: 2 api.mail.example. A: ${line}`, `[ERROR] plugin/errors: 2 hooks.example. A: ${line}`),
  ],
  [
    "get configmap coredns -n kube-system -o yaml",
    "apiVersion: v1\ndata:\n  Corefile: |\n    .:53 {\n        forward . 192.168.7.2\n    }\nkind: ConfigMap\nmetadata:\n  name: coredns\n  namespace: kube-system\n",
  ],
];

const probedOn = (port: string): Case["outputs"] => [
  [
    described,
    describedPod({
      status: "Running",
      state: `${running}${lastEnd("Error", 143)}`,
      ready: false,
      restarts: 9,
      rest: `    Liveness:       http-get http://:${port}/healthz delay=30s timeout=1s period=20s #success=1 #failure=3\n`,
      events: [
        ["Normal", "Killing", "63s (x9 over 13m)", "kubelet", "Container app failed liveness probe, will be restarted"],
      ],
    }),
  ],
  [`logs ${pod} -n shop`, "INFO HTTP server listening on port 9191\n"],
];

/** Causes that lie in another object than the one that suffers. */
export const objectCauses: readonly Case[] = [
  {
    name: "queries with which CoreDNS looks for loops are nobody's",
    outputs: [
      [
        "logs -n kube-system coredns-5d78c9869d-4kq2m",
        rows(
          "[INFO] plugin/reload: Running configuration SHA512 = 591cf3",
          "[ERROR] plugin/errors: 2 2849778928.4255513739. HINFO: read udp 10.2.2.8:5611->192.168.7.2:53: i/o timeout",
          "[ERROR] plugin/errors: 2 1349778928.9955513739. HINFO: read udp 10.2.2.8:5612->192.168.7.2:53: i/o timeout",
        ),
      ],
    ],
    roots: ["application-error"],
    symptoms: [],
  },
  {
    name: "an autoscaler whose minimum is its maximum",
    outputs: [autoscaler(6)],
    roots: ["autoscaler-at-maximum"],
    says: /minReplicas and maxReplicas are both 6 \(equal\), so that it never adds a replica/,
  },
  {
    name: "an autoscaler that has room below its maximum",
    outputs: [autoscaler(2)],
    roots: ["autoscaler-at-maximum"],
    says: /it wants more replicas than its maximum of 6 allows/,
  },
  {
    name: "a limit that a vertical autoscaler writes into the pods",
    outputs: vertical("Auto"),
    roots: ["oom-killed"],
    says: /memory limit of 300Mi, which the VerticalPodAutoscaler \(VPA\) web-sizes sets: its maxAllowed is 300Mi/,
  },
  {
    name: "a vertical autoscaler that only recommends",
    outputs: vertical("Off"),
    roots: ["oom-killed"],
    says: /memory limit of 300Mi \(9 restarts\)/,
  },
  {
    name: "kubelets whose serving certificate nobody approved",
    outputs: requests("Pending"),
    roots: ["kubelet-certificate-pending"],
    symptoms: ["api-server-unreachable"],
    says: /csr-2b6zn \(kubelet-serving\) is Pending, not approved: the kubelet of worker-7 has no serving certificate/,
  },
  {
    name: "near miss: a kubelet whose serving certificate is approved",
    outputs: requests("Approved,Issued"),
    roots: ["api-server-unreachable"],
    says: /The API server cannot talk to a kubelet/,
  },
  {
    name: "a first attempt that failed, of a Job that succeeded since",
    outputs: attempts("1/1"),
    roots: [],
  },
  {
    name: "near miss: an attempt of a Job that has not all its completions",
    outputs: attempts("1/2"),
    roots: ["crash-loop"],
  },
  {
    name: "a container that is throttled at its CPU limit",
    outputs: throttled(900),
    roots: ["cpu-throttled"],
    notes: ["slow-operation"],
    says: /throttled at its CPU limit of 100m: in 90% of all periods/,
  },
  {
    name: "near miss: a container that is throttled now and then",
    outputs: throttled(20),
    roots: [],
    notes: ["slow-operation"],
  },
  {
    name: "a server of names that does not answer CoreDNS",
    outputs: upstream("read udp 10.244.0.4:4312->192.168.7.2:53: i/o timeout"),
    roots: ["dns-upstream-unreachable"],
    symptoms: ["name-not-resolved"],
    says: /DNS server 192\.168\.7\.2, to which CoreDNS forwards .*ConfigMap kube-system\/coredns.* does not answer \(i\/o timeout\)/,
  },
  {
    name: "near miss: CoreDNS that says another thing of the same name",
    outputs: upstream("unsupported record type"),
    roots: ["application-error", "name-not-resolved"],
  },
  {
    name: "a service account that only a piece of a Deployment speaks of",
    outputs: [
      [
        "get deploy web -n shop",
        rows("NAME   READY   UP-TO-DATE   AVAILABLE   AGE", "web    0/2     0            0           46m"),
      ],
      [
        "get deploy web -n shop -o jsonpath='{.status.conditions[*].message}'",
        'pods "web-6d4b75cb6d-" is forbidden: error looking up service account shop/web-runner: serviceaccount "web-runner" not found',
      ],
    ],
    roots: ["service-account-missing"],
    symptoms: ["deployment-unavailable"],
    says: /Deployment shop\/web gets no pods: service account "web-runner" does not exist/,
  },
  {
    name: "a scaler whose Secret does not exist",
    outputs: [
      [
        "get triggerauthentication queue -n lab -o yaml",
        "apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata:\n  name: queue\n  namespace: lab\nspec:\n  secretTargetRef:\n  - key: host\n    name: queue-credentials\n    parameter: host\n",
      ],
      ["get secrets -n lab", rows("NAME           TYPE     DATA   AGE", "queue-creds    Opaque   1      9d")],
    ],
    roots: ["reference-missing"],
    says: /TriggerAuthentication lab\/queue refers to Secret "queue-credentials", which does not exist .*so the scaler cannot read/,
  },
  {
    name: "a provisioner whose long message ends with a quota",
    outputs: [
      [
        "get pvc -n lab",
        rows(
          "NAME   STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE",
          "data   Pending                                      fast           24m",
        ),
      ],
      [
        "get events -n lab",
        rows(
          "LAST SEEN   TYPE      REASON               OBJECT                       MESSAGE",
          `4m          Warning   ProvisioningFailed   persistentvolumeclaim/data   failed to provision volume with StorageClass "fast": rpc error: code = ResourceExhausted desc = CreateVolume failed: ${"failed to insert disk: ".repeat(9)}(QUOTA_EXCEEDED): Quota 'DISKS_GB' exceeded. Limit: 8000.0.`,
        ),
      ],
    ],
    roots: ["provisioning-failed"],
    says: /Quota 'DISKS_GB' exceeded\. Limit: 8000/,
  },
  {
    name: "a Job that waits for quota of its queue",
    outputs: [
      [
        "get jobs -n lab",
        rows("NAME    STATUS      COMPLETIONS   DURATION   AGE", "train   Suspended   0/1                      3h"),
      ],
      [
        "describe workload job-train-8ad30 -n lab",
        "Name:         job-train-8ad30\nNamespace:    lab\nAPI Version:  kueue.x-k8s.io/v1beta1\nKind:         Workload\nSpec:\n  Queue Name:  gpus\nStatus:\n  Conditions:\n    Message:  couldn't assign flavors to pod set main: insufficient unused quota for nvidia.com/gpu, 4 more needed\n    Reason:   Pending\n    Status:   False\n    Type:     QuotaReserved\nEvents:       <none>\n",
      ],
    ],
    roots: ["job-suspended"],
    says: /is suspended by its queue gpus \(Kueue\) .* insufficient unused quota for nvidia.com\/gpu, 4 more needed/,
  },
  {
    name: "a probe whose program the image does not have",
    outputs: [
      [
        described,
        describedPod({
          status: "Running",
          state: running,
          ready: false,
          events: [
            [
              "Warning",
              "Unhealthy",
              "63s (x9 over 13m)",
              "kubelet",
              'Readiness probe errored: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "5d59": OCI runtime exec failed: exec failed: unable to start container process: exec: "wget": executable file not found in $PATH: unknown',
            ],
          ],
        }),
      ],
    ],
    roots: ["readiness-probe-failing"],
    says: /the program "wget" that the probe runs is not in the image/,
  },
  {
    name: "a program that the kubelet ends because it listens on another port than the one that is probed",
    outputs: probedOn("8080"),
    roots: ["liveness-probe-failing"],
    symptoms: ["container-killed"],
    says: /it is probed on port 8080, and its log says that it listens on port 9191/,
  },
  {
    name: "a program that listens on another port than the one that a named port of its probe leads to",
    outputs: [
      [
        described,
        describedPod({
          status: "Running",
          state: running,
          ready: false,
          rest: "    Readiness:      http-get http://:http/healthz delay=5s timeout=1s period=10s #success=1 #failure=3\n",
          events: [
            [
              "Warning",
              "Unhealthy",
              "4s (x108 over 18m)",
              "kubelet",
              'Readiness probe failed: Get "http://10.1.2.3:80/healthz": dial tcp 10.1.2.3:80: connect: connection refused',
            ],
          ],
        }),
      ],
      [`logs ${pod} -n shop`, "info: Shop.Host[14]\n      Now listening on: http://[::]:8080\n"],
    ],
    roots: ["readiness-probe-failing"],
    says: /it is probed on port 80, and its log says that it listens on port 8080/,
  },
  {
    name: "near miss: a program that the kubelet ends and that listens where it is probed",
    outputs: probedOn("9191"),
    roots: ["liveness-probe-failing"],
    symptoms: ["container-killed"],
    says: /failed liveness probe, will be restarted/,
  },
];
