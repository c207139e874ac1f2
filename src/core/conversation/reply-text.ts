import type { Redactor } from "../evidence/redaction/redactor.ts";
import type { ReplyWatch } from "./ports.ts";
import type { TurnProgress } from "./turn-progress.ts";

/** Tells the text of one reply while it is written, without secrets. */
export function tellReply(progress: TurnProgress, redactor: Redactor): { readonly watch: ReplyWatch; end(): void } {
  const reply = progress.nextReply();
  let text = "";
  return {
    watch: {
      text(delta) {
        text += delta;
      },
    },
    end() {
      if (text !== "") progress.tell({ type: "text-delta", reply, text: redactor.redact(text) });
    },
  };
}
