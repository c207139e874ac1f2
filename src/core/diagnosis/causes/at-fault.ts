import type { ClusterView } from "../../evidence/observed.ts";
import { refusedByBinding } from "../access/binding-of-subject.ts";
import { sealedVault } from "../access/sealed-vaults.ts";
import type { Draft } from "../define-rule.ts";
import type { LogStatement } from "../logs/log-statements.ts";
import { deniedByPolicy } from "../network/denying-policy.ts";
import { missingAffinity } from "../network/missing-affinity.ts";

/** Causes whose fault lies in another object than the one that writes of it, or that others suffer from, where these are shown. */
export const atFault: ReadonlyMap<string, (view: ClusterView, one: LogStatement) => Draft | undefined> = new Map([
  ["mesh-access-denied", deniedByPolicy],
  ["session-affinity-missing", missingAffinity],
  ["api-access-forbidden", refusedByBinding],
  ["vault-sealed", sealedVault],
]);
