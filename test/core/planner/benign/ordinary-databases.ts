import type { Row } from "./cases.ts";
import { at, log, pods, times } from "./printed-logs.ts";

const code = "log-errors-ordinary";

const pg = "ledger-pg-0";
const pgPods = pods("ledger", `${pg} 1/1 Running 0 44d`);
const checkpoint = "% UTC [27] LOG:  checkpoint complete: wrote 1140 buffers (7.0%); 0 WAL file(s) added";

/** Statements and sessions that a database ends. */
export const ordinaryDatabases: readonly Row[] = [
  {
    code,
    name: "statements that were cancelled, sessions that were ended and clients that went away",
    question: "ledger-pg-0 (ns ledger) has ERROR and FATAL lines in its log, is the database corrupt?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          "% UTC [33] FATAL:  the database system is starting up",
          "% UTC [1] LOG:  database system is ready to accept connections",
          ...times(4, checkpoint),
          "% UTC [211] ERROR:  canceling statement due to user request",
          "% UTC [211] STATEMENT:  select * from entries",
          ...times(4, checkpoint),
          "% UTC [300] FATAL:  terminating connection due to administrator command",
          "% UTC [301] LOG:  could not receive data from client: Connection reset by peer",
          ...times(3, checkpoint),
        ]),
      ),
      pgPods,
    ],
    says: /cancelled itself.*ended/,
  },
  {
    code,
    name: "a page that cannot be read among them",
    question: "ledger-pg-0 (ns ledger) has ERROR and FATAL lines in its log, is the database corrupt?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          "% UTC [1] LOG:  database system is ready to accept connections",
          ...times(4, checkpoint),
          "% UTC [211] ERROR:  canceling statement due to user request",
          ...times(2, checkpoint),
          "% UTC [300] ERROR:  invalid page in block 4711 of relation base/16384/24601",
        ]),
      ),
      pgPods,
    ],
  },
  {
    code,
    name: "transactions that met another one and were tried again",
    question: "There are serialization ERROR lines in the log of ledger-pg-0 (ns ledger). Do we have to act?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          ...times(6, checkpoint),
          ...times(2, "% UTC [99] ERROR:  could not serialize access due to concurrent update", checkpoint),
        ]),
      ),
      pgPods,
    ],
    says: /transactions that met another one \(could not serialize access\)/,
  },
  {
    code,
    name: "transactions that nobody tries again",
    question: "There are serialization ERROR lines in the log of ledger-pg-0 (ns ledger). Do we have to act?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          ...times(6, checkpoint),
          ...times(
            2,
            "% UTC [99] ERROR:  could not serialize access due to concurrent update, giving up after 5 retries",
            checkpoint,
          ),
        ]),
      ),
      pgPods,
    ],
  },
  {
    code,
    name: "a key that is given out by a counter which fell behind",
    question: "duplicate key errors in the log of ledger-pg-0 (ns ledger), is that ok?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          ...times(2, checkpoint),
          ...[41, 42, 43, 44, 45].flatMap((id) => [
            '% UTC [211] ERROR:  duplicate key value violates unique constraint "entries_pkey"',
            `% UTC [211] DETAIL:  Key (id)=(${id}) already exists.`,
          ]),
        ]),
      ),
      pgPods,
    ],
  },
  {
    code,
    name: "slots that are used up",
    question: "FATAL lines in the log of ledger-pg-0 (ns ledger). Do we have to act?",
    outputs: [
      log(
        pg,
        "ledger",
        at("03:00:00", 60, [
          ...times(3, checkpoint),
          ...times(3, "% UTC [99] FATAL:  sorry, too many clients already", checkpoint),
        ]),
      ),
      pgPods,
    ],
  },
  {
    code,
    name: "job that met a deadlock and was retried",
    question: "billing-run-9k2lp in ledger logged 'deadlock detected'. Did the run fail?",
    outputs: [
      log(
        "billing-run-9k2lp",
        "ledger",
        at("04:00:00", 5, [
          "% INFO batch 1 committed rows=500",
          "% INFO batch 2 committed rows=500",
          "% ERROR batch 3 failed: psycopg2.errors.DeadlockDetected: deadlock detected, retrying (attempt 1)",
          "% INFO batch 3 retry succeeded rows=500",
          "% INFO batch 4 committed rows=500",
          "% INFO all batches done",
        ]),
      ),
      pods("ledger", "billing-run-9k2lp 0/1 Completed 0 2h"),
    ],
    says: /done again with success/,
  },
];
