import type { Redactor } from "../evidence/redaction/redactor.ts";
import { createStreamRedactor } from "../evidence/redaction/stream-redactor.ts";
import type { ReplyWatch } from "./ports.ts";
import type { TurnProgress } from "./turn-progress.ts";

/** Tells the text of one reply while it is written, line by line and without secrets. */
export function tellReply(progress: TurnProgress, redactor: Redactor): { readonly watch: ReplyWatch; end(): void } {
  const reply = progress.nextReply();
  const lines = createStreamRedactor(redactor);
  const tell = (text: string) => {
    if (text !== "") progress.tell({ type: "text-delta", reply, text });
  };
  return { watch: { text: (delta) => tell(lines.push(delta)) }, end: () => tell(lines.end()) };
}
