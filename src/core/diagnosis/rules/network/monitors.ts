import { fixByHand } from "../../causes/fixes.ts";
import { defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { missOf, monitorShapes } from "../../network/monitor-targets.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { unique, workloadOf } from "../../objects/relations.ts";

const findsNothing = defineRule(
  {
    code: "monitor-without-targets",
    title: "Monitor that finds nothing to scrape",
    about:
      "A ServiceMonitor or PodMonitor selects by labels, a namespace or the name of a port which the Service or the pods do not have. Prometheus then has no target, `up` is absent, and nothing says so.",
    reads: ["ServiceMonitor", "PodMonitor", "Service", "Pod"],
  },
  function* (view) {
    for (const [kind, shape] of monitorShapes)
      for (const monitor of view.of(kind)) {
        const miss = missOf(view, monitor, shape);
        if (miss === undefined) continue;
        const { ref } = miss.target;
        yield {
          object: monitor.ref,
          severity: "warning",
          summary: `${nameOf(monitor.ref)} ${miss.why}, so that Prometheus finds no target to scrape.`,
          evidence: miss.lines,
          related: unique([
            ref,
            workloadOf(view, ref),
            ...["Deployment", "StatefulSet"].map((other) => ({ ...ref, kind: other })),
          ]),
          fix: fixByHand(
            miss.mend,
            list(kind.toLowerCase(), monitor.ref.namespace, "Shows the monitors.", "-o", "yaml"),
          ),
        };
      }
  },
);

/** Monitors of the Prometheus operator and what they select. */
export const monitorRules: readonly Rule[] = [findsNothing];
