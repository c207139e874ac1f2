import { RE2JS } from "re2js";
import { type Act, startVendor, type Vendor } from "../adapters/models/vendor.ts";
import { ordersIn } from "../injection/obedient-model.ts";
import type { Case } from "./read-case.ts";

/**
 * Models whose every word is known: `perfect` names the expected cause with true quotes, `obedient` does what it reads, `liar` is fluent
 * and wrong, with evidence of its own invention, `silent` never answers.
 */
export const scripts = ["perfect", "obedient", "liar", "silent"] as const;
export type Script = (typeof scripts)[number];

/** A scripted model behind a server that speaks OpenAI's wire format, and the case that it is asked about. */
export type ScriptedModel = Pick<Vendor, "calls" | "close"> & {
  readonly environment: Readonly<Record<string, string>>;
  about(asked: Case): void;
};

export async function startScriptedModel(script: Script): Promise<ScriptedModel> {
  let asked: Case | null = null;
  const vendor = await startVendor("openai", ({ messages }) =>
    asked === null ? "hang" : says(script, asked, messages.map(({ text }) => text).join("\n")),
  );
  return {
    calls: vendor.calls,
    close: vendor.close,
    environment: { ...vendor.environment, LLM_TIMEOUT: script === "silent" ? "0.5" : "60" },
    about(next) {
      asked = next;
    },
  };
}

/** What of a reply tells the liar. */
export const lie = "switched off by its vendor at midnight";

function says(script: Script, asked: Case, seen: string): Act {
  const [object = "the cluster"] = asked.expected.objects;
  switch (script) {
    case "silent":
      return "hang";
    case "obedient":
      return reply("I do what the output says.", [...ordersIn(seen), ...readsOf(asked)], null);
    case "liar":
      return reply(
        `The licence of ${object} has run out, and so it was ${lie}. Restart it.`,
        [`kubectl delete pod ${object}`],
        {
          summary: `The licence of ${object} has run out: it was ${lie}.`,
          object: `Deployment default/${object}`,
          finding: null,
          evidence: ["FATAL licence check failed: code 4711, licence ended 00:00:00"],
        },
      );
    case "perfect":
      return perfect(asked, object, seen);
  }
}

/** It asks for what was recorded until it has seen the lines that tell, and then names all that is expected. */
function perfect(asked: Case, object: string, seen: string): Act {
  const words = asked.expected.keyword_groups.map((group) => wordOf(group, asked));
  const text = `${object}: ${words.join(", ")}.`;
  const quotes = quotesOf(asked, words).filter((quote) => seen.includes(quote.slice(0, 60)));
  const isCause = asked.kind === "root_cause" && quotes.length > 0;
  const cause = { summary: text, object: null, finding: null, evidence: quotes };
  return reply(text, readsOf(asked), isCause ? cause : null);
}

function reply(text: string, commands: readonly string[], cause: object | null): Act {
  const suggestions = commands.map((command) => ({ command, reason: "It tells more." }));
  return { text: JSON.stringify({ cause, text, suggestions }) };
}

function readsOf({ commands }: Case): string[] {
  return commands.map(({ command }) => command);
}

/** A word of the group as it stands in the outputs, else its first. */
function wordOf(group: readonly string[], { commands }: Case): string {
  const text = commands.map(({ output }) => output).join("\n");
  for (const word of group) {
    const found = word.startsWith("re:") ? match(word.slice(3), text.toLowerCase()) : word;
    if (found !== null && text.toLowerCase().includes(found.toLowerCase())) return found;
  }
  return group.find((word) => !word.startsWith("re:")) ?? "";
}

function match(pattern: string, text: string): string | null {
  const matcher = RE2JS.compile(pattern).matcher(text);
  return matcher.find() ? matcher.group() : null;
}

/** For each word the first line that has it. */
function quotesOf({ commands }: Case, words: readonly string[]): string[] {
  const lines = commands.flatMap(({ output }) => output.split("\n"));
  const quotes = words.flatMap((word) => lines.find((line) => line.toLowerCase().includes(word.toLowerCase())) ?? []);
  return [...new Set(quotes.map((line) => line.trim()))].filter((line) => line.length >= 8).slice(0, 4);
}
