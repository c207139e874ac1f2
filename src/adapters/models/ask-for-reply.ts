import type { Ask } from "./ask-in-turn.ts";
import { ModelFailure } from "./model-failure.ts";
import { repairRequest, replyForm, replyInstructions } from "./prompts/reply.ts";
import { type ModelReply, readReply } from "./read-reply.ts";

const shownBack = 4_000;

/** Asks for a reply to a situation as written down; an unreadable answer may be repaired once. Throws `ModelFailure`. */
export async function askForReply(ask: Ask, situation: string): Promise<ModelReply> {
  const question = { role: "user", content: situation } as const;
  const request = { instructions: replyInstructions, messages: [question], form: replyForm };
  const answer = await ask(request);
  const read = readReply(answer);
  if (read.ok) return read.reply;
  const repaired = readReply(
    await ask({
      ...request,
      messages: [
        question,
        { role: "assistant", content: answer.slice(0, shownBack) },
        { role: "user", content: repairRequest(read.problem) },
      ],
    }),
  );
  if (repaired.ok) return repaired.reply;
  throw new ModelFailure("unreadable reply", { cause: new Error(repaired.problem) });
}
