import type { Confidence, Diagnosis, Finding, Suggestion } from "../diagnosis/finding.ts";
import type { ClusterView } from "../evidence/observed.ts";

/** A suggestion that the user refused, and why, in the user's words. */
export type Rejection = { readonly command: string; readonly reason: string };

/** Everything an engine needs to write the next reply. */
export type Situation = {
  /** The user's words in this message; may be empty, or no more than "approved". */
  readonly question: string;
  /** The user's words in earlier messages of this thread, oldest first. */
  readonly earlierQuestions: readonly string[];
  /** All evidence of the thread, oldest first, as read. */
  readonly view: ClusterView;
  /** Index into `view.evidence` of the first piece that came with this message; its length when nothing came. */
  readonly newEvidenceFrom: number;
  readonly diagnosis: Diagnosis;
  /** Default namespace: of the message, else of the thread, else of the kubeconfig; `namespaceGiven` says that a person named it. */
  readonly namespace: string;
  readonly namespaceGiven: boolean;
  readonly suggested: readonly string[];
  readonly rejections: readonly Rejection[];
  /** Commands (as `printCommand` prints them) whose answers in the thread still stand; suggesting one again would tell nothing new. */
  readonly answered: readonly string[];
};

export type Conclusion = {
  readonly verdict: "cause-found" | "healthy" | "undecided" | "answered";
  readonly summary: string;
  readonly confidence: Confidence;
};

/** What a reply took of models. */
export type ModelUsage = {
  /** Calls that went out, retries and fallbacks among them. */
  readonly requests: number;
  readonly retries: number;
  /** Models that gave no answer, so that the next one or the rules took over. */
  readonly fallbacks: number;
  /** Answers that could not be read. */
  readonly unparsable: number;
  /** Objects and quotes of the model's that the evidence does not show. */
  readonly unsupportedClaims: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens, those read from the provider's prompt cache. */
  readonly cachedTokens: number;
  /** US dollars; null: no price is known for a model that was asked. */
  readonly costUsd: number | null;
  readonly milliseconds: number;
};

/** What an engine answers. `suggestions` are in the order in which to run them; no two are the same. */
export type Reply = {
  /** For a person: the conclusion in the first two sentences, the lines that prove it, what to do next. No preamble. */
  readonly text: string;
  readonly suggestions: readonly Suggestion[];
  readonly findings: readonly Finding[];
  readonly conclusion: Conclusion;
  /** The cause is known, and the suggested reads would show how to mend it: an investigation goes on. */
  readonly seeksFix?: true;
  /** Who answered, when an engine has several that may: a model, or the rules after a model failed. */
  readonly engine?: string;
  /** Not there when no model was asked. */
  readonly usage?: ModelUsage;
};
