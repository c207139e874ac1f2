import { at, listAt, textAt } from "../../../diagnosis/objects/fields.ts";
import { quantity } from "../../../diagnosis/objects/quantity.ts";
import type { ObservedObject } from "../../../evidence/observed.ts";

/** A measured value of an autoscaler with its target, as printed: `75`, `%`, `70`, `%`. */
export type MetricPair = {
  readonly now: string;
  readonly unit: string;
  readonly target: string;
  readonly other: string;
};

/** What the status of an autoscaler measures, beside what its spec wants. */
export function pairsOfFields({ fields }: ObservedObject): readonly MetricPair[] {
  const measured = listAt(fields, "status", "currentMetrics");
  return listAt(fields, "spec", "metrics").flatMap((wanted) => {
    const kind = textAt(wanted, "type");
    const key = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
    const nameOf = (one: unknown) => textAt(one, key, "name") || textAt(one, key, "metric", "name");
    const current = measured.find((one) => textAt(one, "type") === kind && nameOf(one) === nameOf(wanted));
    for (const form of ["averageUtilization", "averageValue", "value"]) {
      const [target, now] = [textAt(at(wanted, key, "target"), form), textAt(at(current, key, "current"), form)];
      if (target !== "" && now !== "") return [pairOf(now, target, form === "averageUtilization" ? "%" : "")];
    }
    return [];
  });
}

function pairOf(now: string, target: string, percent: string): MetricPair {
  const [value, unit] = /^(\d{1,12})([a-zA-Z]{0,2})$/.exec(now)?.slice(1) ?? [now, ""];
  const [wanted, other] = /^(\d{1,12})([a-zA-Z]{0,2})$/.exec(target)?.slice(1) ?? [target, ""];
  return { now: value!, unit: percent || unit!, target: wanted!, other: percent || other! };
}

/** How much of its target a value is; NaN where the two cannot be compared. */
export function ratioOf({ now, unit, target, other }: MetricPair): number {
  if (unit === other) return Number(now) / Number(target);
  const [value, wanted] = [quantity(`${now}${unit}`), quantity(`${target}${other}`)];
  return value === undefined || wanted === undefined ? Number.NaN : value / wanted;
}
