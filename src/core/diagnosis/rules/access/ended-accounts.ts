import type { ClusterView } from "../../../evidence/observed.ts";
import { type EndedAccount, endedAccounts, instantIn } from "../../access/ended-accounts.ts";
import { refusedUser } from "../../access/refused-user.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogStatement, logStatements } from "../../logs/log-statements.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";

/** When it was refused: where the line has no time, the newest of the lines before it. */
const refusedAt = ({ log, template }: LogStatement): number | undefined =>
  [template.last, ...log.tail.filter(({ line }) => line <= template.last.line).reverse()]
    .map(({ text }) => instantIn(text))
    .find((time) => time !== undefined);

type Ended = { readonly account: EndedAccount; readonly isSure: boolean };

const accountOf = (accounts: readonly EndedAccount[], one: LogStatement): Ended | undefined => {
  const user = refusedUser(one);
  const account = user === "" ? undefined : accounts.find((each) => each.user === user);
  if (account === undefined) return undefined;
  const at = refusedAt(one);
  if (account.until !== undefined && at !== undefined && at < account.until) return undefined;
  return { account, isSure: account.until === undefined || at !== undefined };
};

const endedAccount = defineRule(
  {
    code: "database-account-ended",
    title: "Validity of a database account has ended",
    about:
      "A database refuses a login although the password is right, because the account may not be used any more: the role of PostgreSQL has a `VALID UNTIL` that has passed (`\\du`, `pg_roles.rolvaliduntil`), or the account of MySQL is locked or its password has expired. PostgreSQL answers in the same words as for a wrong password.",
    reads: ["logs", "exec"],
    explains: ["wrong-credentials", "call-refused", "uncaught-exception", ...crashSymptoms],
  },
  function* (view: ClusterView) {
    const accounts = endedAccounts(view);
    if (accounts.length === 0) return;
    for (const one of logStatements(view).filter(({ cause }) => cause.code === "wrong-credentials")) {
      const found = accountOf(accounts, one);
      if (found === undefined) continue;
      const { user, words, mend, line, server, until } = found.account;
      const ended = until === undefined ? "" : found.isSure ? ", which has passed" : ", which may lie behind";
      yield {
        object: one.log.object,
        severity: one.log.health === "failing" ? "critical" : "warning",
        confidence: found.isSure ? "confirmed" : "possible",
        summary: `${nameOf(one.log.object)} cannot log in as "${user}" because this account of the database${server ? ` (${nameOf(server)})` : ""} ${found.isSure ? "has" : "may have"} ${until === undefined ? "ended" : "expired"}: ${words}${ended}. The server then refuses the right password as well.`,
        evidence: [line, one.template.last],
        related: unique([...ownersOf(view, one.log.object), ...(server ? [server, workloadOf(view, server)] : [])]),
        fix: fixByHand(mend, one.log.object.kind === "Log" ? [] : verifyRollout(view, one.log.object)),
      };
    }
  },
);

/** Accounts that are not to be used any more. */
export const endedAccountRules: readonly Rule[] = [endedAccount];
