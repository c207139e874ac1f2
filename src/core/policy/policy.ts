/** What an operator allows, as plain data. Every field can only be tightened or opened here; nothing a cluster prints changes it. */
export type Policy = {
  /** `read-only`: nothing that changes the cluster runs, whoever asks. `approve`: it runs once a person approved it. */
  readonly mode: "read-only" | "approve";
  /** Reads of secret values and credentials: `ask` a person, `run` unattended, or `refuse`. */
  readonly sensitiveReads: "ask" | "run" | "refuse";
  /** Changes in these namespaces, or of these namespaces, are refused. */
  readonly protectedNamespaces: readonly string[];
  /** Only these namespaces may be looked at or changed; null: all. */
  readonly visibleNamespaces: readonly string[] | null;
  /** No change runs now (a freeze window is open). */
  readonly frozen: boolean;
};

export const defaultPolicy: Policy = {
  mode: "approve",
  sensitiveReads: "ask",
  protectedNamespaces: [],
  visibleNamespaces: null,
  frozen: false,
};
