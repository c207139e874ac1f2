import type { Evidence } from "../../core/evidence/evidence.ts";
import type { Ask } from "./ask-in-turn.ts";
import { commandsInProse } from "./commands-in-prose.ts";
import { createEvidenceTools, evidenceTools } from "./evidence-tools.ts";
import { ModelFailure } from "./model-failure.ts";
import type { AnswerWatch, ModelAnswer, ModelMessage, ModelRequest, PromptPart } from "./model-request.ts";
import { repairRequest, replyForm, replyInstructions, tooLong } from "./prompts/reply.ts";
import { type ModelReply, readProse, readReply } from "./read-reply.ts";

const shownBack = 4_000;
/** How often a model may read on before it has to answer. */
const mostRounds = 4;
const lastRound = "\n\nThat was the last reading. Answer now, with the JSON object.";
const leastTokens = 1_000;
/** A reply has some thousand tokens; the rest is for models that think first. */
const mostTokens = 16_000;

export type ReplyQuestion = {
  /** The situation as it is written down for a budget of tokens. */
  readonly write: (tokens: number) => readonly PromptPart[];
  readonly tokens: number;
  /** What the tools read from. */
  readonly evidence: readonly Evidence[];
  readonly hear: AnswerWatch | null;
  /** Told when an answer could not be read. */
  readonly unreadable: () => void;
};

/**
 * Asks for a reply to a situation. The model may read on in the evidence first; an unreadable answer may be repaired once, and counts
 * as it is when it is prose that names kubectl commands; a model that the situation does not fit into is asked with less of it. Throws
 * `ModelFailure`.
 */
export async function askForReply(ask: Ask, question: ReplyQuestion): Promise<ModelReply> {
  for (let tokens = question.tokens; ; tokens /= 2) {
    try {
      return await askWith(ask, question, question.write(tokens));
    } catch (failure) {
      if (!(failure instanceof ModelFailure && failure.isTooLong) || tokens / 2 < leastTokens) throw failure;
    }
  }
}

async function askWith(ask: Ask, question: ReplyQuestion, parts: readonly PromptPart[]): Promise<ModelReply> {
  const request: ModelRequest = {
    instructions: replyInstructions,
    messages: [{ role: "user", parts }],
    form: replyForm,
    tools: question.evidence.length === 0 ? [] : evidenceTools,
    mayCall: true,
    mostTokens,
    hear: question.hear,
  };
  const { answer, messages } = await readingOn(ask, request, question.evidence);
  const read = readReply(answer.text);
  if (read.ok) return read.reply;
  question.unreadable();
  const repair: readonly ModelMessage[] = [
    { role: "assistant", text: answer.text.slice(0, shownBack) || "(nothing)", calls: [] },
    { role: "user", parts: [{ text: repairRequest(answer.isCut ? tooLong : read.problem), keeps: false }] },
  ];
  const again = await ask({ ...request, mayCall: false, messages: [...messages, ...repair] });
  const repaired = readReply(again.text);
  if (repaired.ok) return repaired.reply;
  question.unreadable();
  const prose = [again.text, answer.text].map(readProse).find(namesCommands);
  if (prose) return prose;
  throw new ModelFailure("unreadable reply", { cause: new Error(repaired.problem) });
}

/** Prose is taken for an answer only for the commands in it. */
function namesCommands(prose: ModelReply | null): boolean {
  return prose !== null && commandsInProse(prose.text, () => false).length > 0;
}

/** Asks, and answers what the model calls its tools for, until it answers or may call no more. */
async function readingOn(
  ask: Ask,
  request: ModelRequest,
  evidence: readonly Evidence[],
): Promise<{ answer: ModelAnswer; messages: readonly ModelMessage[] }> {
  const tools = createEvidenceTools(evidence);
  let messages = request.messages;
  for (let round = 1; ; round += 1) {
    const answer = await ask({ ...request, messages, mayCall: round <= mostRounds });
    if (answer.calls.length === 0 || round > mostRounds) return { answer, messages };
    messages = [
      ...messages,
      { role: "assistant", text: answer.text, calls: answer.calls },
      {
        role: "tool",
        results: answer.calls.map((call) => ({
          call,
          text: tools.answer(call) + (round < mostRounds ? "" : lastRound),
        })),
      },
    ];
  }
}
