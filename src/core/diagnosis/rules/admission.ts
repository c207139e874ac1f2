import type { ClusterView, KubectlError, ObjectRef, ObservedEvent } from "../../evidence/observed.ts";
import { certificateTrouble } from "../certificate-trouble.ts";
import { type Draft, defineRule, type RuleText } from "../define-rule.ts";
import { essence } from "../essence.ts";
import { listAt, numberAt, textAt } from "../fields.ts";
import type { Rule, Suggestion } from "../finding.ts";
import { fixByHand, verifyRollout } from "../fixes.ts";
import { memo } from "../memo.ts";
import { nameOf } from "../name-object.ts";
import { isListedWithout } from "../pods.ts";
import { describe, list } from "../reads.ts";
import { ownersOf, workloadOf } from "../relations.ts";

type Cause = Omit<RuleText, "reads" | "explains"> & {
  readonly pattern: RegExp;
  readonly why: (match: RegExpExecArray, text: string) => string;
  readonly mend: string;
  readonly next: (namespace: string | undefined, match: RegExpExecArray) => readonly Suggestion[];
  readonly related?: (match: RegExpExecArray, text: string) => readonly ObjectRef[];
};

const causes: readonly Cause[] = [
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

type Told = { readonly cause: Cause; readonly match: RegExpExecArray; readonly error: KubectlError };

/** What kubectl was told when it wanted to create or change something, by the same causes; the last of them says nothing of its own. */
const toldToKubectl = memo((view: ClusterView): readonly Told[] =>
  view.errors.flatMap((error) => {
    const cause = causes.find((one) => one.code !== "creation-forbidden" && one.pattern.test(error.message));
    const match = cause?.pattern.exec(error.message);
    return cause && match ? [{ cause, match, error }] : [];
  }),
);

/** Whether one of these rules speaks of an error of kubectl. */
export const isAdmission = (view: ClusterView, error: KubectlError): boolean =>
  toldToKubectl(view).some((one) => one.error === error);

const draftOfError = (view: ClusterView, { cause, match, error }: Told): Draft => ({
  object: error.object ?? { kind: "Cluster", name: "API server" },
  summary: `The cluster denied the change: ${cause.why(match, error.message)}.`,
  evidence: [error.line],
  related: cause.related?.(match, error.message) ?? [],
  next: cause.next(error.object?.namespace, match),
  fix: fixByHand(cause.mend, error.object ? verifyRollout(view, error.object) : []),
});

type Refused = {
  readonly cause: Cause;
  readonly match: RegExpExecArray;
  readonly object: ObjectRef;
  readonly text: string;
  readonly lines: readonly ObservedEvent[];
};

const refused = memo((view: ClusterView): readonly Refused[] => {
  const found = new Map<string, Refused>();
  const failures = view.events.filter(
    (event) => /^(?:FailedCreate|FailedDaemonPod|ReplicaSetCreateError)$/.test(event.reason) && isCurrent(view, event),
  );
  for (const event of [...failures, ...fromConditions(view), ...fromText(view)].sort(
    (left, right) => right.message.length - left.message.length,
  )) {
    const cause = causes.find((one) => one.pattern.test(event.message));
    const match = cause?.pattern.exec(event.message);
    if (!cause || !match) continue;
    const key = `${event.object.kind}/${event.object.namespace}/${event.object.name}/${cause.code}`;
    const before = found.get(key);
    found.set(
      key,
      before
        ? { ...before, lines: [...before.lines, event] }
        : { cause, match, object: event.object, text: event.message, lines: [event] },
    );
  }
  return [...found.values()];
});

/** A Deployment repeats in its conditions what its ReplicaSet was told. */
const fromConditions = (view: ClusterView): readonly ObservedEvent[] =>
  [...view.of("Deployment"), ...view.of("ReplicaSet")].flatMap((object): readonly ObservedEvent[] => {
    const condition = listAt(object.fields, "status", "conditions").find(
      (one) => textAt(one, "type") === "ReplicaFailure" && textAt(one, "status") === "True",
    );
    const message = textAt(condition, "message");
    if (message === "" || view.eventsOf(object.ref).some((event) => event.reason === "FailedCreate")) return [];
    const line = object.cite("status", "conditions", "ReplicaFailure", "message");
    const base = { type: "Warning", reason: "FailedCreate", count: 1, lastSeen: null, firstSeen: null, source: "" };
    return [{ ...base, object: object.ref, message, line }];
  });

/** The same told by a command that prints only pieces of objects, as a JSONPath does. */
const fromText = (view: ClusterView): readonly ObservedEvent[] => {
  const known = [...view.events, ...fromConditions(view)].map((event) => event.message);
  return view.evidence
    .filter(({ command }) => /jsonpath|go-template|custom-columns/.test(command))
    .flatMap((piece) =>
      piece.stdout
        .slice(0, 100_000)
        .split("\n")
        .flatMap((text, index): readonly ObservedEvent[] => {
          const match = /pods "([a-z0-9][a-z0-9.-]{0,252})-[a-z0-9]{0,5}" is forbidden: [^\n]{1,400}/.exec(text);
          if (match === null || known.some((message) => message.includes(match[0]))) return [];
          const namespace = /(?: -n|--namespace)[ =](\S{1,253})/.exec(piece.command)?.[1] ?? piece.namespace;
          const kind = ["DaemonSet", "Job"].find((one) => view.object({ kind: one, namespace, name: match[1]! }));
          const object = { kind: kind ?? "ReplicaSet", namespace, name: match[1]! };
          const line = { command: piece.command, line: index + 1, text: text.replace(/\r$/, "") };
          const base = {
            type: "Warning",
            reason: "FailedCreate",
            count: 1,
            lastSeen: null,
            firstSeen: null,
            source: "",
          };
          return isCurrent(view, { ...base, object, message: match[0], line })
            ? [{ ...base, object, message: match[0], line }]
            : [];
        }),
    );
};

/** The controller that complains still wants more pods than it has, as far as it is shown. */
const isCurrent = (view: ClusterView, event: ObservedEvent): boolean => {
  const fields = view.object(event.object)?.fields;
  if (isListedWithout(view, event.object)) return false;
  const wanted = numberAt(fields, "spec", "replicas") ?? numberAt(fields, "status", "desiredNumberScheduled");
  const there = numberAt(fields, "status", "replicas") ?? numberAt(fields, "status", "currentNumberScheduled");
  return wanted === undefined || there === undefined || there < wanted;
};

const draftOf = (view: ClusterView, one: Refused): Draft => ({
  object: one.object,
  confidence: "confirmed",
  summary: `${nameOf(workloadOf(view, one.object))} gets no pods: ${one.cause.why(one.match, one.text)}.`,
  evidence: one.lines.slice(0, 3).map((event) => event.line),
  related: [...ownersOf(view, one.object), ...(one.cause.related?.(one.match, one.text) ?? [])],
  next: one.cause.next(one.object.namespace, one.match),
  fix: fixByHand(one.cause.mend, verifyRollout(view, one.object)),
});

const explains = [
  "deployment-unavailable",
  "rollout-stuck",
  "stateful-set-stuck",
  "daemonset-incomplete",
  "job-failed",
  "service-without-endpoints",
  "not-found",
];

/** Why the API server refuses the pods that a controller wants to create. */
export const admissionRules: readonly Rule[] = causes.map((cause) =>
  defineRule(
    { ...cause, reads: ["events", "errors", "ReplicaSet", "StatefulSet", "DaemonSet", "Job"], explains },
    (view) => [
      ...refused(view)
        .filter((one) => one.cause === cause)
        .map((one) => draftOf(view, one)),
      ...toldToKubectl(view)
        .filter((one) => one.cause === cause)
        .map((one) => draftOfError(view, one)),
    ],
  ),
);
