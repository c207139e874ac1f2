import type { Output } from "../situations.ts";
import type { Row } from "./cases.ts";

const cache = "memory-is-page-cache";
const stat = (anon: number, file: number, shmem = 0, killed = 0): Output => [
  "kubectl exec -n crates lake-0 -- sh -c 'cat /sys/fs/cgroup/memory.max; cat /sys/fs/cgroup/memory.stat; cat /sys/fs/cgroup/memory.events'",
  `4294967296
anon ${anon}
file ${file}
kernel 30310286
shmem ${shmem}
low 0
high 0
max 41
oom 0
oom_kill ${killed}
`,
];
const lake = (restarts = "0"): Output => [
  "kubectl get pod lake-0 -n crates",
  `NAME     READY   STATUS    RESTARTS      AGE
lake-0   1/1     Running   ${restarts.padEnd(13)} 44d
`,
];
const memoryQuestion = "lake-0 in crates sits at 96% of its memory limit for days, memory leak? will it be oomkilled?";

const ofNode = "node-memory-is-cache";
const meminfo = (available: number): Output => [
  "kubectl debug node/rack-3 --image=busybox -- cat /proc/meminfo",
  `MemTotal:       65783172 kB
MemFree:         5211004 kB
MemAvailable:   ${available} kB
Buffers:          411232 kB
Cached:         ${available - 5_000_000} kB
`,
];
const rack: Output = [
  "kubectl get nodes",
  `NAME     STATUS   ROLES    AGE    VERSION
rack-3   Ready    <none>   361d   v1.32.4
`,
];
const nodeQuestion = "NodeMemoryHighUtilization node=rack-3 92%. Will pods be evicted soon?";

const ofJvm = "jvm-memory-beside-the-heap";
const heap: Output = [
  "kubectl exec -n crates jvm-0 -- jcmd 1 GC.heap_info",
  " garbage-first heap   total 1572864K, used 716800K [0x00000000a0000000, 0x0000000100000000)\n",
];
const jvm = (limit: string): Output => [
  "kubectl get pod jvm-0 -n crates -o yaml",
  `apiVersion: v1
kind: Pod
metadata:
  name: jvm-0
  namespace: crates
spec:
  containers:
  - name: jvm
    image: registry.crates.lan/jvm:7
    resources:
      limits:
        memory: ${limit}
status:
  phase: Running
  conditions:
  - type: Ready
    status: "True"
  containerStatuses:
  - name: jvm
    ready: true
    restartCount: 0
    state:
      running:
        startedAt: "2026-02-01T08:00:00Z"
`,
];
const topJvm: Output = [
  "kubectl top pod -n crates",
  `NAME    CPU(cores)   MEMORY(bytes)
jvm-0   180m         1944Mi
`,
];
const heapQuestion = "jvm-0 in crates uses 1.9Gi though its heap is only 700M, is that a leak?";

export const memory: readonly Row[] = [
  {
    code: cache,
    name: "cgroup v2",
    question: memoryQuestion,
    outputs: [stat(600_000_000, 3_400_000_000), lake()],
    says: /mostly page cache: 3\.2 GiB .*572 MiB \(anon\) of the limit of 4\.0 GiB/,
  },
  {
    code: cache,
    name: "cgroup v1",
    question: "Alert PodMemoryHigh pod=lake-0 namespace=crates 97% of limit. Raise the limit?",
    outputs: [
      [
        "kubectl exec -n crates lake-0 -- sh -c 'cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory/memory.stat'",
        `4294967296
cache 3300000000
rss 700000000
shmem 0
mapped_file 120000000
hierarchical_memory_limit 4294967296
total_cache 3300000000
total_rss 700000000
`,
      ],
      lake(),
    ],
    says: /mostly page cache/,
  },
  {
    code: cache,
    name: "the processes hold it",
    question: memoryQuestion,
    outputs: [stat(3_700_000_000, 400_000_000), lake()],
  },
  {
    code: cache,
    name: "it is shared memory, which nobody gives back",
    question: memoryQuestion,
    outputs: [stat(600_000_000, 3_400_000_000, 3_300_000_000), lake()],
  },
  {
    code: cache,
    name: "it was killed for it",
    question: memoryQuestion,
    outputs: [stat(600_000_000, 3_400_000_000, 0, 3), lake("3 (11m ago)")],
  },
  {
    code: ofNode,
    name: "much of it can be had at once",
    question: nodeQuestion,
    outputs: [meminfo(47_102_344), rack],
    says: /rack-3 has memory enough: 72% of it/,
  },
  { code: ofNode, name: "hardly any can be had", question: nodeQuestion, outputs: [meminfo(5_902_344), rack] },
  {
    code: ofJvm,
    name: "well below the limit",
    question: heapQuestion,
    outputs: [jvm("3Gi"), topJvm, heap],
    says: /jvm-0 has no leak by this: the JVM keeps its committed heap \(1536 MiB, of which 700 MiB are used\)/,
  },
  { code: ofJvm, name: "at the limit", question: heapQuestion, outputs: [jvm("2Gi"), topJvm, heap] },
];
