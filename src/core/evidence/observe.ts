import type { Evidence } from "./evidence.ts";
import { joinedEvents } from "./joining/join-events.ts";
import { joinedObjects, keyOf } from "./joining/join-sightings.ts";
import { placedSightings } from "./joining/place-sightings.ts";
import type { ClusterView, ObjectRef, ObservedEvent, ObservedObject } from "./observed.ts";
import { readEvidence } from "./read-evidence.ts";

/**
 * Everything that the evidence of a thread shows, oldest evidence first. Never throws, whatever the text.
 * A piece of evidence is read once and remembered as long as it lives, so a growing thread costs only what is new.
 */
export function observe(evidence: readonly Evidence[]): ClusterView {
  const readings = evidence.map(readEvidence);
  const byKey = joinedObjects(placedSightings(readings.map((reading) => reading.sightings)));
  const objects = [...byKey.values()];
  const events = joinedEvents(readings.map((reading) => reading.events));
  const numbered = <T extends { readonly evidence: number }>(items: readonly T[], index: number) =>
    items.map((item) => ({ ...item, evidence: index }));
  const logs = readings.flatMap((reading, index) => numbered(reading.logs, index));
  const byKind = groupedBy(objects, (object) => object.ref.kind);
  const eventsByKey = groupedBy(events, (event) => keyOf(event.object));
  const logsByKey = groupedBy(logs, (log) => (log.object === null ? "" : keyOf(log.object)));
  return {
    evidence,
    objects,
    events,
    logs,
    errors: readings.flatMap((reading, index) => numbered(reading.errors, index)),
    listings: readings.flatMap((reading, index) => numbered(reading.listings, index)),
    of: (kind: string): readonly ObservedObject[] => byKind.get(kind) ?? [],
    object: (ref: ObjectRef) => byKey.get(keyOf(ref)),
    eventsOf: (ref: ObjectRef): readonly ObservedEvent[] =>
      (eventsByKey.size === 0 ? undefined : eventsByKey.get(keyOf(ref))) ?? none,
    logsOf: (ref: ObjectRef) => logsByKey.get(keyOf(ref)) ?? [],
  };
}

const none: readonly ObservedEvent[] = [];

function groupedBy<T>(items: readonly T[], keyOfItem: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
