import { commandsOf, type Output, reply } from "../situations.ts";

/** What commands print, by a pattern of the command line; what begins with `Error` goes to stderr. */
export type Prints = readonly (readonly [RegExp, string])[];

/** Asks, runs what is suggested against these outputs, and goes on until nothing more is wanted; the last reply. */
export async function answered(question: string, prints: Prints) {
  const outputs: Output[] = [];
  for (let round = 0; round < 5; round += 1) {
    const said = await reply(question, outputs);
    const wanted = commandsOf(said).filter((command) => !outputs.some(([ran]) => ran === command));
    if (wanted.length === 0) return { text: said.text, ran: outputs.map(([command]) => command) };
    for (const command of wanted) {
      const text = prints.find(([of]) => of.test(command))?.[1] ?? "";
      outputs.push(text.startsWith("Error") ? [command, "", text] : [command, text]);
    }
  }
  throw new Error(`${question} never ends`);
}
