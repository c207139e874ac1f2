import { redactArguments, redactCommandText } from "../evidence/redaction/redact-command.ts";
import type { KubectlCommand } from "../kubectl/command.ts";
import { isAllNamespaces, namespaceOf } from "../kubectl/targets.ts";
import type { Decision } from "../policy/decision.ts";
import { canonical } from "./answered.ts";
import type { AuditEntry, Execution, Origin } from "./ports.ts";
import { processArguments } from "./process-arguments.ts";
import type { RunContext, WantedCommand } from "./run-commands.ts";

const longestText = 4_000;

/** The record of a decision: `started` when the command runs next, `decided` when it does not run. Secrets are taken out here. */
export function decisionEntry(
  wanted: WantedCommand,
  command: KubectlCommand | null,
  decision: Decision,
  context: RunContext,
): AuditEntry {
  const { redactor } = context;
  return {
    step: decision.verdict === "run" ? "started" : "decided",
    at: context.clock.now(),
    thread: context.threadId,
    caller: context.caller,
    origin: originOf(wanted, context.suggested),
    asker: wanted.asker,
    command: cut(redactCommandText(wanted.command, redactor)),
    argv: command === null ? null : redactArguments(command, redactor, processArguments(command, context.namespace)),
    filters: (command?.filters ?? []).map(({ program, args }) => [program, ...args].map(redactor.redact)),
    stdin: command?.stdin === undefined ? null : redactor.redact(command.stdin),
    verdict: decision.verdict,
    rule: decision.rule,
    risk: decision.risk,
    cluster: context.cluster.identity,
    server: context.cluster.server,
    namespace: command === null ? context.namespace : namespaceIn(command, context.namespace),
  };
}

/** The record of how a run ended; `of` is the number of its `started` entry. The execution is the redacted one. */
export function outcomeEntry(of: number, execution: Execution, context: RunContext): AuditEntry {
  return { step: "ended", at: context.clock.now(), thread: context.threadId, caller: context.caller, of, execution };
}

/** An object that carries fields of our replies, or says what it was edited from, was a suggestion once. */
export function originOf({ command, raw }: WantedCommand, suggested: ReadonlySet<string>): Origin {
  if (raw === null) return "engine";
  if (suggested.has(canonical(command))) return "suggested";
  return ["edited_from", "reason", "risk"].some((key) => Object.hasOwn(raw, key)) ? "edited" : "own";
}

function namespaceIn(command: KubectlCommand, fallback: string): string {
  return isAllNamespaces(command) ? "*" : (namespaceOf(command) ?? fallback);
}

function cut(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)}... [${text.length - longestText} characters more]`;
}
