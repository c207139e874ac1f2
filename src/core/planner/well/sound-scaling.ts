import { at, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import { quantity } from "../../diagnosis/objects/quantity.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { about, type Look } from "./stand.ts";

/** What an autoscaler measures against its targets, between its bounds, and whether it can measure and scale at all. */
export const autoscalers: Look = (object) => {
  const { ref, fields } = object;
  const conditions = listAt(fields, "status", "conditions");
  const failing = conditions.find(
    (one) => /^(?:AbleToScale|ScalingActive)$/.test(textAt(one, "type")) && textAt(one, "status") === "False",
  );
  if (failing !== undefined) {
    const why = textAt(failing, "message") || textAt(failing, "reason");
    return said(
      object,
      false,
      `does not scale: ${textAt(failing, "type")} is False${why === "" ? "" : ` (${why.slice(0, 160)})`}`,
    );
  }
  const limited = conditions.find(
    (one) => textAt(one, "type") === "ScalingLimited" && textAt(one, "status") === "True",
  );
  if (textAt(limited, "reason") === "TooManyReplicas")
    return said(
      object,
      false,
      `wants more replicas than its maximum of ${bound(object, "MAXPODS", "maxReplicas")} (ScalingLimited, TooManyReplicas)`,
    );
  const measured = measures(object);
  if (measured.length === 0) return null;
  const text = measured.map((one) => one.text).join(", ");
  if (measured.some(({ ratio }) => ratio === null))
    return said(object, false, `does not know what it measures (${text})`);
  const now = object.printed.get("REPLICAS")?.value ?? textAt(fields, "status", "currentReplicas");
  const [least, most] = [bound(object, "MINPODS", "minReplicas"), bound(object, "MAXPODS", "maxReplicas")];
  const wanted = textAt(fields, "status", "desiredReplicas");
  const bounds = least !== "" && most !== "" ? `, between ${least} and ${most}` : "";
  // the controller does nothing within a tenth of the target
  if (measured.some(({ ratio }) => ratio! > 1.1))
    return now !== "" && now === most
      ? said(object, false, `is at its maximum of ${most} replicas and measures more than its target (${text})`)
      : said(object, null, `measures more than its target (${text}) and is at ${now} replicas${bounds}`);
  if (wanted !== "" && wanted !== now && now !== "")
    return said(object, null, `is at ${now} replicas and wants ${wanted} (${text})`);
  const active = conditions.find((one) => textAt(one, "type") === "ScalingActive");
  return {
    ref,
    isWell: true,
    text: `${about(ref)} is at ${now} replicas${now === least ? ", its minimum," : ""} because what it measures (${text}) is ${measured.every(({ ratio }) => ratio! <= 1) ? "below" : "at"} its target: there is no need to scale up${active === undefined ? "" : ", and it works (ScalingActive True)"}${now === least ? "" : bounds}`,
    lines: [
      object.printed.has("TARGETS") ? object.cite() : object.cite("status", "currentMetrics"),
      ...(active === undefined ? [] : [object.cite("status", "conditions", "ScalingActive", "status")]),
    ],
    byDesign: true,
  };
};

const said = (object: ObservedObject, isWell: boolean | null, text: string) => ({
  ref: object.ref,
  isWell,
  text: `${about(object.ref)} ${text}`,
  lines: [object.cite()],
});

const bound = ({ printed, fields }: ObservedObject, heading: string, field: string): string =>
  printed.get(heading)?.value ?? textAt(fields, "spec", field);

type Measure = { readonly text: string; readonly ratio: number | null };

/** What is measured to what is wanted; null: it is not known. */
function measures(object: ObservedObject): readonly Measure[] {
  const targets = object.printed.get("TARGETS")?.value ?? "";
  if (targets !== "")
    return targets.split(/,\s*/).flatMap((text): Measure[] => {
      const pair = /([\w.<>]{1,20})%?(?: \([a-z]{1,10}\))?\/([\w.]{1,20})%?/.exec(text);
      if (pair === null) return [];
      return [{ text: text.trim(), ratio: ratioOf(pair[1]!, pair[2]!) }];
    });
  const current = listAt(object.fields, "status", "currentMetrics");
  const share = textAt(object.fields, "spec", "targetCPUUtilizationPercentage");
  const listed = listAt(object.fields, "spec", "metrics").flatMap((metric, index) => measure(metric, current, index));
  return share === "" || listed.length > 0
    ? listed
    : paired("cpu", percent(textAt(object.fields, "status", "currentCPUUtilizationPercentage")), percent(share));
}

/** A metric of the specification with what the status says of it; its type is the name of the field that holds it. */
function measure(metric: unknown, current: readonly unknown[], index: number): readonly Measure[] {
  const key = ["resource", "containerResource", "pods", "object", "external"].find(
    (one) => at(metric, one) !== undefined,
  );
  if (key === undefined) return [];
  const nameOf = (one: unknown) => textAt(one, key, "name") || textAt(one, key, "metric", "name");
  const name = nameOf(metric);
  const seen = current.find((one) => name !== "" && nameOf(one) === name) ?? current[index];
  return paired(name, amount(at(seen, key, "current")), amount(at(metric, key, "target")));
}

const percent = (share: string): string => (share === "" ? "" : `${share}%`);

function paired(name: string, measured: string, wanted: string): readonly Measure[] {
  if (wanted === "") return [];
  return [
    {
      text: `${name === "" ? "" : `${name}: `}${measured || "<unknown>"}/${wanted}`,
      ratio: ratioOf(measured.replace("%", ""), wanted.replace("%", "")),
    },
  ];
}

/** In the unit of the target: a share of the request, else an average, else a value. */
function amount(value: unknown): string {
  const share = textAt(value, "averageUtilization");
  return share === "" ? textAt(value, "averageValue") || textAt(value, "value") : `${share}%`;
}

function ratioOf(measured: string, wanted: string): number | null {
  const [now, most] = [quantity(measured), quantity(wanted)];
  return now === undefined || most === undefined || most === 0 ? null : now / most;
}
