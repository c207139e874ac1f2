import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique } from "../../objects/relations.ts";
import type { Folder } from "../../storage/disk-tables.ts";
import { isFilling, printDisk, volumeUses } from "../../storage/volume-use.ts";

const symptoms = [
  "disk-full",
  "application-error",
  "crash-loop",
  "container-exits",
  "frequent-restarts",
  "server-read-only",
];

const wal = /(?:^|\/)(?:pg_wal|pg_xlog)(?:\/|$)/;
const gigabyte = 2 ** 30;

const unreadSlot = defineRule(
  {
    code: "replication-slot-unread",
    title: "Replication slot that nobody reads keeps WAL",
    about:
      "PostgreSQL removes nothing of its write-ahead log that a replication slot has not read yet. A slot whose reader is gone (a removed connector, a replica that was deleted) keeps all that is written since, until the volume is full; `max_slot_wal_keep_size` would bound it.",
    reads: ["exec", "logs"],
    explains: symptoms,
  },
  function* (view) {
    for (const use of volumeUses(view)) {
      const folder = use.folder && wal.test(use.folder.path) ? use.folder : undefined;
      const slot = [...use.slots].sort((left, right) => right.bytes - left.bytes)[0];
      if (slot === undefined || (slot.bytes < gigabyte && (folder === undefined || slot.behind !== ""))) continue;
      const kept = slot.behind || `the ${folder!.printed} of ${folder!.path}`;
      yield {
        object: use.pod,
        severity: use.full ? "critical" : "warning",
        confidence: slot.bytes >= gigabyte ? "confirmed" : "likely",
        summary: `The replication slot ${slot.name} of PostgreSQL in ${nameOf(use.pod)} is inactive, nobody reads it, and it makes the server keep ${kept} of write-ahead log (WAL)${folder && slot.behind ? `, which is the ${folder.printed} of ${folder.path}` : ""}${use.disk ? `; that is what fills ${printDisk(use)}` : ""}.`,
        evidence: [slot.line, folder?.line, use.disk?.line, use.full?.template.last],
        related: unique([...use.claims, ...ownersOf(view, use.pod)]),
        fix: fixByHand(
          `If nothing is to read ${slot.name} any more, drop it (select pg_drop_replication_slot('${slot.name}')), and PostgreSQL removes the WAL at the next checkpoint; else start its reader again. Bound it with max_slot_wal_keep_size, and remove nothing from pg_wal by hand.`,
          [],
        ),
      };
    }
  },
);

const failedArchiving =
  /archive command (?:failed with exit code \d{1,3}|was terminated)|archiving (?:write-ahead|transaction) log file "[^"\n]{1,80}" failed/;

const archiving = defineRule(
  {
    code: "wal-archiving-failing",
    title: "PostgreSQL cannot archive its WAL",
    about:
      "With archive_mode on, PostgreSQL removes no segment of its write-ahead log before archive_command has copied it. While the command fails all of them stay in pg_wal, until the volume is full, and no point-in-time recovery is possible.",
    reads: ["logs", "exec"],
    explains: ["volume-filled-by-folder", ...symptoms],
  },
  function* (view) {
    const uses = volumeUses(view);
    for (const log of logsOfView(view)) {
      const at = log.tail.findLastIndex(({ text }) => failedArchiving.test(text.slice(0, 2000)));
      if (at < 0 || log.evidence === -1 || log.tail.slice(at).some(({ text }) => /archived write-ahead log/.test(text)))
        continue;
      const said = log.tail[at]!;
      const reason = log.tail
        .slice(Math.max(0, at - 4), at)
        .findLast(
          ({ text }) =>
            /\b(?:error|denied|refused|unable|cannot|no such|failed|full)\b/i.test(text) && !failedArchiving.test(text),
        );
      const use = uses.find(({ pod }) => pod.name === log.object.name && pod.namespace === log.object.namespace);
      const folder = use?.folder && wal.test(use.folder.path) ? use.folder : undefined;
      const kept = folder ? `, ${folder.printed} so far` : "";
      yield {
        object: log.object,
        severity: use?.full || log.health === "failing" ? "critical" : "warning",
        confidence: log.tail.filter(({ text }) => failedArchiving.test(text)).length > 1 ? "confirmed" : "likely",
        summary: `PostgreSQL in ${nameOf(log.object)} cannot archive its write-ahead log ("${failedArchiving.exec(said.text)![0]}"${reason ? `, after "${reason.text.trim().slice(-140)}"` : ""}): every segment of WAL stays in pg_wal until it is archived${kept}, and fills the volume.`,
        evidence: [said, reason, folder?.line, use?.disk?.line],
        related: unique([...(use?.claims ?? []), ...ownersOf(view, log.object)]),
        fix: fixByHand(
          "Mend the archive_command or the storage it copies to (credentials, bucket, space): PostgreSQL then archives and removes the segments by itself. Remove nothing from pg_wal by hand.",
          [],
        ),
      };
    }
  },
);

/** What folders and files of such names hold, and what bounds them. */
const contents: readonly (readonly [name: RegExp, what: string, mend: string])[] = [
  [
    wal,
    "the write-ahead log, which PostgreSQL keeps while a replication slot, a failing archive_command or wal_keep_size needs it",
    "Look at pg_replication_slots and pg_stat_archiver for what holds it back; remove nothing from pg_wal by hand.",
  ],
  [
    /(?:mysql-bin|binlog|mariadb-bin|relay-bin|binlogs?)(?:[./]\S{0,40})?$/,
    "binary logs, which the server keeps until they expire (binlog_expire_logs_seconds) or are purged",
    "Purge old binary logs (PURGE BINARY LOGS) and set binlog_expire_logs_seconds.",
  ],
  [
    /(?:^|\/)(?:snapshots?|backups?|dumps?|archives?)(?:\/|$)/i,
    "old copies (snapshots, backups)",
    "Delete copies that are not needed and bound how many are kept.",
  ],
  [
    /(?:^|\/)(?:pg_log|logs?)(?:\/|$)|\.log(?:\.\d+)?$/i,
    "log files",
    "Delete old log files, rotate them, and lower the level if it is debug.",
  ],
  [
    /(?:^|\/)core(?:\.\d+)?$|coredumps?|\.hprof$/i,
    "dumps of crashed processes",
    "Delete the dumps, and find out what crashes.",
  ],
  [
    /(?:^|\/)(?:pgsql_tmp|te?mp)(?:\/|$)/i,
    "temporary files",
    "Find the query or job that writes them, and delete those that nobody has open.",
  ],
  [
    /(?:^|\/)(?:indices|wal|blocks|chunks|segments)(?:\/|$)/i,
    "data that is kept for as long as the retention says",
    "Delete the oldest data and shorten the retention, or make the volume larger.",
  ],
];

const contentOf = ({ path }: Folder) => contents.find(([name]) => name.test(path));

const filledBy = defineRule(
  {
    code: "volume-filled-by-folder",
    title: "Most of a full volume is one folder",
    about:
      "A file system inside a container is nearly full, and what was counted there (`du`) shows one folder that holds most of it: write-ahead or binary logs that something keeps from being removed, snapshots, log files, dumps.",
    reads: ["exec", "logs"],
    explains: symptoms,
  },
  function* (view) {
    for (const use of volumeUses(view)) {
      const { folder, disk } = use;
      if (folder === undefined || !isFilling(use) || (wal.test(folder.path) && use.slots.length > 0)) continue;
      const known = contentOf(folder);
      yield {
        object: use.pod,
        severity: use.full ? "critical" : "warning",
        confidence: "likely",
        summary: `What fills ${disk ? printDisk(use) : "the volume"} of ${nameOf(use.pod)} is ${folder.path} with ${folder.printed}${known ? `: ${known[1]}` : ""}.`,
        evidence: [folder.line, disk?.line, use.full?.template.last],
        related: unique([...use.claims, ...ownersOf(view, use.pod)]),
        fix: fixByHand(
          known?.[2] ??
            `Remove what is not needed in ${folder.path}, bound what is kept there, or make the volume larger.`,
          [],
        ),
      };
    }
  },
);

/** What fills volumes. */
export const retainedDataRules: readonly Rule[] = [unreadSlot, archiving, filledBy];
