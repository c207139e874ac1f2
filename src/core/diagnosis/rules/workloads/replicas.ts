import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { keyOf } from "../../objects/name-object.ts";
import { describe } from "../../objects/reads.ts";
import { relatedToPod, unique } from "../../objects/relations.ts";
import { familyOf } from "../../objects/usage.ts";
import { podsOf } from "../../workloads/pods.ts";

/** An error, or an answer with a status that is the server's own fault. */
const failedAnswer =
  /" 5\d\d[ ,]|\bstatus["']?[=: ]{1,2}["']?5\d\d\b|\s5\d\d in \d|\b(?:GET|POST|PUT|PATCH|DELETE) \S{1,200} 5\d\d\b/;

type Replica = {
  readonly ref: ObjectRef;
  readonly logs: readonly LogReading[];
  readonly bad: number;
  readonly lines: number;
};

const replicaOf = (logs: readonly LogReading[]): Replica => ({
  ref: logs[0]!.object,
  logs,
  bad: logs.flatMap(badOf).reduce((sum, { count }) => sum + count, 0),
  lines: logs.reduce((sum, { lineCount }) => sum + lineCount, 0),
});

const badOf = (log: LogReading) =>
  log.templates.filter(
    ({ level, last }) => level === "error" || level === "fatal" || failedAnswer.test(last.text.slice(0, 1500)),
  );

const alone = defineRule(
  {
    code: "one-replica-fails",
    title: "One replica fails, the others do not",
    about:
      "Of the replicas of one workload or Service one writes errors all the time while the logs of others hold none: as many requests fail as reach it. It differs in something from the others: its revision, its age, its node, or what it read when it started.",
    reads: ["logs", "Pod"],
    explains: [
      "application-error",
      "uncaught-exception",
      "wrong-credentials",
      "data-damaged",
      "call-refused",
      "gateway-failing",
      "call-timed-out",
      "dependency-unreachable",
    ],
  },
  function* (view) {
    const logs = logsOfView(view).filter(
      ({ object, evidence, previous }) => object.kind === "Pod" && evidence >= 0 && !previous,
    );
    const families = Map.groupBy(logs, ({ object }) => keyOf(serverOf(view, object)));
    for (const own of families.values()) {
      const replicas = [...Map.groupBy(own, ({ object }) => keyOf(object)).values()].map(replicaOf);
      if (own.some((log) => isApart(view, log))) continue;
      const bad = replicas.filter((one) => one.bad >= 3 && one.bad >= one.lines * 0.2);
      const good = replicas.filter((one) => one.bad === 0 && one.lines >= 5);
      if (bad.length !== 1 || good.length === 0 || bad.length + good.length < replicas.length) continue;
      if (bad[0]!.logs.every(({ health }) => health !== "failing")) yield draftOf(view, bad[0]!, good);
    }
  },
);

/** Members of a store, attempts of a Job and replicas that elect a leader do different work: their errors differ as well. */
const isApart = (view: ClusterView, log: LogReading): boolean =>
  /-\d{1,4}$/.test(log.object.name) ||
  ["StatefulSet", "Job", "CronJob"].includes(familyOf(view, log.object).kind) ||
  log.templates.some(({ last }) =>
    /leader ?(?:election|lease)|leaderelection|became (?:the )?leader|standby/i.test(last.text),
  );

/** Pods of several revisions or of a canary stand behind one name. */
const serverOf = (view: ClusterView, pod: ObjectRef): ObjectRef => {
  const family = familyOf(view, pod);
  return {
    ...family,
    kind: "Pod",
    name: family.name.replace(/-(?:canary|stable|blue|green|baseline|preview|primary)$/, ""),
  };
};

const draftOf = (view: ClusterView, bad: Replica, good: readonly Replica[]): Draft => {
  const worst = bad.logs
    .flatMap(badOf)
    .sort(
      (left, right) =>
        Number(/error|fatal/.test(right.level)) - Number(/error|fatal/.test(left.level)) || right.count - left.count,
    )[0]!;
  const siblings = podsOf(view).filter((pod) => keyOf(serverOf(view, pod.ref)) === keyOf(serverOf(view, bad.ref)));
  const { note, lines } = differenceOf(
    view,
    bad.ref,
    good.map(({ ref }) => ref),
  );
  const total = Math.max(siblings.length, 1 + good.length);
  return {
    object: bad.ref,
    severity: "warning",
    confidence: "likely",
    summary: `Only one of ${total} replicas fails: Pod ${bad.ref.namespace}/${bad.ref.name}${note} (${bad.bad} of ${bad.lines} lines of its log; ${good
      .slice(0, 2)
      .map(({ ref }) => ref.name)
      .join(" and ")} ${good.length === 1 ? "has" : "have"} none): ${saidIn(worst.last.text).slice(0, 200)}`,
    evidence: [worst.last, worst.first, ...lines],
    related: unique([...relatedToPod(view, bad.ref), familyOf(view, bad.ref), serverOf(view, bad.ref)]),
    next: describe(bad.ref, "Shows in what it differs from the others: image, node, start time."),
    fix: fixByHand(
      `Take ${bad.ref.name} out (delete the pod, or roll its revision back), and compare it with the others.`,
      [],
    ),
  };
};

/** In what a pod differs from its siblings, as a list of pods shows it: revision, age, node. */
const differenceOf = (
  view: ClusterView,
  bad: ObjectRef,
  good: readonly ObjectRef[],
): { readonly note: string; readonly lines: readonly (Line | undefined)[] } => {
  const revision = (ref: ObjectRef) => ref.name.replace(/-[a-z0-9]{5}$/, "");
  const age = (ref: ObjectRef) => view.object(ref)?.printed.get("AGE")?.value;
  const node = (ref: ObjectRef) => view.object(ref)?.printed.get("NODE")?.value;
  const isOther = good.every((ref) => revision(ref) !== revision(bad));
  const parts = [
    isOther ? "of another revision than the others" : "",
    age(bad) && good.every((ref) => age(ref) !== age(bad))
      ? `${age(bad)} old, the others ${age(good[0]!) ?? "not"}`
      : "",
    !isOther && node(bad) && good.every((ref) => node(ref) !== node(bad)) ? `on node ${node(bad)}` : "",
  ].filter((part) => part !== "");
  return {
    note: parts.length === 0 ? "" : ` (${parts.join(", ")})`,
    lines: [view.object(bad)?.cite(), view.object(good[0]!)?.cite()],
  };
};

/** What the comparison of replicas shows. */
export const replicaRules: readonly Rule[] = [alone];
