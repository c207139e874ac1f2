import type { Kysely } from "kysely";
import { sql } from "kysely";

export type Schema = {
  threads: {
    id: string;
    kubeconfig: Uint8Array | null;
    used_at: number;
    revision: string;
    owner: string;
    title: string | null;
    created_at: number;
  };
  turns: { thread_id: string; seq: number; body: string };
  open_turns: { thread_id: string; turn_id: string; at: number; kubeconfig: Uint8Array | null; body: string };
  steps: { thread_id: string; turn_id: string; seq: number; body: string };
  audit: { seq: number; previous: string; body: string; hash: string };
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
  async (database) => {
    for (const statement of auditStatements) await sql.raw(statement).execute(database);
  },
  async (database) => {
    await database.schema
      .alterTable("threads")
      .addColumn("revision", "text", (column) => column.notNull().defaultTo(""))
      .execute();
  },
  addOwners,
  addJournal,
];

/** Whose a thread is, and what it is called; until then both had to be read from ids and turns. */
async function addOwners(database: Kysely<Schema>): Promise<void> {
  const threads = () => database.schema.alterTable("threads");
  await threads()
    .addColumn("owner", "text", (column) => column.notNull().defaultTo(""))
    .execute();
  await threads().addColumn("title", "text").execute();
  await threads()
    .addColumn("created_at", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update threads set created_at = used_at`.execute(database);
  await sql`update threads set owner = substr(id, 5, instr(substr(id, 5), '/') - 1) where id like 'key/%'`.execute(
    database,
  );
  await database.schema.createIndex("threads_owner").on("threads").columns(["owner", "used_at", "id"]).execute();
}

/** Turns that are not stored yet, step by step. They do not hang on `threads`: a thread's first turn is older than its thread. */
async function addJournal(database: Kysely<Schema>): Promise<void> {
  await database.schema
    .createTable("open_turns")
    .addColumn("thread_id", "text", (column) => column.notNull())
    .addColumn("turn_id", "text", (column) => column.notNull())
    .addColumn("at", "integer", (column) => column.notNull())
    .addColumn("kubeconfig", "blob")
    .addColumn("body", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("open_turns_key", ["thread_id", "turn_id"])
    .execute();
  await database.schema
    .createTable("steps")
    .addColumn("thread_id", "text", (column) => column.notNull())
    .addColumn("turn_id", "text", (column) => column.notNull())
    .addColumn("seq", "integer", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("steps_key", ["thread_id", "turn_id", "seq"])
    .addForeignKeyConstraint("steps_turn", ["thread_id", "turn_id"], "open_turns", ["thread_id", "turn_id"], (key) =>
      key.onDelete("cascade"),
    )
    .execute();
}

/** Rows of the audit are only ever added, each behind the last: REPLACE would delete without the delete trigger, so inserts are checked too. */
const auditStatements = [
  `create table audit (
    seq integer primary key autoincrement, previous text not null, body text not null, hash text not null)`,
  `create trigger audit_is_not_changed before update on audit begin select raise(abort, 'the audit is append-only'); end`,
  `create trigger audit_is_not_deleted before delete on audit begin select raise(abort, 'the audit is append-only'); end`,
  `create trigger audit_grows_at_its_end before insert on audit
    when exists (select 1 from audit where seq >= new.seq)
      or new.previous <> coalesce((select hash from audit order by seq desc limit 1), '${"0".repeat(64)}')
    begin select raise(abort, 'the audit grows at its end'); end`,
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
