import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand, fixWith } from "../../causes/fixes.ts";
import { defineRule, type RuleText } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { wasDrained } from "../../nodes/drains.ts";
import { danglingOf, insteadOf } from "../../objects/dangling.ts";
import { listAt, numberAt, textAt } from "../../objects/fields.ts";
import { memo } from "../../objects/memo.ts";
import { nameOf } from "../../objects/name-object.ts";
import { describe, inNamespace, list, suggest } from "../../objects/reads.ts";

type Trouble = {
  readonly code: string;
  readonly autoscaler: ObservedObject;
  readonly why: string;
  readonly lines: readonly (Line | undefined)[];
};

/** What stands in the way of each autoscaler: one cause each, the most precise one. */
const troubles = memo((view: ClusterView): readonly Trouble[] =>
  view.of("HorizontalPodAutoscaler").flatMap((autoscaler) => {
    const found =
      missingTarget(view, autoscaler) ??
      fromTexts(view, autoscaler) ??
      atMaximum(autoscaler) ??
      unknownTarget(autoscaler);
    return found ? [{ autoscaler, ...found }] : [];
  }),
);

type Found = Omit<Trouble, "autoscaler">;

/** A whole list of the target's kind shows that there is none of this name. */
const missingTarget = (view: ClusterView, autoscaler: ObservedObject): Found | undefined => {
  const found = danglingOf(view, autoscaler);
  if (found === undefined) return undefined;
  const { kind, name, path } = found.reference;
  return {
    code: "autoscaler-target-missing",
    why: `there is no ${kind} "${name}" (not found; ${insteadOf(found)})`,
    lines: [autoscaler.cite(...path), autoscaler.cite()],
  };
};

const fromTexts = (view: ClusterView, autoscaler: ObservedObject): Found | undefined => {
  const conditions = listAt(autoscaler.fields, "status", "conditions")
    .filter((one) => textAt(one, "status") === "False" && /^(?:AbleToScale|ScalingActive)$/.test(textAt(one, "type")))
    .map((one) => ({
      text: `${textAt(one, "reason")} ${textAt(one, "message")}`,
      line: autoscaler.cite("status", "conditions", textAt(one, "type"), "message"),
    }));
  const targets = autoscaler.printed.get("TARGETS")?.value ?? "";
  const healthyNow =
    (targets !== "" && !targets.includes("<unknown>")) ||
    listAt(autoscaler.fields, "status", "conditions").some(
      (one) => textAt(one, "type") === "ScalingActive" && textAt(one, "status") === "True",
    );
  const events = view
    .eventsOf(autoscaler.ref)
    .filter((event) => event.type === "Warning" && !healthyNow)
    .map((event) => ({ text: `${event.reason} ${event.message}`, line: event.line }));
  const texts = [...conditions, ...events];
  for (const { code, pattern, why } of words) {
    const hit = texts.find(({ text }) => pattern.test(text));
    if (hit) return { code, why: why(pattern.exec(hit.text)!, hit.text), lines: [hit.line] };
  }
  return undefined;
};

const words: readonly {
  readonly code: string;
  readonly pattern: RegExp;
  readonly why: (match: RegExpExecArray, text: string) => string;
}[] = [
  {
    code: "autoscaler-without-requests",
    pattern: /missing request for (\w[\w-]*)(?: in container (\S+))?(?: of Pod (\S+))?/,
    why: (match) =>
      `its target's containers state no ${match[1]} request${match[2] ? ` (container ${match[2]})` : ""}, so a percentage cannot be computed`,
  },
  {
    code: "autoscaler-target-missing",
    pattern: /FailedGetScale[^\n]{0,40}|the HPA controller was unable to get the target's current scale[^\n]{0,200}/,
    why: (_match, text) =>
      `the object that it shall scale cannot be found (${/\S+ "[^"]+" not found|no matches for kind "[^"]+"[^\n]{0,60}/.exec(text)?.[0] ?? "FailedGetScale"})`,
  },
  {
    code: "autoscaler-without-metrics",
    pattern:
      /unable to (?:get|fetch) metrics[^\n]{0,200}|no metrics returned[^\n]{0,120}|FailedGet(?:Resource|Pods|Object|External|ContainerResource)Metric[^\n]{0,160}|FailedComputeMetricsReplicas[^\n]{0,160}|metrics API[^\n]{0,80}/,
    why: (_match, text) =>
      `it gets no metrics (${/unable to (?:get|fetch) [^\n]{1,180}|no metrics returned[^\n]{0,100}/.exec(text)?.[0]?.trim() ?? "FailedGetResourceMetric"})`,
  },
  {
    code: "autoscaler-disabled",
    pattern: /ScalingDisabled[^\n]{0,120}/,
    why: () => "its target is scaled to zero, which switches autoscaling off (ScalingDisabled)",
  },
];

const atMaximum = (autoscaler: ObservedObject): Found | undefined => {
  const maximum = numberAt(autoscaler.fields, "spec", "maxReplicas");
  const current = numberAt(autoscaler.fields, "status", "currentReplicas");
  const limited = listAt(autoscaler.fields, "status", "conditions").find(
    (one) =>
      textAt(one, "type") === "ScalingLimited" &&
      textAt(one, "status") === "True" &&
      /TooManyReplicas/.test(textAt(one, "reason")),
  );
  const load = /(\d{1,9})%\/(\d{1,9})%/.exec(autoscaler.printed.get("TARGETS")?.value ?? "");
  const over = load !== null && Number(load[1]) > Number(load[2]);
  const isFixed = maximum !== undefined && numberAt(autoscaler.fields, "spec", "minReplicas") === maximum;
  if (!limited && !(maximum !== undefined && current === maximum && over)) return undefined;
  return {
    code: "autoscaler-at-maximum",
    why: `${isFixed ? `its minReplicas and maxReplicas are both ${maximum} (equal), so that it never adds a replica` : `it wants more replicas than its maximum of ${maximum ?? "maxReplicas"} allows`}${over ? ` (load ${load[1]}% against a target of ${load[2]}%)` : ""}`,
    lines: [
      limited
        ? autoscaler.cite("status", "conditions", "ScalingLimited", "message")
        : autoscaler.printed.get("TARGETS")?.line,
      autoscaler.printed.get("REPLICAS")?.line,
      isFixed ? autoscaler.cite("spec", "minReplicas") : undefined,
    ],
  };
};

const unknownTarget = (autoscaler: ObservedObject): Found | undefined => {
  const targets = autoscaler.printed.get("TARGETS");
  if (!targets || !/<unknown>/.test(targets.value)) return undefined;
  return {
    code: "autoscaler-without-metrics",
    why: `it gets no metrics (TARGETS ${targets.value})`,
    lines: [targets.line],
  };
};

const mends: ReadonlyMap<string, string> = new Map([
  [
    "autoscaler-without-requests",
    "State resources.requests for the metric in every container of the target, sidecars too.",
  ],
  ["autoscaler-target-missing", "Correct scaleTargetRef of the autoscaler: kind, name and apiVersion."],
  [
    "autoscaler-without-metrics",
    "Bring metrics-server (or the adapter of the metric) to run, and see that the target's pods are ready.",
  ],
  ["autoscaler-disabled", "Scale the target to at least one replica."],
]);

const rule = (text: Omit<RuleText, "reads">): Rule =>
  defineRule({ ...text, reads: ["HorizontalPodAutoscaler", "events"] }, (view) =>
    troubles(view)
      .filter((one) => one.code === text.code)
      .map((one) => {
        const { ref, fields } = one.autoscaler;
        const target = {
          kind: textAt(fields, "spec", "scaleTargetRef", "kind"),
          name: textAt(fields, "spec", "scaleTargetRef", "name"),
        };
        const maximum = numberAt(fields, "spec", "maxReplicas");
        const raise =
          text.code === "autoscaler-at-maximum" && maximum
            ? suggest(
                ["patch", "hpa", ref.name, ...inNamespace(ref), `--patch='{"spec":{"maxReplicas":${maximum * 2}}}'`],
                `Lets it scale to ${maximum * 2} replicas, if the nodes can carry them.`,
              )
            : [];
        const verify = suggest(["get", "hpa", ref.name, ...inNamespace(ref)], "Shows its targets and replicas.");
        return {
          object: ref,
          severity: "warning",
          summary: `${nameOf(ref)}${target.name ? ` cannot scale ${target.kind} ${target.name}` : " cannot scale its target"}${text.code === "autoscaler-at-maximum" ? " further" : ""}: ${one.why}.`,
          evidence: one.lines,
          related: target.name
            ? [{ kind: target.kind, name: target.name, ...(ref.namespace ? { namespace: ref.namespace } : {}) }]
            : [],
          next: [
            ...describe(ref, "Shows its conditions, metrics and events."),
            ...(text.code === "autoscaler-without-metrics"
              ? list("apiservices", undefined, "Shows whether the metrics API is available.")
              : []),
          ],
          fix:
            text.code === "autoscaler-at-maximum"
              ? fixWith("Raise maxReplicas, or give each replica more to work with.", raise, verify)
              : fixByHand(mends.get(text.code) ?? "See its conditions.", verify),
        };
      }),
  );

const budget = defineRule(
  {
    code: "disruption-budget-blocks",
    title: "PodDisruptionBudget allows no eviction",
    about:
      "The budget leaves no pod that may be evicted, so that draining a node waits for ever: minAvailable is as large as the number of replicas, maxUnavailable is 0, or pods are not ready.",
    reads: ["PodDisruptionBudget", "errors", "events"],
    explains: ["eviction-refused"],
  },
  function* (view) {
    for (const one of view.of("PodDisruptionBudget")) {
      const allowed = numberAt(one.fields, "status", "disruptionsAllowed");
      if (allowed !== 0) continue;
      const least = textAt(one.fields, "spec", "minAvailable");
      const most = textAt(one.fields, "spec", "maxUnavailable");
      const asked = isEvictionRefused(view);
      yield {
        object: one.ref,
        severity: asked ? "critical" : "info",
        summary: `${nameOf(one.ref)} (disruption budget) allows 0 disruptions${least ? `: minAvailable is ${least}` : most ? `: maxUnavailable is ${most}` : ""}, so no pod behind it can be evicted and a drain waits for ever.`,
        evidence: [one.printed.get("ALLOWED DISRUPTIONS")?.line ?? one.cite("status", "disruptionsAllowed")],
        related: view
          .of("Pod")
          .filter(
            (pod) =>
              pod.ref.namespace === one.ref.namespace &&
              one.ref.name.startsWith(pod.ref.name.replace(/-[a-z0-9]{6,10}-[a-z0-9]{5}$/, "")),
          )
          .map((pod) => pod.ref),
        next: describe(one.ref, "Shows how many pods are healthy and how many must be."),
        fix: fixByHand(
          "Run more replicas than minAvailable, or allow at least one to be unavailable.",
          list("pdb", one.ref.namespace, "Shows how many disruptions are allowed now."),
        ),
      };
    }
  },
);

const refusedWords = /violate the pod's disruption budget/;

const isEvictionRefused = (view: ClusterView): boolean =>
  view.errors.some((error) => refusedWords.test(error.message)) ||
  view.events.some((event) => refusedWords.test(event.message)) ||
  view.evidence.some(
    (piece, index) =>
      piece.stdout.slice(0, 100_000).includes("violate the pod's disruption budget") && !wasDrained(view, index),
  );

const evictionRefused = defineRule(
  {
    code: "eviction-refused",
    title: "Eviction refused",
    about: "A pod was not evicted because that would break its PodDisruptionBudget.",
    reads: ["errors", "events"],
  },
  function* (view) {
    const error = view.errors.find((one) => refusedWords.test(one.message) && !wasDrained(view, one.evidence));
    const event = view.events.find((one) => refusedWords.test(one.message));
    if (!error && !event) return;
    const object = error?.object ?? event?.object ?? { kind: "Pod", name: "(not named)" };
    yield {
      object,
      severity: "warning",
      summary: `${nameOf(object)} cannot be evicted, because that would violate its disruption budget (PodDisruptionBudget).`,
      evidence: [error?.line, event?.line],
      related: view
        .of("PodDisruptionBudget")
        .filter((one) => numberAt(one.fields, "status", "disruptionsAllowed") === 0)
        .map((one) => one.ref),
      next: list("pdb", object.namespace, "Shows which budget allows no disruption."),
    };
  },
);

/** Autoscalers that cannot scale, and budgets that allow no eviction. */
export const autoscalingRules: readonly Rule[] = [
  rule({
    code: "autoscaler-without-requests",
    title: "Autoscaler needs requests",
    about: "The autoscaler works with a percentage of what the containers request, and a container requests nothing.",
  }),
  rule({
    code: "autoscaler-target-missing",
    title: "Autoscaler's target missing",
    about: "The object that the autoscaler shall scale does not exist under this kind and name.",
  }),
  rule({
    code: "autoscaler-without-metrics",
    title: "Autoscaler without metrics",
    about:
      "The autoscaler gets no metrics: metrics-server does not run, the metric's adapter does not answer, or the target has no ready pods.",
  }),
  rule({
    code: "autoscaler-disabled",
    title: "Autoscaling switched off",
    about: "The target is scaled to zero, which switches the autoscaler off until somebody scales it up.",
  }),
  rule({
    code: "autoscaler-at-maximum",
    title: "Autoscaler at its maximum",
    about: "The load asks for more replicas than maxReplicas allows.",
  }),
  budget,
  evictionRefused,
];
