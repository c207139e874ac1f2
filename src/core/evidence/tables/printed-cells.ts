import type { Line } from "../evidence.ts";
import type { Seen } from "../observed.ts";

/** The cells of one row by heading: a map that keeps no more than the texts, as tables have a hundred thousand rows. */
export class PrintedCells implements ReadonlyMap<string, Seen<string>> {
  readonly #columns: ReadonlyMap<string, number>;
  readonly #texts: readonly string[];
  readonly #line: Line;

  /** `columns`: the place of each heading in `texts`, one map for the whole table. */
  constructor(columns: ReadonlyMap<string, number>, texts: readonly string[], line: Line) {
    this.#columns = columns;
    this.#texts = texts;
    this.#line = line;
  }

  get size(): number {
    return this.#columns.size;
  }

  get(heading: string): Seen<string> | undefined {
    const index = this.#columns.get(heading);
    return index === undefined ? undefined : { value: this.#texts[index] ?? "", line: this.#line };
  }

  has(heading: string): boolean {
    return this.#columns.has(heading);
  }

  forEach(take: (cell: Seen<string>, heading: string, all: ReadonlyMap<string, Seen<string>>) => void): void {
    for (const [heading, cell] of this) take(cell, heading, this);
  }

  keys(): MapIterator<string> {
    return this.#columns.keys();
  }

  values(): MapIterator<Seen<string>> {
    return new Map(this.entries()).values();
  }

  entries(): MapIterator<[string, Seen<string>]> {
    const all = new Map<string, Seen<string>>();
    for (const heading of this.#columns.keys()) all.set(heading, this.get(heading)!);
    return all.entries();
  }

  [Symbol.iterator](): MapIterator<[string, Seen<string>]> {
    return this.entries();
  }
}
