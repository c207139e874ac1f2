import { ageSeconds, eventAge } from "../age.ts";
import { kindOf } from "../asked.ts";
import type { Line } from "../evidence.ts";
import { isFields, numberAt, textAt, valueAt } from "../objects/field-values.ts";
import type { Fields, ObjectRef, ObservedEvent } from "../observed.ts";
import { isClusterScoped } from "../tables/table-fields.ts";
import { kindOfReason, reasonOfMessage } from "./event-words.ts";

/** An event from a row of `get events` or `kubectl events`; undefined when the row names no reason. */
export function readEventRow(
  cells: ReadonlyMap<string, string>,
  line: Line,
  namespace: string,
): ObservedEvent | undefined {
  const reason = cells.get("REASON") || reasonOfMessage(cells.get("MESSAGE") ?? "") || "";
  if (reason === "") return undefined;
  const age = eventAge(cells.get("LAST SEEN") ?? cells.get("LASTSEEN") ?? cells.get("LAST") ?? cells.get("AGE") ?? "");
  const first = cells.get("FIRST SEEN") ?? cells.get("FIRSTSEEN");
  const printedCount = Number(cells.get("COUNT") || Number.NaN);
  return {
    type: cells.get("TYPE") || (cells.has("TYPE") ? "Normal" : typeOf(reason)),
    reason,
    object: objectOfRow(cells, namespace, reason),
    message: cells.get("MESSAGE") ?? "",
    count: Number.isFinite(printedCount) ? printedCount : age.count,
    lastSeen: age.lastSeen,
    firstSeen: first === undefined ? age.firstSeen : ageSeconds(first),
    source: cells.get("SOURCE") ?? "",
    line,
  };
}

/** Where no type is printed, the reason tells whether the event is a complaint. */
const typeOf = (reason: string) =>
  /^(?:Failed|BackOff|Unhealthy|Evicted|OOM|NotTrigger|ProbeError|Err)|Failed$|Error$/.test(reason)
    ? "Warning"
    : "Normal";

function objectOfRow(cells: ReadonlyMap<string, string>, namespace: string, reason: string): ObjectRef {
  const printed = cells.get("OBJECT") ?? "";
  const slash = printed.indexOf("/");
  const name = slash < 0 ? printed || withoutOwnName(cells.get("NAME") ?? "") : printed.slice(slash + 1);
  const word = slash < 0 ? (cells.get("KIND") ?? "") : printed.slice(0, slash);
  const kind = word === "" && name !== "" ? kindOfReason(reason) : kindOf(word);
  return eventObject(kind, cells.get("NAMESPACE") || namespace, name);
}

/** Old versions of kubectl print the name of the event itself: that of its object, and a time in hexadecimal digits. */
const withoutOwnName = (name: string) => name.replace(/\.[0-9a-f]{14,18}$/, "");

/** An object of an event; events about cluster-scoped objects lie in a namespace that is not theirs. */
function eventObject(kind: string, namespace: string | undefined, name: string): ObjectRef {
  return isClusterScoped(kind) || namespace === undefined ? { kind, name } : { kind, namespace, name };
}

/** An event from its API object (core/v1 or events.k8s.io/v1). Ages are not printed there, so both are null. */
export function readEventObject(fields: Fields, line: Line, namespace: string): ObservedEvent | undefined {
  const involved = valueAt(fields, "involvedObject") ?? valueAt(fields, "regarding");
  const reason = textAt(fields, "reason");
  if (!isFields(involved) || reason === undefined) return undefined;
  const kind = textAt(involved, "kind") ?? "";
  return {
    type: textAt(fields, "type") ?? "Normal",
    reason,
    object: eventObject(kind, textAt(involved, "namespace") ?? namespace, textAt(involved, "name") ?? ""),
    message: textAt(fields, "message") ?? textAt(fields, "note") ?? "",
    count: numberAt(fields, "count") ?? numberAt(fields, "series", "count") ?? numberAt(fields, "deprecatedCount") ?? 1,
    lastSeen: null,
    firstSeen: null,
    source:
      textAt(fields, "source", "component") ??
      textAt(fields, "reportingComponent") ??
      textAt(fields, "reportingController") ??
      "",
    line,
  };
}
