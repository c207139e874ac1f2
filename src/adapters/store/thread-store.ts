import { randomUUID } from "node:crypto";
import type { Clock, ThreadChange, ThreadStore } from "../../core/conversation/ports.ts";
import { ownerOf } from "../../core/conversation/stored-id.ts";
import type { Thread, Turn } from "../../core/conversation/thread.ts";
import { type Database, guarded, openDatabase } from "./database.ts";
import { createRememberedTurns, type RememberedTurns } from "./remembered-turns.ts";
import { createThreadList } from "./thread-list.ts";
import type { Vault } from "./vault.ts";

/** Threads in a file of their own; `createThreadStore` where the database is shared. */
export async function openThreadStore(path: string, vault: Vault, clock: Clock): Promise<ThreadStore> {
  return createThreadStore(await openDatabase(path), vault, clock);
}

/**
 * Threads in an SQLite database. A turn is one row, written with its thread in one transaction; kubeconfigs are sealed by the vault.
 * Turns of threads in use are remembered, and believed only while the thread's revision in the database is the remembered one.
 * `close` closes the database.
 */
export function createThreadStore(database: Database, vault: Vault, clock: Clock): ThreadStore {
  const remembered = createRememberedTurns();
  const list = createThreadList(database, vault, clock);
  return {
    load: (id) => guarded(() => load(database, vault, remembered, id)),
    append: (id, turn, change) =>
      guarded(async () => {
        const turns = [...(change.history ?? []), turn];
        const bodies = turns.map((entry) => JSON.stringify(entry));
        const revision = randomUUID();
        const previous = await database.transaction().execute(async (transaction) => {
          const before = await writeThread(transaction, vault, id, revision, change, turn, clock.now());
          if (change.history !== undefined) await transaction.deleteFrom("turns").where("thread_id", "=", id).execute();
          await writeTurns(transaction, id, bodies);
          await transaction.deleteFrom("open_turns").where("thread_id", "=", id).execute();
          return before;
        });
        const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
        remembered.grow(id, change.history === undefined ? previous : null, revision, turns, bytes);
      }),
    ...list,
    async remove(id) {
      remembered.forget(id);
      return list.remove(id);
    },
    expire: (idleMs) => guarded(() => expire(database, clock.now() - idleMs)),
    close: () => database.destroy(),
  };
}

/** The kubeconfig is unsealed when it is asked for: a message that brings a new one gets on without the old one, whatever became of its key. */
async function load(database: Database, vault: Vault, remembered: RememberedTurns, id: string): Promise<Thread | null> {
  const thread = await database.selectFrom("threads").selectAll().where("id", "=", id).executeTakeFirst();
  if (thread === undefined) return null;
  const { kubeconfig } = thread;
  const withTurns = (turns: readonly Turn[]): Thread => ({
    id,
    turns,
    get kubeconfig() {
      return kubeconfig === null ? null : vault.open(kubeconfig, id);
    },
  });
  const known = remembered.at(id, thread.revision);
  if (known !== undefined) return withTurns(known);
  const rows = await database.selectFrom("turns").select("body").where("thread_id", "=", id).orderBy("seq").execute();
  const turns = rows.map((row) => JSON.parse(row.body) as Turn);
  const bytes = rows.reduce((sum, row) => sum + row.body.length, 0);
  remembered.keep(id, thread.revision, turns, bytes);
  return withTurns(turns);
}

/** Answers the revision before, null for a new thread. */
async function writeThread(
  database: Database,
  vault: Vault,
  id: string,
  revision: string,
  change: ThreadChange,
  turn: Turn,
  now: number,
): Promise<string | null> {
  const before = await database
    .selectFrom("threads")
    .select(["revision", "title"])
    .where("id", "=", id)
    .executeTakeFirst();
  const kubeconfig = change.kubeconfig === undefined ? {} : { kubeconfig: vault.seal(change.kubeconfig, id) };
  const changed = { used_at: now, revision, title: before?.title ?? titleOf(turn), ...kubeconfig };
  await database
    .insertInto("threads")
    .values({ id, owner: ownerOf(id), created_at: now, kubeconfig: null, ...changed })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(changed))
    .execute();
  return before?.revision ?? null;
}

const longestTitle = 80;

/** The first question, shortened; null for a message without words. */
function titleOf({ question }: Turn): string | null {
  const words = question.trim().replace(/\s+/g, " ");
  if (words === "") return null;
  return words.length <= longestTitle ? words : `${words.slice(0, longestTitle - 3).toWellFormed()}...`;
}

/** What the journal holds of a thread goes with it; what it holds of messages that never became one, after the same time. */
async function expire(database: Database, before: number): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const idle = transaction.selectFrom("threads").select("id").where("used_at", "<", before);
    await transaction
      .deleteFrom("open_turns")
      .where((where) => where.or([where("at", "<", before), where("thread_id", "in", idle)]))
      .execute();
    const gone = await transaction.deleteFrom("threads").where("used_at", "<", before).executeTakeFirst();
    return Number(gone.numDeletedRows);
  });
}

async function writeTurns(database: Database, id: string, bodies: readonly string[]): Promise<void> {
  const last = await database
    .selectFrom("turns")
    .select((select) => select.fn.max("seq").as("seq"))
    .where("thread_id", "=", id)
    .executeTakeFirst();
  const first = (last?.seq ?? 0) + 1;
  for (const [index, body] of bodies.entries())
    await database
      .insertInto("turns")
      .values({ thread_id: id, seq: first + index, body })
      .execute();
}
