import type { ClusterView, LogTemplate } from "../../evidence/observed.ts";
import { printTarget, type Target, targetIn } from "../network/endpoint-in-text.ts";
import { type AboutTarget, aboutTarget } from "../network/service-of-host.ts";
import { memo } from "../objects/memo.ts";
import { compareText, keyOf } from "../objects/name-object.ts";
import { storeAtPort } from "../products/store-of.ts";
import { idleInWords } from "./idle-in-words.ts";
import { isLongSilent } from "./log-times.ts";
import { isOptional, particularsIn, requirementsIn } from "./log-words.ts";
import { type LogReading, logsOfView } from "./logs-of-view.ts";
import { askedNames, lookedUpNames } from "./looked-up-names.ts";
import { saidIn } from "./said-in-line.ts";
import { logAccess } from "./statements/access.ts";
import { logCalls } from "./statements/calls.ts";
import { type LogCause, logCauses } from "./statements/causes.ts";
import { logEncodings } from "./statements/encodings.ts";
import { logEnvironment } from "./statements/environment.ts";
import { logFailures } from "./statements/failures.ts";
import { logLogins } from "./statements/logins.ts";
import { logMembers } from "./statements/members.ts";
import { logPlatform } from "./statements/platform.ts";
import { logPurposes } from "./statements/purposes.ts";
import { logRights } from "./statements/rights.ts";
import { logServices } from "./statements/services.ts";
import { logValues } from "./statements/values.ts";

/** Everything that is recognised in logs, in the order in which it is tried on a line. */
export const allLogCauses: readonly LogCause[] = [
  ...logPurposes,
  ...logRights,
  ...logLogins,
  ...logPlatform,
  ...logEnvironment,
  ...logEncodings,
  ...logMembers,
  ...logAccess,
  ...logServices,
  ...logCauses,
  ...logValues,
  ...logFailures.filter((cause) => !isLast(cause)),
  ...logCalls,
  ...logFailures.filter(isLast),
];

/** Exceptions that say no more than that they were thrown. */
function isLast(cause: LogCause): boolean {
  return cause.code === "uncaught-exception";
}

/** What one log says about one cause and one target: the clearest line stands for all. */
export type LogStatement = {
  readonly cause: LogCause;
  readonly match: RegExpExecArray;
  readonly log: LogReading;
  readonly template: LogTemplate;
  readonly total: number;
  /** The line at which it was said last. */
  readonly newest: number;
  readonly target: Target | undefined;
  readonly about: AboutTarget;
  /** Other lines of the log about the same cause and target. */
  readonly also: readonly LogTemplate[];
};

type Hit = Omit<LogStatement, "about">;

/** What the logs of the view say, in a stable order. */
export const logStatements = memo((view: ClusterView): readonly LogStatement[] => {
  const hits = new Map<string, Hit>();
  for (const log of logsOfView(view)) {
    if (log.health === "done") continue;
    for (const template of log.templates) keep(hits, recognise(log, template));
  }
  return [...withoutBare([...hits.values()])]
    .filter((hit) => !isPassedBy(view, hit))
    .sort((left, right) => compareText(sortKey(left), sortKey(right)))
    .map((hit) => withTarget(view, hit));
});

/** A target that is not said in the line may be said above it. */
const withTarget = (view: ClusterView, hit: Hit): LogStatement => {
  const target = hit.target ?? (hit.cause.target ? targetAbove(hit) : undefined);
  const about = aboutTarget(view, hit.log.object, target, isUnknownName(hit));
  const isBare = target !== undefined && /^[\d.]+$/.test(target.host) && about.related.length === 0;
  const idle = isBare
    ? (idleInWords(view, hit.log.object, hit.template.last.text) ?? storeAtPort(view, hit.log.object, target.port))
    : undefined;
  return { ...hit, target, about: idle === undefined ? about : { ...about, ...idle } };
};

/** A look-up goes on with the next search domain where a name is unknown with one, and found an answer in the end. */
const isPassedBy = (view: ClusterView, { cause, log, target, template }: Hit): boolean => {
  if (cause.code !== "name-not-resolved" || log.evidence >= 0 || target === undefined) return false;
  const { command } = template.last;
  return (
    lookedUpNames(view).some(({ line }) => line.command === command) &&
    askedNames(command).some((name) => target.host.toLowerCase().startsWith(`${name}.`))
  );
};

/** DNS answered, and that there is no such name; not that it did not answer. */
const isUnknownName = ({ cause, template }: Hit): boolean =>
  cause.code === "name-not-resolved" &&
  !/i\/o timeout|server misbehaving|[Tt]emporary failure|EAI_AGAIN|timed out/.test(template.last.text);

/** The host of the line before, where an error is printed below the call that it ended. */
const targetAbove = ({ log, template }: Hit): Target | undefined =>
  log.tail
    .filter((line) => line.line < template.last.line && template.last.line - line.line <= 2)
    .reverse()
    .map((line) => (/:\/\/|\w:\d{2,5}\b/.test(line.text) ? targetIn(line.text) : undefined))
    .find((target) => target !== undefined && /[a-z]/i.test(target.host));

const sortKey = (hit: Hit): string =>
  `${hit.cause.code}\n${keyOf(hit.log.object)}\n${hit.target ? printTarget(hit.target) : ""}`;

const keep = (hits: Map<string, Hit>, one: Hit | undefined): void => {
  if (one === undefined) return;
  const before = hits.get(sortKey(one));
  const better = before === undefined || isClearer(one, before) ? one : before;
  const others = before === undefined ? [] : [...before.also, better === one ? before.template : one.template];
  hits.set(sortKey(one), {
    ...better,
    total: (before?.total ?? 0) + one.total,
    newest: Math.max(before?.newest ?? 0, one.newest),
    also: others.slice(0, mostOthers),
  });
};

const mostOthers = 3;

/** The gravest line speaks for a cause; of equals the one that names most, then the one that stands there most often. */
const isClearer = (one: Hit, before: Hit): boolean =>
  (gravity(one) - gravity(before) ||
    bareness(one) - bareness(before) ||
    clarity(before) - clarity(one) ||
    before.template.count - one.template.count ||
    compareText(one.template.last.text, before.template.last.text)) < 0;

const clarity = ({ template }: Hit): number => {
  const text = saidIn(template.last.text);
  return Math.min(3, requirementsIn(text)) + particularsIn(text);
};

/** 0 for a line that names what exactly is wrong. */
const bareness = ({ cause, template }: Hit): number => (cause.clearest?.test(saidIn(template.last.text)) ? 0 : 1);

/** 0 for what ends a program, 1 for an error or a line without a level, 2 for a warning. */
const gravity = ({ template }: Pick<Hit, "template">): number =>
  template.level === "fatal" ? 0 : template.level === "warning" ? 2 : 1;

/** A line without a target says no more than one with it, of the same log. */
const withoutBare = (hits: readonly Hit[]): readonly Hit[] => {
  const named = new Set(hits.filter((hit) => hit.target).map((hit) => `${hit.cause.code}\n${keyOf(hit.log.object)}`));
  return hits.filter((hit) => hit.target || !named.has(`${hit.cause.code}\n${keyOf(hit.log.object)}`));
};

/** Lines of one template may differ in what they carry: where the last says nothing known, the first of an error is heard too. */
const recognise = (log: LogReading, template: LogTemplate): Hit | undefined => {
  const found = recogniseLast(log, template);
  const isBad = template.level === "error" || template.level === "fatal";
  if (found !== undefined || !isBad || template.count < 2 || template.first.text === template.last.text) return found;
  return recogniseLast(log, { ...template, last: template.first });
};

const recogniseLast = (log: LogReading, template: LogTemplate): Hit | undefined => {
  const text = unescaped(template.last.text.slice(0, 4000));
  const isCalm = template.level === "info" || template.level === "debug";
  const isSpared = template.level !== "fatal" && isOptional(text);
  for (const cause of allLogCauses) {
    if ((isCalm && !cause.anyLevel) || cause.except?.test(text)) continue;
    if (isSpared && (dispensable.has(cause.code) || (template.level === "warning" && passing.has(cause.code))))
      continue;
    const match = cause.pattern.exec(text);
    if (match === null || !isSlowEnough(cause, match)) continue;
    return {
      cause,
      match,
      log,
      template,
      total: template.count,
      newest: template.last.line,
      also: [],
      target: cause.target?.(match, text),
    };
  }
  return undefined;
};

/** What a program may lack and go on without, when it says so itself. */
const dispensable = new Set([
  "missing-environment",
  "file-missing",
  "invalid-configuration",
  "permission-denied",
  "module-missing",
  "version-mismatch",
]);

/** A message within JSON or a quoted field, as the application wrote it: rules look for `database "shop"`, not `database \\"shop\\"`. */
const unescaped = (text: string): string =>
  text.includes("\\") ? text.replaceAll(/\\{1,3}(["'/])/g, "$1").replaceAll(/\\[nrt]/g, " ") : text;

/** Two seconds are slow for anything that somebody waits for. */
const isSlowEnough = (cause: LogCause, match: RegExpExecArray): boolean => {
  if (cause.code !== "slow-operation" || /^slow/i.test(match[0])) return true;
  const value = Number(match[1] ?? match[4]);
  const unit = match[2] ?? match[3] ?? "";
  return (unit && !/^_?m/i.test(unit) ? value : value / 1000) >= 2;
};

/** Something graver is said at the end of the same log, so that this is what went on beside it. */
export const isOvershadowed = (one: LogStatement, all: readonly LogStatement[]): boolean =>
  all.some(
    (other) =>
      other.cause !== one.cause &&
      !(isRefusal.test(one.cause.code) && ends.has(other.cause.code)) &&
      keyOf(other.log.object) === keyOf(one.log.object) &&
      gravity(other) < gravity(one) &&
      isOngoing(other),
  );

/** That a call came to no end says nothing beside a certificate, an identity or a right that was refused before. */
const isRefusal =
  /^certificate-|^(?:clock-wrong|api-access-forbidden|cloud-access-denied|wrong-credentials|credentials-missing)$/;
const ends = new Set(["call-timed-out", "connection-broken", "uncaught-exception"]);

/** A server that is up writes about clients that it turned away; that is their fault, not its own. */
const isUp =
  /ready to accept connections|ready for connections|[Ww]aiting for connections|Ready to accept connections|Server startup complete/;
/** What is said when something went well after all. */
const wentWell =
  /\b(?:connected|reconnected|connection (?:established|restored|successful|ok)|recovered|succeeded|successful(?:ly)?|ready to accept|is (?:now )?(?:ready|up|available|healthy)|back online)\b/i;

/** The log of something that does not fail goes on with a success, or is that of a server whose client was turned away. */
export const isOver = ({ cause, log, template }: LogStatement): boolean => {
  if (log.health === "failing") return false;
  const { first, last, count } = template;
  const isStanding = cause.code === "store-full" && isAlarm.test(last.text);
  if (!log.isMixed && !isStanding && isLongSilent(log, { first: first.text, last: last.text, count })) return true;
  const isPassing = passing.has(cause.code);
  return log.templates.some(
    (one) =>
      (isPassing && one.last.line > template.last.line && isFine(one) && wentWell.test(one.last.text)) ||
      (cause.code === "wrong-credentials" && isUp.test(one.last.text)) ||
      (cause.code === "store-full" && one.last.line > template.last.line && isCleared.test(one.last.text)),
  );
};

/** A broker says once that an alarm is set, and when it is over. */
const isAlarm = /alarm|watermark|[Pp]ublishers (?:will be|are) blocked/;
const isCleared = /alarm[^\n]{0,60}\bcleared\b|no longer blocked|unblocked/i;

const isFine = ({ level }: LogTemplate): boolean => level === "info" || level === "unknown" || level === "debug";

const passing = new Set([
  "dependency-unreachable",
  "name-not-resolved",
  "connection-broken",
  "gateway-failing",
  "call-timed-out",
  "database-locked",
  "api-throttled",
]);

/** Written within the last part of the log, and not over since: the application still says so. */
export const isOngoing = (one: LogStatement): boolean => {
  const { log } = one;
  if (isOver(one)) return false;
  if (one.cause.code === "store-full" && isAlarm.test(one.template.last.text)) return true;
  if (log.isMixed) return true;
  const lastLine = log.tail.at(-1)?.line ?? log.lineCount;
  return lastLine - one.newest <= Math.max(10, log.lineCount * 0.05);
};
