import { decideCommands } from "./decide-commands.ts";
import type { MessageClient, WireReply } from "./message-client.ts";
import { printReply, printSuggestion } from "./print-reply.ts";
import type { Terminal } from "./terminal.ts";

export type AskOptions = { readonly question: string; readonly unattended: boolean };

/**
 * One conversation at the terminal, until the person ends it; with `unattended` one question whose reads run by themselves. Answers
 * the exit code: 0 when the question was concluded, 3 when the evidence does not decide it.
 */
export async function ask(client: MessageClient, terminal: Terminal, options: AskOptions): Promise<number> {
  let reply = await client.send({ content: options.question, executeAll: options.unattended });
  printReply(terminal, reply);
  if (options.unattended || !terminal.interactive) {
    for (const [index, command] of reply.data.Cmds.entries()) printSuggestion(terminal, command, `${index + 1}.`);
    return exitCode(reply);
  }
  for (;;) {
    const next = await nextMessage(client, terminal, reply);
    if (next === null) return exitCode(reply);
    reply = next;
    printReply(terminal, reply);
  }
}

async function nextMessage(client: MessageClient, terminal: Terminal, reply: WireReply): Promise<WireReply | null> {
  if (reply.data.Cmds.length > 0) {
    const { approved, rejected, quit } = await decideCommands(terminal, reply);
    if (approved.length > 0 || rejected.length > 0)
      return client.send({
        content: approved.length > 0 ? "approved" : "rejected",
        Cmds: approved,
        RejectedCommands: rejected,
      });
    if (quit) return null;
  }
  const question = (await terminal.ask("\nask on, or press Enter to end > "))?.trim() ?? "";
  return question === "" ? null : client.send({ content: question });
}

function exitCode(reply: WireReply): number {
  return reply.data.conclusion?.verdict === "undecided" ? 3 : 0;
}
