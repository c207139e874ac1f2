import type { Case } from "../case.ts";
import { rows } from "../manifests.ts";

type Output = readonly [string, string];

const log = (...lines: readonly string[]): Output => ["logs lending-7c9f8d6b54-p2k8x -n lib --tail=20", rows(...lines)];
const inside = (command: string, ...lines: readonly string[]): Output => [
  `exec store-0 -n lib -- ${command}`,
  rows(...lines),
];
const starting: Output = [
  "get pods -n lib",
  rows(
    "NAME                       READY   STATUS    RESTARTS     AGE",
    "store-0                    1/1     Running   0            90d",
    "lending-7c9f8d6b54-p2k8x   0/1     Running   3 (1m ago)   20m",
  ),
];
const withEvicted: Output = [
  "get pods -n lib",
  `${starting[1]}lending-5d8c7f9b66-zz9qx   0/1     Evicted   0            30m\n`,
];
const waits = log("2026-05-02T08:00:11Z INFO liquibase.lockservice: Waiting for changelog lock....");
const lockOf = (holder: string): Output =>
  inside(
    'psql -c "select * from databasechangeloglock"',
    " id | locked |     lockgranted     | lockedby ",
    "----+--------+---------------------+----------",
    `  1 | t      | 2026-05-01 23:10:02 | ${holder}`,
    "(1 row)",
  );

/** Locks that a migration sets, and whether their holder is still there. */
export const migrationLockCases: readonly Case[] = [
  {
    name: "a lock of migrations whose holder is gone",
    outputs: [starting, waits, lockOf("lending-5d8c7f9b66-zz9qx (10.1.4.2)")],
    roots: ["migration-lock-stale"],
    symptoms: ["database-locked", "frequent-restarts"],
    says: /held by lending-5d8c7f9b66-zz9qx \(10\.1\.4\.2\) since 2026-05-01 23:10:02, a pod that does not exist any more/,
  },
  {
    name: "a lock of migrations that an earlier container of the same pod left",
    outputs: [starting, waits, lockOf("lending-7c9f8d6b54-p2k8x (10.1.4.7)")],
    roots: ["migration-lock-stale"],
    symptoms: ["database-locked", "frequent-restarts"],
    says: /an earlier container of the same pod/,
  },
  {
    name: "a lock of migrations whose holder was evicted",
    outputs: [withEvicted, waits, lockOf("lending-5d8c7f9b66-zz9qx (10.1.4.2)")],
    roots: ["migration-lock-stale", "pod-evicted"],
    symptoms: ["database-locked", "frequent-restarts"],
    says: /since 2026-05-01 23:10:02, a pod that was evicted, so nobody gives it back/,
  },
  {
    name: "near miss: a lock of migrations that a pod holds which runs",
    outputs: [starting, waits, lockOf("store-0 (10.1.4.3)")],
    roots: ["database-locked"],
    symptoms: ["frequent-restarts"],
  },
];
