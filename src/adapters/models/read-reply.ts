import { z } from "zod";
import { defuseLinks, defuseLinksSoFar } from "./defuse-links.ts";
import { exampleWords } from "./prompts/reply.ts";
import { withoutThoughts } from "./read-command.ts";

/** What a model answered, as read; nothing in it is believed yet. */
export type ModelReply = z.infer<typeof reply>;

export type ReadReply =
  | { readonly ok: true; readonly reply: ModelReply }
  | { readonly ok: false; readonly problem: string };

const longestText = 8_000;
const words = (most: number) => z.string().transform((text) => written(text).slice(0, most));
/** For a person, where `words` also are commands and quotes. */
const prose = (most: number) => z.string().transform((text) => defuseLinks(written(text)).slice(0, most));
const optional = z.string().nullish();

const cause = z
  .object({
    summary: prose(400).refine((text) => text !== "", "is empty"),
    object: optional,
    finding: optional,
    evidence: z
      .array(words(2_000))
      .nullish()
      .transform((list) => (list ?? []).filter((quote) => quote !== "").slice(0, 12)),
  })
  .nullish()
  .transform((value) => value ?? null);

const reply = z.object({
  text: prose(longestText).refine((text) => text !== "", "is empty"),
  suggestions: z
    .array(z.object({ command: words(4_000), reason: prose(400).nullish() }))
    .nullish()
    .transform((list) => (list ?? []).filter(({ command }) => command !== "")),
  cause,
});

/** Reads the JSON object of a reply: bare, in a fence, or with words around it. Never throws; says what is wrong instead. */
export function readReply(answer: string): ReadReply {
  const text = withoutThoughts(answer).trim();
  const start = text.indexOf("{");
  const end = text.lastIndexOf("}");
  if (start === -1 || end < start) return { ok: false, problem: "there is no JSON object in it" };
  let value: unknown;
  try {
    value = JSON.parse(text.slice(start, end + 1));
  } catch {
    return { ok: false, problem: "it is not one well-formed JSON object" };
  }
  const parsed = reply.safeParse(value);
  if (parsed.success) return { ok: true, reply: parsed.data };
  const issue = parsed.error.issues[0]!;
  return { ok: false, problem: `"${issue.path.join(".")}" is wrong: ${issue.message}` };
}

/** An answer that is prose and no attempt at JSON, as a reply of that text alone; null: it is none. */
export function readProse(answer: string): ModelReply | null {
  const text = withoutThoughts(answer);
  if (/[{[]\s{0,20}["{[\]}]/.test(text)) return null;
  const parsed = reply.safeParse({ text });
  return parsed.success ? parsed.data : null;
}

/** The cause of a reply that is still being written; undefined: it is none that could be read. */
export function readCause(value: unknown): ModelReply["cause"] | undefined {
  const parsed = cause.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** The text of a reply that is still being written, as far as it will stay as it is. */
export function readableSoFar(text: string): string {
  return defuseLinksSoFar(readable(text.replace(/[\ud800-\udbff]$/, ""))).slice(0, longestText);
}

/** What a model copies from the example that it was shown says nothing. */
function written(text: string): string {
  const plain = readable(text);
  const said = plain.toLowerCase();
  return exampleWords.has(said) || exampleWords.has(said.replace(/[.]$/, "")) ? "" : plain;
}

/** Without control characters, which terminals and pages may obey. */
function readable(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
}
