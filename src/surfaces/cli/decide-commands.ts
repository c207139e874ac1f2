import type { WireCommand, WireReply } from "./message-client.ts";
import { printExecuted, printSuggestion } from "./print-reply.ts";
import type { Terminal } from "./terminal.ts";

export type Decided = {
  readonly approved: readonly WireCommand[];
  readonly rejected: readonly { readonly command: string; readonly reason: string }[];
  readonly quit: boolean;
};

const choices = "[r]un  [e]dit  re[j]ect  [s]kip  [a]ll reads  [o]utputs  [q]uit > ";

/** Asks about each suggested command in turn. Edited text is approved as edited; `a` approves every read that is left, never a change. */
export async function decideCommands(terminal: Terminal, reply: WireReply): Promise<Decided> {
  const approved: WireCommand[] = [];
  const rejected: { command: string; reason: string }[] = [];
  let allReads = false;
  for (const [index, command] of reply.data.Cmds.entries()) {
    printSuggestion(terminal, command, `${index + 1}/${reply.data.Cmds.length}`);
    if (allReads && command.risk === "read") {
      approved.push(run(command));
      continue;
    }
    const choice = await choose(terminal, reply);
    if (choice === "q") return { approved, rejected, quit: true };
    if (choice === "a") allReads = true;
    if (choice === "r" || (choice === "a" && command.risk === "read")) approved.push(run(command));
    if (choice === "e") approved.push(...(await edited(terminal, command)));
    if (choice === "j")
      rejected.push({ command: command.Command, reason: (await terminal.ask("  why not? > ")) ?? "" });
  }
  return { approved, rejected, quit: false };
}

async function choose(terminal: Terminal, reply: WireReply): Promise<string> {
  for (;;) {
    const answer = (await terminal.ask(`    ${choices}`))?.trim().toLowerCase().slice(0, 1);
    if (answer === undefined) return "q";
    if (answer === "o")
      for (const command of reply.data.executedCmds) printExecuted(terminal, command, Number.POSITIVE_INFINITY);
    else if (["r", "e", "j", "s", "a", "q"].includes(answer)) return answer;
  }
}

async function edited(terminal: Terminal, command: WireCommand): Promise<WireCommand[]> {
  const text = (await terminal.ask("    kubectl command > "))?.trim() ?? "";
  return text === "" ? [] : [run({ Command: text, Output: "", execute: true }, command.Command)];
}

function run(command: WireCommand, editedFrom?: string): WireCommand {
  return {
    Command: command.Command,
    Output: "",
    execute: true,
    ...(editedFrom === undefined ? {} : { edited_from: editedFrom }),
  };
}
