import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { podSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { type Clock, clocksOf } from "../../nodes/clock-readings.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { podAt } from "../../workloads/pods.ts";

/** What programs say whose clock, or whose peer's, is wrong: something is not valid yet, was made in the future, or is too old. */
const complains =
  /NotYetValid|not yet valid|not valid yet|used before issued|\bnbf\b|\biat\b[^\n]{0,30}future|in the future|[Cc]lock skew|TimeTooSkewed|too far (?:from|ahead|behind)|certificate has expired or is not yet valid|(?:[Tt]oken|[Ss]ignature|[Rr]equest)[^\n]{0,30}(?:expired|too old)/;

type Complaint = { readonly pod: ObjectRef; readonly line: Line };

const complaintsOn = (view: ClusterView, node: string): readonly Complaint[] =>
  logsOfView(view).flatMap(({ object, tail }) => {
    const line =
      podAt(view, object)?.node === node ? tail.findLast(({ text }) => complains.test(text.slice(0, 2000))) : undefined;
    return line === undefined ? [] : [{ pod: object, line }];
  });

const stateOf = ({ offset, isSynchronised, service }: Clock): string => {
  const size = offset === undefined ? "" : `is ${printed(Math.abs(offset))} ${offset < 0 ? "behind" : "ahead"}`;
  const sync = isSynchronised ? "" : `is not synchronised${service ? ` (NTP service ${service})` : ""}`;
  return [size, sync].filter((one) => one !== "").join(" and ");
};

const printed = (seconds: number): string =>
  seconds >= 90 ? `${Math.round(seconds / 60)} minutes (${Math.round(seconds)} s)` : `${+seconds.toFixed(1)} s`;

/** Below this, tokens and certificates go through. */
const harmless = 5;

const wrong = defineRule(
  {
    code: "node-clock-wrong",
    title: "Clock of a node runs wrong",
    about:
      "The clock of one node is off, or is not synchronised, as `timedatectl`, `chronyc tracking` or `date` show there. To pods on that node fresh tokens and certificates are not valid yet, or valid ones have expired; the replicas on other nodes accept them, so that some calls fail and the next try works.",
    reads: ["debug node", "logs", "Pod"],
    explains: [
      "clock-wrong",
      "wrong-credentials",
      "certificate-expired",
      "call-refused",
      "uncaught-exception",
      "application-error",
      ...podSymptoms,
    ],
  },
  function* (view) {
    for (const clock of clocksOf(view)) {
      const isOff = clock.offset !== undefined && Math.abs(clock.offset) > harmless;
      if (!isOff && clock.isSynchronised) continue;
      const complaints = complaintsOn(view, clock.node);
      if (!isOff && complaints.length === 0 && clock.offset !== undefined) continue;
      const node = { kind: "Node", name: clock.node };
      const pods = unique(complaints.map(({ pod }) => pod));
      const said =
        pods.length > 0
          ? `: ${pods.slice(0, 3).map(nameOf).join(", ")} there ${pods.length > 1 ? "find" : "finds"} what others issue not valid yet or too old`
          : "";
      yield {
        object: node,
        severity: isOff || pods.length > 0 ? "critical" : "warning",
        confidence: isOff && (pods.length > 0 || clock.isMeasured) ? "confirmed" : "likely",
        summary: `The clock of ${nameOf(node)} ${stateOf(clock)}${said}.`,
        evidence: [...clock.lines, ...complaints.slice(0, 2).map(({ line }) => line)],
        related: unique([...pods, ...pods.map((pod) => workloadOf(view, pod))]),
        fix: fixByHand(
          `Start time synchronisation on node ${clock.node} (chronyd or systemd-timesyncd, with a time server that it can reach) and let it step the clock; until then keep the pods off that node.`,
          list("nodes", undefined, "Shows the state of the nodes."),
        ),
      };
    }
  },
);

/** Nodes whose time is not that of the others. */
export const nodeClockRules: readonly Rule[] = [wrong];
