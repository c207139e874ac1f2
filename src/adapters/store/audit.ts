import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Audit, AuditEntry } from "../../core/conversation/ports.ts";
import { genesis } from "./audit-chain.ts";
import { type Database, guarded } from "./database.ts";

/**
 * The audit in the service's database: one row an entry, chained by hash, written at once. A change that runs next is flushed to the
 * disk first, so that it outlives a power cut too; everything else outlives the end of the process.
 */
export function createAudit(database: Database): Audit {
  return {
    append: (entry) =>
      guarded(() =>
        database.connection().execute(async (connection) => {
          const flushes = entry.step === "started" && (entry.risk === "write" || entry.risk === "destructive");
          if (flushes) await sql`pragma synchronous = full`.execute(connection);
          try {
            return await appendRow(connection, JSON.stringify(bodyOf(entry)));
          } finally {
            if (flushes) await sql`pragma synchronous = normal`.execute(connection);
          }
        }),
      ),
  };
}

/** One statement, so that another process on the same file cannot come between the last row and this one. */
async function appendRow(connection: Database, body: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    insert into audit (seq, previous, body, hash)
    select seq, previous, body, audit_hash(seq, previous, body) from (
      select
        coalesce((select max(seq) from audit), 0) + 1 as seq,
        coalesce((select hash from audit order by seq desc limit 1), ${genesis}) as previous,
        ${body} as body)
    returning seq`.execute(connection);
  return rows[0]!.seq;
}

/** The entry as it stands in the row and in the export. */
function bodyOf(entry: AuditEntry): Record<string, unknown> {
  const { step, thread, caller } = entry;
  const who = { step, at: new Date(entry.at).toISOString(), thread, caller };
  if (entry.step === "ended") {
    const { execution } = entry;
    return {
      ...who,
      of: entry.of,
      exit_code: execution.exitCode,
      signal: execution.signal,
      timed_out: execution.timedOut,
      kubectl_missing: execution.kubectlMissing,
      duration_ms: Math.round(execution.durationMs),
      stdout_sha256: sha256(execution.stdout),
      stderr_sha256: sha256(execution.stderr),
    };
  }
  return {
    ...who,
    origin: entry.origin,
    asker: entry.asker,
    verdict: entry.verdict,
    rule: entry.rule,
    risk: entry.risk,
    command: entry.command,
    argv: entry.argv,
    filters: entry.filters,
    stdin_sha256: entry.stdin === null ? null : sha256(entry.stdin),
    cluster: entry.cluster,
    server: entry.server,
    namespace: entry.namespace,
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
