import type { IncomingMessage } from "node:http";

/** A body as it came; these servers look at a few fields of it. */
export type Json = any;

export type ToolCall = { readonly name: string; readonly input: Json };

/** Tokens of one call; `input` counts the cached ones too. */
export type Tokens = { readonly input: number; readonly output: number; readonly cached: number };

/** What a model says, whatever the wire format. */
export type Answer = {
  readonly text?: string;
  readonly calls?: readonly ToolCall[];
  /** Why it stopped, when it was not at its own end. */
  readonly stop?: "length" | "refusal";
  readonly tokens?: Tokens;
};

/** An HTTP error; `type` is the vendor's own name of it where the default for the status does not fit. */
export type Failure = {
  readonly status: number;
  readonly message?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** One piece of a streamed answer, and what it carries a piece of. */
export type Frame = { readonly of: "text" | "call" | "other"; readonly bytes: Buffer };

/** What of a request every vendor has, in one shape. */
export type Asked = {
  /** All instructions and all messages, as text. */
  readonly instructions: string;
  readonly messages: readonly { readonly role: string; readonly text: string }[];
  /** Whether an answer of a schema is asked for, in whatever way this vendor has. */
  readonly hasForm: boolean;
  readonly isStreamed: boolean;
  /** Names of the tools that the model may call. */
  readonly tools: readonly string[];
  /** What tools answered, oldest first. */
  readonly results: readonly string[];
  /** Where the vendor is asked to keep the prompt up to this point for the next call. */
  readonly mostTokens: number | null;
  readonly cachePoints: number;
};

/** One vendor's wire format, as far as the service uses it; written after the vendors' API references. */
export type VendorProtocol = {
  readonly model: string;
  readonly secrets: readonly string[];
  readonly streamType: string;
  environment(url: string): Readonly<Record<string, string>>;
  /** How the vendor refuses a request that it does not take; null: it takes it. */
  refuses(request: IncomingMessage, body: string): Failure | null;
  read(body: Json, path: string): Asked;
  /** The whole answer. */
  reply(body: Json, answer: Answer): unknown;
  /** The same answer as a stream. */
  frames(body: Json, answer: Answer): readonly Frame[];
  /** How the vendor says in the middle of a stream that it cannot go on. */
  breakdown(): Buffer;
  error(failure: Failure): { readonly headers: Readonly<Record<string, string>>; readonly body: unknown };
};

export const usualTokens: Tokens = { input: 100, output: 20, cached: 0 };

/** Text as models send it: some characters at a time, without regard to words; no piece holds half a character. */
export function piecesOf(text: string): string[] {
  const characters = Array.from(text);
  const pieces: string[] = [];
  for (let index = 0; index < characters.length; index += 7) pieces.push(characters.slice(index, index + 7).join(""));
  return pieces;
}

export function textOf(content: Json): string {
  if (typeof content === "string") return content;
  return (content ?? []).flatMap((part: Json) => part.text ?? []).join("\n");
}

/** A text as JSON where it is some. */
export function jsonOf(text: string): Json | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
