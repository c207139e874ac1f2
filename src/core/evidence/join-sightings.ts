import type { Line } from "./evidence.ts";
import { mergedFields } from "./merge-fields.ts";
import type { Fields, ObjectRef, ObservedObject, Seen } from "./observed.ts";
import type { Sighting } from "./reading.ts";

/** What tells one object from another. */
export function keyOf(ref: ObjectRef): string {
  return `${ref.kind}\n${ref.namespace ?? ""}\n${ref.name}`;
}

/** Objects by key from all sightings, oldest evidence first; in order of kind, namespace and name. */
export function joinedObjects(readings: readonly (readonly Sighting[])[]): ReadonlyMap<string, ObservedObject> {
  const joined = new Map<string, JoinedObject>();
  readings.forEach((sightings, evidence) => {
    for (const sighting of sightings) {
      const key = keyOf(sighting.ref);
      const known = joined.get(key);
      if (known === undefined) joined.set(key, new JoinedObject(sighting, evidence));
      else known.add(sighting, evidence);
    }
  });
  const keys = [...joined.keys()];
  if (isSorted(keys)) return joined;
  return new Map(keys.sort().map((key) => [key, joined.get(key)!]));
}

/** kubectl prints lists in order as a rule. */
const isSorted = (keys: readonly string[]): boolean =>
  keys.every((key, index) => index === 0 || keys[index - 1]! <= key);

const noCells: ReadonlyMap<string, Seen<string>> = new Map();

/** The sources of an object that was seen once, which most are. */
const alone: Readonly<Record<Sighting["source"], ReadonlySet<Sighting["source"]>>> = {
  table: new Set(["table"]),
  describe: new Set(["describe"]),
  object: new Set(["object"]),
};

/** One object over all its sightings. Fields and cells are joined when they are first read. */
class JoinedObject implements ObservedObject {
  readonly #sightings: Sighting[];
  #fields: Fields | undefined;
  #printed: ReadonlyMap<string, Seen<string>> | undefined;
  #newest: number;

  constructor(first: Sighting, evidence: number) {
    this.#sightings = [first];
    this.#newest = evidence;
  }

  add(sighting: Sighting, evidence: number): void {
    this.#sightings.push(sighting);
    this.#newest = evidence;
  }

  get ref(): ObjectRef {
    return this.#sightings[0]!.ref;
  }

  get newest(): number {
    return this.#newest;
  }

  get sources(): ReadonlySet<Sighting["source"]> {
    const [first] = this.#sightings;
    return this.#sightings.length === 1 ? alone[first!.source] : new Set(this.#sightings.map(({ source }) => source));
  }

  get fields(): Fields {
    this.#fields ??= mergedFields(this.ref.kind, this.#sightings);
    return this.#fields;
  }

  get printed(): ReadonlyMap<string, Seen<string>> {
    this.#printed ??=
      this.#sightings.length === 1
        ? (this.#sightings[0]!.printed ?? noCells)
        : new Map(this.#sightings.flatMap((sighting) => [...(sighting.printed ?? [])]));
    return this.#printed;
  }

  cite(...path: readonly string[]): Line {
    for (let depth = path.length; depth > 0; depth--) {
      const line = this.#find(path.slice(0, depth));
      if (line !== undefined) return line;
    }
    return this.#find([]) ?? { command: "", line: 1, text: "" };
  }

  /** The newest line that shows a path. */
  #find(path: readonly string[]): Line | undefined {
    for (let index = this.#sightings.length - 1; index >= 0; index--) {
      const line = this.#sightings[index]!.find(path);
      if (line !== undefined) return line;
    }
    return undefined;
  }
}
