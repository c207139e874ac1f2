import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { cellAt, type PrintedRow, printedRows } from "../objects/printed-rows.ts";

/** An account of a database with which nobody can log in, or only until a time. */
export type EndedAccount = {
  readonly user: string;
  /** What follows "the account". */
  readonly words: string;
  readonly mend: string;
  /** When it ends, in milliseconds; undefined where it is shown to have ended. */
  readonly until: number | undefined;
  readonly line: Line;
  readonly server: ObjectRef | undefined;
};

/** Accounts whose validity is bound, as the tables of PostgreSQL, MySQL and MariaDB show them. */
export const endedAccounts = (view: ClusterView): readonly EndedAccount[] =>
  printedRows(view).flatMap((row) => [...ofPostgres(row), ...ofMysql(row)]);

const ofPostgres = (row: PrintedRow): readonly EndedAccount[] => {
  const user = cellAt(row, "rolname", "usename", "role name", "role", "user name", "user");
  const said =
    cellAt(row, "rolvaliduntil", "valuntil", "valid_until", "valid until") ||
    [...row.cells.values()].map((cell) => /Password valid until ([\d-]{10}[^,]{0,30})/.exec(cell)?.[1]).find(Boolean) ||
    "";
  const until = instantIn(said);
  if (user === "" || until === undefined) return [];
  return [
    {
      user,
      words: `its password was valid until ${said.trim()}`,
      mend: `Set a new end or none (ALTER ROLE "${user}" VALID UNTIL 'infinity'), and see who sets it: a rotation that renews the password has to move the end as well.`,
      until,
      line: row.line,
      server: row.server,
    },
  ];
};

const ofMysql = (row: PrintedRow): readonly EndedAccount[] => {
  const user = cellAt(row, "user");
  const isLocked = /^y(?:es)?$/i.test(cellAt(row, "account_locked"));
  const isExpired = /^y(?:es)?$/i.test(cellAt(row, "password_expired"));
  if (user === "" || (!isLocked && !isExpired)) return [];
  const host = cellAt(row, "host");
  const account = `'${user}'@'${host || "%"}'`;
  return [
    {
      user,
      words: isLocked ? "it is locked (account_locked Y)" : "its password has expired (password_expired Y)",
      mend: isLocked
        ? `Unlock it (ALTER USER ${account} ACCOUNT UNLOCK), once it is known why it was locked.`
        : `Set its password anew (ALTER USER ${account} IDENTIFIED BY ...), or take the expiry away (PASSWORD EXPIRE NEVER), and put the same password into the Secret.`,
      until: undefined,
      line: row.line,
      server: row.server,
    },
  ];
};

const instant = /\b(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?)?(?: ?(Z|UTC|[+-]\d\d(?::?\d\d)?))?/;

/** The first time that a text carries, with its zone if it has one, else taken as UTC. */
export const instantIn = (text: string): number | undefined => {
  const [, day, clock = "00:00", zone = "Z"] = instant.exec(text.slice(0, 300)) ?? [];
  if (day === undefined) return undefined;
  const [, hours = "", minutes = "00"] = /^([+-]\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const time = Date.parse(`${day}T${clock}${hours === "" ? "Z" : `${hours}:${minutes}`}`);
  return Number.isNaN(time) ? undefined : time;
};
