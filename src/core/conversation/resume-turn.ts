import { canonical } from "./answered.ts";
import type { Exchange } from "./exchange.ts";
import type { UnfinishedTurn } from "./journal.ts";
import type { Message, SentCommand } from "./message.ts";
import { printedOutput } from "./printed-output.ts";
import { executedIn, outcomeUnknown, recalledRun } from "./recover.ts";

/** The message of a turn that was broken off, with the commands that had not begun; their approvals are not taken over. */
export function resumedMessage(broken: UnfinishedTurn, caller: string, threadId: string): Message {
  const { content, executeAll, rejections, namespace, decisions, commands } = broken.turn;
  const begun = executedIn(broken).map(({ command }) => canonical(command));
  const left = commands.filter(({ command }) => {
    const at = begun.indexOf(canonical(command));
    if (at !== -1) begun.splice(at, 1);
    return at === -1;
  });
  return {
    threadId,
    content,
    commands: left.map(({ command }) => unapproved(command)),
    executeAll,
    executed: [],
    kubeconfig: broken.kubeconfig,
    rejections,
    namespace,
    past: null,
    caller,
    decisions,
  };
}

function unapproved(command: string): SentCommand {
  return { command, output: "", execute: false, files: Object.create(null), raw: { Command: command } };
}

/** What the turn had run counts as run in it; a change whose outcome is not known comes back as not run again. */
export function takeUp(broken: UnfinishedTurn, exchange: Exchange): void {
  for (const evidence of executedIn(broken)) {
    const { command, run } = evidence;
    if (evidence.stderr !== outcomeUnknown) {
      const output = printedOutput({ ...evidence, signal: run?.signal ?? null });
      exchange.ran.push(recalledRun(evidence, command, null, output));
      continue;
    }
    const wanted = { command, asker: "person", files: {}, raw: null } as const;
    const risk = run?.risk ?? "write";
    exchange.blocked.push({
      wanted,
      decision: { verdict: "ask", risk, rule: "outcome-unknown", reason: outcomeUnknown },
    });
  }
}
