import type { Exchange } from "./converse.ts";

type Command = { readonly command: string; readonly risk: string };

/** What the APIs for conversations say in their own words, in one form. */
export type AnswerParts = {
  readonly engine: string;
  readonly text: string;
  readonly conclusion: { readonly verdict: string; readonly summary: string; readonly confidence: string };
  readonly ran: readonly Command[];
  readonly suggested: readonly Command[];
};

export function answerOf({ shape, json }: Exchange): AnswerParts {
  if (shape === "turn") {
    const { engine, text, conclusion, commands, suggestions } = json.at(-1).turn;
    return { engine, text, conclusion, ran: commands, suggested: suggestions };
  }
  const named = ({ Command, risk }: any): Command => ({ command: Command, risk });
  const { Cmds, executedCmds, conclusion } = json.data;
  return {
    engine: json.engine,
    text: json.Content,
    conclusion,
    ran: executedCmds.map(named),
    suggested: Cmds.map(named),
  };
}
