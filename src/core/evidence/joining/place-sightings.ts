import type { Sighting } from "../reading.ts";

/**
 * Rows of `-A` that were printed without a namespace, put into the one in which all else shows an object of that kind and name. What is
 * shown nowhere else, or in several, stays where it is.
 */
export function placedSightings(all: readonly (readonly Sighting[])[]): readonly (readonly Sighting[])[] {
  if (!all.some(isAnyPlaceless)) return all;
  const places = new Map<string, string | null>();
  for (const sighting of all.flat()) {
    const { kind, namespace, name } = sighting.ref;
    if (sighting.isPlaceless || namespace === undefined) continue;
    const known = places.get(`${kind} ${name}`);
    places.set(`${kind} ${name}`, known === undefined || known === namespace ? namespace : null);
  }
  return all.map((sightings) =>
    isAnyPlaceless(sightings) ? sightings.map((sighting) => placed(sighting, places)) : sightings,
  );
}

function placed(sighting: Sighting, places: ReadonlyMap<string, string | null>): Sighting {
  const place = sighting.isPlaceless ? places.get(`${sighting.ref.kind} ${sighting.ref.name}`) : null;
  return place === null || place === undefined ? sighting : new PlacedSighting(sighting, place);
}

/** The same row in another namespace than was guessed for it. */
class PlacedSighting implements Sighting {
  readonly ref;
  readonly source;
  readonly isPicked;
  readonly #row: Sighting;

  constructor(row: Sighting, namespace: string) {
    this.ref = { ...row.ref, namespace };
    this.source = row.source;
    this.isPicked = row.isPicked === true;
    this.#row = row;
  }

  get fields() {
    const metadata = { ...(this.#row.fields.metadata as object | undefined), namespace: this.ref.namespace };
    return { ...this.#row.fields, metadata };
  }

  get printed() {
    return this.#row.printed ?? new Map();
  }

  find(path: readonly string[]) {
    return this.#row.find(path);
  }
}

const read = new WeakMap<readonly Sighting[], boolean>();

/** The same lists come in each turn of a thread. */
function isAnyPlaceless(sightings: readonly Sighting[]): boolean {
  const known = read.get(sightings) ?? sightings.some(({ isPlaceless }) => isPlaceless === true);
  read.set(sightings, known);
  return known;
}
