import { answerOf } from "./answer-of.ts";
import type { Exchange } from "./converse.ts";

/** Who answered, how long it took, and what became of what the model wrote; with `isWhole` the reply's text too. */
export function reportOf(exchange: Exchange, isWhole: boolean): string {
  const { asked, shape, status, counts, seconds } = exchange;
  const { answers, failures, input, output } = counts;
  const calls = `answers of the model: ${answers}${failures === 0 ? "" : `, and ${failures} failed calls`}`;
  const isRead = status === 200 && shape !== "command";
  return [
    asked,
    `  ${status} after ${seconds.toFixed(1)} s; ${calls}; ${input} tokens in, ${output} out`,
    ...(isRead ? conversationLines(exchange) : [`  ${commandLine(exchange)}`]),
    ...(isRead && isWhole ? [answerOf(exchange).text.replace(/^/gm, "  | ")] : []),
  ].join("\n");
}

function commandLine({ status, json }: Exchange): string {
  if (status !== 200) return shortened(String(json?.detail));
  const { kubectl_command: command, execution_result: result, execution_error: error } = json;
  return `${command} -> ${result === null ? error : shortened(result)}`;
}

function conversationLines(exchange: Exchange): readonly string[] {
  const { engine, text, conclusion, ran } = answerOf(exchange);
  const { unparsable, unsupported, retries, fallbacks } = exchange.counts;
  const dropped = /also named what cannot run here: (.*)$/m.exec(text)?.[1];
  const marks = text.split("(not shown by the evidence)").length - 1;
  const fates = [
    unparsable > 0 && `${unparsable} unparsable`,
    retries > 0 && `${retries} tried again`,
    fallbacks > 0 && `${fallbacks} replaced by the rules`,
    unsupported > 0 && `${unsupported} claims counted as unsupported, ${marks} marked in this reply`,
    dropped !== undefined && `dropped: ${shortened(dropped)}`,
  ].filter((fate) => fate !== false);
  return [
    `  answered by ${engine}; ${ran.length} commands have run`,
    `  concludes: ${conclusion.verdict}, ${conclusion.confidence}: ${shortened(conclusion.summary)}`,
    `  the model's text: ${fates.join("; ") || "taken as it was"}`,
  ];
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
