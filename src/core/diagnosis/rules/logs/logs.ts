import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { atFault } from "../../causes/at-fault.ts";
import { fixByHand, fixWith, verifyRollout } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Confidence, Fix, Rule, Severity } from "../../finding.ts";
import { decisiveLine, isLast, lineWeight, type Reason, shortened, withNeighbours } from "../../logs/decisive-line.ts";
import { contextOf } from "../../logs/log-context.ts";
import {
  allLogCauses,
  isOngoing,
  isOver,
  isOvershadowed,
  type LogStatement,
  logStatements,
} from "../../logs/log-statements.ts";
import { isLongSilent } from "../../logs/log-times.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { nodeOfLog } from "../../logs/node-of-log.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { frameOfVague } from "../../logs/stack-frames.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, resourceOf, suggest } from "../../objects/reads.ts";
import { ownersOf, unique, workloadOf } from "../../objects/relations.ts";
import { podAt } from "../../workloads/pods.ts";

/** Faults inside an application that runs; they matter when it is asked about, and do not make it ill. */
const inside = new Set([
  "duplicate-key",
  "syntax-error",
  "uncaught-exception",
  "file-missing",
  "permission-denied",
  "invalid-configuration",
  "application-out-of-memory",
  "stack-overflow",
]);

/** An exception that names what does not fit is more than a fault in passing. */
const isInside = (one: LogStatement): boolean =>
  inside.has(one.cause.code) &&
  !(one.cause.code === "uncaught-exception" && lineWeight(one.log, one.template) >= telling);

/** The weight of an error at the end of a log that names what is required or does not fit. */
const telling = 7;

/** What an application that runs and is ready may well go on with, and somebody has to mend all the same. */
const lasting = new Set([
  "name-not-resolved",
  "service-name-unknown",
  "certificate-expired",
  "certificate-untrusted",
  "api-access-forbidden",
  "disk-full",
]);

const weigh = (
  view: ClusterView,
  one: LogStatement,
): { readonly severity: Severity; readonly confidence: Confidence } => {
  const { health } = one.log;
  if (one.cause.code === "slow-operation" || one.log.isBystander) return { severity: "info", confidence: "possible" };
  if (health === "failing")
    return isOngoing(one) && !isOvershadowed(one, logStatements(view)) && !isBeside(view, one)
      ? { severity: "critical", confidence: "confirmed" }
      : { severity: "warning", confidence: "possible" };
  if (health === "healthy" && (!isOngoing(one) || !(one.cause.isLasting || lasting.has(one.cause.code))))
    return { severity: "info", confidence: isOngoing(one) && !isInside(one) ? "likely" : "possible" };
  if (!isOngoing(one) && !one.log.isMixed && isOver(one)) return { severity: "info", confidence: "possible" };
  return { severity: "warning", confidence: isOngoing(one) || one.total > 2 ? "likely" : "possible" };
};

/** What other evidence explains is more than a line in passing. */
const proven = (weight: ReturnType<typeof weigh>): ReturnType<typeof weigh> =>
  weight.severity === "info" ? { severity: "warning", confidence: "likely" } : weight;

/** An init container's log is the only one there is while the pod is still in its init phase. */
const containerOf = (view: ClusterView, log: LogReading): string => {
  if (!log.container) return "";
  const pod = podAt(view, log.object);
  const isInit =
    pod?.containers.some((one) => one.init && one.name === log.container) || pod?.status.startsWith("Init:");
  return ` (${isInit ? "init container" : "container"} ${log.container})`;
};

const speaker = (view: ClusterView, log: LogReading): string =>
  log.object.kind === "Log" ? "The log" : `The log of ${nameOf(log.object)}${containerOf(view, log)}`;

/** The sentence that a line is a part of, with what other lines say of the same cause. */
const wholeOf = (one: LogStatement, room: number): string => {
  const said = sentenceOf(one, room);
  const matched = shortened(one.match[0], room);
  return said.includes(matched.slice(0, 20)) || matched.length < 12 ? said : matched;
};

const sentenceOf = ({ log, template, also }: LogStatement, room: number): string => {
  const lines = [template, ...also]
    .flatMap((each) => withNeighbours(log, each.last))
    .sort((left, right) => left.line - right.line);
  const own = withNeighbours(log, template.last).map((line) => saidIn(line.text));
  const all = [...new Set(lines.map((line) => saidIn(line.text)))].join("\n");
  const longest = [all, own.join("\n")].find((text) => text.length <= room);
  return shortened(longest ?? saidIn(template.last.text), room);
};

const draftOf = (view: ClusterView, one: LogStatement): Draft => {
  const { cause, match, log, template, about } = one;
  const context = contextOf(view, one);
  const whole = wholeOf(one, about.note.length + context.note.length > 120 ? 130 : 230);
  const times = one.total > 1 ? ` (${one.total} lines)` : "";
  return {
    object: log.object,
    ...(context.fix ? proven(weigh(view, one)) : weigh(view, one)),
    summary: `${speaker(view, log)} says that ${cause.says(match, template.last.text, whole).replace(/[.;,:]+$/, "")}${times}${about.note}${context.note}.`,
    evidence: [
      template.last,
      ...context.evidence,
      ...about.evidence,
      ...one.also.map((each) => each.last),
      template.first,
    ],
    related: unique([...ownersOf(view, log.object), ...about.related, ...context.related, ...nodeOfLog(view, log)]),
    next: [
      ...about.next,
      ...context.next,
      ...(log.health === "unknown" && log.object.kind !== "Log" && context.fix === null
        ? describe(log.object, "Shows whether it runs and what it is configured with.")
        : []),
    ],
    fix:
      context.fix ??
      (cause.mend && !(atTarget.has(cause.code) && about.next.length > 0)
        ? fixByHand(cause.mend, log.object.kind === "Log" ? [] : verifyRollout(view, log.object))
        : null),
  };
};

/** What these are about stands at the other end: no fix is known before that was looked at. */
const atTarget = new Set(["name-not-resolved", "dependency-unreachable"]);

/** That something is slow explains no crash and no refused connection. */
const explainsOf = (code: string, others: readonly string[] = []): readonly string[] =>
  code === "slow-operation"
    ? []
    : [...new Set([...(inside.has(code) ? [] : ["uncaught-exception"]), ...others, ...crashSymptoms])];

const causeRules: readonly Rule[] = allLogCauses.map((cause) =>
  defineRule(
    { ...cause, reads: ["logs", "Pod", "Service"], explains: explainsOf(cause.code, cause.explains) },
    (view) =>
      logStatements(view)
        .filter((one) => one.cause === cause && !isUnknownService(one))
        .map((one) => atFault.get(cause.code)?.(view, one) ?? draftOf(view, one)),
  ),
);

const isUnknownService = (one: LogStatement): boolean => one.cause.code === "name-not-resolved" && one.about.isAbsent;

const serviceNameUnknown = defineRule(
  {
    code: "service-name-unknown",
    title: "Service of that name does not exist",
    about:
      "The application asks for a Service of the cluster by a name under which there is none in that namespace: misspelt in its configuration, in another namespace, or never created.",
    reads: ["logs", "Service", "ConfigMap", "errors"],
    explains: ["not-found", ...explainsOf("name-not-resolved")],
  },
  (view) =>
    logStatements(view)
      .filter(isUnknownService)
      .map((one) => ({
        ...draftOf(view, one),
        summary: `${nameOf(one.log.object)} cannot resolve host name "${one.target?.host}"${one.about.note}.`,
        fix: fixOfSetting(view, one),
      })),
);

/** Known once the place is known where the name is set; until then the reads that show it go first. */
const fixOfSetting = (view: ClusterView, { about, log }: LogStatement): Fix | null => {
  const { correction } = about;
  const verify = verifyRollout(view, log.object);
  const byHand = "Correct the host name in the application's configuration, or create the Service that it names.";
  if (correction === undefined) return about.next.length > 0 ? null : fixByHand(byHand, verify);
  const { map, key, value } = correction;
  const workload = workloadOf(view, log.object);
  return fixWith(
    `Set ${key} of ${nameOf(map)} to ${value}, and restart what reads it.`,
    [
      ...suggest(
        [
          "patch",
          "configmap",
          map.name,
          ...inNamespace(map),
          "--type=merge",
          `--patch='${JSON.stringify({ data: { [key]: value } })}'`,
        ],
        "Names the Service that exists.",
      ),
      ...(restartable.has(workload.kind)
        ? suggest(
            ["rollout", "restart", `${resourceOf(workload.kind)}/${workload.name}`, ...inNamespace(workload)],
            "Pods read their environment only when they start.",
          )
        : []),
    ],
    verify,
  );
};

const restartable = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

const applicationError = defineRule(
  {
    code: "application-error",
    title: "Errors in the log",
    about:
      "The log holds lines of level error or fatal that no other rule understands. In a pod that is well this alone means little.",
    reads: ["logs", "Pod"],
    explains: crashSymptoms.filter((code) => code !== "application-error" && !/probe/.test(code)),
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      const reason = decisiveLine(log);
      if (!reason || log.health === "done" || isTold(view, log, reason)) continue;
      const frame = frameOfVague(view, log, reason.line);
      yield {
        object: log.object,
        severity: severityOf(log, reason.line),
        confidence: confidenceOf(log, reason),
        summary: `${speaker(view, log)} ${log.previous ? "before its last restart ends" : "has an error"}: ${frame ? `${reason.text.replace(/[:;,]$/, "")} at ${frame.text}` : reason.text}`,
        evidence: [reason.line, frame?.line, ...reason.lines],
        related: ownersOf(view, log.object),
        next: log.object.kind === "Log" ? [] : describe(log.object, "Shows whether the object is well."),
      };
    }
  },
);

/** A rule speaks of the line, or of something in this log that weighs as much: what goes on beside the real end does not. */
const isTold = (view: ClusterView, log: LogReading, reason: Reason): boolean => {
  const said = logStatements(view).filter(
    (one) => one.cause.code !== "slow-operation" && keyOf(one.log.object) === keyOf(log.object),
  );
  return said.some((one) => one.log !== log || reason.lines.includes(one.template.last) || !isOutweighed(one, reason));
};

/** Causes that running applications write about all the time and get over. */
const passing = new Set(["connection-broken", "call-timed-out", "gateway-failing", "api-throttled"]);

const isNoise = (one: LogStatement): boolean =>
  one.template.level === "warning" || !isOngoing(one) || passing.has(one.cause.code);

/** The log of something that fails ends with a line that no rule knows and that says more of the end than this does. */
const isOutweighed = (one: LogStatement, reason: Reason): boolean => {
  if (one.log.health !== "failing" || !isLast(one.log, reason.line)) return false;
  const isFatal = one.log.templates.some((each) => each.last === reason.line && each.level === "fatal");
  const lead = reason.weight - lineWeight(one.log, one.template);
  return isNoise(one) ? isFatal || lead > 0 : lead >= 4;
};

/** The same log ends with a line that no rule knows and that says more: this goes on beside it. */
const isBeside = (view: ClusterView, one: LogStatement): boolean => {
  const reason = decisiveLine(one.log);
  return reason !== undefined && isOutweighed(one, reason) && !isTold(view, one.log, reason);
};

/** Of a container that runs and is ready, only an error that it still writes and that names what does not fit. */
const confidenceOf = (log: LogReading, { line, weight }: Reason): Confidence => {
  if (log.endedWell || log.isBystander) return "possible";
  if (log.health === "failing" && log.restarts > 0) return "likely";
  const said = log.templates.find((one) => one.last === line);
  const isSilent = said && isLongSilent(log, { first: said.first.text, last: said.last.text, count: said.count });
  return log.health === "healthy" && weight >= telling && isLast(log, line) && said && !isSilent
    ? "likely"
    : "possible";
};

const severityOf = (log: LogReading, line: Line): Severity => {
  if (log.health === "healthy" || log.endedWell || !(isLast(log, line) || log.isMixed)) return "info";
  return log.health === "failing" && log.restarts > 0 ? "critical" : "warning";
};

/** What applications write about their trouble. */
export const logRules: readonly Rule[] = [...causeRules, serviceNameUnknown, applicationError];
