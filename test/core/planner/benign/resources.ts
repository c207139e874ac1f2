import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const quota = (used: string): Output => [
  "kubectl describe resourcequota -n crates",
  `Name:            team-cap
Namespace:       crates
Resource         Used  Hard
--------         ----  ----
limits.memory    ${used}   12Gi
pods             9     40
`,
];
const deployments = (ready: number): Output => [
  "kubectl get deploy -n crates",
  `NAME      READY   UP-TO-DATE   AVAILABLE   AGE
labels    ${ready}/4     4            ${ready}           61d
scanner   2/2     2            2           61d
`,
];
const noWarnings: Output = [
  "kubectl get events -n crates --field-selector type=Warning",
  "No resources found in crates namespace.\n",
];
const refusal: Output = [
  "kubectl get events -n crates --field-selector type=Warning",
  `LAST SEEN   TYPE      REASON         OBJECT                        MESSAGE
4m          Warning   FailedCreate   replicaset/labels-7bb9f6f58d  Error creating: pods "labels-7bb9f6f58d-x" is forbidden: exceeded quota: team-cap, requested: limits.memory=1Gi, used: limits.memory=12Gi, limited: limits.memory=12Gi
`,
];
const full = "quota-used-up-and-enough";
const fullQuestion =
  "KubeQuotaAlmostFull namespace=crates resourcequota=team-cap: 100% of limits.memory used. What can't start?";

const injected = "limits-set-by-limit-range";
const limitRange: Output = [
  "kubectl get limitrange -n crates -o yaml",
  `apiVersion: v1
items:
- apiVersion: v1
  kind: LimitRange
  metadata:
    name: crates-limits
    namespace: crates
  spec:
    limits:
    - default:
        cpu: 300m
        memory: 192Mi
      defaultRequest:
        cpu: 30m
        memory: 96Mi
      type: Container
kind: List
`,
];
const limitedPod = (state: string): Output => [
  "kubectl get pod labels-7bb9f6f58d-6kgnr -n crates -o yaml",
  `apiVersion: v1
kind: Pod
metadata:
  name: labels-7bb9f6f58d-6kgnr
  namespace: crates
  annotations:
    kubernetes.io/limit-ranger: 'LimitRanger plugin set: cpu, memory request for container labels; cpu, memory limit for container labels'
  ownerReferences:
  - apiVersion: apps/v1
    kind: ReplicaSet
    name: labels-7bb9f6f58d
    controller: true
spec:
  containers:
  - name: labels
    image: registry.crates.lan/labels:7
    resources:
      limits:
        cpu: 300m
        memory: 192Mi
      requests:
        cpu: 30m
        memory: 96Mi
status:
  phase: Running
  conditions:
  - type: Ready
    status: "${state === "running" ? "True" : "False"}"
  containerStatuses:
  - name: labels
    ready: ${state === "running"}
    restartCount: ${state === "running" ? 0 : 7}
    state:
      ${state === "running" ? 'running:\n        startedAt: "2026-02-01T08:00:00Z"' : "waiting:\n        reason: CrashLoopBackOff"}
${state === "running" ? "" : "    lastState:\n      terminated:\n        exitCode: 137\n        reason: OOMKilled\n"}`,
];

const over = "limits-overcommitted";
const allocated = (pressure: string): Output => [
  "kubectl describe node rack-3",
  `Name:               rack-3
Roles:              <none>
Conditions:
  Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
  ----             ------  -----------------                 ------------------                ------                       -------
  MemoryPressure   ${pressure.padEnd(6)}  Thu, 20 Nov 2025 08:20:31 +0000   Sun, 12 Oct 2025 05:01:50 +0000   KubeletHasSufficientMemory   kubelet has sufficient memory available
  Ready            True    Thu, 20 Nov 2025 08:20:31 +0000   Sun, 12 Oct 2025 05:02:01 +0000   KubeletReady                 kubelet is posting ready status
Allocated resources:
  (Total limits may be over 100 percent, i.e., overcommitted.)
  Resource           Requests      Limits
  --------           --------      ------
  cpu                3100m (79%)   9700m (247%)
  memory             9Gi (61%)     21Gi (142%)
  ephemeral-storage  0 (0%)        0 (0%)
Events:              <none>
`,
];

const above = "use-above-request";
const top = (memory: string): Output => [
  "kubectl top pod -n crates",
  `NAME                      CPU(cores)   MEMORY(bytes)
labels-7bb9f6f58d-6kgnr   180m         ${memory}
`,
];

export const resourcesInOrder: readonly Row[] = [
  {
    code: full,
    name: "everything has its replicas and nothing was refused",
    question: fullQuestion,
    outputs: [quota("12Gi"), deployments(4), noWarnings],
    says: /team-cap is used up \(limits\.memory 12Gi of 12Gi\) and that is enough/,
  },
  {
    code: full,
    name: "from yaml, asked whether it is a problem",
    question: "the quota of namespace crates is at 100%, is that a problem?",
    outputs: [
      [
        "kubectl get resourcequota team-cap -n crates -o yaml",
        `apiVersion: v1
kind: ResourceQuota
metadata:
  name: team-cap
  namespace: crates
spec:
  hard:
    requests.cpu: "8"
status:
  hard:
    requests.cpu: "8"
  used:
    requests.cpu: "8"
`,
      ],
      deployments(4),
    ],
    says: /requests\.cpu 8 of 8/,
  },
  {
    code: full,
    name: "a pod was refused",
    question: fullQuestion,
    outputs: [quota("12Gi"), deployments(3), refusal],
  },
  {
    code: full,
    name: "all replicas are there, and the next pod of a rollout was refused",
    question: fullQuestion,
    outputs: [quota("12Gi"), deployments(4), refusal],
  },
  {
    code: injected,
    name: "the pod says who set them",
    question: "who put a cpu limit of 300m on the labels pods in crates? our manifest has none, hacked?",
    outputs: [limitedPod("running"), limitRange],
    says: /LimitRange crates-limits sets its defaults .*memory 192Mi/,
  },
  {
    code: injected,
    name: "the default is too small, and the pod is killed for it",
    question: "who put a memory limit of 192Mi on the labels pods in crates? our manifest has none, is it broken?",
    outputs: [limitedPod("killed"), limitRange],
  },
  {
    code: over,
    name: "limits beyond the node, requests within",
    question: "rack-3 has cpu limits of 247%! Is the node overloaded, do we have to act?",
    outputs: [allocated("False"), deployments(4)],
    says: /limits of 247% \(cpu\) are overcommitment.*cpu 79%, memory 61%/,
  },
  {
    code: over,
    name: "the node is under memory pressure",
    question: "rack-3 has cpu limits of 247%! Is the node overloaded, do we have to act?",
    outputs: [allocated("True"), deployments(4)],
  },
  {
    code: above,
    name: "below the limit",
    question: "labels-7bb9f6f58d-6kgnr uses more than its cpu request, is that a problem?",
    outputs: [limitedPod("running"), top("120Mi")],
    says: /uses 180m cpu, more than its request of 30m and less than its limit of 300m: that is normal/,
  },
  {
    code: above,
    name: "and it is killed",
    question: "labels-7bb9f6f58d-6kgnr uses more than its memory request, is that a problem?",
    outputs: [limitedPod("killed"), top("190Mi")],
  },
];
