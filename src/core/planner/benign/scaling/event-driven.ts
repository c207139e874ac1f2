import { entriesAt, listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import type { Line } from "../../../evidence/evidence.ts";
import { linesOf } from "../../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { replicasOf } from "../../answers/lacking.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { isWorkWaiting } from "./waiting-work.ts";

const idle = defineBenign(
  {
    code: "event-driven-scaler-idle",
    title: "KEDA keeps a workload at zero while there is nothing to do",
    about:
      "A ScaledObject that is Ready and not Active, with a minimum of 0, scales its workload to zero: there are no pods, and its HorizontalPodAutoscaler shows <unknown> because an autoscaler at zero does not measure. Not where a queue that is printed holds messages, work is said to pile up, or the ScaledObject is not ready.",
    reads: ["ScaledObject", "HorizontalPodAutoscaler", "Deployment", "StatefulSet"],
    asked:
      /\b0\/0\b|\b(?:pods?|gone|vanish\w*|disappear\w*|replicas?|zero|0|none|no|nothing|empty|unknown|scal\w*|keda|hpas?|autoscal\w*|workers?|consumers?|runs?|running|down|missing)\b/,
  },
  function* (view, question) {
    for (const object of view.of("ScaledObject")) {
      const target = targetOf(object);
      if (target === null || !isIdle(object)) continue;
      const doubt = doubtIn(object, view) ?? (isWorkWaiting(question, view) ? doubtOf(object) : null);
      if (doubt !== null) {
        yield { ref: target, about: [object.ref], ...doubt, isDoubt: true as const };
        continue;
      }
      const workload = view.object(target);
      if (workload !== undefined && (replicasOf(workload)?.wanted ?? 0) > 0) continue;
      const autoscalers = view.of("HorizontalPodAutoscaler").filter((one) => isOf(one, target, object.ref.name));
      const unknown = autoscalers.find((one) => /<unknown>/.test(one.printed.get("TARGETS")?.value ?? ""));
      const events = view.events.filter(({ reason }) => /^KEDAScaleTarget(?:Dea|A)ctivated$/.test(reason));
      const last = events.find(({ reason }) => reason === "KEDAScaleTargetDeactivated");
      const off = autoscalers.find(
        (one) => textAt(one.fields, "status", "conditions", "ScalingActive", "reason") === "ScalingDisabled",
      );
      const shows = [unknown && "<unknown>", off && "ScalingDisabled"].filter((one) => one !== undefined);
      const paused = unknown ?? off;
      yield {
        ref: target,
        about: [object.ref, ...autoscalers.map(({ ref }) => ref)],
        text: `${target.kind} ${target.name} is scaled to zero by design: KEDA ScaledObject ${object.ref.name} is Ready and not Active (its trigger${triggersOf(object)} has no work), and its minimum is 0; pods come back with the next work${paused === undefined ? "" : `, and until then its autoscaler ${paused.ref.name} shows ${shows.join(" and ")}, as it should at zero`}`,
        lines: [object.cite(), workload?.cite(), paused?.cite(), last?.line],
        voids: [
          "autoscaler-without-metrics",
          "autoscaler-cannot-scale",
          "autoscaler-disabled",
          "scaled-to-zero",
          "not-ready",
        ],
      };
      if (paused !== undefined)
        yield {
          ref: paused.ref,
          about: [target],
          text: `autoscaler ${paused.ref.name} pauses with it`,
          lines: [paused.cite()],
        };
    }
  },
);

/** It rests, and there is work, or nobody knows whether there is. */
function doubtIn(scaler: ObservedObject, view: ClusterView) {
  const work = waiting(view, scaler);
  const line = work ?? failureOf(scaler, view);
  if (line === undefined) return null;
  const why = work === undefined ? "its trigger cannot be read" : "a queue that is shown holds work";
  return {
    text: `ScaledObject ${scaler.ref.name} is not active, and ${why}: ${line.text.trim().slice(0, work === undefined ? 160 : 120)}`,
    lines: [line, scaler.cite()],
  };
}

/** Somebody says that there is work. */
const doubtOf = (scaler: ObservedObject) => ({
  text: `ScaledObject ${scaler.ref.name} is not active, and work is said to pile up: its trigger${triggersOf(scaler)} may measure another queue or consumer group than the one that waits`,
  lines: [scaler.cite()],
});

const cellOr = (object: ObservedObject, heading: string, ...path: readonly string[]): string =>
  object.printed.get(heading)?.value ?? textAt(object.fields, ...path);

/** Whether a scaler rests that keeps the workload of a name. */
export const isIdleScaler = (object: ObservedObject, name: string): boolean =>
  isIdle(object) && targetOf(object)?.name === name;

function isIdle(object: ObservedObject): boolean {
  const condition = (type: string) =>
    object.printed.get(type.toUpperCase())?.value ?? textAt(object.fields, "status", "conditions", type, "status");
  const least = object.printed.get("MIN")?.value ?? `${numberAt(object.fields, "spec", "minReplicaCount") ?? 0}`;
  return (
    condition("Ready") === "True" &&
    condition("Active") === "False" &&
    condition("Fallback") !== "True" &&
    /^(?:0|)$/.test(least)
  );
}

function targetOf(object: ObservedObject): ObjectRef | null {
  const name = cellOr(object, "SCALETARGETNAME", "spec", "scaleTargetRef", "name");
  const kind = cellOr(object, "SCALETARGETKIND", "spec", "scaleTargetRef", "kind").split(".").at(-1) || "Deployment";
  const { namespace } = object.ref;
  return name === "" ? null : { kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

function triggersOf(object: ObservedObject): string {
  const given = cellOr(object, "TRIGGERS", "spec", "triggers", "0", "type");
  return given === "" || given === "<none>" ? "" : ` ${given}`;
}

const isOf = (hpa: ObservedObject, target: ObjectRef, scaler: string): boolean =>
  hpa.ref.namespace === target.namespace &&
  (hpa.ref.name === `keda-hpa-${scaler}` || cellOr(hpa, "REFERENCE").split("/").at(-1) === target.name);

/** A queue that is printed, of which somebody might be waited for: one of the scaler's own, where its metrics name one that is shown. */
function waiting(view: ClusterView, scaler: ObservedObject): Line | undefined {
  const metrics = listAt(scaler.fields, "status", "externalMetricNames").map((one) => plain(String(one)));
  return view.evidence
    .filter(({ command }) => /\bexec\b|\blogs\b|rabbitmqctl|kafka|redis-cli/.test(command) && !/top /.test(command))
    .flatMap((piece) => {
      const lines = linesOf(piece).slice(0, 300);
      const queues = queuesIn(lines);
      const own = queues.filter(({ name }) => metrics.some((metric) => metric.endsWith(`-${plain(name)}`)));
      const full = (own.length > 0 ? own : queues).filter(({ count }) => count > 0).map(({ line }) => line);
      return [...full, ...lines.filter(({ text }) => held.test(text.slice(0, 400)))];
    })[0];
}

/** KEDA names a metric after the queue, with `-` for what a name may not hold. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]{1,20}/g, "-");

/** The rows under a heading of messages, which may stand under lines that say what is listed. */
function queuesIn(lines: readonly Line[]) {
  const cells = (text: string) => text.trim().split(/\s{1,20}/);
  const isHeading = (cell: string) => /^(?:messages\w*|lag|backlog|depth|pending|ready)$/i.test(cell);
  const top = lines.slice(0, 10).findIndex(({ text }) => cells(text).some(isHeading));
  const column = top < 0 ? -1 : cells(lines[top]!.text).findIndex(isHeading);
  return lines.slice(top + 1).flatMap((line) => {
    const row = cells(line.text);
    const cell = column < 0 ? "" : (row[column] ?? "");
    return /^\d{1,10}$/.test(cell) ? [{ line, name: row[0]!, count: Number(cell) }] : [];
  });
}

/** KEDA could not ask the source of its events, and did not decide since then: that it is not active then tells nothing. */
const failureOf = (object: ObservedObject, view: ClusterView): Line | undefined =>
  failedEvent(object, view) ??
  view.evidence
    .filter(({ command }) => /\blogs\b/.test(command) && /keda/.test(command))
    .flatMap((piece) => linesOf(piece).slice(-500))
    .findLast(
      ({ text }) => /\b(?:error|failed)\b/i.test(text.slice(0, 600)) && /scaler|trigger/i.test(text.slice(0, 600)),
    );

function failedEvent(object: ObservedObject, view: ClusterView): Line | undefined {
  const events = view.eventsOf(object.ref);
  const failed = events.find(({ reason }) => /^KEDAScaler(?:Failed|Error)$/.test(reason));
  const decided = events.find(({ reason }) => /^KEDAScaleTarget(?:Dea|A)ctivated$/.test(reason));
  const isPast =
    failed?.lastSeen != null && decided?.lastSeen != null && decided.lastSeen < failed.lastSeen && isHappy(object);
  return isPast ? undefined : failed?.line;
}

/** What KEDA counts of its own asking: none of its triggers fails. */
const isHappy = ({ fields }: ObservedObject): boolean =>
  [...entriesAt(fields, "status", "health").keys()].every(
    (name) => textAt(fields, "status", "health", name, "status") === "Happy",
  );

const held = /\b(?:messages|backlog|lag|queue(?:_?length| depth)?|llen)["']?\s?[:=]\s?["']?[1-9]/i;

export const eventDriven: readonly BenignRule[] = [idle];
