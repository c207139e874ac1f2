import type { Kysely } from "kysely";
import { sql } from "kysely";

export type Schema = {
  threads: { id: string; kubeconfig: Uint8Array | null; used_at: number };
  turns: { thread_id: string; seq: number; body: string };
  schema_version: { version: number };
};

/** Each entry brings the schema from its index to the next version; entries are never changed once released. */
const migrations: readonly ((database: Kysely<Schema>) => Promise<void>)[] = [
  async (database) => {
    await database.schema
      .createTable("threads")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("kubeconfig", "blob")
      .addColumn("used_at", "integer", (column) => column.notNull())
      .execute();
    await database.schema
      .createTable("turns")
      .addColumn("thread_id", "text", (column) => column.notNull().references("threads.id").onDelete("cascade"))
      .addColumn("seq", "integer", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("turns_key", ["thread_id", "seq"])
      .execute();
    await database.schema.createIndex("threads_used_at").on("threads").column("used_at").execute();
  },
];

/** Brings a store of any earlier version to the current one, each step in a transaction of its own. */
export async function migrate(database: Kysely<Schema>): Promise<void> {
  await database.schema.createTable("schema_version").ifNotExists().addColumn("version", "integer").execute();
  const row = await database.selectFrom("schema_version").select("version").executeTakeFirst();
  if (row === undefined) await database.insertInto("schema_version").values({ version: 0 }).execute();
  for (let version = row?.version ?? 0; version < migrations.length; version += 1) {
    await database.transaction().execute(async (transaction) => {
      await migrations[version]?.(transaction);
      await sql`update schema_version set version = ${version + 1}`.execute(transaction);
    });
  }
}
