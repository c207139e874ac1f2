import type { ClusterView, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { crashSymptoms } from "../../causes/symptoms.ts";
import { defineRule } from "../../define-rule.ts";
import { orderOf } from "../../delivery/operator-orders.ts";
import type { Rule } from "../../finding.ts";
import { statedNote } from "../../logs/stated-note.ts";
import { builtIn, failingConditions } from "../../objects/failing-conditions.ts";
import { isRow } from "../../objects/is-row.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list } from "../../objects/reads.ts";
import { labelsOf, unique, workloadOf } from "../../objects/relations.ts";
import { type PodReading, podsIn } from "../../workloads/pods.ts";

/** The pods that an operator made of an object: of its name with a number, or with its name in a label. */
const podsFor = (view: ClusterView, { ref }: ObservedObject): readonly PodReading[] =>
  podsIn(view, ref.namespace).filter(
    (pod) =>
      (pod.ref.name.startsWith(`${ref.name}-`) &&
        /^(?:[a-z]{2,20}-){0,3}\d{1,3}$/.test(pod.ref.name.slice(ref.name.length + 1))) ||
      (pod.object !== undefined &&
        [...labelsOf(pod.object)].some(([key, value]) => /cluster|instance/.test(key) && value === ref.name)),
  );

const isIll = ({ health }: PodReading): boolean => health === "failing" || health === "starting";

/** Kinds whose pauses have rules of their own, or are part of their work. */
const ofOwn =
  /^(?:Rollout|ScaledObject|ScaledJob|Workflow|CronWorkflow|Kustomization|HelmRelease|Application|Schedule|NodePool|Machine\w*)$/;

const ordered = defineRule(
  {
    code: "stopped-by-order",
    title: "Operator was told not to run it",
    about:
      "An annotation or a field of a custom resource tells its operator to keep it down or to leave it alone: a fenced or hibernated CloudNativePG cluster, a database with `spec.shutdown` or `spec.pause`, a resource whose reconciliation is paused. Nothing is broken; it does not run until the order is taken back.",
    reads: ["objects of any kind", "Pod"],
    explains: ["resource-not-ready", "call-refused", "name-not-resolved", ...crashSymptoms],
  },
  function* (view) {
    const failing = new Set(failingConditions(view).map(({ object }) => object));
    for (const object of view.objects) {
      if (builtIn.has(object.ref.kind) || ofOwn.test(object.ref.kind) || isRow(object)) continue;
      const order = orderOf(object);
      if (order === undefined) continue;
      const pods = podsFor(view, object);
      const ill = pods.filter(isIll);
      const isDown = failing.has(object) || ill.length > 0;
      if (!isDown && (!order.stops || pods.length > 0)) continue;
      const note = statedNote(object);
      yield {
        object: object.ref,
        severity: isDown && order.stops ? "critical" : "warning",
        confidence: order.stops ? "confirmed" : "likely",
        summary: `${nameOf(object.ref)} is ${order.state} by order (${order.by}): ${order.effect}${ill.length > 0 ? `, so that ${ill.length} of its pods ${ill.length > 1 ? "are" : "is"} not ready` : ""}${note.text}.`,
        evidence: [order.line, note.line, ill[0]?.line],
        related: unique(pods.flatMap(({ ref }) => [ref, workloadOf(view, ref)])),
        fix: fixByHand(
          `${order.mend} (ask who set it); its operator then goes on by itself.`,
          list("pods", object.ref.namespace, "Shows whether its pods become ready."),
        ),
      };
    }
  },
);

/** Custom resources that do not run because somebody said so. */
export const operatorOrderRules: readonly Rule[] = [ordered];
