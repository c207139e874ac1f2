import { createHash } from "node:crypto";

/** One row of the audit as stored: `hash` covers the row before it, so a change anywhere breaks every row from there on. */
export type AuditRow = {
  readonly seq: number;
  readonly previous: string;
  /** JSON on one line. */
  readonly body: string;
  readonly hash: string;
};

/** What stands for the row before the first. */
export const genesis = "0".repeat(64);

export function hashRow(seq: number, previous: string, body: string): string {
  return createHash("sha256").update(`${previous}\n${seq}\n${body}`).digest("hex");
}

export type AuditVerdict =
  | {
      readonly ok: true;
      readonly rows: number;
      /** The newest row's hash; noted elsewhere, it proves later that nothing before it was touched. */
      readonly head: string;
      /** Rows of runs whose outcome is missing: under way, or the service ended in the middle. */
      readonly unfinished: readonly number[];
    }
  | { readonly ok: false; readonly seq: number; readonly problem: string };

/**
 * Walks the chain from its first row. `lastSeq` is the highest number ever given, so that rows taken away from the end are missed too.
 * Whoever can write the file can also rewrite the whole chain: `expected`, a head noted earlier, has to be among the rows.
 */
export function verifyAudit(rows: Iterable<AuditRow>, lastSeq: number, expected?: string): AuditVerdict {
  let [seq, previous] = [0, genesis];
  let isExpectedSeen = expected === undefined || expected === genesis;
  const unfinished = new Set<number>();
  for (const row of rows) {
    const problem = problemOf(row, seq + 1, previous);
    if (problem !== null) return { ok: false, seq: seq + 1, problem };
    follow(row, unfinished);
    [seq, previous] = [row.seq, row.hash];
    isExpectedSeen ||= row.hash === expected;
  }
  if (seq < lastSeq) return { ok: false, seq: seq + 1, problem: `rows ${seq + 1} to ${lastSeq} are missing` };
  if (!isExpectedSeen) return { ok: false, seq: 1, problem: "the chain does not hold the hash that was noted earlier" };
  return { ok: true, rows: seq, head: previous, unfinished: [...unfinished] };
}

function problemOf(row: AuditRow, seq: number, previous: string): string | null {
  if (row.seq !== seq) return `the row is missing, row ${row.seq} follows`;
  if (row.previous !== previous) return "it does not name the hash of the row before it";
  return row.hash === hashRow(row.seq, row.previous, row.body) ? null : "its hash does not fit what it holds";
}

function follow(row: AuditRow, unfinished: Set<number>): void {
  const body = JSON.parse(row.body) as { readonly step: string; readonly of?: number };
  if (body.step === "started") unfinished.add(row.seq);
  if (body.step === "ended") unfinished.delete(Number(body.of));
}
