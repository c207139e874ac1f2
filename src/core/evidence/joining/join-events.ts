import type { ObservedEvent } from "../observed.ts";
import { keyOf } from "./join-sightings.ts";

/**
 * Events of all evidence, oldest evidence first. The same event printed by several commands (`describe` and `get events`)
 * counts once, as its newest print shows it.
 */
export function joinedEvents(readings: readonly (readonly ObservedEvent[])[]): readonly ObservedEvent[] {
  const joined = new Map<string, ObservedEvent>();
  for (const events of readings) {
    const seenHere = new Map<string, number>();
    for (const event of events) {
      const base = `${keyOf(event.object)}\n${event.type}\n${event.reason}\n${event.message}`;
      const nth = (seenHere.get(base) ?? 0) + 1;
      seenHere.set(base, nth);
      const key = `${base}\n${nth}`;
      const known = joined.get(key);
      joined.delete(key);
      joined.set(key, known === undefined ? event : newer(known, event));
    }
  }
  return [...joined.values()];
}

function newer(known: ObservedEvent, event: ObservedEvent): ObservedEvent {
  return {
    ...event,
    count: Math.max(known.count, event.count),
    source: event.source || known.source,
    lastSeen: event.lastSeen ?? known.lastSeen,
    firstSeen: event.firstSeen ?? known.firstSeen,
  };
}
