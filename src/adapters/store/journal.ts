import type { Journal, JournalEntry, OpenTurn, UnfinishedTurn } from "../../core/conversation/journal.ts";
import { type Database, guarded } from "./database.ts";
import type { Vault } from "./vault.ts";

/** The journal in the service's database: a row a turn under way and a row a step, each committed at once. Kubeconfigs are sealed. */
export function createJournal(database: Database, vault: Vault): Journal {
  return {
    begin: (thread, turn, kubeconfig) =>
      guarded(async () => {
        await database
          .insertInto("open_turns")
          .values({
            thread_id: thread,
            turn_id: turn.id,
            at: turn.at,
            kubeconfig: kubeconfig === null ? null : vault.seal(kubeconfig, thread),
            body: JSON.stringify(turn),
          })
          .execute();
      }),
    write: (thread, turn, entry) =>
      guarded(async () => {
        await database
          .insertInto("steps")
          .values({ thread_id: thread, turn_id: turn, seq: entry.seq, body: JSON.stringify(entry) })
          .execute();
      }),
    unfinished: (thread) => guarded(() => unfinishedTurns(database, vault, thread)),
  };
}

async function unfinishedTurns(database: Database, vault: Vault, thread: string): Promise<UnfinishedTurn[]> {
  const rows = await database
    .selectFrom("open_turns")
    .select(["turn_id", "kubeconfig", "body"])
    .where("thread_id", "=", thread)
    .orderBy("at")
    .execute();
  if (rows.length === 0) return [];
  const steps = await database
    .selectFrom("steps")
    .select(["turn_id", "body"])
    .where("thread_id", "=", thread)
    .orderBy("seq")
    .execute();
  return rows.map(({ turn_id, kubeconfig, body }) => ({
    turn: JSON.parse(body) as OpenTurn,
    get kubeconfig() {
      return kubeconfig === null ? null : vault.open(kubeconfig, thread);
    },
    entries: steps.filter((step) => step.turn_id === turn_id).map((step) => JSON.parse(step.body) as JournalEntry),
  }));
}
