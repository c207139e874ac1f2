import { outputsInText } from "../evidence/outputs-in-text.ts";
import { recognise } from "../evidence/recognise.ts";
import { understand } from "../planner/question/understand.ts";
import type { PastedResult } from "./message.ts";

/** The question of a message, and the results that were pasted along with it. A manifest that is to be applied is no result. */
export function askedAndPasted(content: string): { readonly words: string; readonly results: readonly PastedResult[] } {
  const { words, outputs } = outputsInText(content);
  const results = outputs.filter((output) => !isManifest(output) || !ordersChange(words));
  return { words, results: results.map((output) => ({ command: "", output })) };
}

const isManifest = (output: string) => /^(?:yaml|json)$/.test(recognise(output));

const ordersChange = (words: string) => understand(words).intent === "change";
