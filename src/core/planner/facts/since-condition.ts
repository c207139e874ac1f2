import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { Line } from "../../evidence/evidence.ts";
import type { ObservedObject } from "../../evidence/observed.ts";

/** States that people ask after by the condition that holds them. */
const states: readonly (readonly [RegExp, string])[] = [
  [/\b(?:not ready|unready|ready)\b/, "Ready"],
  [/\b(?:available|unavailable)\b/, "Available"],
  [/\bprogress\w*\b/, "Progressing"],
  [/\bschedul(?:ed|able)\b/, "PodScheduled"],
  [/\binitiali[sz]ed\b/, "Initialized"],
  [/\b(?:complete\w*|finish\w*|done)\b/, "Complete"],
  [/\bfail(?:ed|ing)?\b/, "Failed"],
  [/\bmemory ?pressure\b/, "MemoryPressure"],
  [/\bdisk ?pressure\b/, "DiskPressure"],
];

/** Since when a condition is as it is: `since when is it Ready`, `when did it become available`. */
export function sinceCondition(object: ObservedObject, clause: string): readonly { value: string; line: Line }[] {
  const type = states.find(([said]) => said.test(clause))?.[1];
  if (type === undefined) return [];
  const condition = listAt(object.fields, "status", "conditions").find((one) => textAt(one, "type") === type);
  const since = textAt(condition, "lastTransitionTime");
  if (since === "") return [];
  const status = textAt(condition, "status");
  const reason = textAt(condition, "reason");
  return [
    {
      value: `${status === "True" ? "" : "not "}${type} since ${since}${reason === "" ? "" : ` (${reason})`}`,
      line: object.cite("status", "conditions", type, "lastTransitionTime"),
    },
  ];
}
