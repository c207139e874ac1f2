import type { Line } from "./evidence.ts";
import type { Fields, KubectlError, Listing, ObjectRef, ObservedEvent, ObservedLog, Seen } from "./observed.ts";

/** One object as one piece of evidence shows it. */
export type Sighting = {
  readonly ref: ObjectRef;
  readonly source: "table" | "part" | "describe" | "object";
  readonly fields: Fields;
  readonly printed?: ReadonlyMap<string, Seen<string>>;
  /** A row of columns that somebody chose: it shows these fields and says nothing of any other. */
  readonly isPicked?: boolean;
  /** Of all namespaces, and nothing printed tells of which. */
  readonly isPlaceless?: boolean;
  /** The line that shows exactly this path, if this piece shows it; the empty path is the line that names the object. */
  find(path: readonly string[]): Line | undefined;
};

/** What one piece of evidence says. `evidence` numbers of logs, errors and listings are set when pieces are joined. */
export type Reading = {
  readonly sightings: readonly Sighting[];
  readonly events: readonly ObservedEvent[];
  readonly logs: readonly ObservedLog[];
  readonly errors: readonly KubectlError[];
  readonly listings: readonly Listing[];
};

export const nothingRead: Reading = { sightings: [], events: [], logs: [], errors: [], listings: [] };

/** One reading from several, in order. */
export function joinedReadings(readings: readonly Reading[]): Reading {
  if (readings.length === 1) return readings[0]!;
  return {
    sightings: readings.flatMap((reading) => reading.sightings),
    events: readings.flatMap((reading) => reading.events),
    logs: readings.flatMap((reading) => reading.logs),
    errors: readings.flatMap((reading) => reading.errors),
    listings: readings.flatMap((reading) => reading.listings),
  };
}
