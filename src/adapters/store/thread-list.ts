import { randomUUID } from "node:crypto";
import type { Clock, ThreadStore, ThreadSummary } from "../../core/conversation/ports.ts";
import { ownerOf } from "../../core/conversation/stored-id.ts";
import { type Database, guarded } from "./database.ts";
import type { Vault } from "./vault.ts";

type ThreadList = Pick<ThreadStore, "create" | "summary" | "list" | "rename" | "remove">;

/** Threads as a whole: made, listed, named and removed without reading their turns. */
export function createThreadList(database: Database, vault: Vault, clock: Clock): ThreadList {
  return {
    create: (id, { title, kubeconfig }) =>
      guarded(async () => {
        const now = clock.now();
        const sealed = kubeconfig === undefined ? null : vault.seal(kubeconfig, id);
        const row = { id, owner: ownerOf(id), title: title ?? null, created_at: now, used_at: now, kubeconfig: sealed };
        await database
          .insertInto("threads")
          .values({ ...row, revision: randomUUID() })
          .execute();
        return { id, title: row.title, createdAt: now, usedAt: now, turns: 0 };
      }),
    summary: (id) =>
      guarded(async () => {
        const row = await summaries(database).where("id", "=", id).executeTakeFirst();
        return row === undefined ? null : toSummary(row);
      }),
    list: (owner, limit, after) =>
      guarded(async () => {
        const all = summaries(database).where("owner", "=", owner);
        const page =
          after === null
            ? all
            : all.where((where) =>
                where.or([
                  where("used_at", "<", after.usedAt),
                  where.and([where("used_at", "=", after.usedAt), where("id", "<", after.id)]),
                ]),
              );
        const rows = await page.orderBy("used_at", "desc").orderBy("id", "desc").limit(limit).execute();
        return rows.map(toSummary);
      }),
    rename: (id, title) =>
      guarded(async () => {
        const done = await database.updateTable("threads").set({ title }).where("id", "=", id).executeTakeFirst();
        return done.numUpdatedRows > 0n;
      }),
    remove: (id) =>
      guarded(() =>
        database.transaction().execute(async (transaction) => {
          const open = await transaction.deleteFrom("open_turns").where("thread_id", "=", id).executeTakeFirst();
          const thread = await transaction.deleteFrom("threads").where("id", "=", id).executeTakeFirst();
          return open.numDeletedRows + thread.numDeletedRows > 0n;
        }),
      ),
  };
}

function summaries(database: Database) {
  return database.selectFrom("threads").select((select) => [
    "id",
    "title",
    "created_at",
    "used_at",
    select
      .selectFrom("turns")
      .select((count) => count.fn.countAll<number>().as("count"))
      .whereRef("turns.thread_id", "=", "threads.id")
      .as("turns"),
  ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof summaries>["executeTakeFirstOrThrow"]>>;

function toSummary({ id, title, created_at, used_at, turns }: Row): ThreadSummary {
  return { id, title, createdAt: created_at, usedAt: used_at, turns: Number(turns ?? 0) };
}
