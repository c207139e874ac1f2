import { turnEvent } from "../../src/surfaces/http/v1/reply-schemas.ts";
import { answerOf } from "./answer-of.ts";
import type { Exchange } from "./converse.ts";

/**
 * What is wrong with an exchange that a model took part in, each as a sentence; none: the reply has its shape, the model was asked, only
 * reads have run, and what it concludes is what the built-in rules conclude of the same messages.
 */
export function problemsOf(exchange: Exchange, byRules: Exchange, model: string): readonly string[] {
  const isUnsafe = exchange.shape === "command" && exchange.status === 422;
  const { answers, failures } = exchange.counts;
  const problems = [
    exchange.status !== 200 && !isUnsafe && `the status is ${exchange.status}: ${JSON.stringify(exchange.json)}`,
    answers + failures === 0 && "the model was not asked",
    isUnsafe ? unsafeProblem(exchange.json) : exchange.status === 200 && shapeProblem(exchange),
  ].filter((problem) => typeof problem === "string");
  if (problems.length > 0 || exchange.shape === "command") return problems;
  return [
    engineProblem(exchange, model),
    riskProblem(exchange),
    markProblem(exchange),
    conclusionProblem(exchange, byRules),
  ].filter((problem) => problem !== null);
}

function unsafeProblem({ detail }: { detail?: unknown }): string | null {
  const isTold = typeof detail === "string" && /^LLM generated unsafe command: \S/.test(detail);
  return isTold ? null : `a refused command is not told as one: ${JSON.stringify(detail)}`;
}

const dataKeys = {
  message: "Cmds, execute_all, executedCmds",
  "commands-analysed": "Cmds, executedCmds",
  "all-executed": "Cmds, executedCmds, execute_all",
};
const commandKeys = "kubectl_command, execution_result, execution_error, from_cache";
const prefixes = { message: "", "commands-analysed": "Analysis of command(s):\n\n", "all-executed": "Analysis:\n" };

function shapeProblem({ shape, json }: Exchange): string | null {
  if (shape === "turn") return turnProblem(json);
  if (shape === "command") {
    const keys = Object.keys(json).join(", ");
    return keys === commandKeys ? null : `the keys are ${keys}`;
  }
  const additive = ["findings", "conclusion", "usage"];
  const keys = Object.keys(json.data).filter((key) => !additive.includes(key));
  if (keys.join(", ") !== dataKeys[shape]) return `data has ${keys.join(", ")}`;
  if (typeof json.thread_id !== "string") return "thread_id is missing";
  const [waiting, ran] = [json.data.Cmds, json.data.executedCmds];
  if (waiting.some(({ execute, Output }: any) => execute !== false || Output !== ""))
    return "Cmds has what does not wait";
  if (ran.some(({ execute }: any) => execute !== true)) return "executedCmds has what is not said to have run";
  return json.Content.startsWith(prefixes[shape]) ? null : `Content does not begin with "${prefixes[shape].trim()}"`;
}

function turnProblem(events: readonly any[]): string | null {
  const unknown = events.map((event) => turnEvent.safeParse(event)).find(({ success }) => !success);
  if (unknown !== undefined) return `an event is not as it is described: ${unknown.error}`;
  if (!events.some(({ type }) => type === "text-delta")) return "nothing of the text was streamed";
  const last = events.at(-1);
  return last?.type === "turn-ended" && last.outcome === "completed" ? null : `it ends with ${JSON.stringify(last)}`;
}

function engineProblem(exchange: Exchange, model: string): string | null {
  const { engine } = answerOf(exchange);
  return engine === model || engine.startsWith(`builtin (${model} failed: `) ? null : `the engine is "${engine}"`;
}

function riskProblem(exchange: Exchange): string | null {
  const { ran, suggested } = answerOf(exchange);
  const unread = ran.filter(({ risk }) => risk !== "read");
  if (unread.length > 0) return `not only reads have run: ${unread.map(({ command }) => command).join("; ")}`;
  const unfit = suggested.filter(({ command, risk }) => !command.startsWith("kubectl ") || risk === "forbidden");
  return unfit.length === 0 ? null : `suggested, and can never run: ${unfit.map(({ command }) => command).join("; ")}`;
}

/** What the model suspects is told as that only where the evidence does not show it, and has to carry the mark. */
function markProblem(exchange: Exchange): string | null {
  const suspicions = answerOf(exchange)
    .text.split("\n\n")
    .filter((part) => /^\S+ suspects: /m.test(part));
  const bare = suspicions.find((suspicion) => !suspicion.includes("(not shown by the evidence)"));
  return bare === undefined ? null : `suspected without a mark: ${bare}`;
}

function conclusionProblem(exchange: Exchange, byRules: Exchange): string | null {
  const [own, rules] = [answerOf(exchange).conclusion, answerOf(byRules).conclusion];
  const isOpen = rules.verdict === "undecided" && own.confidence !== "confirmed";
  if (isOpen || (own.verdict === rules.verdict && own.summary === rules.summary)) return null;
  return `it concludes "${own.summary}" (${own.verdict}), the rules "${rules.summary}" (${rules.verdict})`;
}
