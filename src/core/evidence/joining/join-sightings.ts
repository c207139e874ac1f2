import type { Line } from "../evidence.ts";
import type { Fields, ObjectRef, ObservedObject, Seen } from "../observed.ts";
import type { Sighting } from "../reading.ts";
import { mergedFields } from "./merge-fields.ts";

/** What tells one object from another. */
export function keyOf(ref: ObjectRef): string {
  return `${ref.kind}\n${ref.namespace ?? ""}\n${ref.name}`;
}

/** Objects by key from all sightings, oldest evidence first; in order of kind, namespace and name. */
export function joinedObjects(readings: readonly (readonly Sighting[])[]): ReadonlyMap<string, ObservedObject> {
  const joined = new Map<string, JoinedObject>();
  readings.forEach((sightings, evidence) => {
    const { keys, objects } = objectsIn(sightings, evidence);
    keys.forEach((key, index) => {
      const known = joined.get(key);
      joined.set(key, known === undefined ? objects[index]! : known.with(objects[index]!));
    });
  });
  const keys = [...joined.keys()];
  if (isSorted(keys)) return joined;
  return new Map(keys.sort().map((key) => [key, joined.get(key)!]));
}

type InOne = {
  readonly evidence: number;
  readonly keys: readonly string[];
  readonly objects: readonly JoinedObject[];
};

const inOne = new WeakMap<readonly Sighting[], InOne>();

/** The objects of one piece of evidence; the same ones in each turn of a thread, so that what was read off them is not read again. */
function objectsIn(sightings: readonly Sighting[], evidence: number): InOne {
  const known = inOne.get(sightings);
  if (known?.evidence === evidence) return known;
  const keys = sightings.map(({ ref }) => keyOf(ref));
  const objects = sightings.map((sighting) => new JoinedObject([sighting], evidence));
  const made = { evidence, keys, objects };
  inOne.set(sightings, made);
  return made;
}

/** kubectl prints lists in order as a rule. */
const isSorted = (keys: readonly string[]): boolean =>
  keys.every((key, index) => index === 0 || keys[index - 1]! <= key);

const noCells: ReadonlyMap<string, Seen<string>> = new Map();

/** The sources of an object that was seen once, which most are. */
const alone: Readonly<Record<Sighting["source"], ReadonlySet<Sighting["source"]>>> = {
  table: new Set(["table"]),
  part: new Set(["part"]),
  describe: new Set(["describe"]),
  object: new Set(["object"]),
};

/** One object over all its sightings. Fields and cells are joined when they are first read. */
class JoinedObject implements ObservedObject {
  readonly #sightings: readonly Sighting[];
  #fields: Fields | undefined;
  #printed: ReadonlyMap<string, Seen<string>> | undefined;
  readonly newest: number;

  constructor(sightings: readonly Sighting[], newest: number) {
    this.#sightings = sightings;
    this.newest = newest;
  }

  /** The same object with what a newer piece of evidence shows of it. */
  with(newer: JoinedObject): JoinedObject {
    return new JoinedObject([...this.#sightings, ...newer.#sightings], newer.newest);
  }

  get ref(): ObjectRef {
    return this.#sightings[0]!.ref;
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
