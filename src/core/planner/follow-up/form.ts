import type { Reply } from "../situation.ts";
import type { Conversation } from "./conversation.ts";

/** A form of message that speaks of what was found before. null: the talk holds nothing that answers it. */
export type FollowUp = {
  /** What the message looks like in lower case, without marks at its end. */
  readonly asks: RegExp;
  reply(conversation: Conversation): Reply | null;
};
