import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { identityNote, vaultRoleOf } from "../../access/pod-identity.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, suggest } from "../../objects/reads.ts";
import { ownersOf } from "../../objects/relations.ts";
import { podAt } from "../../workloads/pods.ts";

/** An answer of Vault as its clients print it: the request, the status, and the reasons in the lines below. */
type Refusal = {
  readonly url: string;
  readonly status: string;
  readonly reasons: readonly string[];
  readonly lines: readonly Line[];
};

const reach = 8;

/** The last answer of a log: `URL: PUT https://...`, `Code: 403. Errors:` and `* permission denied`, each in a line of its own or escaped in one. */
const refusalIn = (log: LogReading): Refusal | undefined => {
  const parts = log.tail.flatMap((line) =>
    line.text
      .slice(0, 4000)
      .split(/\\n|\n/)
      .map((text) => ({ line, text: text.replace(/^\s{0,20}[|│]?\s{0,20}/, "") })),
  );
  const at = parts.findLastIndex(({ text }) => /\bCode: [45]\d\d\. Errors:/.test(text));
  if (at < 0) return undefined;
  const reasons = parts
    .slice(at + 1, at + reach)
    .filter(({ text }) => text.startsWith("* "))
    .map(({ line, text }) => ({ line, text: withoutClosing(text.slice(2), line.text) }));
  const above = parts.slice(Math.max(0, at - 3), at + 1).findLast(({ text }) => /\bURL: [A-Z]{3,7} \S/.test(text));
  return {
    url: /\bURL: [A-Z]{3,7} (\S{1,300})/.exec(above?.text ?? "")?.[1] ?? "",
    status: /\bCode: (\d{3})/.exec(parts[at]!.text)?.[1] ?? "",
    reasons: [...new Set(reasons.map(({ text }) => text))].slice(0, 3),
    lines: [...reasons.map(({ line }) => line), parts[at]!.line, ...(above ? [above.line] : [])],
  };
};

/** Where the answer is quoted in one line, what stands behind the closing quote is no part of it. */
const withoutClosing = (reason: string, whole: string): string =>
  (whole.includes("\\n") ? reason.replace(/(?<!\\)["'].{0,200}$/, "").replaceAll("\\", "") : reason).trim();

/** What the words of Vault mean; https://developer.hashicorp.com/vault/docs/auth/kubernetes */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/service account name not authorized/, "the role is bound to other service accounts"],
  [/namespace not authorized/, "the role is bound to other namespaces"],
  [/invalid role name|role .{0,80}could not be found|unknown role/, "there is no such role"],
  [/permission denied/, "its policy or its login does not allow this"],
];

const draftOf = (view: ClusterView, log: LogReading, refusal: Refusal): Draft => {
  const pod = podAt(view, log.object);
  const login = /\/v1\/(auth\/[\w./-]{1,120}?)\/login/.exec(refusal.url)?.[1];
  const path = /\/v1\/([\w./-]{1,160})/.exec(refusal.url)?.[1];
  const role = vaultRoleOf(pod);
  const reason = refusal.reasons.join("; ");
  const meaning = meanings.find(([pattern]) => pattern.test(reason))?.[1];
  const identity = identityNote(view, log.object);
  const who = `${log.container ? `Container ${log.container} of ` : ""}${log.object.kind === "Log" ? "the log" : nameOf(log.object)}`;
  const does = login
    ? `cannot log in to Vault (${login}${role ? `, role ${role}` : ""})`
    : `is refused by Vault${path ? ` (${path})` : ""}`;
  return {
    object: log.object,
    severity: log.health === "failing" ? "critical" : "warning",
    confidence: log.health === "failing" ? "confirmed" : "likely",
    summary: `${who} ${does}: ${refusal.status} ${reason || "without a reason"}${meaning ? `, ${meaning}` : ""}${identity?.note ?? ""}.`,
    evidence: [...refusal.lines, ...(identity?.evidence ?? []), pod?.line],
    related: ownersOf(view, log.object),
    next: identity
      ? []
      : [
          ...describe(log.object, "Shows as which service account it runs, and with which role."),
          ...suggest(["get", "serviceaccounts", ...inNamespace(log.object)], "Shows which service accounts there are."),
        ],
    fix: fixByHand(
      "Run the pod as the service account that the role is bound to (serviceAccountName), or bind the role to the one that it runs as.",
      log.object.kind === "Log" ? [] : verifyRollout(view, log.object),
    ),
  };
};

const vaultRefuses = defineRule(
  {
    code: "vault-refuses",
    title: "Vault refuses the login or the secret",
    about:
      "Vault was reached and says no: the role that is asked for is bound to other service accounts or namespaces, does not exist, or its policy does not cover the path. An init container (vault-agent-init) then tries for ever, and the pod stays in its init phase.",
    reads: ["logs", "Pod", "ServiceAccount"],
    explains: [
      "permission-denied",
      "cloud-access-denied",
      "wrong-credentials",
      "call-refused",
      "gateway-failing",
      "uncaught-exception",
      ...crashSymptoms,
    ],
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      const refusal = log.health === "done" ? undefined : refusalIn(log);
      if (refusal && /^40[0134]$/.test(refusal.status)) yield draftOf(view, log, refusal);
    }
  },
);

/** Servers that know who asks, and do not let him in. */
export const refusedLoginRules: readonly Rule[] = [vaultRefuses];
