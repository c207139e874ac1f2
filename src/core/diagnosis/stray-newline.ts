import type { Line } from "../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../evidence/observed.ts";
import { at, entriesAt } from "./fields.ts";
import type { Fix } from "./finding.ts";
import { fixByHand } from "./fixes.ts";
import { nameOf } from "./name-object.ts";

export type StrayNewline = {
  readonly note: string;
  readonly related: readonly ObjectRef[];
  readonly evidence: readonly (Line | undefined)[];
  readonly fix: Fix;
};

/** Keys of values that programs take as they are, with the newline that `echo` without `-n` left at their end. */
const taken = /pass|pwd|secret|token|api[-_]?key|user|login/i;

/** A value of a Secret of the namespace that ends in a line break; redaction leaves only this of it. */
export const strayNewline = (view: ClusterView, namespace: string | undefined): StrayNewline | undefined => {
  for (const secret of view.of("Secret")) {
    if (secret.ref.namespace !== namespace) continue;
    for (const key of entriesAt(secret.fields, "data").keys())
      if (taken.test(key) && endsInNewline(at(secret.fields, "data", key)))
        return {
          note: `; the value of ${key} in ${nameOf(secret.ref)} ends in a newline (a trailing line break, as "echo" without -n leaves it before base64), and so is another password than the one meant`,
          related: [secret.ref],
          evidence: [secret.cite("data", key)],
          fix: fixByHand(
            `Write ${key} anew without the line break (printf '%s' instead of echo, or create secret with --from-literal), then restart the pods that read it.`,
            [],
          ),
        };
  }
  return undefined;
};

/** Redacted (in YAML a placeholder reads as a list of one), or a short base64 text whose last byte is a line feed. */
const endsInNewline = (found: unknown): boolean => {
  const value = String(found);
  if (/^\[?redacted:/.test(value)) return value.includes("redacted:secret-ending-in-newline-");
  if (!/^[A-Za-z0-9+/]{4,400}={0,2}$/.test(value) || value.length % 4 !== 0) return false;
  try {
    return /^[^\n]{1,300}\n$/.test(atob(value));
  } catch {
    return false;
  }
};
