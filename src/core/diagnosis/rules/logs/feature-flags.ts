import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, LogTemplate, ObjectRef } from "../../../evidence/observed.ts";
import { belongsTo } from "../../causes/links.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { shortened } from "../../logs/decisive-line.ts";
import { coverageOf, type Fit, failuresIn, fitOf } from "../../logs/failing-code.ts";
import { failureSwitches } from "../../logs/failure-switches.ts";
import { type FeatureFlag, flagsFor } from "../../logs/feature-flags.ts";
import { switchOff } from "../../logs/flag-switch-off.ts";
import { flagsInLogs } from "../../logs/flags-in-logs.ts";
import { logStatements } from "../../logs/log-statements.ts";
import { timeIn } from "../../logs/log-times.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { linesOfLog } from "../../logs/stack-frames.ts";
import { changeOf, type Moment } from "../../objects/moments.ts";
import { keyOf, nameOf } from "../../objects/name-object.ts";
import { ownersOf, servicesOf, unique, workloadOf } from "../../objects/relations.ts";

type Broken = { readonly flag: FeatureFlag; readonly fit: Fit; readonly log: LogReading };

/** The flags that are on and whose code fails in a log; of several those that fit best. */
const brokenIn = (view: ClusterView, log: LogReading): readonly Broken[] => {
  const configured = flagsFor(view, log);
  const known = new Set(configured.map(({ name }) => name));
  const said = flagsInLogs(view).filter(
    ({ owner, name }) => owner.namespace === log.object.namespace && !known.has(name),
  );
  const onPurpose = new Set(failureSwitches(view).map(({ name }) => name));
  const flags = [...configured, ...said].filter(({ isOn, name }) => isOn && !onPurpose.has(name));
  if (flags.length === 0) return [];
  const failures = failuresIn(view, log);
  const found = flags.flatMap((flag) => {
    const fit = fitOf(view, flag, log, failures);
    return fit ? [{ flag, fit, log }] : [];
  });
  const best = Math.max(...found.map(({ fit }) => fit.weight));
  return found.filter(({ fit }) => fit.weight === best).slice(0, 2);
};

const isError = ({ level }: LogTemplate): boolean => level === "error" || level === "fatal";

/** Lines by which a log tells of requests that went well. */
const wentWell =
  /\b20[0-6]\b|\b(?:ok|completed?|succeeded|success(?:ful(?:ly)?)?|served|finished|processed|handled|accepted|confirmed)\b/i;

const isPartial = ({ flag, log }: Broken): boolean =>
  flag.share !== undefined &&
  flag.share > 0 &&
  flag.share < 100 &&
  log.templates.some(({ level, last }) => /info|unknown|debug/.test(level) && wentWell.test(saidIn(last.text)));

type Change = { readonly note: string; readonly isBefore: boolean; readonly line: Line | undefined };

/** Errors that begin within so much after a change come from it. */
const within = 6 * 3_600_000;

/** When the flag was changed, and whether the errors begin then; only where both name the day. */
const changeBehind = (view: ClusterView, { flag, fit, log }: Broken): Change => {
  const object = flag.owner.kind === "ConfigMap" ? view.object(flag.owner) : undefined;
  const changed = flag.key === "" ? sayingOf(flag.line) : object && changeOf(object);
  const begins = fit.beginnings.map((line) => timeAbove(view, log, line)).filter((time) => time > 1e12);
  const first = Math.min(...begins);
  const gap = first - (changed?.time ?? Number.NaN);
  if (!changed || !(gap >= 0 && gap <= within)) return { note: "", isBefore: false, line: undefined };
  const clock = new Date(first).toISOString().slice(11, 19);
  return {
    note: `; it was changed ${changed.said}, and the errors begin after it (${clock})`,
    isBefore: true,
    line: changed.line,
  };
};

/** The moment at which a log says that a flag was changed. */
const sayingOf = (line: Line): Moment | undefined => {
  const time = timeIn(line.text);
  return time === undefined || !/chang|updat|switch|set|->|=>|→/i.test(line.text)
    ? undefined
    : { time, said: `at ${new Date(time).toISOString().slice(0, 19)}Z`, line };
};

/** The time of a line, or of the record that it is a part of; 0 when there is none. */
const timeAbove = (view: ClusterView, log: LogReading, line: Line): number => {
  const own = timeIn(line.text);
  if (own !== undefined) return own;
  const lines = linesOfLog(view, log);
  const index = lines.findIndex((one) => one.line === line.line);
  const dated = lines
    .slice(Math.max(0, index - 30), Math.max(0, index))
    .findLast(({ text }) => timeIn(text) !== undefined);
  return dated ? timeIn(dated.text)! : 0;
};

/** The lines at which the flag itself and its value stand, below the beginning of what holds them. */
const linesOf = (view: ClusterView, { line, name, value }: FeatureFlag): readonly Line[] => {
  const piece = view.evidence.find(({ command, stdout }) => command === line.command && stdout.includes(line.text));
  const below =
    piece?.stdout
      .slice(0, 500_000)
      .split("\n")
      .slice(line.line, line.line + 300) ?? [];
  const index = line.text.includes(name) ? -1 : below.findIndex((text) => text.includes(name));
  const at = (place: number): Line => ({ command: line.command, line: line.line + place + 1, text: below[place]! });
  if (index >= 0) return [at(index)];
  const isValueBelow = !line.text.includes(value) && value.length < 40 && below[0]?.includes(value);
  return isValueBelow ? [line, at(0)] : [line];
};

/** Those that call what fails, as their logs say. */
const callersOf = (view: ClusterView, { object }: LogReading): readonly ObjectRef[] =>
  logStatements(view)
    .filter(({ about, log }) => log.object !== object && about.related.some((ref) => belongsTo(object, ref)))
    .flatMap(({ log }) => [log.object, ...ownersOf(view, log.object)]);

const stateOf = ({ share }: FeatureFlag): string =>
  share === undefined || share === 100 ? "enabled" : `enabled for ${share}%`;

const summaryOf = (view: ClusterView, { flag, fit, log }: Broken, isPart: boolean, note: string): string => {
  const holder =
    keyOf(flag.owner) === keyOf(log.object) && flag.key === ""
      ? `The log of ${nameOf(flag.owner)} says that feature flag ${flag.name} is ${stateOf(flag)}`
      : `${flag.key === "" ? "By the log of " : ""}${nameOf(flag.owner)} ${flag.key === "" ? "" : "has "}feature flag ${flag.name} ${flag.key === "" ? `is ${stateOf(flag)}` : stateOf(flag)}`;
  const what = fit.isNamed ? "the error names it" : "the code of that name fails";
  const error = shortened(saidIn(fit.template.last.text), 110).replace(/[:;,.]$/, "");
  const frame = fit.frame && !error.includes(fit.frame.text) ? ` at ${fit.frame.text}` : "";
  return `${holder}, and ${what} in ${nameOf(workloadOf(view, log.object))}: ${error}${frame}${isPart ? "; other requests go well" : ""}${note}.`;
};

const draftOf = (view: ClusterView, broken: Broken): Draft => {
  const { flag, fit, log } = broken;
  const change = changeBehind(view, broken);
  const isPart = isPartial(broken);
  const isSure = fit.isNamed || (fit.words.length > 1 && (isPart || change.isBefore));
  const isFaint = fit.words.length === 1 && coverageOf(flag, fit) < 1 && !isPart && !change.isBefore;
  return {
    object: flag.owner,
    severity: isSure ? "critical" : isFaint ? "info" : "warning",
    confidence: isSure ? "likely" : "possible",
    summary: summaryOf(view, broken, isPart, change.note),
    evidence: [...linesOf(view, flag), fit.template.last, fit.frame?.line, change.line],
    related: unique([
      log.object,
      ...ownersOf(view, log.object),
      ...servicesOf(view, log.object),
      ...callersOf(view, log),
    ]),
    fix: switchOff(view, flag, workloadOf(view, log.object)),
  };
};

/** What comes from elsewhere than the code. */
const elsewhere = new Set([
  "dependency-unreachable",
  "api-service-unavailable",
  "webhook-unreachable",
  "claim-waits-for-consumer",
]);

const flagBreaks = defineRule(
  {
    code: "feature-flag-breaks",
    title: "Code behind a feature flag fails",
    about:
      "A feature flag is enabled, in a ConfigMap, a variable or the flag service, and the code that goes by its name throws errors ever since: the new way through the program has a fault. With a partial rollout only that part of the requests fails, while pods stay ready. Switching the flag off ends it without a release.",
    reads: ["logs", "ConfigMap", "Deployment", "StatefulSet", "Pod"],
    explains: [
      "uncaught-exception",
      "gateway-failing",
      "call-refused",
      "call-timed-out",
      "program-fault",
      "missing-database-object",
      "malformed-value",
      "stack-overflow",
      "duplicate-key",
      "module-missing",
      ...crashSymptoms.filter((code) => !elsewhere.has(code)),
    ],
  },
  function* (view) {
    const seen = new Set<string>();
    for (const log of logsOfView(view)) {
      if (log.health === "done" || log.isBystander || log.endedWell || !log.templates.some(isError)) continue;
      for (const broken of brokenIn(view, log)) {
        const key = `${broken.flag.name}\n${keyOf(workloadOf(view, log.object))}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield draftOf(view, broken);
      }
    }
  },
);

/** Flags whose code fails. */
export const featureFlagRules: readonly Rule[] = [flagBreaks];
