import type { Line } from "../../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { fixByHand } from "../../causes/fixes.ts";
import { type Draft, defineRule } from "../../define-rule.ts";
import type { Rule } from "../../finding.ts";
import { logsOfView } from "../../logs/logs-of-view.ts";
import { nameOf } from "../../objects/name-object.ts";
import { inNamespace, suggest } from "../../objects/reads.ts";
import { unique, workloadOf } from "../../objects/relations.ts";
import { backlogs } from "../../products/backlogs.ts";
import { type Consumed, consumedBy } from "../../products/consumed-sources.ts";
import { isNear } from "../../products/near-names.ts";
import { type Measured, measuredBy, restLine, targetOfScaler } from "../../products/scaler-sources.ts";
import { podsUnder } from "../../workloads/pod-specs.ts";

const elsewhere = defineRule(
  {
    code: "scaler-measures-elsewhere",
    title: "Autoscaler measures another queue than the one that is worked on",
    about:
      "A KEDA ScaledObject, or an autoscaler with an external metric, counts the lag of a consumer group or the length of a queue, topic or stream, and its workload reads from another one, as its environment, its arguments or its log say. Often one of the two was renamed. Work piles up, the scaler sees none, and no error is written.",
    reads: ["ScaledObject", "HorizontalPodAutoscaler", "Deployment", "Pod", "ConfigMap", "logs"],
    explains: ["queue-unread", "scaled-to-zero"],
  },
  function* (view) {
    for (const scaler of [...view.of("ScaledObject"), ...view.of("HorizontalPodAutoscaler")]) {
      const target = targetOfScaler(scaler);
      if (target === undefined) continue;
      const measured = measuredBy(scaler);
      for (const one of measured) {
        const consumed = consumedBy(view, target, one.role);
        const own = measured.filter(({ role }) => role === one.role).map(({ value }) => value);
        const other = consumed.some(({ value }) => own.includes(value))
          ? undefined
          : consumed.find((use) => tells(one, use));
        if (other === undefined) continue;
        yield draftOf(view, { scaler, target, measured: one, consumed: other });
        break;
      }
    }
  },
);

/** A group belongs to who reads; another name of a topic may be that of one that is written to, unless it says or looks otherwise. */
const tells = ({ role, value }: Measured, use: Consumed): boolean => {
  if (role.words === "consumer group") return true;
  if (use.isSaid) return false;
  return role.words !== "topic" || reads.test(use.key) || isNear(value, use.value);
};

const reads = /consum|subscri|read|receiv|listen|in(?:put|bound|coming)?(?=[_.-])|source/i;

type Mismatch = {
  readonly scaler: ObservedObject;
  readonly target: ObjectRef;
  readonly measured: Measured;
  readonly consumed: Consumed;
};

const draftOf = (view: ClusterView, { scaler, target, measured, consumed }: Mismatch): Draft => {
  const rest = restLine(view, scaler);
  const work = workOf(view, target, consumed.value);
  const { words } = measured.role;
  const isSure = consumed.place.startsWith("environment") || words === "consumer group";
  return {
    object: scaler.ref,
    severity: rest === undefined && work === undefined ? "warning" : "critical",
    confidence: rest !== undefined && isSure ? "confirmed" : "likely",
    summary: `${nameOf(scaler.ref)} measures another ${words} than the one that ${nameOf(target)} reads from: its ${measured.by} counts ${words} "${measured.value}", and the workload uses "${consumed.value}" (${consumed.place}), so that it ${rest === undefined ? "does not scale by the work that waits" : "sees no load and does not scale up"}${work === undefined ? "" : `, while work waits (${work.said})`}.`,
    evidence: [measured.line, consumed.line, rest, work?.line],
    related: unique([target, ...podsUnder(view, target).map(({ ref }) => ref)]),
    fix: fixByHand(
      `Let ${nameOf(scaler.ref)} measure ${words} "${consumed.value}" (or the workload use "${measured.value}", if that was meant), where its manifest is kept.`,
      suggest(
        ["get", scaler.ref.kind.toLowerCase(), scaler.ref.name, ...inNamespace(scaler.ref)],
        "Shows whether it sees the load now.",
      ),
    ),
  };
};

/** So many messages are no passing burst. */
const many = 100;

type Work = { readonly said: string; readonly line: Line };

/** What waits, as a table of the queue or the log of the workload tells. */
const workOf = (view: ClusterView, target: ObjectRef, source: string): Work | undefined => {
  const queue = backlogs(view).find(({ name, count }) => name === source && count >= many);
  if (queue !== undefined) return { said: `${queue.count} in "${queue.name}"`, line: queue.line };
  const lines = logsOfView(view)
    .filter(({ object }) => {
      const owner = workloadOf(view, object);
      return owner.name === target.name && owner.namespace === target.namespace;
    })
    .flatMap(({ tail }) => tail);
  for (const line of lines.toReversed()) {
    const lag = /\b(?:lag|backlog|pending|queue_?(?:length|depth|size))["']?\s?[:=]\s?["']?(\d{1,12})\b/i.exec(
      line.text.slice(0, 1000),
    );
    if (lag !== null && Number(lag[1]) >= many) return { said: `its log tells of ${lag[0].trim()}`, line };
  }
  return undefined;
};

/** Autoscalers that look at the wrong place. */
export const scalerSourceRules: readonly Rule[] = [elsewhere];
