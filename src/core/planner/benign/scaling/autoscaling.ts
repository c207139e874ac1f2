import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { workloadOf } from "../../../diagnosis/objects/relations.ts";
import { podsOf } from "../../../diagnosis/workloads/pods.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { isLacking } from "../../answers/lacking.ts";
import { type BenignRule, defineBenign } from "../benign.ts";
import { printedOf } from "../reading/printed.ts";
import { type MetricPair, pairsOfFields, ratioOf } from "./metric-pairs.ts";
import { isWorkWaiting } from "./waiting-work.ts";

const words =
  /\b(?:hpas?|horizontalpodautoscalers?|autoscal\w*|scal\w*|replicas?|minimum|min|stuck|scalinglimited|toofewreplicas|stabiliz\w*|scaledownstabilized)\b/;

const atRest = defineBenign(
  {
    code: "autoscaler-at-rest",
    title: "Autoscaler at its minimum for want of load",
    about:
      "A HorizontalPodAutoscaler reads its metrics, they are below their targets, and it is at its minimum: ScalingLimited with TooFewReplicas is the ordinary sign of that, it scales up as soon as there is load. Not where work is said to pile up: then what it measures may not be what waits.",
    reads: ["HorizontalPodAutoscaler"],
    asked: words,
  },
  function* (view, question) {
    for (const object of view.of("HorizontalPodAutoscaler")) {
      const hpa = readOf(object, view);
      if (hpa === null || !hpa.isBelow || hpa.isBroken || hpa.now !== hpa.least) continue;
      if (isWorkWaiting(question, view)) {
        yield {
          ref: object.ref,
          about: aboutOf(object, view),
          text: `HorizontalPodAutoscaler ${object.ref.name} stays at its minimum of ${hpa.least} replicas because ${hpa.metrics} is below the target, and work is said to pile up: what it measures may not be what waits (another queue, consumer group or metric)`,
          lines: [...hpa.lines, object.cite()],
          isDoubt: true,
        };
        continue;
      }
      const limited = conditionOf(object, "ScalingLimited");
      const reason = textAt(limited, "reason");
      const sign =
        reason === "TooFewReplicas" ? " (ScalingLimited True, TooFewReplicas, is the normal sign of that)" : "";
      yield {
        ref: object.ref,
        about: aboutOf(object, view),
        text: `HorizontalPodAutoscaler ${object.ref.name} rests at its minimum of ${hpa.least} replicas because ${hpa.metrics} is below the target, so there is no need to scale up${sign}`,
        lines: [object.cite("status", "conditions", "ScalingLimited"), ...hpa.lines, object.cite()],
        voids: slowness,
      };
    }
  },
);

/** What calls take is another matter than whether an autoscaler acts on its metrics. */
const slowness = ["slow-call", "slow-operation", "slow-request"];

const tolerated = defineBenign(
  {
    code: "autoscaler-within-tolerance",
    title: "Autoscaler whose metric is off its target by less than it tolerates",
    about:
      "A HorizontalPodAutoscaler does nothing while the measured value is within 10% of its target (horizontal-pod-autoscaler-tolerance 0.1). A little above the target is no reason to scale.",
    reads: ["HorizontalPodAutoscaler"],
    asked: words,
  },
  function* (view) {
    for (const object of view.of("HorizontalPodAutoscaler")) {
      const hpa = readOf(object, view);
      const most = numberAt(object.fields, "spec", "maxReplicas") ?? Number(object.printed.get("MAXPODS")?.value);
      if (hpa === null || hpa.isBroken || hpa.now === undefined || hpa.now >= most) continue;
      if (hpa.ratios.some((one) => one > 1.1) || !hpa.ratios.some((one) => one > 1)) continue;
      yield {
        ref: object.ref,
        about: aboutOf(object, view),
        text: `HorizontalPodAutoscaler ${object.ref.name} stays at ${hpa.now} replicas as it should: ${hpa.metrics} is within its tolerance of 10% around the target, so it does not scale`,
        lines: [...hpa.lines, object.cite()],
      };
    }
  },
);

const stabilized = defineBenign(
  {
    code: "autoscaler-stabilizes",
    title: "Autoscaler waits before it scales down",
    about:
      "A HorizontalPodAutoscaler keeps replicas for its stabilization window (5 minutes by default) after the load has gone: AbleToScale True with ScaleDownStabilized. It scales down when the window is over.",
    reads: ["HorizontalPodAutoscaler"],
    asked: words,
  },
  function* (view) {
    for (const object of view.of("HorizontalPodAutoscaler")) {
      const able = conditionOf(object, "AbleToScale");
      const hpa = readOf(object, view);
      if (textAt(able, "reason") !== "ScaleDownStabilized" || textAt(able, "status") !== "True") continue;
      if (hpa === null || hpa.isBroken || hpa.now === undefined || hpa.least === undefined) continue;
      const path = ["spec", "behavior", "scaleDown", "stabilizationWindowSeconds"];
      const shown = printedOf(view, object.ref, /stabilization ?window(?: ?seconds)?"?:?\s{0,20}(\d{1,6})/i)[0];
      const window = numberAt(object.fields, ...path) ?? (shown === undefined ? 300 : Number(shown.match[1]));
      yield {
        ref: object.ref,
        about: aboutOf(object, view),
        text: `HorizontalPodAutoscaler ${object.ref.name} holds ${hpa.now} replicas on purpose (AbleToScale True, ScaleDownStabilized): after a peak it waits for its stabilization window of ${window} seconds and then scales down${hpa.metrics === "" ? "" : `; now ${hpa.metrics}`}`,
        lines: [object.cite("status", "conditions", "AbleToScale"), shown?.line, ...hpa.lines],
      };
    }
  },
);

const scaledDown = defineBenign(
  {
    code: "scaled-down-after-load",
    title: "Pods ended because the autoscaler scaled down",
    about:
      "Pods are stopped (Killing, SuccessfulDelete) because the autoscaler makes its workload smaller: SuccessfulRescale, all metrics below target. What is left is ready.",
    reads: ["Event", "HorizontalPodAutoscaler", "Deployment"],
    asked:
      /\b(?:kill\w*|stopp\w*|terminat\w*|delet\w*|disappear\w*|gone|vanish\w*|fewer|less|shrink\w*|shrunk|scal\w*|los\w*|missing|remov\w*|drop\w*|only)\b/,
  },
  function* (view) {
    for (const object of view.of("HorizontalPodAutoscaler")) {
      const rescales = view
        .eventsOf(object.ref)
        .filter(({ reason }) => reason === "SuccessfulRescale")
        .toSorted((one, other) => (one.lastSeen ?? 0) - (other.lastSeen ?? 0));
      const newest = rescales[0];
      const hpa = readOf(object, view);
      if (newest === undefined || !/below target/i.test(newest.message) || hpa === null || hpa.isBroken) continue;
      const about = aboutOf(object, view);
      const target = about.map((ref) => view.object(ref)).find((one) => one !== undefined);
      if (!hpa.isBelow || target === undefined || isLacking(target)) continue;
      const size = /New size: (\d{1,6})/.exec(newest.message)?.[1];
      const ready = target.printed.get("READY")?.value;
      yield {
        ref: object.ref,
        about,
        text: `HorizontalPodAutoscaler ${object.ref.name} scales ${target.ref.kind} ${target.ref.name} down, as it should, since the load has gone (SuccessfulRescale: ${newest.message.slice(0, 120)})${size === undefined ? "" : `; ${size} replicas are what it needs now`}${hpa.metrics === "" ? "" : ` at ${hpa.metrics}`}${ready === undefined ? "" : `, ${ready} are ready`}`,
        lines: [newest.line, object.cite(), target.cite()],
      };
    }
  },
);

type Reading = {
  readonly now: number | undefined;
  readonly least: number | undefined;
  readonly isBelow: boolean;
  /** What is measured in parts of its target, for each metric. */
  readonly ratios: readonly number[];
  readonly isBroken: boolean;
  readonly metrics: string;
  readonly lines: ReturnType<ObservedObject["cite"]>[];
};

function readOf(object: ObservedObject, view: ClusterView): Reading | null {
  const { fields, printed } = object;
  const number = (heading: string, ...path: readonly string[]) =>
    numberAt(fields, ...path) ?? (Number(printed.get(heading)?.value ?? Number.NaN) || undefined);
  const isBroken = ["AbleToScale", "ScalingActive"].some(
    (type) => textAt(conditionOf(object, type), "status") === "False",
  );
  const cell = printed.get("TARGETS");
  const text = cell?.value ?? "";
  const shown = printedOf(view, object.ref, /(\d{1,9})(%|m|k|)(?: \(\w{1,12}\))? \/ (\d{1,9})(%|m|k|)/);
  const printedPairs = [
    ...[...text.matchAll(/(\d{1,9})(%|m|k|)\/(\d{1,9})(%|m|k|)/g)],
    ...shown.map(({ match }) => match),
  ];
  const pairs: readonly MetricPair[] = [
    ...printedPairs.map(([, value, unit, target, other]) => ({
      now: value!,
      unit: unit!,
      target: target!,
      other: other!,
    })),
    ...(printedPairs.length === 0 ? pairsOfFields(object) : []),
  ];
  if (pairs.length === 0 || /<unknown>/.test(text)) return null;
  const ratios = pairs.map(ratioOf);
  const [first] = pairs;
  return {
    now: number("REPLICAS", "status", "currentReplicas"),
    least: number("MINPODS", "spec", "minReplicas"),
    isBelow: ratios.every((ratio) => ratio <= 1),
    ratios,
    isBroken,
    metrics: `${/cpu|memory/.exec(`${text} ${shown[0]?.line.text ?? ""}`)?.[0] ?? "the metric"} ${first!.now}${first!.unit} of ${first!.target}${first!.other}`,
    lines: [cell?.line, ...shown.map(({ line }) => line)].filter((line) => line !== undefined),
  };
}

const conditionOf = ({ fields }: ObservedObject, type: string) =>
  listAt(fields, "status", "conditions").find((one) => textAt(one, "type") === type);

/** What it scales, with its pods. */
function aboutOf(object: ObservedObject, view: ClusterView): readonly ObjectRef[] {
  const [kind, name] = (object.printed.get("REFERENCE")?.value ?? "/").split("/");
  const target = {
    kind: textAt(object.fields, "spec", "scaleTargetRef", "kind") || kind || "Deployment",
    namespace: object.ref.namespace ?? "",
    name: textAt(object.fields, "spec", "scaleTargetRef", "name") || name || object.ref.name,
  };
  const pods = podsOf(view).map(({ ref }) => ref);
  return [target, ...pods.filter((ref) => workloadOf(view, ref).name === target.name)];
}

const recommends = defineBenign(
  {
    code: "vertical-autoscaler-recommends-only",
    title: "VerticalPodAutoscaler that only recommends",
    about:
      "With update mode Off a VerticalPodAutoscaler writes recommendations and changes no pod; with Initial only pods that are made anew get them. That pods keep their requests is meant.",
    reads: ["VerticalPodAutoscaler"],
    asked: /\b(?:vpas?|verticalpodautoscalers?|recommend\w*|vertical\w*|requests?|appl\w*|right ?siz\w*)\b/,
  },
  function* (view) {
    for (const object of view.of("VerticalPodAutoscaler")) {
      const cell = object.printed.get("MODE");
      const path = ["spec", "updatePolicy", "updateMode"];
      const mode = textAt(object.fields, ...path) || cell?.value || "";
      if (!/^(?:Off|Initial)$/.test(mode)) continue;
      const target = textAt(object.fields, "spec", "targetRef", "name");
      const isProvided = object.printed.get("PROVIDED")?.value !== "False";
      if (!isProvided) continue;
      yield {
        ref: object.ref,
        about: target === "" ? [] : [{ kind: "Deployment", namespace: object.ref.namespace ?? "", name: target }],
        text: `VerticalPodAutoscaler ${object.ref.name} has updateMode ${mode} on purpose: it ${mode === "Off" ? "only recommends and changes no pod" : "changes only pods that are made anew"}, so that the pods keep their requests is as intended`,
        lines: [cell?.line ?? object.cite(...path)],
      };
    }
  },
);

export const autoscaling: readonly BenignRule[] = [atRest, tolerated, stabilized, scaledDown, recommends];
