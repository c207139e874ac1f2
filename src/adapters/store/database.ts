import { Kysely, SqliteDialect } from "kysely";
import { Fault } from "../../core/faults/fault.ts";
import { openSqlite } from "./node-sqlite.ts";
import { migrate, type Schema } from "./schema.ts";

export type Database = Kysely<Schema>;

/** Opens the service's SQLite file (or `:memory:`) and brings it to the current schema. Threads and audit share the one connection. */
export function openDatabase(path: string): Promise<Database> {
  return guarded(async () => {
    const opened = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openSqlite(path) }) });
    await migrate(opened);
    return opened;
  });
}

/** Faults of the file come out as `store-failed` without its path. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault(
      "store-failed",
      "The conversation store could not be read or written; nothing of this message was kept.",
      { cause },
    );
  }
}
