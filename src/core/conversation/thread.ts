import type { Finding, Suggestion } from "../diagnosis/finding.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Conclusion, ModelUsage, Rejection } from "../planner/situation.ts";
import type { Decision, Risk } from "../policy/decision.ts";

/** Evidence as stored: `parsed` is left out and made again on loading. `id` and `run` are not there in threads of earlier versions. */
export type StoredEvidence = Omit<Evidence, "parsed"> & { readonly id?: string; readonly run?: RunFacts };

/** How a run of ours went, besides what it printed. */
export type RunFacts = {
  readonly risk: Risk;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly truncated: boolean;
  readonly durationMs: number;
  /** A fingerprint of the manifest that went in, null for none: two runs with different ones are different commands. */
  readonly input: string | null;
};

/** A command that a turn left open. `id` is null for one that was asked to run and did not: `decision` says why. */
export type Proposal = Suggestion & { readonly id: string | null; readonly decision: Decision };

/** What a person said to a suggestion of an earlier turn. An edit holds for the command it names and for no other. */
export type SuggestionDecision =
  | { readonly kind: "approve"; readonly suggestion: string }
  | { readonly kind: "edit"; readonly suggestion: string; readonly command: string }
  | { readonly kind: "reject"; readonly suggestion: string; readonly reason: string };

/** One message of the user and the reply to it, as stored. Plain data: it survives JSON. */
export type Turn = {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly question: string;
  readonly namespace: string | null;
  readonly rejections: readonly Rejection[];
  /** What this turn added, in the order in which it was asked for. */
  readonly evidence: readonly StoredEvidence[];
  readonly suggestions: readonly Suggestion[];
  readonly text: string;
  readonly conclusion: Conclusion | null;
  readonly engine: string;
  /** The API server that the turn looked at (`Cluster.server`); not there in turns that a client holds. */
  readonly server?: string;
  /** What the reply left open, as it was shown. This and all below are not there in threads of earlier versions. */
  readonly open?: readonly Proposal[];
  readonly findings?: readonly Finding[];
  /** Decisions on suggestions that took effect in this turn. */
  readonly decisions?: readonly SuggestionDecision[];
  readonly usage?: ModelUsage;
  /** The number of the turn's last event. */
  readonly lastEvent?: number;
};

export type Thread = {
  readonly id: string;
  /** The kubeconfig kept for this thread, as text. */
  readonly kubeconfig: string | null;
  readonly turns: readonly Turn[];
};
