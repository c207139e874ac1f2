import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const gpuNode = (labels: string, allocatable: string): Output => [
  "kubectl get node hgx-1 -o yaml",
  `apiVersion: v1
kind: Node
metadata:
  name: hgx-1
  labels:
${labels}
status:
  allocatable:
    cpu: "96"
${allocatable}
  conditions:
  - type: Ready
    status: "True"
`,
];
const mig = "gpus-are-partitioned";
const slices = "gpus-are-time-sliced";

const top: Output = [
  "kubectl top pod -n ran",
  "NAME        CPU(cores)   MEMORY(bytes)\nvpp-gw-0    4000m        900Mi\n",
];
const ran: Output = [
  "kubectl get pods -n ran",
  "NAME        READY   STATUS    RESTARTS   AGE\nvpp-gw-0    1/1     Running   0          8d\n",
];
const stats = (drops: number): Output => [
  "kubectl logs -n ran vpp-gw-0 --tail=2",
  `dpdk: lcore 3 poll-mode idle_polls=97.1% rx_drop=${drops}\ndpdk: lcore 4 poll-mode idle_polls=96.4% rx_drop=0\n`,
];
const polling = "busy-polling-by-design";

const fleet = (current: number, ready: number): Output => [
  "kubectl get fleets -n play",
  `NAME    SCHEDULING   DESIRED   CURRENT   ALLOCATED   READY   AGE
duel    Packed       20        ${current}        9           ${ready}      3d
`,
];
const servers = "game-servers-allocated";

const runners = (status: string): Output => [
  "kubectl get ephemeralrunner -n ci",
  `NAME                       GITHUB CONFIG URL            RUNNERID   STATUS    JOBREPOSITORY   JOBWORKFLOWREF   WORKFLOWRUNID   JOBDISPLAYNAME   MESSAGE   AGE
arm-x2vkq-runner-8fk2x     https://github.com/acme      4412       ${status}   acme/app        x                1               build                      1m
`,
];
const listener: Output = [
  "kubectl logs -n ci-system arm-listener --tail=2",
  '2025-09-11T07:30:13Z INFO Job completed message received. {"Result": "succeeded", "RunnerName": "arm-x2vkq-runner-aaaaa"}\n',
];
const ephemeral = "ci-runners-are-ephemeral";

const disk = (percent: number): Output => [
  "kubectl exec -n metrics vm-0 -- df -h /storage",
  `Filesystem      Size  Used Avail Use% Mounted on
/dev/sdb        200G  ${percent * 2}G    ${200 - percent * 2}G   ${percent}% /storage
`,
];
const vm: Output = [
  "kubectl get pods -n metrics",
  "NAME   READY   STATUS    RESTARTS   AGE\nvm-0   1/1     Running   0          80d\n",
];
const setting: Output = [
  "kubectl get pod vm-0 -n metrics -o yaml",
  `apiVersion: v1
kind: Pod
metadata:
  name: vm-0
  namespace: metrics
spec:
  containers:
  - name: vm
    args:
    - -storageDataPath=/storage
    - -retentionPeriod=1y
    - -retention.maxDiskSpaceUsageBytes=170GiB
`,
];
const retention = "volume-limited-by-retention";

const always: Output = [
  "kubectl get prometheusrule general -n mon -o yaml",
  `spec:
  groups:
  - rules:
    - alert: DeadMansSwitch
      annotations:
        summary: This alert should always be firing
      expr: vector(1)
`,
];
const prometheus = (state: string): Output => [
  "kubectl get pods -n mon",
  `NAME           READY   STATUS    RESTARTS   AGE\nprometheus-0   ${state}   0          30d\n`,
];
const watchdog = "alert-fires-always";

const cilium = (value: string): Output => [
  "kubectl get cm cilium-config -n kube-system -o yaml",
  `apiVersion: v1
data:
  kube-proxy-replacement: "${value}"
  tunnel-protocol: vxlan
kind: ConfigMap
metadata:
  name: cilium-config
  namespace: kube-system
`,
];
const system: Output = [
  "kubectl get pods -n kube-system",
  "NAME                       READY   STATUS    RESTARTS   AGE\ncilium-6qkzd               1/1     Running   0          9d\ncoredns-668d6bf9bc-2vlzt   1/1     Running   0          9d\n",
];
const proxy = "kube-proxy-is-replaced";

const nodes = (version: string): Output => [
  "kubectl get nodes",
  `NAME                          STATUS   ROLES    AGE   VERSION\nip-10-0-3-4.eu.internal       Ready    <none>   80d   ${version}\n`,
];
const managed = "control-plane-is-managed";

const rollout = (condition: string): Output => [
  "kubectl get rollout quotes -n fares -o yaml",
  `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: quotes
  namespace: fares
spec:
  replicas: 5
  strategy:
    canary:
      steps:
      - setWeight: 10
      - pause: {}
status:
  availableReplicas: 5
  controllerPause: true
  pauseConditions:
  - reason: ${condition}
    startTime: "2025-06-12T08:02:17Z"
  phase: Paused
  replicas: 5
`,
];
const paused = "rollout-paused-at-a-step";

const release = (ready: string): Output => [
  "kubectl get helmrelease -n fares",
  `NAME     AGE    READY   STATUS
quotes   200d   ${ready}
`,
];
const helmEvents = (last: string): Output => [
  "kubectl describe helmrelease quotes -n fares",
  `Name:         quotes
Namespace:    fares
Events:
  Type     Reason            Age   From             Message
  ----     ------            ----  ----             -------
  Warning  UpgradeFailed     6h2m  helm-controller  Helm upgrade failed for release fares/quotes with chart quotes@3.8.0: context deadline exceeded
${last}`,
];
const succeeded =
  "  Normal   UpgradeSucceeded  5h54m  helm-controller  Helm upgrade succeeded for release fares/quotes.v42 with chart quotes@3.8.0\n";
const retried = "release-succeeded-after-retry";

export const misreadPlatform: readonly Row[] = [
  {
    code: mig,
    name: "slices in the node's fields",
    question: "hgx-1 has no gpu allocatable any more, driver dead?",
    outputs: [
      gpuNode(
        "    nvidia.com/mig.config: all-2g.20gb\n    nvidia.com/mig.config.state: success",
        '    nvidia.com/gpu: "0"\n    nvidia.com/mig-2g.20gb: "24"',
      ),
    ],
    says: /MIG slices by design.*24 nvidia\.com\/mig-2g\.20gb/,
  },
  {
    code: mig,
    name: "the partitioning failed",
    question: "hgx-1 has no gpu allocatable any more, driver dead?",
    outputs: [
      gpuNode(
        "    nvidia.com/mig.config: all-2g.20gb\n    nvidia.com/mig.config.state: failed",
        '    nvidia.com/gpu: "0"\n    nvidia.com/mig-2g.20gb: "0"',
      ),
    ],
  },
  {
    code: slices,
    name: "four cards, eight times each",
    question: "node hgx-1 says 32 gpus, we only have 4 cards in it. is the plugin broken?",
    outputs: [gpuNode('    nvidia.com/gpu.count: "4"\n    nvidia.com/gpu.replicas: "8"', '    nvidia.com/gpu: "32"')],
    says: /4 cards and each is shared 8 times/,
  },
  {
    code: slices,
    name: "one card is missing",
    question: "node hgx-1 says 24 gpus, why is it not 32?",
    outputs: [gpuNode('    nvidia.com/gpu.count: "4"\n    nvidia.com/gpu.replicas: "8"', '    nvidia.com/gpu: "24"')],
  },
  {
    code: polling,
    name: "idle polls",
    question: "vpp-gw-0 uses 100% of its cores all night without traffic, endless loop?",
    outputs: [ran, top, stats(0)],
    says: /polls its cores busily by design.*idle_polls/,
  },
  {
    code: polling,
    name: "packets are dropped",
    question: "vpp-gw-0 uses 100% of its cores all night without traffic, endless loop?",
    outputs: [ran, top, stats(881)],
  },
  {
    code: servers,
    name: "nine are played on",
    question: "fleet duel has 11 of 20 ready, where are the 9 other game servers?",
    outputs: [fleet(20, 11)],
    says: /9 are Allocated/,
  },
  {
    code: servers,
    name: "some are missing",
    question: "fleet duel has 6 of 20 ready, where are the other game servers?",
    outputs: [fleet(20, 6)],
  },
  {
    code: ephemeral,
    name: "jobs succeeded",
    question: "the github runners of arm die after each job, always new pods. why do they crash?",
    outputs: [runners("Running"), listener],
    says: /ephemeral by design/,
  },
  {
    code: ephemeral,
    name: "a runner failed",
    question: "the github runners of arm die after each job, always new pods. why do they crash?",
    outputs: [runners("Failed"), listener],
  },
  {
    code: retention,
    name: "VictoriaMetrics with a limit",
    question: "disk of vm-0 is at 84 percent, do we have to enlarge the volume?",
    outputs: [vm, setting, disk(84)],
    says: /stays at 84%.*retention/,
  },
  {
    code: retention,
    name: "beyond its limit",
    question: "disk of vm-0 is at 97 percent, do we have to enlarge the volume?",
    outputs: [vm, setting, disk(97)],
  },
  {
    code: watchdog,
    name: "DeadMansSwitch",
    question: "alert DeadMansSwitch is firing since weeks, what is failing?",
    outputs: [always, prometheus("2/2     Running")],
    says: /dead man's switch and meant to fire always/,
  },
  {
    code: watchdog,
    name: "Prometheus is down",
    question: "alert DeadMansSwitch is firing since weeks, what is failing?",
    outputs: [always, prometheus("1/2     CrashLoopBackOff")],
  },
  {
    code: proxy,
    name: "Cilium",
    question: "KubeProxyDown is firing and there are no kube-proxy pods. who deleted them?",
    outputs: [system, cilium("true")],
    says: /no kube-proxy by design: Cilium replaces it/,
  },
  {
    code: proxy,
    name: "Cilium does not replace it",
    question: "KubeProxyDown is firing and there are no kube-proxy pods. who deleted them?",
    outputs: [system, cilium("false")],
  },
  {
    code: managed,
    name: "EKS",
    question: "KubeSchedulerDown fires, there is no kube-scheduler pod in the cluster! is it dead?",
    outputs: [system, nodes("v1.31.4-eks-aeac579")],
    says: /managed by EKS/,
  },
  {
    code: managed,
    name: "a cluster of one's own",
    question: "KubeSchedulerDown fires, there is no kube-scheduler pod in the cluster! is it dead?",
    outputs: [system, nodes("v1.31.4")],
  },
  {
    code: paused,
    name: "without a time",
    question: "rollout of quotes is stuck with 10% on the new version. roll back?",
    outputs: [rollout("CanaryPauseStep")],
    says: /paused on purpose at a step.*weight 10%.*promote/,
  },
  {
    code: paused,
    name: "a preview beside the active pods",
    question: "the rollout of quotes (blue green) hangs, the preview is up and active is still old. abort?",
    outputs: [
      [
        "kubectl get rollout quotes -n fares -o yaml",
        rollout("BlueGreenPause")[1].replace(/ {2}replicas: 5\n$/, "  replicas: 10\n"),
      ],
    ],
    says: /paused on purpose at a step.*BlueGreenPause/,
  },
  {
    code: paused,
    name: "an inconclusive analysis",
    question: "rollout of quotes is stuck with 10% on the new version. roll back?",
    outputs: [rollout("InconclusiveAnalysisRun")],
  },
  {
    code: retried,
    name: "the next try succeeded",
    question: "flux says helmrelease quotes upgrade failed at night. what do we have to repair?",
    outputs: [
      release("True    Helm upgrade succeeded for release fares/quotes.v42 with chart quotes@3.8.0"),
      helmEvents(succeeded),
    ],
    says: /HelmRelease quotes is Ready .*retried and succeeded/,
  },
  {
    code: retried,
    name: "it did not",
    question: "flux says helmrelease quotes upgrade failed at night. what do we have to repair?",
    outputs: [
      release("False   Helm upgrade failed for release fares/quotes: context deadline exceeded"),
      helmEvents(""),
    ],
  },
];
