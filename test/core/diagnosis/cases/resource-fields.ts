import type { Case } from "../case.ts";
import { crashing, podYaml, rows, workloadYaml } from "../manifests.ts";

type Output = readonly [string, string];

const ranker = (cpu: string): Output => [
  "get deploy ranker -n mart -o yaml",
  workloadYaml("ranker", "mart", {
    container: `- image: registry.example.com/ranker:1\n  name: ranker\n  resources:\n    limits:\n      cpu: ${cpu}\n      memory: 1Gi`,
  }),
];

const slow = (runtime: string): Output => [
  "logs ranker-5d8c7b9f4-zx2lp -n mart",
  rows(`level=info msg="runtime" ${runtime}`, 'level=warn msg="slow request" path=/rank took=4.2s'),
];

const threadCases: readonly Case[] = [
  {
    name: "a program in Go that counts the processors of its node",
    outputs: [slow("GOMAXPROCS=64"), ranker("500m")],
    roots: ["threads-exceed-cpu-limit"],
    says: /runs with GOMAXPROCS 64 under a CPU limit of 500m/,
  },
  {
    name: "near miss: a program whose threads fit its limit",
    outputs: [slow("GOMAXPROCS=4"), ranker("4")],
    roots: [],
    notes: ["slow-operation"],
  },
  {
    name: "a container that is at its limit and throttled, told once",
    outputs: [
      [
        "exec ranker-5d8c7b9f4-zx2lp -n mart -- cat /sys/fs/cgroup/cpu.stat",
        rows("usage_usec 988221", "nr_periods 10233", "nr_throttled 9811", "throttled_usec 8123311"),
      ],
      [
        "top pod -n mart --containers",
        rows(
          "POD                       NAME     CPU(cores)   MEMORY(bytes)",
          "ranker-5d8c7b9f4-zx2lp    ranker   200m         100Mi",
        ),
      ],
      ranker("200m"),
    ],
    roots: ["cpu-limit-reached"],
    symptoms: ["cpu-throttled"],
  },
];

const press = (medium: string): Output => [
  "get pod press-5d8c7b9f4-zx2lp -n mart -o yaml",
  podYaml("press-5d8c7b9f4-zx2lp", "mart", {
    container:
      "- image: registry.example.com/press:1\n  name: press\n  resources:\n    limits:\n      memory: 512Mi\n  volumeMounts:\n  - mountPath: /cache\n    name: cache",
    pod: `volumes:\n- emptyDir:\n${medium}  name: cache`,
    status: crashing("press", 137, "OOMKilled"),
  }),
];

const disk = (line: string): Output => [
  "exec press-5d8c7b9f4-zx2lp -n mart -- df -h /cache",
  rows("Filesystem      Size  Used Avail Use% Mounted on", line),
];

const memoryCases: readonly Case[] = [
  {
    name: "a volume in memory that is full when the container is killed",
    outputs: [press("    medium: Memory\n"), disk("tmpfs           512M  488M   24M  96% /cache")],
    roots: ["memory-volume-fills-limit"],
    symptoms: ["oom-killed"],
    says: /^Volume "cache" of Pod mart\/press-5d8c7b9f4-zx2lp \(emptyDir with medium: Memory, at \/cache\).*488M is in use/,
  },
  {
    name: "near miss: a volume in memory that is nearly empty",
    outputs: [press("    medium: Memory\n"), disk("tmpfs           512M   24M  488M   5% /cache")],
    roots: ["oom-killed"],
  },
  {
    name: "near miss: a volume on disk",
    outputs: [press("    sizeLimit: 1Gi\n"), disk("/dev/sda1       100G   88G   12G  88% /cache")],
    roots: ["oom-killed"],
  },
];

/** Limits that do not fit what runs under them. */
export const resourceFieldCases: readonly Case[] = [...threadCases, ...memoryCases];
