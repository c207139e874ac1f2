import type { Suggestion } from "../diagnosis/finding.ts";
import { redactCommandText } from "../evidence/redaction/redact-command.ts";
import type { Reply } from "../planner/situation.ts";
import { canonical } from "./answered.ts";
import type { Outcome } from "./carry-out.ts";
import type { Exchange } from "./exchange.ts";
import type { Answer, OpenCommand, SentDecision } from "./message.ts";
import { outcomeUnknown } from "./recover.ts";
import { type BlockedCommand, judge, type RunContext } from "./run-commands.ts";
import type { Proposal, SuggestionDecision, Turn } from "./thread.ts";
import { mostFindings, type TurnProgress } from "./turn-progress.ts";

/** The answer to a message, with the turn as it is stored. */
export function composeAnswer(
  threadId: string,
  exchange: Exchange,
  { reply, investigated }: Outcome,
  engineName: string,
): Answer {
  const { context, ran } = exchange;
  const open = openCommands(exchange, reply);
  const answer = {
    threadId,
    shape: shapeOf(exchange, investigated),
    text: [
      reply.text,
      ...notRun(exchange.blocked).map(context.redactor.redact),
      ...notKnown(exchange),
      noteOf(exchange),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
    open: open.map(({ command }) => command),
    ran,
    findings: reply.findings.slice(0, mostFindings),
    conclusion: reply.conclusion,
    engine: reply.engine ?? engineName,
  };
  const proposals = open.map(({ proposal }) => proposal);
  return { ...answer, turn: turnOf(exchange, answer, reply, proposals) };
}

function turnOf(
  { message, startedAt, evidence, context, ran, usage }: Exchange,
  answer: Omit<Answer, "turn">,
  reply: Reply,
  open: readonly Proposal[],
): Turn {
  const progress = context.progress as TurnProgress;
  return {
    id: progress.turn,
    at: startedAt,
    question: message.content,
    namespace: message.namespace,
    rejections: message.rejections,
    evidence,
    suggestions: reply.suggestions,
    text: answer.text,
    conclusion: answer.conclusion,
    engine: answer.engine,
    server: context.cluster.server,
    open,
    findings: answer.findings,
    decisions: takenDecisions(message.decisions ?? [], ran, context),
    ...(usage === null ? {} : { usage }),
    lastEvent: progress.lastEvent + 1,
  };
}

/** Rejections, and edits that ran; that a suggestion ran as it was is seen from the evidence. */
function takenDecisions(
  decisions: readonly SentDecision[],
  ran: Answer["ran"],
  { redactor }: RunContext,
): SuggestionDecision[] {
  const commands = new Set(ran.map(({ command }) => canonical(command)));
  return decisions.flatMap((decision): SuggestionDecision[] => {
    const { kind, suggestion } = decision;
    if (kind === "reject") return [{ kind, suggestion, reason: redactor.redact(decision.reason) }];
    if (kind === "approve" || !commands.has(canonical(decision.command))) return [];
    return [{ kind, suggestion, command: redactCommandText(decision.command, redactor) }];
  });
}

/** Said once, in the answer to the message that brought the kubeconfig. */
function noteOf({ message, context }: Exchange): string {
  return message.kubeconfig === null ? "" : (context.cluster.note ?? "");
}

function shapeOf(exchange: Exchange, investigated: number): Answer["shape"] {
  const sent = exchange.message.commands.length > 0;
  if (sent && (exchange.ran.length > investigated || exchange.broughtResults)) return "commands-analysed";
  if (exchange.message.executeAll && investigated > 0) return sent ? "commands-analysed" : "all-executed";
  return "message";
}

type Open = { readonly command: OpenCommand; readonly proposal: Proposal };

/** What was asked to run and did not comes back first, then what the engine suggests. */
function openCommands(exchange: Exchange, reply: Reply): Open[] {
  const taken = new Set(exchange.blocked.map(({ wanted }) => canonical(wanted.command)));
  const suggested = reply.suggestions.filter(({ command }) => !taken.has(canonical(command)));
  return [
    ...exchange.blocked.map((blocked) => blockedCommand(blocked, exchange.context)),
    ...suggested.flatMap((suggestion) => openSuggestion(suggestion, exchange.context)),
  ];
}

function blockedCommand({ wanted, decision }: BlockedCommand, { redactor }: RunContext): Open {
  const { command, raw } = wanted;
  const { reason, risk, rule } = decision;
  const shown = redactCommandText(command, redactor);
  return {
    command: { command, raw, reason, risk, blocked: { rule, reason } },
    proposal: { id: null, command: shown, reason: redactor.redact(reason), decision },
  };
}

function openSuggestion(suggestion: Suggestion, context: RunContext): Open[] {
  const { command } = suggestion;
  const { verdict, risk } = judge({ command, asker: "person", files: {} }, context).decision;
  if (verdict === "refuse") return [];
  const { decision } = judge({ command, asker: "unattended", files: {} }, context);
  const id = context.progress?.suggestionId(command).id ?? null;
  return [{ command: { ...suggestion, raw: null, risk }, proposal: { ...suggestion, id, decision } }];
}

function notRun(blocked: readonly BlockedCommand[]): string[] {
  return blocked.map(
    ({ wanted, decision }) => `Not run: ${wanted.command}\n  ${decision.reason} (rule: ${decision.rule})`,
  );
}

/** Changes whose outcome nobody saw, unless they are told of as not run again. */
function notKnown({ recovered, blocked }: Exchange): string[] {
  const told = new Set(blocked.map(({ wanted }) => canonical(wanted.command)));
  return recovered.unknown
    .filter(({ command }) => !told.has(canonical(command)))
    .map(({ command }) => `Not known: ${command}\n  ${outcomeUnknown}`);
}
