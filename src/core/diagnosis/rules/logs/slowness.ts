import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Confidence, Rule, Severity } from "../../finding.ts";
import { clockIn } from "../../logs/log-times.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { scanIn } from "../../logs/scans.ts";
import { linesOf, spokenDuration, type TimedLog, type TimedOperation, timedLogs } from "../../logs/timings.ts";
import { changeElsewhere, type TurningPoint, turningPointOf } from "../../logs/turning-point.ts";
import { nameOf } from "../../objects/name-object.ts";
import { inNamespace, suggest } from "../../objects/reads.ts";
import { ownersOf, unique } from "../../objects/relations.ts";

/** What is waited for takes a second or more. */
const isSlow = (one: TimedOperation): boolean => one.median >= 1000;

const speaker = ({ object }: LogReading): string => (object.kind === "Log" ? "" : `${nameOf(object)}: `);

/** What is measured by the caller is slow because of it. */
const slownessExplained = [
  "slow-operation",
  "slow-request",
  "call-timed-out",
  "gateway-failing",
  "autoscaler-at-maximum",
];

/** Who else in the namespace measured something slow, and so may wait for this. */
const waiting = (view: ClusterView, log: LogReading): readonly ObjectRef[] =>
  timedLogs(view)
    .filter(
      (one) => one.log.object.namespace === log.object.namespace && one.operations.some((each) => each.most >= 1000),
    )
    .flatMap(({ log: { object } }) => [object, ...ownersOf(view, object)]);

const relatedTo = (view: ClusterView, log: LogReading): readonly ObjectRef[] =>
  unique([...ownersOf(view, log.object), ...waiting(view, log)]);

/** How sure it is: three measurements of two seconds and more are no chance, nor are two of five. */
const weigh = (one: TimedOperation): { readonly severity: Severity; readonly confidence: Confidence } =>
  (one.timings.length >= 3 && one.median >= 2000) || (one.timings.length === 2 && one.least >= 5000)
    ? { severity: "warning", confidence: "likely" }
    : { severity: "info", confidence: "likely" };

const times = (one: TimedOperation): string =>
  one.timings.length === 1
    ? spokenDuration(one.median)
    : `${spokenDuration(one.least)} to ${spokenDuration(one.most)} (${one.timings.length} lines, half of them above ${spokenDuration(one.median)})`;

const cite = (one: TimedOperation): readonly Line[] => [one.timings.at(-1)!.line, one.timings[0]!.line];

const sinceChange = defineRule(
  {
    code: "slow-since-change",
    title: "Slow since a change",
    about:
      "An operation was fast and is slow from one moment on, and the log says at that moment that a feature flag, a configuration or a cache was changed. Nothing was deployed or restarted, and still something did change.",
    reads: ["logs"],
    explains: [...slownessExplained, "slow-query", "slow-call", "cpu-limit-reached"],
  },
  function* (view) {
    for (const timed of timedLogs(view)) {
      const turn = turningPointOf(timed);
      const change = turn && (turn.change ?? changeElsewhere(turn, otherLogs(view, timed.log)));
      if (turn && change) yield draftOfChange(view, timed, turn, change);
    }
  },
);

const otherLogs = (view: ClusterView, log: LogReading) =>
  logsOfView(view)
    .filter((one) => one !== log && one.object.namespace === log.object.namespace && one.evidence >= 0)
    .map((one) => linesOf(view, one));

const draftOfChange = (view: ClusterView, { log }: TimedLog, turn: TurningPoint, change: Line): Draft => {
  const { operation, since } = turn;
  const at = clockIn(change.text) || clockIn(since.line.text);
  const part = since.part ? `, most of it in ${since.part.name}` : "";
  return {
    object: log.object,
    severity: "warning",
    confidence: "likely",
    summary: `${nameOf(log.object)} is slow since a change${at ? ` at ${at}` : ""} that ${change.command === since.line.command ? "its log" : `\`${change.command}\``} shows: "${saidIn(change.text).slice(0, 170)}". Before it ${operation.operation.label} took ${spokenDuration(turn.before)}, since then ${spokenDuration(turn.after)}${part} (medians of ${operation.timings.length} lines)`,
    evidence: [change, since.line, operation.timings[0]!.line, operation.timings.at(-1)!.line],
    related: relatedTo(view, log),
    fix: fixByHand("Take the change back (switch the flag or the setting to what it was), then measure again.", []),
  };
};

const slowQuery = defineRule(
  {
    code: "slow-query",
    title: "Slow query",
    about:
      "A database statement takes seconds, and all who wait for it with it. Where the server says that it reads the whole table (sequential scan, COLLSCAN, many rows examined for few sent), an index is missing or cannot be used.",
    reads: ["logs"],
    explains: slownessExplained,
  },
  function* (view) {
    for (const timed of timedLogs(view)) {
      const one = timed.operations.find((each) => each.operation.kind === "statement" && isSlow(each));
      if (one === undefined) continue;
      const scan = scanIn(timed, one);
      yield {
        object: timed.log.object,
        ...weigh(one),
        summary: `Slow query: ${speaker(timed.log)}${one.operation.label} takes ${times(one)}${scan ? `; ${scan.note}` : ""}`,
        evidence: [...cite(one), ...(scan?.lines ?? [])],
        related: relatedTo(view, timed.log),
        fix: fixByHand(
          `Look at the plan of the statement (EXPLAIN), then give ${one.operation.about} an index that serves its condition, or change the query.`,
          [],
        ),
      };
    }
  },
);

const slowCall = defineRule(
  {
    code: "slow-call",
    title: "Calls to one server are slow",
    about:
      "The application waits for another server: calls to one host take seconds while those to others are fast. The time is lost there, or on the way to it, not in the application.",
    reads: ["logs"],
    explains: slownessExplained,
  },
  function* (view) {
    for (const timed of timedLogs(view)) {
      const calls = timed.operations.filter(({ operation }) => operation.kind === "call");
      const one = calls.find((each) => isSlow(each) || isSlowAtTimes(each));
      if (one === undefined || timed.operations.some((each) => each.operation.kind === "statement" && isSlow(each)))
        continue;
      if (slowPartOf(one).timings.every(({ line }) => unconnected.test(line.text))) continue;
      const fast = calls.filter((each) => each.operation.about !== one.operation.about && each.median < one.median / 5);
      yield {
        object: timed.log.object,
        ...weigh(isSlow(one) ? one : slowPartOf(one)),
        summary: `${speaker(timed.log)}calls to ${one.operation.about} are slow${outside(one.operation.about)}: ${one.operation.label} takes ${isSlow(one) ? times(one) : shareOf(one)}${partNote(one)}${
          fast.length > 0
            ? `, while calls to ${fast
                .slice(0, 2)
                .map((each) => `${each.operation.about} take ${spokenDuration(each.median)}`)
                .join(" and ")}`
            : ""
        }`,
        evidence: [...cite(slowPartOf(one)), ...fast.slice(0, 1).map((each) => each.timings[0]!.line)],
        related: relatedTo(view, timed.log),
        fix: fixByHand(
          `Look at ${one.operation.about} and the way to it; until then a short time-out and a fallback keep callers from waiting.`,
          [],
        ),
      };
    }
  },
);

/** What never connects is not slow, however long it is waited for. */
const unconnected =
  /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|\bdial tcp\b[^\n]{0,200}(?:i\/o timeout|no route to host)|\b[Cc]onnect(?:ion)? timed out\b/;

/** A tenth of the calls or more takes a second, the others are fast. */
const isSlowAtTimes = (one: TimedOperation): boolean => {
  const share = one.timings.filter(({ milliseconds }) => milliseconds >= 1000).length / one.timings.length;
  return share >= 0.1 && one.timings.length >= 10 && one.median < one.most / 5;
};

const slowPartOf = (one: TimedOperation): TimedOperation => {
  const timings = one.timings.filter(({ milliseconds }) => milliseconds >= 1000);
  const sorted = timings.map(({ milliseconds }) => milliseconds).sort((left, right) => left - right);
  return timings.length === 0 ? one : { ...one, timings, least: sorted[0]!, median: sorted[sorted.length >> 1]! };
};

const shareOf = (one: TimedOperation): string => {
  const slow = slowPartOf(one);
  return `${spokenDuration(slow.median)} in ${slow.timings.length} of ${one.timings.length} lines, else ${spokenDuration(one.median)}`;
};

/** What most of the time goes to, as the lines themselves say. */
const partNote = (one: TimedOperation): string => {
  const parts = slowPartOf(one).timings.flatMap(({ part }) => part ?? []);
  const name = parts[0]?.name;
  if (name === undefined || parts.filter((part) => part.name === name).length < slowPartOf(one).timings.length / 2)
    return "";
  const meaning = /^(?:dns|dns_?lookup|name_?lookup|resolve)/i.test(name)
    ? ", the time goes to DNS (name resolution; look at ndots and the search domains, lost UDP packets and CoreDNS)"
    : `, most of it in ${name}`;
  return `${meaning} (${name} ${spokenDuration(parts.at(-1)!.milliseconds)})`;
};

const outside = (host: string): string =>
  /\.(?:svc|local|internal|cluster)\b|^[^.]+(?::\d+)?$|^\d/.test(host.replace(/:\d+$/, ""))
    ? ""
    : " (a server outside the cluster)";

/** How long a job ran is no time that somebody waits for an answer. */
const aRun =
  /^(?:jobs?|builds?|pipelines?|stages?|tasks?|workflows?|backups?|imports?|exports?|migrations?|batch(?:es)?) (?:\S+ )?(?:succeeded|finished|completed|done|ended)\b/i;

const slowRequest = defineRule(
  {
    code: "slow-request",
    title: "One kind of request is slow",
    about:
      "One operation of an application takes seconds while others are fast, so that not the whole application is slow: the time goes to what this one does.",
    reads: ["logs"],
    explains: ["slow-operation"],
  },
  function* (view) {
    for (const timed of timedLogs(view)) {
      const one = timed.operations.find(
        (each) => !/^(?:statement|call)$/.test(each.operation.kind) && !aRun.test(each.operation.label) && isSlow(each),
      );
      if (one === undefined || one.timings.length < 3) continue;
      const inner = innerOf(timed, one);
      const fast = timed.operations.filter(
        (each) => each.median < one.median / 5 && each.timings.length >= 2 && !/Exception\b/.test(each.operation.label),
      );
      yield {
        object: timed.log.object,
        severity: "info",
        confidence: "likely",
        summary: `${speaker(timed.log)}${one.operation.label} is slow, it takes ${times(one)}${partNote(one)}${inner ? `, most of it in "${inner.operation.label}" (${spokenDuration(inner.median)})` : ""}${fast.length > 0 ? `; others are fast (${fast[0]!.operation.label}: ${spokenDuration(fast[0]!.median)})` : ""}${alsoSlow(view, timed)}`,
        evidence: [...cite(one), ...(inner ? cite(inner) : [])],
        related: relatedTo(view, timed.log),
        next: suggest(
          ["top", "pods", ...inNamespace(timed.log.object)],
          "Shows who is busy: the application, or what it waits for.",
        ),
      };
    }
  },
);

/** Others of the namespace that are slow at the same time: one of them may be what the others wait for. */
const alsoSlow = (view: ClusterView, timed: TimedLog): string => {
  const others = timedLogs(view)
    .filter(
      ({ log }) => log.object.namespace === timed.log.object.namespace && log.object.name !== timed.log.object.name,
    )
    .flatMap(({ log, operations }) => {
      const most = operations.find((each) => isSlow(each));
      return most ? [`${log.object.name} (${spokenDuration(most.median)})`] : [];
    });
  return others.length === 0 ? "" : `; slow too, and maybe what it waits for: ${others.slice(0, 3).join(", ")}`;
};

/** What is measured inside of it: as often, and not much shorter. */
const innerOf = (timed: TimedLog, one: TimedOperation): TimedOperation | undefined =>
  timed.operations.find(
    (each) =>
      each !== one &&
      each.median <= one.median &&
      each.median >= one.median * 0.7 &&
      Math.abs(each.timings.length - one.timings.length) <= one.timings.length * 0.3,
  );

/** Where the time goes that somebody waits. */
export const slownessRules: readonly Rule[] = [sinceChange, slowQuery, slowCall, slowRequest];
