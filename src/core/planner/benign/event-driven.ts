import { entriesAt, numberAt, textAt } from "../../diagnosis/fields.ts";
import type { Line } from "../../evidence/evidence.ts";
import { linesOf } from "../../evidence/lines-of.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { replicasOf } from "../answers/lacking.ts";
import { type BenignRule, defineBenign } from "./benign.ts";

const idle = defineBenign(
  {
    code: "event-driven-scaler-idle",
    title: "KEDA keeps a workload at zero while there is nothing to do",
    about:
      "A ScaledObject that is Ready and not Active, with a minimum of 0, scales its workload to zero: there are no pods, and its HorizontalPodAutoscaler shows <unknown> because an autoscaler at zero does not measure. Not where a queue that is printed holds messages, or where the ScaledObject is not ready.",
    reads: ["ScaledObject", "HorizontalPodAutoscaler", "Deployment", "StatefulSet"],
    asked:
      /\b0\/0\b|\b(?:pods?|gone|vanish\w*|disappear\w*|replicas?|zero|0|none|no|nothing|empty|unknown|scal\w*|keda|hpas?|autoscal\w*|workers?|consumers?|runs?|running|down|missing)\b/,
  },
  function* (view) {
    for (const object of view.of("ScaledObject")) {
      const target = targetOf(object);
      const work = waiting(view);
      if (target !== null && isIdle(object) && work !== undefined)
        yield {
          ref: target,
          about: [object.ref],
          text: `ScaledObject ${object.ref.name} is not active, and a queue that is shown holds work: ${work.text.trim().slice(0, 120)}`,
          lines: [work, object.cite()],
          isDoubt: true as const,
        };
      const failed = target === null || !isIdle(object) ? undefined : failureOf(object, view);
      if (target !== null && failed !== undefined)
        yield {
          ref: target,
          about: [object.ref],
          text: `ScaledObject ${object.ref.name} is not active, and its trigger cannot be read: ${failed.text.trim().slice(0, 160)}`,
          lines: [failed, object.cite()],
          isDoubt: true as const,
        };
      if (!isIdle(object) || work !== undefined || failed !== undefined) continue;
      const workload = target === null ? undefined : view.object(target);
      if (target === null || (workload !== undefined && (replicasOf(workload)?.wanted ?? 0) > 0)) continue;
      const autoscalers = view.of("HorizontalPodAutoscaler").filter((one) => isOf(one, target, object.ref.name));
      const unknown = autoscalers.find((one) => /<unknown>/.test(one.printed.get("TARGETS")?.value ?? ""));
      const events = view.events.filter(({ reason }) => /^KEDAScaleTarget(?:Dea|A)ctivated$/.test(reason));
      const last = events.find(({ reason }) => reason === "KEDAScaleTargetDeactivated");
      yield {
        ref: target,
        about: [object.ref, ...autoscalers.map(({ ref }) => ref)],
        text: `${target.kind} ${target.name} is scaled to zero by design: KEDA ScaledObject ${object.ref.name} is Ready and not Active (its trigger${triggersOf(object)} has no work), and its minimum is 0; pods come back with the next work${unknown === undefined ? "" : `, and until then its autoscaler ${unknown.ref.name} shows <unknown>`}`,
        lines: [object.cite(), workload?.cite(), unknown?.cite(), last?.line],
        voids: ["autoscaler-without-metrics", "autoscaler-cannot-scale", "scaled-to-zero", "not-ready"],
      };
    }
  },
);

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

/** A queue that is printed, of which somebody might be waited for. */
function waiting(view: ClusterView): Line | undefined {
  return view.evidence
    .filter(({ command }) => /\bexec\b|\blogs\b|rabbitmqctl|kafka|redis-cli/.test(command) && !/top /.test(command))
    .flatMap((piece) => {
      const lines = linesOf(piece).slice(0, 300);
      const headings = (lines[0]?.text ?? "").trim().split(/\s{1,20}/);
      const column = headings.findIndex((cell) => /^(?:messages\w*|lag|backlog|depth|pending|ready)$/i.test(cell));
      return lines.filter(
        ({ text }, index) =>
          (column >= 0 && index > 0 && /^[1-9]\d{0,9}$/.test(text.trim().split(/\s{1,20}/)[column] ?? "")) ||
          held.test(text.slice(0, 400)),
      );
    })[0];
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
