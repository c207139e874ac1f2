import type { Case } from "../case.ts";
import { eventRows, rows } from "../manifests.ts";

type Output = readonly [string, string];

const unready: Output = [
  "get pods -n shop",
  rows(
    "NAME     READY   STATUS    RESTARTS   AGE",
    "bus-0    1/1     Running   0          19d",
    "bus-1    0/1     Running   0          19d",
  ),
];

const unhealthy = (message: string): Output => [
  "get events -n shop",
  eventRows(["Warning", "Unhealthy", "pod/bus-1", message]),
];

const noFork = unhealthy("Readiness probe failed: /probe/alive.sh: fork: retry: Resource temporarily unavailable");

const counted = (current: number): Output => [
  "exec bus-1 -n shop -- sh -c 'cat /sys/fs/cgroup/pids.max /sys/fs/cgroup/pids.current'",
  rows("512", `${current}`),
];

const processes: readonly Case[] = [
  {
    name: "a pod that has all the processes that it may have, most of them defunct",
    outputs: [
      unready,
      noFork,
      [
        "debug bus-1 -n shop -it --image=busybox --target=bus -- sh -c 'ps -eo stat,comm | sort | uniq -c; grep . /sys/fs/cgroup/pids.*'",
        rows(
          "    498 Z    alive.sh",
          "      2 S    bus",
          "/sys/fs/cgroup/pids.current:512",
          "/sys/fs/cgroup/pids.max:512",
          "/sys/fs/cgroup/pids.peak:512",
        ),
      ],
    ],
    roots: ["process-limit-reached"],
    symptoms: ["readiness-probe-failing"],
    says: /\(pids\.current 512 of pids\.max 512\).*498 of them are defunct \(zombies\) of alive\.sh, which its readiness probe starts/,
  },
  {
    name: "a probe that cannot fork, and the two counts in the order of the command",
    outputs: [unready, noFork, counted(511)],
    roots: ["process-limit-reached"],
    symptoms: ["readiness-probe-failing"],
    says: /pids\.current 511 of pids\.max 512/,
  },
  {
    name: "a probe that cannot fork, and nobody counted",
    outputs: [unready, noFork],
    roots: ["process-limit-reached"],
    symptoms: ["readiness-probe-failing"],
    says: /^Pod shop\/bus-1 has reached its limit of processes, so/,
  },
  {
    name: "near miss: a probe that cannot fork for want of memory",
    outputs: [unready, unhealthy("Readiness probe failed: /probe/alive.sh: can't fork: Cannot allocate memory")],
    roots: ["readiness-probe-failing"],
  },
  {
    name: "near miss: a probe that fails in a pod that has processes left",
    outputs: [unready, unhealthy("Readiness probe failed: HTTP probe failed with statuscode: 503"), counted(40)],
    roots: ["readiness-probe-failing"],
  },
];

const nightly: readonly Output[] = [
  [
    "get cronjob,jobs -n shop",
    rows(
      "NAME                   SCHEDULE      TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE",
      "cronjob.batch/vault    10 1 * * *    <none>     False     1        4d              90d",
      "",
      "NAME                       STATUS    COMPLETIONS   DURATION   AGE",
      "job.batch/vault-29370310   Running   0/1           4d         4d",
    ),
  ],
  [
    "get events -n shop",
    eventRows([
      "Normal",
      "JobAlreadyActive",
      "cronjob/vault",
      "Not starting job because prior execution is running and concurrency policy is Forbid",
    ]),
  ],
];
const pods = (...names: readonly string[]): Output => [
  "get pods -n shop",
  rows(
    "NAME                    READY   STATUS    RESTARTS   AGE",
    ...names.map((name) => `${name}    1/1     Running   0          4d`),
  ),
];
const wrote = (...lines: readonly string[]): Output => ["logs vault-29370310-mt5kq -n shop", rows(...lines)];

const waits: readonly Case[] = [
  {
    name: "a run that waits for the lock of a pod that is gone",
    outputs: [
      ...nightly,
      pods("vault-29370310-mt5kq"),
      wrote(
        "reading index",
        "repository is already locked, retrying",
        "locked by root@vault-29368870-b7c9d since 2026-10-29",
      ),
    ],
    roots: ["cronjob-not-starting"],
    notes: ["database-locked"],
    says: /^Job shop\/vault-29370310 hangs since 4d: it waits for a lock \("repository is already locked, retrying"\) that vault-29368870-b7c9d holds, a pod that no longer exists/,
  },
  {
    name: "a run that waits for the lock of a pod that works",
    outputs: [
      ...nightly,
      pods("vault-29370310-mt5kq", "vault-prune-f8k2x"),
      wrote("Waiting for the lock, held by vault-prune-f8k2x"),
    ],
    roots: ["cronjob-not-starting"],
    says: /that vault-prune-f8k2x holds, a pod that is there/,
  },
  {
    name: "near miss: a run that had to wait for a lock, and got it",
    outputs: [
      ...nightly,
      pods("vault-29370310-mt5kq"),
      wrote("waiting for the lock", "lock acquired", "copying 18 of 9120 blocks"),
    ],
    roots: ["cronjob-not-starting"],
    says: /^CronJob shop\/vault starts no new Job.*the last that it wrote is "copying 18 of 9120 blocks"/,
  },
];

/** Pods that run and cannot go on: they may have no more processes, or wait for a lock. */
export const haltedCases: readonly Case[] = [...processes, ...waits];
