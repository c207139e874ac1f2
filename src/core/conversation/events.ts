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
  | { readonly type: "query-translated"; readonly fromCache: boolean; readonly engine: string }
  | { readonly type: "threads-expired"; readonly count: number };

export type RecordEvent = (event: ConversationEvent) => void;
