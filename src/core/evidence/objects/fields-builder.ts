type Target = { [key: string]: unknown };

/** Lines by path, and for each entry of a list its path by name under its path by index. */
type Marks = { readonly lines: Map<string, number>; readonly names: Map<string, string> };

/**
 * Builds an API-shaped object and remembers the line of each field, addressed as `ObservedObject.cite` does.
 * Undefined values leave no trace, so that a field is there only when it was shown.
 */
export class FieldsBuilder {
  readonly fields: Target;
  readonly #marks: Marks;
  readonly #prefix: string;

  constructor(fields: Target = {}, marks: Marks = { lines: new Map(), names: new Map() }, prefix = "") {
    this.fields = fields;
    this.#marks = marks;
    this.#prefix = prefix;
  }

  /** Sets a field below this one; `line` is an index into the lines being read. */
  set(path: readonly string[], value: unknown, line: number): void {
    if (value === undefined || path.some((step) => step === "__proto__")) return;
    const parent = path.length === 1 ? this : this.in(...path.slice(0, -1));
    parent.fields[path.at(-1)!] = value;
    this.mark(path, line);
  }

  /** The builder of a nested object, made when it is not there yet. */
  in(...path: readonly string[]): FieldsBuilder {
    let target = this.fields;
    for (const step of path) {
      const next = Object.hasOwn(target, step) ? target[step] : undefined;
      if (typeof next === "object" && next !== null && !Array.isArray(next)) target = next as Target;
      else {
        const made: Target = {};
        target[step === "__proto__" ? "" : step] = made;
        target = made;
      }
    }
    return new FieldsBuilder(target, this.#marks, this.#key(path));
  }

  /** The builder of a new entry of a list, addressed by `name`. */
  entry(path: readonly string[], name: string, line: number, first: Target = {}): FieldsBuilder {
    const parent = path.length === 1 ? this : this.in(...path.slice(0, -1));
    const last = path.at(-1)!;
    const list = Object.hasOwn(parent.fields, last) ? parent.fields[last] : undefined;
    const entries = Array.isArray(list) ? (list as Target[]) : [];
    if (entries.length === 0) {
      parent.fields[last] = entries;
      this.mark(path, line);
    }
    entries.push(first);
    this.#marks.names.set(this.#key([...path, String(entries.length - 1)]), this.#key([...path, name]));
    this.mark([...path, name], line);
    return new FieldsBuilder(first, this.#marks, this.#key([...path, name]));
  }

  /** The index of the line that showed a path, if one did. */
  lineOf(path: readonly string[]): number | undefined {
    let key = this.#prefix;
    for (const step of path) {
      key = `${key}\n${step}`;
      key = this.#marks.names.get(key) ?? key;
    }
    return this.#marks.lines.get(key);
  }

  /** Remembers the line of a path that was set as part of a larger value. */
  mark(path: readonly string[], line: number): void {
    const key = this.#key(path);
    if (!this.#marks.lines.has(key)) this.#marks.lines.set(key, line);
  }

  #key(path: readonly string[]): string {
    return path.reduce((key, step) => `${key}\n${step}`, this.#prefix);
  }
}
