import type { ClusterView } from "../evidence/observed.ts";
import { refusedByBinding } from "./binding-of-subject.ts";
import type { Draft } from "./define-rule.ts";
import { deniedByPolicy } from "./denying-policy.ts";
import type { LogStatement } from "./log-statements.ts";
import { missingAffinity } from "./missing-affinity.ts";
import { sealedVault } from "./sealed-vaults.ts";

/** Causes whose fault lies in another object than the one that writes of it, or that others suffer from, where these are shown. */
export const atFault: ReadonlyMap<string, (view: ClusterView, one: LogStatement) => Draft | undefined> = new Map([
  ["mesh-access-denied", deniedByPolicy],
  ["session-affinity-missing", missingAffinity],
  ["api-access-forbidden", refusedByBinding],
  ["vault-sealed", sealedVault],
]);
