import type { ReplyWatch } from "../../core/conversation/ports.ts";
import type { Reply, Situation } from "../../core/planner/situation.ts";
import { beginReply } from "./compose-reply.ts";
import type { AnswerWatch } from "./model-request.ts";
import { createPartialReply } from "./partial-reply.ts";
import { readableSoFar, readCause } from "./read-reply.ts";

/** Tells a reply while it is written: only what goes on from what was told. */
export type Teller = {
  /** The text as it is known so far. */
  tell(text: string): void;
  /** Hears a model write its answer, and tells the reply that it will make. */
  hearing(name: string): AnswerWatch;
};

/** What a second try says otherwise than the first is not told; the text of the reply is what counts. */
export function createTeller(watch: ReplyWatch, rules: Reply, situation: Situation): Teller {
  let told = "";
  const tell = (text: string) => {
    if (!text.startsWith(told) || text.length === told.length) return;
    watch.text(text.slice(told.length));
    told = text;
  };
  return {
    tell,
    hearing(name) {
      let partial = createPartialReply();
      let begin: ((text: string) => string) | null = null;
      return {
        begin() {
          partial = createPartialReply();
          begin = null;
        },
        text(piece) {
          partial.push(piece);
          const read = partial.cause();
          const cause = read === undefined ? undefined : readCause(read);
          if (cause === undefined) return;
          begin ??= beginReply(name, cause, rules, situation);
          const text = readableSoFar(partial.text());
          if (text !== "") tell(begin(text));
        },
      };
    },
  };
}
