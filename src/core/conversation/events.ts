import type { Decision } from "../policy/decision.ts";

/** What happens in a conversation, for metrics and logs; never a secret, an output or a question in it. */
export type ConversationEvent =
  | {
      readonly type: "command-decided";
      readonly risk: Decision["risk"];
      readonly verdict: Decision["verdict"];
      readonly rule: string;
    }
  | {
      readonly type: "command-run";
      readonly risk: Decision["risk"];
      readonly outcome: "ok" | "failed" | "timed-out" | "kubectl-missing";
      readonly milliseconds: number;
    }
  | {
      readonly type: "turn-ended";
      readonly shape: string;
      readonly verdict: string;
      readonly engine: string;
      readonly milliseconds: number;
      readonly findings: readonly string[];
    }
  | { readonly type: "turn-failed"; readonly code: string }
  | {
      /** One request to a model has ended; a retry is a request of its own. */
      readonly type: "model-called";
      readonly provider: string;
      readonly model: string;
      readonly outcome: "ok" | "failed" | "timed-out" | "rate-limited" | "cancelled";
      readonly milliseconds: number;
      readonly inputTokens: number;
      readonly outputTokens: number;
      /** Of the input tokens, those read from the provider's prompt cache. */
      readonly cachedTokens: number;
      /** US dollars; null: no price is known for the model, or it told no tokens. */
      readonly costUsd: number | null;
    }
  | {
      /** `fallback`: the model gave no answer and the next one, or the rules, took over. `unsupported-claim`: something that the evidence does not show. */
      readonly type: "model-noted";
      readonly what: "retry" | "fallback" | "unparsable-reply" | "unsupported-claim";
      readonly provider: string;
      readonly model: string;
      readonly count: number;
    }
  | { readonly type: "query-translated"; readonly fromCache: boolean; readonly engine: string }
  | { readonly type: "threads-expired"; readonly count: number };

export type RecordEvent = (event: ConversationEvent) => void;
