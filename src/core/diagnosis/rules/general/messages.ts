import type { Line } from "../../../evidence/evidence.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { clockIn } from "../../logs/log-times.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { saidIn } from "../../logs/said-in-line.ts";
import { linesOf } from "../../logs/timings.ts";
import { nameOf } from "../../objects/name-object.ts";
import { relatedToPod } from "../../objects/relations.ts";

/** What says that a message goes back to where it came from. */
const putBack =
  /re-?deliver(?:ed|y|ies|ing)?|re-?queu(?:e|ed|ing)|nack(?:ed|ing)?\b|[Ss]eek(?:ing)? to (?:current|offset)|[Rr]estoring \d{1,9} unack|unacknowledged message|head of (?:the )?queue|delivery (?:attempt|count)|[Bb]ackoff [^\n]{0,60} exhausted|(?:retry|retrying|attempt)\b[^\n]{0,60}\b(?:message|record|offset|event|job)|ApproximateReceiveCount|visibility timeout|num_?deliver(?:ed|y)|will be (?:retried|redelivered)|skipping commit/i;
const failed =
  /\b(?:error|err|fail(?:ed|ure|s)?|exception|raised|cannot|could not|unable|invalid|exhausted|rejected|panic|unexpected)\b|(?:Exception|Error)\b/i;

/** The ways in which the one message is named that fails; the first group is its name. */
const names: readonly RegExp[] = [
  /\b([\w.-]{1,120}-\d{1,4}@\d{1,18})\b/,
  /\boffset["']?[ =:]{1,3}["']?(\d{1,18})\b/i,
  /["']?\b(?:message_?id|msg_?id|messageUUID|event_?id|job_?id|record_?id|receipt_?id|jid|idempotency_?key|entity_?id)["']?[ =:]{1,3}["']?([\w:.@/-]{2,80})/i,
  /\b[Tt]ask [\w.-]{1,120}\[([\w-]{6,60})\]/,
  /\b(?:message|msg|event|job|record|entry|sequence|stream_seq|seq)["']?(?: id| no\.?)?[ =:#]{1,3}["']?#?([\w.@/-]*\d[\w.@/-]{1,60})/i,
];

type Repeated = { readonly name: string; readonly lines: readonly Line[] };

/** The message that fails again and again, where no other fails as often. */
const repeatedIn = (lines: readonly Line[]): Repeated | undefined => {
  const bad = lines.filter(({ text }) => failed.test(text.slice(0, 1500)));
  for (const form of names) {
    const groups = Map.groupBy(
      bad.filter(({ text }) => form.test(text)),
      ({ text }) => form.exec(text)![1]!,
    );
    const sorted = [...groups].sort(([, left], [, right]) => right.length - left.length);
    const most = sorted[0];
    const all = sorted.reduce((sum, [, own]) => sum + own.length, 0);
    if (most && most[1].length >= 3 && most[1].length >= all * 0.6) return { name: most[0], lines: most[1] };
  }
  return undefined;
};

/** What an exception below the line says of why, nearest to it. */
const reasonNear = (lines: readonly Line[], line: Line): Line | undefined =>
  lines.find((one) => one.line > line.line && one.line - line.line <= 12 && /^Caused by: \S/.test(one.text)) ??
  lines.find(
    (one) =>
      one.line > line.line && one.line - line.line <= 6 && /^\s*[\w$.]{0,120}(?:Exception|Error): \S/.test(one.text),
  );

const around = (line: Line): string => {
  const said = [
    /\b(?:topic|queue)["']?[ =:]{1,3}["']?([\w./-]{2,100})/i.exec(line.text)?.[1],
    /\bpartition["']?[ =:]{1,3}["']?(\d{1,5})\b/i.exec(line.text)?.[1],
  ];
  const [place, partition] = said;
  return `${place ? ` of ${place}` : ""}${partition ? `, partition ${partition}` : ""}`;
};

const poison = defineRule(
  {
    code: "poison-message",
    title: "One message fails again and again",
    about:
      "A consumer fails on one and the same message, it is delivered again, and what stands behind it in the queue or partition waits. The consumer runs and does not crash; the message has to be taken out, or the consumer taught to handle or skip it.",
    reads: ["logs"],
    explains: [
      "uncaught-exception",
      "application-error",
      "consumer-too-slow",
      "malformed-value",
      "syntax-error",
      "data-damaged",
    ],
  },
  function* (view) {
    for (const log of logsOfView(view)) {
      if (log.evidence < 0 || log.health === "done") continue;
      const lines = linesOf(view, log);
      const back = lines.findLast(({ text }) => putBack.test(text.slice(0, 1500)));
      const repeated = back && repeatedIn(lines);
      if (!back || !repeated) continue;
      const last = repeated.lines.at(-1)!;
      const reason = reasonNear(lines, last);
      const since = clockIn(repeated.lines[0]!.text);
      const why = saidIn(reason?.text ?? last.text).replace(/^Caused by: (?:[a-z_$][\w$]{0,60}\.){0,12}/, "");
      yield {
        object: log.object,
        severity: "warning",
        confidence: "likely",
        summary: `${nameOf(log.object)} fails on the same message again and again (poison message ${repeated.name}${around(last)}; ${repeated.lines.length} times${since ? ` since ${since}` : ""}): ${why.slice(0, 200)}. It is delivered again each time, and what stands behind it waits`,
        evidence: [last, reason, back, repeated.lines[0]],
        related: relatedToPod(view, log.object),
        fix: fixByHand(
          `Move message ${repeated.name} out of the way (dead-letter queue, skip the offset), and let the consumer handle or reject what it cannot read.`,
          [],
        ),
      };
    }
  },
);

/** What consumers of queues and topics stumble over. */
export const messageRules: readonly Rule[] = [poison];
