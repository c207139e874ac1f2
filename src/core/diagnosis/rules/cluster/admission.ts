import type { ClusterView, KubectlError, ObjectRef, ObservedEvent } from "../../../evidence/observed.ts";
import { fixByHand, verifyRollout } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { listAt, numberAt, textAt } from "../../objects/fields.ts";
import { memo } from "../../objects/memo.ts";
import { nameOf } from "../../objects/name-object.ts";
import { ownersOf, workloadOf } from "../../objects/relations.ts";
import { isListedWithout } from "../../workloads/pods.ts";
import { largestUser } from "../../workloads/quota-users.ts";
import { type AdmissionCause, admissionCauses } from "./admission-causes.ts";

type Told = { readonly cause: AdmissionCause; readonly match: RegExpExecArray; readonly error: KubectlError };

/** What kubectl was told when it wanted to create or change something, by the same causes; the last of them says nothing of its own. */
const toldToKubectl = memo((view: ClusterView): readonly Told[] =>
  view.errors.flatMap((error) => {
    const cause = admissionCauses.find((one) => one.code !== "creation-forbidden" && one.pattern.test(error.message));
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
  readonly cause: AdmissionCause;
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
    const cause = admissionCauses.find((one) => one.pattern.test(event.message));
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

const draftOf = (view: ClusterView, one: Refused): Draft => {
  const user = one.cause.code === "quota-exceeded" ? largestUser(view, one.object, one.text) : undefined;
  return {
    object: one.object,
    confidence: "confirmed",
    summary: `${nameOf(workloadOf(view, one.object))} gets no ${one.object.kind === "CronJob" ? "job" : "pods"}: ${one.cause.why(one.match, one.text)}${user?.words ?? ""}.`,
    evidence: [...one.lines.slice(0, 3).map((event) => event.line), ...(user?.evidence ?? [])],
    related: [
      ...ownersOf(view, one.object),
      ...(one.cause.related?.(one.match, one.text) ?? []),
      ...(user ? [user.ref] : []),
    ],
    next: one.cause.next(one.object.namespace, one.match),
    fix: fixByHand(user?.mend ?? one.cause.mend, verifyRollout(view, one.object)),
  };
};

const explains = [
  "deployment-unavailable",
  "rollout-stuck",
  "stateful-set-stuck",
  "daemonset-incomplete",
  "job-failed",
  "cronjob-not-starting",
  "service-without-endpoints",
  "not-found",
];

/** Why the API server refuses the pods that a controller wants to create. */
export const admissionRules: readonly Rule[] = admissionCauses.map((cause) =>
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
