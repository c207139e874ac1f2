import type { Evidence } from "../evidence/evidence.ts";
import { redactCommandText } from "../evidence/redaction/redact-command.ts";
import type { Redactor } from "../evidence/redaction/redactor.ts";
import { parseCommand } from "../kubectl/parse.ts";
import { askedAndPasted } from "./asked-and-pasted.ts";
import type { Message, PastExchange, PastedResult } from "./message.ts";
import type { StoredEvidence as Stored, Turn } from "./thread.ts";

const parsedAgain = new WeakMap<Stored, Evidence>();

/** The evidence of earlier turns, oldest first. The same stored object gives the same evidence object, so that readers may remember it. */
export function evidenceOf(turns: readonly Turn[]): Evidence[] {
  return turns.flatMap((turn) => turn.evidence.map(withParsed));
}

export function withParsed(stored: Stored): Evidence {
  const known = parsedAgain.get(stored);
  if (known !== undefined) return known;
  const parsed = parseCommand(stored.command);
  const evidence = { ...stored, parsed: parsed.ok ? parsed.command : null };
  parsedAgain.set(stored, evidence);
  return evidence;
}

/** A result that the user ran elsewhere. What stands behind `Error: ` is kept as it was pasted. */
export function pastedEvidence(result: PastedResult, namespace: string, redactor: Redactor): Stored {
  return {
    command: redactCommandText(result.command, redactor),
    stdout: redactor.redact(result.output),
    stderr: "",
    exitCode: null,
    origin: "pasted",
    namespace,
  };
}

/** The history that a client holds, as turns; nothing of it is executed, and its answers count for nothing but their commands' results. */
export function turnsFromPast(
  past: readonly PastExchange[],
  namespace: string,
  at: number,
  redactor: Redactor,
): Turn[] {
  return past.map((exchange, index) => ({
    id: `past-${index + 1}`,
    at,
    question: redactor.redact(exchange.question),
    namespace: null,
    rejections: redactRejections(exchange.rejections, redactor),
    evidence: [...exchange.results, ...askedAndPasted(exchange.question).results]
      .filter((result) => result.output.trim() !== "")
      .map((result) => ({ ...pastedEvidence(result, namespace, redactor), origin: "past" as const })),
    suggestions: [],
    text: redactor.redact(exchange.answer),
    conclusion: null,
    engine: "client",
  }));
}

/** What a person wrote, without the secrets in it: engines, the store and replies see this one. Commands keep theirs, they have to run. */
export function redactMessage(message: Message, redactor: Redactor): Message {
  return {
    ...message,
    content: redactor.redact(message.content),
    rejections: redactRejections(message.rejections, redactor),
  };
}

function redactRejections(rejections: Message["rejections"], redactor: Redactor): Message["rejections"] {
  return rejections.map(({ command, reason }) => ({
    command: redactCommandText(command, redactor),
    reason: redactor.redact(reason),
  }));
}
