import type { Suggestion } from "../diagnosis/finding.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Conclusion, Rejection } from "../planner/situation.ts";

/** One message of the user and the reply to it, as stored. Plain data: it survives JSON. */
export type Turn = {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly question: string;
  readonly namespace: string | null;
  readonly rejections: readonly Rejection[];
  /** What this turn added, in the order in which it was asked for; `parsed` is left out and made again on loading. */
  readonly evidence: readonly Omit<Evidence, "parsed">[];
  readonly suggestions: readonly Suggestion[];
  readonly text: string;
  readonly conclusion: Conclusion | null;
  readonly engine: string;
  /** The API server that the turn looked at (`Cluster.server`); not there in turns that a client holds. */
  readonly server?: string;
};

export type Thread = {
  readonly id: string;
  /** The kubeconfig kept for this thread, as text. */
  readonly kubeconfig: string | null;
  readonly turns: readonly Turn[];
};
