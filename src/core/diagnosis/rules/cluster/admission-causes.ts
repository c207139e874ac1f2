import type { ObjectRef } from "../../../evidence/observed.ts";
import { certificateTrouble } from "../../access/certificate-trouble.ts";
import type { RuleText } from "../../define-rule.ts";
import type { Suggestion } from "../../finding.ts";
import { essence } from "../../logs/essence.ts";
import { describe, list } from "../../objects/reads.ts";

/** One reason for which the API server refuses an object: how its words are recognised, and what they mean. */
export type AdmissionCause = Omit<RuleText, "reads" | "explains"> & {
  readonly pattern: RegExp;
  readonly why: (match: RegExpExecArray, text: string) => string;
  readonly mend: string;
  readonly next: (namespace: string | undefined, match: RegExpExecArray) => readonly Suggestion[];
  readonly related?: (match: RegExpExecArray, text: string) => readonly ObjectRef[];
};

/** In the order in which they are tried; the last says nothing of its own. */
export const admissionCauses: readonly AdmissionCause[] = [
  {
    code: "quota-exceeded",
    title: "Resource quota exceeded",
    about:
      "The namespace's ResourceQuota leaves no room for the pod, or demands requests and limits that the pod does not state.",
    pattern:
      /exceeded quota: ([\w.-]{1,253}), requested: ([^\n]{1,200}?), used: ([^\n]{1,200}?), limited: ([^\n"]{1,200})|failed quota: ([\w.-]{1,253}): must specify ([^\n"]{1,160})|exceeded quota: ([\w.-]{1,253})/,
    why: (match) =>
      match[5]
        ? `ResourceQuota ${match[5]} demands that its containers specify ${match[6]}`
        : match[2]
          ? `ResourceQuota ${match[1]} is exceeded (requested ${match[2]}, used ${match[3]}, limited to ${match[4]?.trim()})`
          : `ResourceQuota ${match[7]} is exceeded`,
    mend: "Raise the quota, free what it counts, or lower the pod's requests.",
    next: (namespace) =>
      list("resourcequotas", namespace, "Shows what the quotas allow and what is used.", "-o", "yaml"),
  },
  {
    code: "limit-range-refuses",
    title: "LimitRange refuses the pod",
    about:
      "A LimitRange of the namespace sets a minimum, a maximum or a ratio that the pod's requests or limits do not keep.",
    pattern:
      /(?:minimum|maximum) [\w-]{1,40} usage per (?:Container|Pod|PersistentVolumeClaim) is [^\n"]{1,160}|max limit to request ratio[^\n"]{1,120}/,
    why: (match) => `a LimitRange refuses it: ${match[0].replace(/\.$/, "")}`,
    mend: "Bring requests and limits within what the LimitRange allows.",
    next: (namespace) => list("limitranges", namespace, "Shows what the LimitRange demands.", "-o", "yaml"),
  },
  {
    code: "pod-security-refuses",
    title: "Pod Security Admission refuses the pod",
    about: "The namespace enforces a Pod Security Standard and the pod asks for more than that level allows.",
    pattern: /violates PodSecurity "([^"]{1,60})": ([^\n]{1,300})/,
    why: (match) => `it violates PodSecurity "${match[1]}": ${match[2]?.slice(0, 200)}`,
    mend: "Set the security context that the standard asks for, or enforce a lower level in this namespace.",
    next: (namespace) =>
      namespace ? describe({ kind: "Namespace", name: namespace }, "Shows the level that the namespace enforces.") : [],
  },
  {
    code: "webhook-unreachable",
    title: "Admission webhook unreachable",
    about:
      "An admission webhook with failurePolicy Fail cannot be called, so that nothing it watches can be created: its Service is gone, has no endpoints, or its certificate is wrong.",
    pattern: /failed calling webhook "?([\w.-]{1,253})"?(?::? ?(?:failed to call webhook: )?([^\n]{0,700}))?/,
    why: (match) => `admission webhook "${match[1]}" cannot be called, failed${webhookReason(match[2] ?? "")}`,
    mend: "Bring the webhook's Service back, or remove its webhook configuration (or set failurePolicy Ignore) until it is.",
    next: () => [
      ...list("validatingwebhookconfigurations", undefined, "Shows which webhooks stand in the way."),
      ...list("mutatingwebhookconfigurations", undefined, "Shows which webhooks stand in the way."),
    ],
    related: (match, text) => {
      const host = /https:\/\/([a-z0-9-]{1,63})\.([a-z0-9-]{1,63})\.svc/.exec(`${match[2] ?? ""} ${text}`);
      return host ? [{ kind: "Service", namespace: host[2]!, name: host[1]! }] : [];
    },
  },
  {
    code: "webhook-refuses",
    title: "Admission webhook refuses the object",
    about: "An admission webhook (a policy engine, usually) answered no. Its message says which rule is not kept.",
    pattern: /admission webhook "([\w.-]{1,253})" denied the request:?\s*([\s\S]{0,600})/,
    why: (match) => `admission webhook "${match[1]}" denied it: ${withoutPreamble(match[2] ?? "")}`,
    mend: "Change the pod template as the policy asks, or change the policy.",
    next: () => list("validatingwebhookconfigurations", undefined, "Shows the webhook and whom it serves."),
  },
  {
    code: "conversion-webhook-failing",
    title: "Conversion webhook fails",
    about:
      "The API server cannot convert custom resources between versions, as the conversion webhook of their definition cannot be called. Nothing of that kind can be read or changed until it can.",
    pattern: /conversion webhook for ([^\n,]{1,200}), ?Kind=(\w{1,80}) failed:? ?([^\n]{0,600})/,
    why: (match) =>
      `the conversion webhook for ${match[2]} (${match[1]}) cannot be called${webhookReason(match[3] ?? "") || ", failed"}`,
    mend: "Bring the operator that serves the conversion webhook back.",
    next: () => list("crds", undefined, "Shows the definitions, and with -o yaml their conversion webhooks."),
    related: (match) => {
      const host = /https:\/\/([a-z0-9-]{1,63})\.([a-z0-9-]{1,63})\.svc/.exec(match[3] ?? "");
      return host ? [{ kind: "Service", namespace: host[2]!, name: host[1]! }] : [];
    },
  },
  {
    code: "service-account-missing",
    title: "Service account missing",
    about: "The pod names a service account that does not exist in its namespace, so it cannot be created.",
    pattern:
      /(?:error looking up service account |serviceaccount )"?([\w./-]{1,253})"?:? ?(?:serviceaccount "([^"]{1,253})" )?not found/,
    why: (match) => `service account "${(match[2] ?? match[1] ?? "").split("/").at(-1)}" does not exist (not found)`,
    mend: "Create the service account, or name one that exists.",
    next: (namespace) => list("serviceaccounts", namespace, "Shows which service accounts exist."),
  },
  {
    code: "priority-class-missing",
    title: "PriorityClass missing",
    about: "The pod names a PriorityClass that does not exist.",
    pattern: /no PriorityClass with name ([\w.-]{1,253}) was found/,
    why: (match) => `PriorityClass "${match[1]}" does not exist`,
    mend: "Create the PriorityClass, or name one that exists.",
    next: () => list("priorityclasses", undefined, "Shows which priority classes exist."),
  },
  {
    code: "creation-forbidden",
    title: "Pod may not be created",
    about: "Admission refuses the pod for another reason; the message says which.",
    pattern: /is forbidden: ([^\n]{1,300})|Error creating: ([^\n]{1,300})/,
    why: (match) => (match[1] ?? match[2] ?? "").slice(0, 240),
    mend: "Change what the message names.",
    next: () => [],
  },
];

/** What Kyverno says before it comes to the policy and its rule. */
const withoutPreamble = (answer: string): string =>
  answer
    .replaceAll(/\s+/g, " ")
    .replace(
      /^\s*(?:resource \S{1,300} was blocked due to the following policies|policy \S{1,200} \S{1,100} for resource \S{1,100} error:?) ?/,
      "",
    )
    .trim()
    .slice(0, 300);

/** Which Service was called, and the last word of the chain of errors, which is the one that decides. */
const webhookReason = (text: string): string => {
  const service = /https:\/\/([a-z0-9.-]{1,253})/.exec(text)?.[1];
  const trouble = certificateTrouble(text);
  const reason =
    trouble === undefined
      ? /no such host|connection refused|context deadline exceeded|no endpoints available for service "[^"]{1,253}"|i\/o timeout|service "[^"]{1,253}" not found|no route to host|network is unreachable|connection reset by peer|Client\.Timeout[^\n)]{0,60}|\bEOF\b/.exec(
          text,
        )?.[0]
      : `${trouble.kind === "plain-http" || trouble.kind === "handshake" ? "it" : "its TLS certificate"} ${trouble.said}`;
  const last = reason ?? essence(text.replace(/^[\s\S]{0,40}?Post "[^"]{1,400}":? ?/, ""), 160);
  return last.length > 3 ? ` (${service ? `${service}: ` : ""}${last})` : "";
};
