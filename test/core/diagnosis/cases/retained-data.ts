import type { Case } from "../case.ts";
import { rows } from "../manifests.ts";

type Output = readonly [string, string];

const claims: Output = [
  "get pods,pvc -n shop",
  rows(
    "NAME          READY   STATUS    RESTARTS   AGE",
    "pod/store-0   1/1     Running   0          48d",
    "",
    "NAME                                 STATUS   VOLUME    CAPACITY   ACCESS MODES   STORAGECLASS   AGE",
    "persistentvolumeclaim/data-store-0   Bound    pvc-8a1   100Gi      RWO            fast           301d",
  ),
];
const inside = (command: string, ...lines: readonly string[]): Output => [
  `exec store-0 -n shop -- ${command}`,
  rows(...lines),
];
const disk = (percent: number): Output =>
  inside(
    "df -h /data",
    "Filesystem      Size  Used Avail Use% Mounted on",
    `/dev/sdb         98G   ${percent}G   ${98 - percent}G  ${percent}% /data`,
  );
const folders = (name: string, size: string): Output =>
  inside("sh -c 'du -sh /data/*'", "2.1G\t/data/base", `${size}\t/data/${name}`, "16K\t/data/lost+found");
const slots = (active: string, behind: string): Output =>
  inside(
    'psql -c "select slot_name, active, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) as lag from pg_replication_slots"',
    " slot_name | active | lag ",
    "-----------+--------+--------",
    " standby   | t      | 16 kB",
    ` feed_copy | ${active}      | ${behind}`,
    "(2 rows)",
  );
const log = (...lines: readonly string[]): Output => ["logs store-0 -n shop --tail=20", rows(...lines)];

/** What fills volumes, as it was counted inside. */
export const retainedDataCases: readonly Case[] = [
  {
    name: "a replication slot that nobody reads",
    outputs: [claims, disk(93), folders("pg_wal", "89G"), slots("f", "88 GB")],
    roots: ["replication-slot-unread"],
    says: /^The replication slot feed_copy .* inactive.*keep 88 GB of write-ahead log \(WAL\), which is the 89G of \/data\/pg_wal; that is what fills \/data \(93% of 98G used\)/,
  },
  {
    name: "a slot that nobody reads, without a heading and in bytes",
    outputs: [
      claims,
      inside(
        'psql -Atc "select slot_name, active, restart_lsn_lag from pg_replication_slots"',
        "feed_copy|f|94489280512",
      ),
    ],
    roots: ["replication-slot-unread"],
    says: /slot feed_copy/,
  },
  {
    name: "near miss: a slot that is read, and a volume with room",
    outputs: [claims, disk(41), folders("pg_wal", "39G"), slots("t", "88 GB")],
    roots: [],
  },
  {
    name: "near miss: a slot that is not read for a moment",
    outputs: [claims, disk(41), slots("f", "512 MB")],
    roots: [],
  },
  {
    name: "an archive_command that fails",
    outputs: [
      claims,
      disk(95),
      folders("pg_wal", "90G"),
      log(
        "ERROR: upload of 0000000100000A2F000000B1: AccessDenied: Access Denied",
        "2026-11-02 10:19:31 UTC [61] LOG:  archive command failed with exit code 1",
        "2026-11-02 10:19:31 UTC [61] DETAIL:  The failed archive command was: push pg_wal/0000000100000A2F000000B1",
        "2026-11-02 10:20:31 UTC [61] LOG:  archive command failed with exit code 1",
        '2026-11-02 10:20:31 UTC [61] WARNING:  archiving write-ahead log file "0000000100000A2F000000B1" failed too many times, will try again later',
      ),
    ],
    roots: ["wal-archiving-failing"],
    symptoms: ["volume-filled-by-folder"],
    says: /^PostgreSQL in Pod shop\/store-0 cannot archive its write-ahead log .*90G so far/,
  },
  {
    name: "near miss: an archive that works",
    outputs: [claims, disk(41), log("2026-11-02 10:19:31 UTC [61] LOG:  checkpoint complete: wrote 91 buffers")],
    roots: [],
  },
  {
    name: "binary logs that fill a volume",
    outputs: [
      claims,
      disk(97),
      inside("du -sk /data/app /data/binlog", "2202009\t/data/app", "96468992\t/data/binlog"),
    ],
    roots: ["volume-filled-by-folder"],
    says: /^What fills \/data \(97% of 98G used\) of Pod shop\/store-0 is \/data\/binlog with 92G: binary logs/,
  },
  {
    name: "near miss: a large folder on a volume with room",
    outputs: [claims, disk(60), folders("snapshots", "56G")],
    roots: [],
  },
  {
    name: "near miss: a full volume of which no folder has most",
    outputs: [claims, disk(91), inside("sh -c 'du -sh /data/*'", "44G\t/data/a", "45G\t/data/b", "1G\t/data/c")],
    roots: [],
  },
];
