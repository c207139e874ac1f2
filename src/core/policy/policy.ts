import type { FreezeWindow } from "./freeze.ts";
import type { Reach } from "./reach.ts";

/** What an operator allows, as plain data; nothing a cluster prints changes it. docs/policy.md tells each field. */
export type Policy = {
  /** `read-only`: nothing that changes the cluster runs, whoever asks. `approve`: it runs once a person approved it. */
  readonly mode: "read-only" | "approve";
  /** Reads of secret values and credentials: `ask` a person, `run` unattended, or `refuse`. */
  readonly sensitiveReads: "ask" | "run" | "refuse";
  /** Changes in these namespaces, or of these namespaces, are refused. */
  readonly protectedNamespaces: readonly string[];
  /** Only these namespaces may be looked at or changed; null: all. */
  readonly visibleNamespaces: readonly string[] | null;
  /** No change runs, until the operator takes it away. */
  readonly frozen: boolean;
  /** No change runs while one of these is open. */
  readonly freeze: readonly FreezeWindow[];
  /** A change has to lie inside every one of these lists; no list: no limit. A key's list stands beside the one of all. */
  readonly allow: readonly (readonly Reach[])[];
  /** What may reach into one of these is refused, reads too. */
  readonly deny: readonly Reach[];
};

export const defaultPolicy: Policy = {
  mode: "approve",
  sensitiveReads: "ask",
  protectedNamespaces: [],
  visibleNamespaces: null,
  frozen: false,
  freeze: [],
  allow: [],
  deny: [],
};
