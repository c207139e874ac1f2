import { DatabaseSync } from "node:sqlite";
import { Fault } from "../../core/faults/fault.ts";
import type { AuditRow } from "./audit-chain.ts";

/** The audit of a database file, for reading alone; the service may go on writing meanwhile. */
export type AuditFile = {
  /** From the first to the newest at the time of the call; read as it is asked for. */
  rows(): Iterable<AuditRow>;
  /** The highest number that was ever given; 0 when there is none. */
  lastSeq(): number;
  close(): void;
};

/** Throws `store-failed` when there is no such file, or none that holds an audit. */
export function openAuditFile(path: string): AuditFile {
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    const rows = database.prepare("select seq, previous, body, hash from audit where seq <= ? order by seq");
    const newest = database.prepare("select seq from sqlite_sequence where name = 'audit'");
    const lastSeq = () => Number((newest.get() as { seq?: number } | undefined)?.seq ?? 0);
    return {
      rows: () => rows.iterate(Number.MAX_SAFE_INTEGER) as Iterable<AuditRow>,
      lastSeq,
      close: () => database.close(),
    };
  } catch (cause) {
    throw new Fault("store-failed", `${JSON.stringify(path)} holds no audit (${(cause as Error).message}).`, { cause });
  }
}
