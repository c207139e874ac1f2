type Target = { [key: string]: unknown };

const steps = new Map<string, readonly string[]>();

/** Builds the fields of a table's row. Every field of a row is on one line, so no lines are kept. Undefined leaves no trace. */
export class RowFields {
  readonly fields: Target = {};

  /** Sets a field by its dotted path. Paths are the readers' own; keys from outside go through `put`. */
  set(path: string, value: unknown): void {
    if (value === undefined) return;
    let known = steps.get(path);
    if (known === undefined) {
      known = path.split(".");
      steps.set(path, known);
    }
    this.#parent(known)[known.at(-1)!] = value;
  }

  /** Sets an entry of a map whose keys come from outside. */
  put(path: string, key: string, value: unknown): void {
    if (key === "__proto__") return;
    const map = this.#parent([...path.split("."), key]);
    map[key] = value;
  }

  /** Adds an entry to a list. */
  add(path: string, entry: Target): void {
    const known = path.split(".");
    const parent = this.#parent(known);
    const list = parent[known.at(-1)!];
    if (Array.isArray(list)) list.push(entry);
    else parent[known.at(-1)!] = [entry];
  }

  #parent(path: readonly string[]): Target {
    let target = this.fields;
    for (let index = 0; index < path.length - 1; index++) {
      const step = path[index]!;
      const next = target[step];
      if (typeof next === "object" && next !== null) target = next as Target;
      else {
        const made: Target = {};
        target[step] = made;
        target = made;
      }
    }
    return target;
  }
}
