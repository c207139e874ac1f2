import { wishedOf } from "./asked.ts";
import { changeFor } from "./change/change-for.ts";
import { settle } from "./command-key.ts";
import { connected } from "./flags/connected.ts";
import { inspect } from "./inspection/inspect.ts";
import { firstLook } from "./investigation/first-look.ts";
import { firstReadOf } from "./lookups/look-up.ts";
import { understand } from "./question/understand.ts";
import { replyTo } from "./reply.ts";
import type { Reply, Situation } from "./situation.ts";
import { suspiciousNote } from "./suspicious-note.ts";
import { paragraphs } from "./wording.ts";

const nobody = { namespace: null } as const;

/** The engine that answers without a model, from rules alone: in milliseconds, at no cost, the same answer each time. */
export const builtinEngine: {
  readonly name: "builtin";
  reply(situation: Situation, signal: AbortSignal, watch?: { text(delta: string): void }): Promise<Reply>;
  translate(query: string, signal: AbortSignal): Promise<string>;
} = {
  name: "builtin",
  async reply(situation, _signal, watch) {
    const plain = replyTo(situation);
    const reply = { ...plain, text: paragraphs(plain.text, suspiciousNote(situation)) };
    watch?.text(reply.text);
    return reply;
  },
  async translate(query) {
    return bestCommand(query);
  },
};

/** The one command line that answers a query best; "" when no command does. */
function bestCommand(query: string): string {
  const direct = settle(query.trim());
  if (direct !== null) return direct.text;
  const question = wishedOf(understand(query), nobody);
  if (question.intent === "chat" || question.intent === "continue") return "";
  const drafts = [
    ...(question.intent === "change" ? (changeFor(question, nobody)?.commands ?? []) : []),
    ...(question.intent === "inspect" ? inspect(question, nobody) : []),
    ...(question.intent === "troubleshoot" ? connected(question, firstLook(question, nobody)) : []),
    ...(question.intent === "unclear" ? inspect(question, nobody) : []),
  ];
  for (const draft of drafts) {
    const settled = settle(draft.command);
    if (settled !== null) return settled.text;
  }
  return question.intent === "change" || question.connection !== undefined ? "" : firstReadOf(question, nobody);
}
