import type { WireCommand, WireReply } from "./message-client.ts";
import { printable, type Terminal } from "./terminal.ts";

/** Lines of an output that are shown before it is folded: few when nobody has to judge them. */
const foldedLines = { attended: 10, unattended: 3 };

/** What ran, each output folded to its first lines, then the analysis. */
export function printReply(terminal: Terminal, reply: WireReply): void {
  for (const command of reply.data.executedCmds)
    printExecuted(terminal, command, terminal.interactive ? foldedLines.attended : foldedLines.unattended);
  terminal.write(`\n${printable(withoutPrefix(reply.Content))}\n`);
}

export function printExecuted(terminal: Terminal, command: WireCommand, lines: number): void {
  const failed = command.exit_code !== 0;
  const took = command.duration_ms === undefined ? "" : terminal.paint("dim", ` ${command.duration_ms} ms`);
  terminal.write(
    `${terminal.paint(failed ? "red" : "green", failed ? "✗" : "✓")} ${printable(command.Command)}${took}`,
  );
  const output = printable(command.Output).split("\n");
  const fold = output.length > lines;
  const shown = output.slice(0, lines).map((line) => (fold ? clipped(line, terminal.columns - 4) : line));
  for (const line of shown) terminal.write(terminal.paint("dim", `  │ ${line}`));
  const hint = terminal.interactive ? " (o shows them)" : "";
  if (fold) terminal.write(terminal.paint("dim", `  └ ${output.length - lines} more lines${hint}`));
}

export function printSuggestion(terminal: Terminal, command: WireCommand, place: string): void {
  const colour = command.risk === "read" ? "cyan" : command.risk === "destructive" ? "red" : "yellow";
  terminal.write(
    `${terminal.paint("bold", place)} ${printable(command.Command)}  ${terminal.paint(colour, `[${command.risk ?? "unknown"}]`)}`,
  );
  const why = command.blocked?.reason ?? command.reason;
  if (why) terminal.write(terminal.paint("dim", `    ${printable(why)}`));
}

function clipped(line: string, columns: number): string {
  return line.length > columns ? `${line.slice(0, columns - 1)}…` : line;
}

function withoutPrefix(content: string): string {
  return content.replace(/^Analysis(?: of command\(s\))?:\n+/, "");
}
