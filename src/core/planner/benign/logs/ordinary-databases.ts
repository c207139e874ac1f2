import type { Entry } from "./log-entries.ts";
import type { Ordinary } from "./ordinary.ts";

/** Keys that are given out by a counter and are all taken: the counter has fallen behind, and no caller comes twice. */
const isNoCounter = (_: readonly Entry[], own: readonly Entry[]): boolean => {
  const ids = own.flatMap(({ text }) => /Key \("?\w{0,40}id"?\)=\((\d{1,18})\)/.exec(text)?.[1] ?? []).map(Number);
  return ids.length < 3 || !ids.every((id, index) => index === 0 || id - ids[index - 1]! === 1);
};

const ready =
  /\bready (?:to accept|for) (?:read-only )?connections\b|\bdatabase system is ready\b|\bready for connections\b|\bstarted streaming WAL\b|\bcheckpoint complete\b|\bWaiting for connections\b|\bstate (?:changed )?(?:to|is) (?:RUNNING|PRIMARY|SECONDARY)\b|\bno action\. I am\b/i;

/** What databases write of statements and sessions that were ended as they should be. */
export const databases: readonly Ordinary[] = [
  {
    said: "inserts that came twice and were refused by a unique key (duplicate key, idempotency), as the key is meant to",
    of: /\bERROR: {2}duplicate key value violates\b/,
    fits: isNoCounter,
  },
  {
    said: "inserts that came twice and were refused by a unique key (duplicate key, idempotency), as the key is meant to",
    of: /\bduplicate key value violates\b|\bDuplicate entry '[^\n]{0,200}' for key\b|\bE11000 duplicate key\b|\bORA-00001\b|\bViolation of (?:UNIQUE|PRIMARY) KEY\b|\bUNIQUE constraint failed\b|\bunique_violation\b|\bsqlstate[=: "]{0,3}23505\b/i,
    not: /\b(?:migration|flyway|liquibase|rolled back|giving up|exit)\b/i,
    fits: isNoCounter,
    isShare: true,
  },
  {
    said: "transactions that met another one (could not serialize access), which programs at that isolation level try again",
    of: /\bcould not serialize access due to\b|\bTransactionRetryWithProtoRefreshError\b|\bWriteConflict\b|\b(?:SQLSTATE[=: "(]{0,4})?40001\b/,
    not: /\b(?:giving up|gave up|exhausted|too many retries|max(?:imum)? (?:retries|attempts)|after \d{1,3} (?:retries|attempts))\b/i,
    isShare: true,
  },
  {
    said: "addresses of clients for which no name is known in reverse DNS, which the database needs only for accounts by name",
    of: /\bIP address '[\d.:a-f]{2,45}' could not be resolved\b|\bcould not (?:resolve|translate) (?:client )?address\b|\breverse (?:dns )?lookup\b[^\n]{0,60}\bfail\w*/i,
  },
  {
    said: "statements that a user or a tool cancelled itself (canceling statement due to user request)",
    of: /\bcancell?ing statement due to user request\b|\bQuery execution was interrupted\b|\bORA-01013\b|\boperation was interrupted\b/i,
  },
  {
    said: "sessions that an administrator or a switchover ended (terminating connection due to administrator command)",
    of: /\bterminating (?:connection|walreceiver process|background worker \S{1,80}|autovacuum process|logical replication worker[^\n]{0,60}) due to administrator command\b|\bKILL(?:ED)? by (?:an )?administrator\b/i,
    atAnyLevel: true,
  },
  {
    said: "connections during the start or stop of the database, which was ready again after it",
    of: /\bthe database system is (?:starting up|shutting down|not yet accepting connections|in recovery mode)\b|\bmysqld?: Shutdown complete\b|\binterruptedAtShutdown\b|\bcould not connect to the primary server\b|\bLOADING Redis is loading\b/i,
    endsIn: ready,
    atAnyLevel: true,
  },
  {
    said: "ends of the write-ahead log that recovery or a standby read up to (invalid record length, which is the end of it)",
    of: /\binvalid record length at\b|\brecord with incorrect prev-link\b|\bdatabase system was (?:interrupted|not properly shut down)\b|\bunexpected pageaddr\b/i,
    not: /\bPANIC\b|\bcorrupt\w*|\binvalid page\b|\bchecksum\b/i,
    endsIn: ready,
  },
  {
    said: "statements that somebody wrote wrong and the database refused",
    of: /\bERROR: {2}(?:syntax error at|division by zero|invalid input (?:syntax|value)|value too long for type|null value in column|new row for relation [^\n]{0,120} violates check|(?:insert|update|delete) [^\n]{0,120} violates foreign key)/i,
    isShare: true,
  },
  {
    said: "clients that went away without a word (connection reset, unexpected EOF, aborted connection)",
    of: /\bcould not (?:receive data from|send data to) client\b|\bunexpected EOF on client connection\b|\bAborted connection \d{1,18} to\b|\bconnection to client lost\b|\bEnd of file while reading\b/i,
    atAnyLevel: true,
    not: /\bGot (?:a packet bigger|timeout writing)\b|\buser: 'unauthenticated'/i,
  },
  {
    said: "what other transactions were in the way of (deadlock, serialization), which was done again with success",
    of: /\bdeadlock (?:detected|found)\b|\bcould not serialize access\b|\bWriteConflict\b|\bLock wait timeout exceeded\b|\bLockAcquisition\w*|\bCannotAcquireLock\w*|\bOptimisticLock\w*|\bStaleObjectState\w*|\bSQLITE_BUSY\b|\boptimistic lock\w*/i,
    endsIn:
      /\b(?:retr(?:y|ied|ying)|attempt \d{1,3}|second attempt)\b[^\n]{0,120}\b(?:succeeded|successful(?:ly)?|ok|done|completed|committed)\b|\b(?:succeeded|successful(?:ly)?|completed|committed)\b[^\n]{0,80}\b(?:retry|retries|attempts?)\b|\bcompleted successfully\b|"attempts?" ?: ?[2-9]/i,
    isShare: true,
  },
];
