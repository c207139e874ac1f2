import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, LogTemplate, ObjectRef } from "../../evidence/observed.ts";
import { type Draft, defineRule } from "../define-rule.ts";
import { printTarget } from "../endpoint-in-text.ts";
import type { Confidence, Rule, Severity } from "../finding.ts";
import { fixByHand, verifyRollout } from "../fixes.ts";
import { type LogReading, logsOfView } from "../logs-of-view.ts";
import { memo } from "../memo.ts";
import { keyOf, nameOf } from "../name-object.ts";
import { describe } from "../reads.ts";
import { ownersOf, unique } from "../relations.ts";
import { aboutTarget } from "../service-of-host.ts";
import { crashSymptoms } from "../symptoms.ts";
import { type LogCause, logCauses } from "./log-causes.ts";
import { logFailures } from "./log-failures.ts";

const causes: readonly LogCause[] = [...logCauses, ...logFailures];

type Told = {
  readonly cause: LogCause;
  readonly match: RegExpExecArray;
  readonly log: LogReading;
  readonly template: LogTemplate;
  readonly total: number;
};

/** What logs tell: for each log, cause and target the clearest line. */
const told = memo((view: ClusterView): ReadonlyMap<string, readonly Told[]> => {
  const found = new Map<string, Told>();
  for (const log of logsOfView(view)) {
    if (log.health === "done") continue;
    for (const template of log.templates) keep(found, recognise(log, template));
  }
  const byCode = new Map<string, Told[]>();
  for (const one of found.values()) byCode.set(one.cause.code, [...(byCode.get(one.cause.code) ?? []), one]);
  return byCode;
});

const keep = (found: Map<string, Told>, one: Told | undefined): void => {
  if (one === undefined) return;
  const target = one.cause.target?.(one.match, one.template.last.text);
  const key = `${one.cause.code}\n${keyOf(one.log.object)}\n${target ? printTarget(target) : ""}`;
  const before = found.get(key);
  const total = (before?.total ?? 0) + one.total;
  const better = before === undefined || isClearer(one, before) ? one : before;
  found.set(key, { ...better, total });
};

const isClearer = (one: Told, before: Told): boolean =>
  one.template.count > before.template.count ||
  (one.template.count === before.template.count && one.template.last.text < before.template.last.text);

const recognise = (log: LogReading, template: LogTemplate): Told | undefined => {
  if (template.level === "debug") return undefined;
  const text = template.last.text.slice(0, 4000);
  for (const cause of causes) {
    if ((template.level === "info" && cause.code !== "slow-operation") || cause.except?.test(text)) continue;
    const match = cause.pattern.exec(text);
    if (match !== null && isSlowEnough(cause, match)) return { cause, match, log, template, total: template.count };
  }
  return undefined;
};

const isSlowEnough = (cause: LogCause, match: RegExpExecArray): boolean => {
  if (cause.code !== "slow-operation" || /^slow/i.test(match[0])) return true;
  const value = Number(match[1] ?? match[3]);
  const isMilliseconds = match[2] ? /^m/i.test(match[2]) : value >= 100;
  return (isMilliseconds ? value / 1000 : value) >= 2;
};

/** Written within the last part of the log: the application still says so. */
const isOngoing = ({ log, template }: Told): boolean => {
  const lastLine = log.tail.at(-1)?.line ?? log.lineCount;
  return lastLine - template.last.line <= Math.max(10, log.lineCount * 0.05);
};

/** Faults inside an application that runs; they matter when it is asked about, and do not make it ill. */
const inside = new Set([
  "duplicate-key",
  "slow-operation",
  "syntax-error",
  "uncaught-exception",
  "file-missing",
  "permission-denied",
  "invalid-configuration",
]);

const weigh = (one: Told): { readonly severity: Severity; readonly confidence: Confidence } => {
  const { health } = one.log;
  if (health === "failing")
    return isOngoing(one)
      ? { severity: "critical", confidence: one.cause.code === "slow-operation" ? "possible" : "confirmed" }
      : { severity: "warning", confidence: "possible" };
  if (health === "healthy" && !isOngoing(one)) return { severity: "info", confidence: "possible" };
  if (health === "healthy" && inside.has(one.cause.code)) return { severity: "info", confidence: "possible" };
  return { severity: "warning", confidence: isOngoing(one) || one.total > 2 ? "likely" : "possible" };
};

const draftOf = (view: ClusterView, one: Told): Draft => {
  const { cause, match, log, template } = one;
  const target = cause.target?.(match, template.last.text);
  const seen = aboutTarget(view, log.object, target);
  const times = one.total > 1 ? ` (${one.total} lines)` : "";
  return {
    object: log.object,
    ...weigh(one),
    summary: `The log of ${nameOf(log.object)}${log.container ? ` (container ${log.container})` : ""} says that ${cause.says(match, template.last.text)}${times}${seen.note}.`,
    evidence: [template.last, template.first, ...seen.evidence],
    related: unique([...ownersOf(view, log.object), ...seen.related]),
    next: [
      ...seen.next,
      ...(log.health === "unknown" && log.object.kind !== "Log"
        ? describe(log.object, "Shows whether it runs and what it is configured with.")
        : []),
    ],
    fix: cause.mend ? fixByHand(cause.mend, log.object.kind === "Log" ? [] : verifyRollout(view, log.object)) : null,
  };
};

const causeRules: readonly Rule[] = causes.map((cause) =>
  defineRule(
    {
      ...cause,
      reads: ["logs", "Pod", "Service"],
      explains: [
        ...new Set([...(inside.has(cause.code) ? [] : ["uncaught-exception", "slow-operation"]), ...crashSymptoms]),
      ],
    },
    (view) => (told(view).get(cause.code) ?? []).map((one) => draftOf(view, one)),
  ),
);

const applicationError = defineRule(
  {
    code: "application-error",
    title: "Errors in the log",
    about:
      "The log holds lines of level error or fatal that no other rule understands. In a pod that is well this alone means little.",
    reads: ["logs", "Pod"],
    explains: crashSymptoms,
  },
  function* (view) {
    const known = told(view);
    for (const log of logsOfView(view)) {
      const line = decisiveLine(log);
      if (!line || log.health === "done" || isTold(known, log.object)) continue;
      const failing = log.health === "failing";
      yield {
        object: log.object,
        severity: failing ? "warning" : log.health === "healthy" ? "info" : "warning",
        confidence: failing && log.restarts > 0 ? "likely" : "possible",
        summary: `The log of ${nameOf(log.object)} ${log.previous ? "before its last restart ends" : "has an error"}: ${line.text.trim().slice(0, 220)}`,
        evidence: [line],
        related: ownersOf(view, log.object),
        next: log.object.kind === "Log" ? [] : describe(log.object, "Shows whether the object is well."),
      };
    }
  },
);

const isTold = (known: ReadonlyMap<string, readonly Told[]>, object: ObjectRef): boolean =>
  [...known.values()].some((all) => all.some((one) => keyOf(one.log.object) === keyOf(object)));

/** The last fatal or error line; of a container that crashed, else its last line that says anything. */
const decisiveLine = (log: LogReading): Line | undefined => {
  const bad = log.templates.filter((one) => one.level === "fatal" || one.level === "error");
  const fatal = bad.filter((one) => one.level === "fatal");
  const last = [...(fatal.length > 0 ? fatal : bad)].sort((left, right) => right.last.line - left.last.line)[0]?.last;
  if (last) return last;
  return log.health === "failing" && log.restarts > 0 && log.lineCount <= 20 ? log.tail.at(-1) : undefined;
};

/** What applications write about their trouble. */
export const logRules: readonly Rule[] = [...causeRules, applicationError];
