import { listAt, numberAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../../evidence/observed.ts";
import { type BenignRule, defineBenign } from "../benign.ts";

const tolerated = defineBenign(
  {
    code: "autoscaler-keeps-its-replicas",
    title: "Autoscaler below its target that keeps its replicas",
    about:
      "An autoscaler scales down only where the ratio of measured to target is below 1 by more than its tolerance (10%, or `tolerance` of `behavior`), and it rounds up: 6 replicas at 87% of the target are 5.2, which makes 6. Not where it has no metrics or cannot scale.",
    reads: ["HorizontalPodAutoscaler"],
    asked:
      /\b(?:hpas?|horizontalpodautoscalers?|autoscal\w*|scal\w*|replicas?|add\w*|more pods|above|over|exceed\w*|target|threshold)\b/,
  },
  function* (view) {
    for (const object of view.of("HorizontalPodAutoscaler")) {
      const hpa = readOf(object);
      if (hpa === null || hpa.isBroken || hpa.now === undefined || hpa.now === hpa.most) continue;
      const text = whyNot(hpa.pairs, hpa.now, hpa.least, toleranceOf(object));
      if (text === null) continue;
      yield {
        ref: object.ref,
        about: aboutOf(object, view),
        text: `HorizontalPodAutoscaler ${object.ref.name} works as it should: ${text}; it stays at ${hpa.now} replicas (${hpa.least ?? "?"} to ${hpa.most ?? "?"})`,
        lines: [
          object.printed.get("TARGETS")?.line ?? object.cite("status", "conditions", "AbleToScale"),
          object.cite("status", "conditions", "AbleToScale"),
        ],
      };
    }
  },
);

type Pair = { readonly shown: string; readonly ratio: number };

/** Why the measured values ask for no other number of replicas; null where they do. */
function whyNot(pairs: readonly Pair[], now: number, least: number | undefined, tolerance: number): string | null {
  const [most] = pairs.toSorted((one, other) => other.ratio - one.ratio);
  if (most === undefined || most.ratio > 1) return null;
  const ratio = most.ratio.toFixed(2);
  const isNear = Math.abs(most.ratio - 1) <= tolerance + 1e-9;
  if (isNear)
    return `${most.shown} of its target is a ratio of ${ratio}, within the tolerance of ${Math.round(tolerance * 100)}% that autoscalers have, so no scaling is due`;
  const wanted = Math.max(Math.ceil(now * most.ratio - 1e-9), least ?? 1);
  return wanted === now && now !== least
    ? `${now} replicas at a ratio of ${ratio} (${most.shown}) are ${(now * most.ratio).toFixed(2)}, which is rounded up to ${wanted}, so no scaling is due`
    : null;
}

function readOf(object: ObservedObject) {
  const { fields, printed } = object;
  const number = (cell: string, ...path: readonly string[]) =>
    numberAt({ value: printed.get(cell)?.value }, "value") ?? numberAt(fields, ...path);
  const isBroken = listAt(fields, "status", "conditions").some(
    (one) => /^(?:AbleToScale|ScalingActive)$/.test(textAt(one, "type")) && textAt(one, "status") === "False",
  );
  const targets = printed.get("TARGETS")?.value ?? "";
  if (/<unknown>/.test(targets)) return null;
  return {
    isBroken,
    pairs: pairsIn(targets),
    now: number("REPLICAS", "status", "currentReplicas"),
    least: number("MINPODS", "spec", "minReplicas"),
    most: number("MAXPODS", "spec", "maxReplicas"),
  };
}

/** `cpu: 75%/70%, 12500m/12 (avg)`: each measured value with its target. */
function pairsIn(targets: string): readonly Pair[] {
  return [
    ...targets.matchAll(
      /(\d{1,12}(?:\.\d{1,4})?(?:m|k|M|G|Ki|Mi|Gi)?)(%?)\/(\d{1,12}(?:\.\d{1,4})?(?:m|k|M|G|Ki|Mi|Gi)?)%?/g,
    ),
  ].flatMap(([shown, measured, , target]) => {
    const [value, wanted] = [quantity(measured!), quantity(target!)];
    return value === undefined || wanted === undefined || wanted === 0 ? [] : [{ shown, ratio: value / wanted }];
  });
}

function toleranceOf({ fields }: ObservedObject): number {
  const own = quantity(textAt(fields, "spec", "behavior", "scaleUp", "tolerance"));
  return own === undefined || own > 1 ? 0.1 : own;
}

function aboutOf(object: ObservedObject, view: ClusterView): readonly ObjectRef[] {
  const [kind, name] = (object.printed.get("REFERENCE")?.value ?? "").split("/");
  const target = {
    kind: textAt(object.fields, "spec", "scaleTargetRef", "kind") || kind!,
    name: textAt(object.fields, "spec", "scaleTargetRef", "name") || (name ?? ""),
  };
  if (target.name === "") return [];
  const { namespace } = object.ref;
  const ref = { ...target, ...(namespace === undefined ? {} : { namespace }) };
  const pods = view.of("Pod").map((one) => one.ref);
  return [ref, ...pods.filter((one) => one.namespace === namespace && one.name.startsWith(`${target.name}-`))];
}

export const toleratedMetrics: readonly BenignRule[] = [tolerated];
