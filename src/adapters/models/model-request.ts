/** One thing to ask a model. */
export type ModelRequest = {
  readonly instructions: string;
  readonly messages: readonly ModelMessage[];
  /** The JSON schema that the answer has to have; null: plain text. */
  readonly form: Readonly<Record<string, unknown>> | null;
  readonly tools: readonly ModelTool[];
  /** Whether it may call them now; those that it called before are still told to it. */
  readonly mayCall: boolean;
  /** Tokens that the answer may have, thoughts among them; a model that repeats itself ends there. */
  readonly mostTokens: number;
  /** Hears the answer while it comes; without it the answer is asked for whole. */
  readonly hear: AnswerWatch | null;
};

/** `begin`: a new answer begins, whatever came before; `text`: its next piece. */
export type AnswerWatch = { begin(): void; text(piece: string): void };

export type ModelTool = {
  readonly name: string;
  readonly description: string;
  readonly input: Readonly<Record<string, unknown>>;
};

/** `input` is the JSON text that the model wrote; nothing in it is believed. */
export type ToolCall = { readonly id: string; readonly name: string; readonly input: string };

export type ModelMessage =
  | { readonly role: "user"; readonly parts: readonly PromptPart[] }
  | { readonly role: "assistant"; readonly text: string; readonly calls: readonly ToolCall[] }
  | { readonly role: "tool"; readonly results: readonly { readonly call: ToolCall; readonly text: string }[] };

/** `keeps`: the prompt up to the end of this part comes again, and is worth keeping in the provider's cache. */
export type PromptPart = { readonly text: string; readonly keeps: boolean };

/** What a model answered: text, calls of tools, or both; never neither. `isCut`: it wanted to say more than it might. */
export type ModelAnswer = { readonly text: string; readonly calls: readonly ToolCall[]; readonly isCut: boolean };

/** A request of one question and nothing else. */
export function plainRequest(instructions: string, question: string, mostTokens: number): ModelRequest {
  const messages = [{ role: "user", parts: [{ text: question, keeps: false }] } as const];
  return { instructions, messages, form: null, tools: [], mayCall: false, mostTokens, hear: null };
}
