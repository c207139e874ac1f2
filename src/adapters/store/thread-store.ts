import type { Clock, ThreadStore } from "../../core/conversation/ports.ts";
import type { Turn } from "../../core/conversation/thread.ts";
import { type Database, guarded, openDatabase } from "./database.ts";
import type { Vault } from "./vault.ts";

/** Threads in a file of their own; `createThreadStore` where the database is shared. */
export async function openThreadStore(path: string, vault: Vault, clock: Clock): Promise<ThreadStore> {
  return createThreadStore(await openDatabase(path), vault, clock);
}

/**
 * Threads in an SQLite database. A turn is one row, written with its thread in one transaction; kubeconfigs are sealed by the vault.
 * `close` closes the database.
 */
export function createThreadStore(database: Database, vault: Vault, clock: Clock): ThreadStore {
  return {
    load: (id) => guarded(() => load(database, vault, id)),
    append: (id, turn, change) =>
      guarded(() =>
        database.transaction().execute(async (transaction) => {
          const now = clock.now();
          const kubeconfig = change.kubeconfig === undefined ? undefined : vault.seal(change.kubeconfig, id);
          await transaction
            .insertInto("threads")
            .values({ id, kubeconfig: kubeconfig ?? null, used_at: now })
            .onConflict((conflict) =>
              conflict
                .column("id")
                .doUpdateSet(kubeconfig === undefined ? { used_at: now } : { used_at: now, kubeconfig }),
            )
            .execute();
          if (change.history !== undefined) await transaction.deleteFrom("turns").where("thread_id", "=", id).execute();
          await appendTurns(transaction, id, [...(change.history ?? []), turn]);
        }),
      ),
    expire: (idleMs) =>
      guarded(async () => {
        const gone = await database
          .deleteFrom("threads")
          .where("used_at", "<", clock.now() - idleMs)
          .executeTakeFirst();
        return Number(gone.numDeletedRows);
      }),
    close: () => database.destroy(),
  };
}

async function load(database: Database, vault: Vault, id: string) {
  const thread = await database.selectFrom("threads").selectAll().where("id", "=", id).executeTakeFirst();
  if (thread === undefined) return null;
  const rows = await database.selectFrom("turns").select("body").where("thread_id", "=", id).orderBy("seq").execute();
  return {
    id,
    kubeconfig: thread.kubeconfig === null ? null : vault.open(thread.kubeconfig, id),
    turns: rows.map((row) => JSON.parse(row.body) as Turn),
  };
}

async function appendTurns(database: Database, id: string, turns: readonly Turn[]): Promise<void> {
  const last = await database
    .selectFrom("turns")
    .select((select) => select.fn.max("seq").as("seq"))
    .where("thread_id", "=", id)
    .executeTakeFirst();
  const first = (last?.seq ?? 0) + 1;
  for (const [index, turn] of turns.entries())
    await database
      .insertInto("turns")
      .values({ thread_id: id, seq: first + index, body: JSON.stringify(turn) })
      .execute();
}
