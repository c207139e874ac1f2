import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { cellAt, type PrintedRow, printedRows } from "../../objects/printed-rows.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { endedPod } from "../../workloads/ended-pods.ts";
import { podAt } from "../../workloads/pods.ts";

/** A row by which a migration keeps all others out, and which only it takes away again. */
type MigrationLock = {
  readonly row: PrintedRow;
  /** As written into the row: a host name, mostly with an address. */
  readonly holder: string;
  readonly since: string;
};

const set = /^(?:1|t|true|y|yes|b'1'|\\x01|0x01|LOCK_HELD)$/i;

/** The tables of Liquibase (`DATABASECHANGELOGLOCK`), Knex, Mongock and those made after them. */
const locksIn = (view: ClusterView): readonly MigrationLock[] =>
  printedRows(view).flatMap((row): readonly MigrationLock[] => {
    const isLocked = set.test(cellAt(row, "locked", "is_locked", "islocked", "lock_held", "status"));
    const holder = cellAt(row, "lockedby", "locked_by", "lock_owner", "owner", "holder").replace(/^NULL$/i, "");
    const isNamed =
      /change_?log_?lock|migrations?_lock|mongocklock|schema_lock/i.test(row.line.command) || row.cells.has("lockedby");
    if (!isLocked || !isNamed) return [];
    const since = cellAt(row, "lockgranted", "locked_at", "acquired_at", "granted_at", "created_at").replace(
      /^NULL$/i,
      "",
    );
    return [{ row, holder, since }];
  });

/** Whether the holder is still there to give the lock back: a pod that is gone is not, nor is an earlier container of the one that waits. */
type Standing = { readonly words: string; readonly isSure: boolean; readonly line?: Line | undefined };

const standingOf = (view: ClusterView, holder: string, waiting: ObjectRef): Standing | undefined => {
  const name = /^[a-z0-9][a-z0-9.-]{0,252}/.exec(holder)?.[0] ?? "";
  if (name === "") return { words: "; if its holder is gone, nobody gives it back", isSure: false };
  if (name === waiting.name)
    return (podAt(view, waiting)?.restarts ?? 0) > 0
      ? { words: ", an earlier container of the same pod, so nobody gives it back", isSure: true }
      : undefined;
  const ref = { kind: "Pod", namespace: waiting.namespace ?? "default", name };
  const ended = endedPod(view, ref);
  if (ended) return { words: `, ${ended.words}, so nobody gives it back`, isSure: true, line: ended.line };
  return podAt(view, ref) === undefined
    ? { words: "; if that is gone, nobody gives it back", isSure: false }
    : undefined;
};

const waitsForLock = /change ?log|migrat|liquibase|flyway|knex|mongock|schema/i;

const isWaiting = ({ cause, log, template }: LogStatement): boolean =>
  cause.code === "database-locked" &&
  (waitsForLock.test(template.last.text) || log.tail.some(({ text }) => /liquibase|knex|mongock/i.test(text)));

const staleLock = defineRule(
  {
    code: "migration-lock-stale",
    title: "Lock of migrations that nobody gives back",
    about:
      "Before it changes the schema, a program sets a row in a table (`DATABASECHANGELOGLOCK` of Liquibase, `knex_migrations_lock`) and takes it away afterwards. Whoever is killed in between leaves it behind, and every later start waits for a lock whose holder is gone.",
    reads: ["logs", "exec", "Pod"],
    explains: ["database-locked", "migration-failing", "call-timed-out", "uncaught-exception", ...crashSymptoms],
  },
  function* (view: ClusterView) {
    const locks = locksIn(view);
    if (locks.length === 0) return;
    for (const { log, template } of logStatements(view).filter(isWaiting)) {
      const { row, holder, since } = locks[0]!;
      const standing = standingOf(view, holder, log.object);
      if (standing === undefined) continue;
      const table = /\b\w*(?:change_?log_?lock|migrations?_lock|mongocklock)\w*/i.exec(row.line.command)?.[0];
      yield {
        object: log.object,
        severity: log.health === "healthy" ? "warning" : "critical",
        confidence: standing.isSure ? "confirmed" : "likely",
        summary: `${nameOf(log.object)} waits for the lock of the migrations${table ? ` (table ${table})` : ""}, which is ${standing.isSure ? "stale" : "set"}: it is held${holder ? ` by ${holder}` : ""}${since ? ` since ${since}` : ""}${standing.words}.`,
        evidence: [row.line, standing.line, template.last],
        related: unique([
          ...ownersOf(view, log.object),
          ...(row.server ? [row.server, workloadOf(view, row.server)] : []),
        ]).filter((ref) => keyOf(ref) !== keyOf(log.object)),
        fix: fixByHand(
          "Make sure that no migration runs, and take the lock away (liquibase releaseLocks, knex migrate:unlock, or update the row to unlocked); then restart what waits. Run migrations in a Job of their own, or give the probes time for them, so that they are not killed half way.",
          verifyRollout(view, log.object),
        ),
      };
    }
  },
);

/** Locks that a killed migration left behind. */
export const migrationLockRules: readonly Rule[] = [staleLock];
