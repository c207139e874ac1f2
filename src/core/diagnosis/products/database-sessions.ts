import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { keyOf } from "../objects/name-object.ts";
import { cellAt, type PrintedRow, printedOutputs, printedRows } from "../objects/printed-rows.ts";

/** One session of a database, joined over every table that shows it. */
export type Session = {
  readonly id: string;
  readonly user: string;
  readonly application: string;
  /** As printed: `idle in transaction`, `active`, `Sleep`. */
  readonly state: string;
  /** How long its transaction has been open, or since when, as printed. */
  readonly since: string;
  readonly query: string;
  readonly blockers: readonly string[];
  readonly waits: boolean;
  readonly line: Line;
  readonly server: ObjectRef | undefined;
};

/** The sessions that the tables of PostgreSQL, MySQL and MariaDB show, those of each server together. */
export const databaseSessions = (view: ClusterView): readonly (readonly Session[])[] => {
  const rows = printedRows(view);
  const seen = [...rows.flatMap(ofActivity), ...rows.flatMap(ofPairs), ...ofLocks(rows), ...ofInnodbStatus(view)];
  const servers = Map.groupBy(seen, ({ server }) => (server ? keyOf(server) : ""));
  return [...servers.values()].map((own) => [...Map.groupBy(own, ({ id }) => id).values()].map(joined));
};

const joined = (seen: readonly Session[]): Session => {
  const first = (pick: (one: Session) => string) => seen.map(pick).find((text) => text !== "") ?? "";
  return {
    ...seen[0]!,
    user: first(({ user }) => user),
    application: first(({ application }) => application),
    state: first(({ state }) => state),
    since: first(({ since }) => since),
    query: first(({ query }) => query),
    blockers: [...new Set(seen.flatMap(({ blockers }) => blockers))],
    waits: seen.some(({ waits }) => waits),
  };
};

const blank = { user: "", application: "", state: "", since: "", query: "", blockers: [], waits: false };

const isId = (text: string): boolean => /^\d{1,10}$/.test(text);

/** `pg_stat_activity`, `SHOW PROCESSLIST` and `innodb_trx`: a row for each session. */
const ofActivity = (row: PrintedRow): readonly Session[] => {
  const id = cellAt(row, "pid", "procpid", "id", "processlist_id", "trx_mysql_thread_id");
  const query = cellAt(row, "query", "current_query", "info", "trx_query");
  const state = cellAt(row, "state", "command", "trx_state");
  if (!isId(id) || (query === "" && state === "")) return [];
  const cells = [...row.cells];
  const isTransaction = row.cells.has("trx_mysql_thread_id");
  const blockers = cells.map(([, cell]) => /^\{([\d,]*)\}$/.exec(cell)?.[1]).find((text) => text !== undefined) ?? "";
  const clock = cells.find(
    ([head, cell]) => /xact|trx|trans|age|dur|since|for|run|open/.test(head) && isTime.test(cell),
  );
  const isMysql = row.cells.has("command");
  return [
    {
      ...blank,
      id,
      user: cellAt(row, "usename", "user", "user_name"),
      application: cellAt(row, "application_name", "app", "application", "client", "program_name"),
      state:
        isTransaction && /^NULL$|^$/i.test(query) ? "idle in transaction" : isMysql ? cellAt(row, "command") : state,
      since: clock?.[1] ?? "",
      query: /^NULL$/i.test(query) ? "" : query,
      blockers: blockers.split(",").filter(isId),
      waits:
        /^lock$/i.test(cellAt(row, "wait_event_type", "wait", "wait_type")) ||
        /lock wait|waiting for [\w ]{0,40}lock/i.test(cellAt(row, "state", "trx_state")),
      line: row.line,
      server: row.server,
    },
  ];
};

const isTime = /^(?:-?\d{1,5} days? )?\d{1,3}:\d\d:\d\d(?:\.\d+)?$|^\d{4}-\d\d-\d\d[ T]\d\d:\d\d/;

/** Views that print who waits and who blocks in one row: `blocked_pid` and `blocking_pid`, `sys.innodb_lock_waits`. */
const ofPairs = (row: PrintedRow): readonly Session[] => {
  const waiting = cellAt(row, "blocked_pid", "waiting_pid", "waiting_thread", "waiting_trx_mysql_thread_id");
  const blocking = cellAt(row, "blocking_pid", "blocking_thread", "blocking_trx_mysql_thread_id");
  if (!isId(waiting) || !isId(blocking) || waiting === blocking) return [];
  const { line, server } = row;
  const idle =
    cellAt(row, "blocking_state") || (/^NULL$/i.test(cellAt(row, "blocking_query")) ? "idle in transaction" : "");
  return [
    {
      ...blank,
      id: waiting,
      user: cellAt(row, "blocked_user", "waiting_account", "waiting_user"),
      query: cellAt(row, "blocked_statement", "blocked_query", "waiting_query", "waiting_statement"),
      blockers: [blocking],
      waits: true,
      line,
      server,
    },
    {
      ...blank,
      id: blocking,
      user: cellAt(row, "blocking_user", "blocking_account"),
      application: cellAt(row, "blocking_application", "blocking_application_name", "blocking_app"),
      state: idle,
      since: cellAt(row, "blocking_trx_age", "blocking_duration", "blocking_since", "blocking_trx_started"),
      query: cellAt(row, "current_statement_in_blocking_process", "blocking_statement", "blocking_query").replace(
        /^NULL$/i,
        "",
      ),
      line,
      server,
    },
  ];
};

/** `pg_locks`: who was granted a lock on a relation waits for nobody, and the others wait for him. */
const ofLocks = (rows: readonly PrintedRow[]): readonly Session[] => {
  const locks = rows.filter((row) => isId(cellAt(row, "pid")) && /^(?:t|f|true|false)$/.test(cellAt(row, "granted")));
  const isGranted = (row: PrintedRow) => cellAt(row, "granted").startsWith("t");
  const relationOf = (row: PrintedRow) => cellAt(row, "relation", "relname", "locked_item", "table");
  return locks
    .filter((row) => !isGranted(row) && relationOf(row) !== "")
    .map((row) => ({
      ...blank,
      id: cellAt(row, "pid"),
      blockers: locks
        .filter(
          (one) => isGranted(one) && relationOf(one) === relationOf(row) && cellAt(one, "pid") !== cellAt(row, "pid"),
        )
        .map((one) => cellAt(one, "pid")),
      waits: true,
      line: row.line,
      server: row.server,
    }));
};

/** `SHOW ENGINE INNODB STATUS`: a transaction that is open for long, and below it the thread that has it. */
const ofInnodbStatus = (view: ClusterView): readonly Session[] =>
  printedOutputs(view).flatMap(({ lines, server }) =>
    lines.flatMap((line, index): readonly Session[] => {
      const [, seconds] = /^---TRANSACTION \d+, ACTIVE (\d{1,8}) sec\b/.exec(line.text) ?? [];
      if (seconds === undefined) return [];
      const own = lines.slice(index + 1, index + 8);
      const next = own.findIndex(({ text }) => text.startsWith("---TRANSACTION"));
      const below = own.slice(0, next < 0 ? own.length : next).map(({ text }) => text);
      const thread = below
        .map((text) => /^MySQL thread id (\d{1,10}),.*?query id \d+ \S+(?: [\d.]+)?(?: (\S+))?/.exec(text))
        .find(Boolean);
      if (!thread) return [];
      const waits = below.some((text) => /^LOCK WAIT|WAITING FOR THIS LOCK/.test(text));
      return [{ ...blank, id: thread[1]!, user: thread[2] ?? "", since: `${seconds} seconds`, waits, line, server }];
    }),
  );
