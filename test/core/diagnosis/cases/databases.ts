import type { Case } from "../case.ts";
import { rows } from "../manifests.ts";

type Output = readonly [string, string];

const pods: Output = [
  "get pods -n lib",
  rows(
    "NAME                       READY   STATUS             RESTARTS       AGE",
    "store-0                    1/1     Running            0              90d",
    "lending-7c9f8d6b54-p2k8x   0/1     CrashLoopBackOff   9 (2m ago)     3d",
  ),
];
const log = (...lines: readonly string[]): Output => ["logs lending-7c9f8d6b54-p2k8x -n lib --tail=20", rows(...lines)];
const inside = (command: string, ...lines: readonly string[]): Output => [
  `exec store-0 -n lib -- ${command}`,
  rows(...lines),
];
const refused = (at: string): Output => log(`${at} ERROR pq: password authentication failed for user "lending_rw"`);

const accountCases: readonly Case[] = [
  {
    name: "a role of PostgreSQL whose validity has ended",
    outputs: [
      pods,
      refused("2026-05-02T08:00:11Z"),
      inside(
        'psql -c "select rolname, rolvaliduntil from pg_roles"',
        "  rolname   |     rolvaliduntil      ",
        "------------+------------------------",
        " lending_ro | infinity",
        " lending_rw | 2026-05-01 22:00:00+00",
        "(2 rows)",
      ),
    ],
    roots: ["database-account-ended"],
    symptoms: ["wrong-credentials", "crash-loop"],
    says: /cannot log in as "lending_rw" .*has expired: its password was valid until 2026-05-01 22:00:00\+00, which has passed/,
  },
  {
    name: "a role with attributes over two lines whose validity has ended",
    outputs: [
      pods,
      refused("2026-05-02T08:00:11Z"),
      inside(
        "psql -c '\\du'",
        "                 List of roles",
        " Role name  |                Attributes                 ",
        "------------+-------------------------------------------",
        " lending_rw | Create DB                                +",
        "            | Password valid until 2026-05-01 00:00:00+02",
      ),
    ],
    roots: ["database-account-ended"],
    symptoms: ["wrong-credentials", "crash-loop"],
  },
  {
    name: "an account of MySQL that is locked",
    outputs: [
      pods,
      log("ERROR Access denied for user 'lending_rw'@'10.1.4.9'. Account is locked."),
      inside(
        'mysql -e "select user, host, account_locked, password_expired from mysql.user"',
        "user\thost\taccount_locked\tpassword_expired",
        "root\tlocalhost\tN\tN",
        "lending_rw\t%\tY\tN",
      ),
    ],
    roots: ["database-account-ended"],
    symptoms: ["wrong-credentials", "crash-loop"],
    says: /it is locked \(account_locked Y\)/,
  },
  {
    name: "near miss: the validity of another role has ended, and that of this one has not",
    outputs: [
      pods,
      refused("2026-05-02T08:00:11Z"),
      inside(
        "psql -c '\\du'",
        " Role name  |                Attributes                 ",
        "------------+-------------------------------------------",
        " lending_ro | Password valid until 2025-05-01 00:00:00+00",
        " lending_rw | Password valid until 2027-05-01 00:00:00+00",
      ),
    ],
    roots: ["wrong-credentials"],
    symptoms: ["crash-loop"],
  },
];

const running: Output = [
  "get pods -n lib",
  rows(
    "NAME                       READY   STATUS    RESTARTS   AGE",
    "store-0                    1/1     Running   0          90d",
    "lending-7c9f8d6b54-p2k8x   1/1     Running   0          3d",
  ),
];
const timedOut = log(
  "2026-05-02T08:00:11Z ERROR SQL query failed: canceling statement due to statement timeout",
  "2026-05-02T08:00:19Z ERROR SQL query failed: canceling statement due to statement timeout",
);

const sessionCases: readonly Case[] = [
  {
    name: "a session that is idle in transaction, as pairs of who waits and who blocks",
    outputs: [
      running,
      timedOut,
      inside(
        'psql -c "select ... from pg_locks blocked join pg_stat_activity ..."',
        " blocked_pid | blocked_user | blocking_pid | blocking_user | blocking_state | blocking_application | blocked_statement ",
        "-------------+--------------+--------------+---------------+----------------+----------------------+-------------------",
        " 812 | lending | 455 | report | idle in transaction | DBeaver 24.1 | TRUNCATE loans",
        " 840 | lending | 812 | lending | active | lending | select * from loans",
      ),
    ],
    roots: ["session-holds-lock"],
    notes: ["call-timed-out"],
    says: /^Session 455 of Pod lib\/store-0 \(user report, application DBeaver 24\.1\) has been idle in transaction .*"TRUNCATE loans" \(session 812.*1 more statement queues behind it/,
  },
  {
    name: "a transaction of MySQL that is open, and threads that wait for the lock on the table",
    outputs: [
      running,
      timedOut,
      inside(
        'mysql -e "show full processlist"',
        "Id\tUser\tHost\tdb\tCommand\tTime\tState\tInfo",
        "31\treport\t10.1.2.3:40112\tlib\tSleep\t1810\t\tNULL",
        "44\tmigrate\t10.1.2.4:40113\tlib\tQuery\t1700\tWaiting for table metadata lock\talter table loans add column fee int",
        "58\tlending\t10.1.2.5:40114\tlib\tQuery\t20\tWaiting for table metadata lock\tselect * from loans",
      ),
      inside(
        'mysql -e "select * from information_schema.innodb_trx\\G"',
        "*************************** 1. row ***************************",
        "                    trx_id: 421",
        "                 trx_state: RUNNING",
        "               trx_started: 2026-05-02 07:30:09",
        "       trx_mysql_thread_id: 31",
        "                 trx_query: NULL",
      ),
    ],
    roots: ["session-holds-lock"],
    notes: ["call-timed-out"],
    says: /^Session 31 .*user report.* has been idle in transaction since 2026-05-02 07:30:09 .*"alter table loans/,
  },
  {
    name: "locks of PostgreSQL held against the sessions",
    outputs: [
      running,
      timedOut,
      inside(
        'psql -x -c "select * from pg_stat_activity"',
        "-[ RECORD 1 ]----+-----------------",
        "pid              | 455",
        "usename          | report",
        "state            | idle in transaction",
        "query            | select 1",
        "-[ RECORD 2 ]----+-----------------",
        "pid              | 812",
        "usename          | lending",
        "state            | active",
        "query            | drop index loans_ix",
      ),
      inside(
        'psql -c "select pid, relation::regclass, mode, granted from pg_locks"',
        " pid | relation | mode                | granted ",
        "-----+----------+---------------------+---------",
        " 455 | loans    | AccessShareLock     | t",
        " 812 | loans    | AccessExclusiveLock | f",
      ),
    ],
    roots: ["session-holds-lock"],
    notes: ["call-timed-out"],
  },
  {
    name: "near miss: an idle transaction for which nobody waits",
    outputs: [
      running,
      timedOut,
      inside(
        'psql -c "select pid, state, wait_event_type, query from pg_stat_activity"',
        " pid | state | wait_event_type | query ",
        "-----+-------+-----------------+-------",
        " 455 | idle in transaction | Client | select 1",
        " 812 | active | IO | select * from loans",
      ),
    ],
    roots: [],
    notes: ["call-timed-out"],
  },
  {
    name: "near miss: a statement that another one keeps waiting for a moment",
    outputs: [
      running,
      inside(
        'psql -c "select pid, state, now()-xact_start as age, pg_blocking_pids(pid), query from pg_stat_activity"',
        " pid | state | age | pg_blocking_pids | query ",
        "-----+-------+-----+------------------+-------",
        " 455 | active | 00:00:00.031 | {} | update loans set fee = 1 where id = 7",
        " 812 | active | 00:00:00.010 | {455} | update loans set fee = 2 where id = 7",
      ),
    ],
    roots: [],
  },
];

const blocked = log(
  '[error] {"status":429,"error":{"type":"cluster_block_exception","reason":"index [a-2026.05.02] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];"}}',
);
const indices: Output = inside(
  'curl -s "localhost:9200/_cat/indices/a-*?h=index,health,store.size&s=index"',
  "a-2026.01.03 green 6gb",
  "a-2026.01.04 green 6gb",
);

const lifecycleCases: readonly Case[] = [
  {
    name: "a search store that takes no more because its lifecycle management is stopped",
    outputs: [
      running,
      blocked,
      indices,
      inside("curl -s localhost:9200/_ilm/status", '{ "operation_mode" : "STOPPED" }'),
    ],
    roots: ["index-lifecycle-halted"],
    symptoms: ["store-full"],
    says: /^Pod lib\/lending-\S+ cannot write to the search store.*ILM\) is stopped \(operation_mode STOPPED\).*oldest index is a-2026\.01\.03/,
  },
  {
    name: "a search store whose disks fill because a step of the lifecycle failed",
    outputs: [
      running,
      inside(
        "curl -s localhost:9200/_cat/allocation?v",
        "shards disk.used disk.percent host node",
        "   71   480gb           93 10.1.1.1 es-0",
      ),
      inside(
        "curl -s localhost:9200/a-*/_ilm/explain",
        '{"indices":{"a-2026.01.03":{"managed":true,"step":"ERROR","failed_step":"wait-for-snapshot","step_info":{"reason":"policy nightly was not found"}}}}',
      ),
    ],
    roots: ["index-lifecycle-halted"],
    says: /a step that failed \(policy nightly was not found\).*disk of es-0 is 93% full/,
  },
  {
    name: "near miss: a search store that is full while its lifecycle management runs",
    outputs: [running, blocked, indices, inside("curl -s localhost:9200/_ilm/status", '{"operation_mode":"RUNNING"}')],
    roots: ["store-full"],
  },
];

/** What the tables of databases tell of accounts, sessions and locks, and search stores of their indices. */
export const databaseCases: readonly Case[] = [...accountCases, ...sessionCases, ...lifecycleCases];
