import type { Reply } from "../planner/situation.ts";
import type { ConversationParts } from "./conversation.ts";
import { type Exchange, isFilled } from "./exchange.ts";
import { investigate } from "./investigate.ts";
import type { UnfinishedTurn } from "./journal.ts";
import { replyOf } from "./recover.ts";
import { runCommands, type WantedCommand } from "./run-commands.ts";
import { think } from "./think.ts";

/** What came of a message: the last reply, and how many commands ran without anybody asking for them one by one. */
export type Outcome = { readonly reply: Reply; readonly investigated: number };

/** Runs what came for running, thinks, and with `execute_all` goes on by itself. `resumed` is the turn that this one goes on with. */
export async function carryOut(
  parts: ConversationParts,
  exchange: Exchange,
  resumed: UnfinishedTurn | null,
): Promise<Outcome> {
  const wanted = wantedCommands(exchange);
  exchange.add(await runCommands(wanted, exchange.context));
  if (!exchange.changedCluster) exchange.context.signal.throwIfAborted();
  const said = resumed === null || wanted.length > 0 ? null : replyOf(resumed);
  const reply = said ?? (await think(parts.engine, exchange, parts.clock.now()));
  if (!exchange.message.executeAll) return { reply, investigated: 0 };
  const investigation = await investigate(parts.engine, exchange, reply, parts.limits, parts.clock);
  return { reply: investigation.reply, investigated: investigation.ran };
}

/**
 * `execute: true` is a person's approval of exactly that command; `execute_all` lets the rest run as far as it may unattended, and so does
 * resuming: what was approved and had not begun is not approved any more.
 */
function wantedCommands({ message, isResumed }: Exchange): WantedCommand[] {
  return message.commands
    .filter((command) => !isFilled(command) && (command.execute || message.executeAll || isResumed))
    .map((command) => ({
      command: command.command,
      asker: command.execute ? "person" : "unattended",
      files: command.files,
      raw: command.raw,
    }));
}
