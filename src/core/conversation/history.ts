import type { Evidence } from "../evidence/evidence.ts";
import { parseCommand } from "../kubectl/parse.ts";
import type { PastExchange, PastedResult } from "./message.ts";
import type { Turn } from "./thread.ts";

/** Evidence as it is stored: the parsed command is made again on reading. */
type Stored = Turn["evidence"][number];

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
export function pastedEvidence(result: PastedResult, namespace: string, redact: (text: string) => string): Stored {
  return {
    command: result.command,
    stdout: redact(result.output),
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
  redact: (text: string) => string,
): Turn[] {
  return past.map((exchange, index) => ({
    id: `past-${index + 1}`,
    at,
    question: exchange.question,
    namespace: null,
    rejections: exchange.rejections,
    evidence: exchange.results
      .filter((result) => result.output.trim() !== "")
      .map((result) => ({ ...pastedEvidence(result, namespace, redact), origin: "past" as const })),
    suggestions: [],
    text: redact(exchange.answer),
    conclusion: null,
    engine: "client",
  }));
}
