import { DatabaseSync } from "node:sqlite";
import type { SqliteDatabase } from "kysely";
import { hashRow } from "./audit-chain.ts";

/**
 * Opens an SQLite file as Kysely's dialect wants it. WAL with synchronous=NORMAL: a commit outlives `kill -9` of the process;
 * only a power cut may lose the newest commits, never the file.
 */
export function openSqlite(path: string): SqliteDatabase {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON",
  );
  database.function("audit_hash", { deterministic: true }, (seq, previous, body) =>
    hashRow(Number(seq), String(previous), String(body)),
  );
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...bindable(parameters)),
        run: (parameters) => statement.run(...bindable(parameters)),
        iterate: (parameters) => statement.iterate(...bindable(parameters)),
      };
    },
  };
}

function bindable(parameters: readonly unknown[]) {
  return parameters as (string | number | bigint | null | Uint8Array)[];
}
