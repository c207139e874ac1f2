import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { type LogReading, logsOfView } from "../../logs/logs-of-view.ts";
import { linesOf } from "../../logs/timings.ts";
import { targetIn } from "../../network/endpoint-in-text.ts";
import { nameOf } from "../../objects/name-object.ts";
import { relatedToPod, unique, workloadOf } from "../../objects/relations.ts";
import { settingsOf } from "../../objects/settings.ts";
import { listedSettings } from "../../objects/settings-listed.ts";

const attempt =
  /\b(?:attempt|retry|retries|try|tries)\b["']?[ #=:]{0,3}["']?(\d{1,4})(?: ?(?:\/|of|out of) ?(\d{1,4}))?|\bretry(?:ing)?\b[^\n]{0,30}\((\d{1,4}) ?(?:\/|of) ?(\d{1,4})\)/i;
const retryKey = /(?:RETR(?:Y|IES)|ATTEMPTS)/i;
/** So many attempts for one call multiply a failure instead of getting over it. */
const many = 5;

type Storm = { readonly log: LogReading; readonly lines: readonly Line[]; readonly most: number };

const stormIn = (view: ClusterView, log: LogReading): Storm | undefined => {
  const lines = linesOf(view, log).filter(({ text }) => attempt.test(text.slice(0, 1500)));
  const numbers = lines.map(({ text }) => {
    const match = attempt.exec(text.slice(0, 1500))!;
    return Math.max(...[1, 2, 3, 4].map((group) => Number(match[group] ?? 0)));
  });
  const most = Math.max(0, ...numbers);
  return lines.length >= 10 && lines.length >= log.lineCount * 0.2 && most >= many ? { log, lines, most } : undefined;
};

/** What a workload or its ConfigMap sets about retries. */
const settingsOfRetries = (view: ClusterView, log: LogReading) => {
  const workload = workloadOf(view, log.object);
  return [...settingsOf(view, log.object).filter(({ isOwn }) => isOwn), ...listedSettings(view, workload)].filter(
    ({ key, value }) => retryKey.test(key) && /^\d{1,6}(?:ms|s)?$/.test(value),
  );
};

const overload =
  /\b(?:overload\w*|queue (?:is )?full|too many (?:concurrent |pending )?requests|rejecting|load shed\w*|shedding|saturated|429|503|rate.?limit\w*|concurrency limit)\b/i;

const storm = defineRule(
  {
    code: "retry-storm",
    title: "Retries keep a server overloaded",
    about:
      "A client repeats each failed call many times, without or with little pause. What began as a short failure becomes a multiple of the load, and the server cannot get over it while the retries go on.",
    reads: ["logs", "ConfigMap", "Deployment"],
    explains: [
      "workers-exhausted",
      "gateway-failing",
      "call-timed-out",
      "api-throttled",
      "call-refused",
      "slow-operation",
      "slow-call",
      "cpu-limit-reached",
    ],
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      const found = log.evidence < 0 || log.health === "done" ? undefined : stormIn(view, log);
      if (found === undefined) continue;
      const last = found.lines.at(-1)!;
      const callee = logsOfView(view).find(
        (one) =>
          one.object.namespace === log.object.namespace &&
          one !== log &&
          one.templates.some(({ last: said }) => overload.test(said.text) && !attempt.test(said.text)),
      );
      const set = settingsOfRetries(view, log);
      if (
        callee === undefined &&
        (set.length === 0 || !/\b(?:429|50[234]|timeout|timed out|overload\w*)\b/i.test(last.text))
      )
        continue;
      const overloaded = callee?.templates.find(({ last: said }) => overload.test(said.text))?.last;
      const host = targetIn(last.text)?.host ?? callee?.object.name;
      yield {
        object: log.object,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(log.object)} makes a retry storm: it repeats failed calls${host ? ` to ${host}` : ""} up to ${found.most} times (${found.lines.length} retry lines of ${log.lineCount})${
          set.length > 0
            ? `, set by ${set
                .slice(0, 3)
                .map(({ key, value }) => `${key}=${value}`)
                .join(", ")}`
            : ""
        }${callee ? `; the retries multiply the load and keep ${nameOf(callee.object)} overloaded` : ""}`,
        evidence: [last, ...set.slice(0, 2).map(({ line }) => line), overloaded, found.lines[0]],
        related: unique([
          ...relatedToPod(view, log.object),
          ...(callee ? [callee.object, ...relatedToPod(view, callee.object)] : []),
        ]),
        fix: fixByHand(
          "Retry two or three times at most, with a pause that grows and varies (exponential back-off with jitter), and stop retrying while the server is overloaded (circuit breaker, retry budget).",
          [],
        ),
      };
    }
  },
);

/** Clients that make a failure worse. */
export const retryRules: readonly Rule[] = [storm];
