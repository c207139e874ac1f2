import type { Fields } from "../../../core/evidence/observed.ts";
import { type Columns, columns, name, text, wide } from "./column.ts";
import { at, hasObjectAt, integerAt, textAt } from "./fields.ts";
import { since, timestamp } from "./timestamp.ts";

/** Events of both API groups: `v1` and `events.k8s.io/v1` hold the same facts under different names. */
export const events: Columns = columns(
  text("Last Seen", "Time since the event was last seen.", (event, { now }) => lastSeen(event, now)),
  text("Type", "Normal or Warning.", (event) => textAt(event, "type")),
  text("Reason", "Short reason, for machines.", (event) => textAt(event, "reason")),
  text("Object", "Object that the event is about.", objectOf),
  wide(
    text("Subobject", "Part of the object that the event is about.", (event) => textAt(involved(event), "fieldPath")),
  ),
  wide(text("Source", "Component that reported the event, and where it runs.", source)),
  text("Message", "What happened, for people.", (event) => (textAt(event, "message") || textAt(event, "note")).trim()),
  wide(text("First Seen", "Time since the event was first seen.", (event, { now }) => firstSeen(event, now))),
  wide(text("Count", "How often the event was seen.", count)),
  wide(name),
);

function either(event: Fields, core: string, newer: string): unknown {
  return at(event, core) ?? at(event, newer);
}

function firstSeen(event: Fields, now: number): string {
  const first = either(event, "firstTimestamp", "deprecatedFirstTimestamp");
  return since(timestamp(first) === undefined ? at(event, "eventTime") : first, now);
}

function lastSeen(event: Fields, now: number): string {
  if (hasObjectAt(event, "series")) return since(at(event, "series", "lastObservedTime"), now);
  const last = either(event, "lastTimestamp", "deprecatedLastTimestamp");
  return timestamp(last) === undefined ? firstSeen(event, now) : since(last, now);
}

/** An event that was seen once has no count in the newer API. */
function count(event: Fields): number {
  if (hasObjectAt(event, "series")) return integerAt(event, "series", "count");
  return integerAt(event, "count") || integerAt(event, "deprecatedCount") || 1;
}

const involved = (event: Fields) => either(event, "involvedObject", "regarding");

function objectOf(event: Fields): string {
  const kind = textAt(involved(event), "kind").toLowerCase();
  const called = textAt(involved(event), "name");
  return called === "" ? kind : `${kind}/${called}`;
}

function source(event: Fields): string {
  const from = either(event, "source", "deprecatedSource");
  const reporter = textAt(event, "reportingComponent") || textAt(event, "reportingController");
  const component = textAt(from, "component") || reporter;
  const host = textAt(from, "host") || textAt(event, "reportingInstance");
  return host === "" ? component : `${component}, ${host}`;
}
