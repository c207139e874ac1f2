import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Where the client writes and asks. `ask` answers null at the end of the input. */
export type Terminal = {
  readonly interactive: boolean;
  /** Width in characters. */
  readonly columns: number;
  write(text: string): void;
  paint(style: Style, text: string): string;
  ask(prompt: string): Promise<string | null>;
  close(): void;
};

/** Text from a cluster could hold escape sequences that rewrite the screen, so control characters are shown, not sent. */
export function openTerminal(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Terminal {
  const interactive = Boolean(input.isTTY && output.isTTY);
  const lines = interactive ? createInterface({ input, output }) : null;
  let ended = false;
  lines?.once("close", () => {
    ended = true;
  });
  return {
    interactive,
    columns: output.columns ?? 160,
    write: (text) => void output.write(`${text}\n`),
    paint: (style, text) => styleText(style, text, { stream: output }),
    async ask(prompt) {
      if (lines === null || ended) return null;
      const closed = new Promise<null>((resolve) => lines.once("close", () => resolve(null)));
      return Promise.race([lines.question(prompt), closed]);
    },
    close: () => lines?.close(),
  };
}

export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
