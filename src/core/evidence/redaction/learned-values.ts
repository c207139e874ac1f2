const shortest = 8;
const most = 2_000;
const mostOverLines = 100;

/**
 * Values that were once seen in a Secret, to be hidden wherever they appear again. One pass over the text whatever their number: a place
 * is looked at more closely only where two characters begin one of them.
 */
export type LearnedValues = {
  /**
   * Short values are not taken: they would be found everywhere. `inWords`: the value is hidden inside longer words too; otherwise it has
   * to stand alone, so that a password `correcthorse` leaves the name `correcthorse-api` as it is.
   */
  learn(value: string, name: string, inWords: boolean): void;
  /** A value over lines leaves its name on each of them, so that lines stay lines. */
  hide(text: string): string;
  /** How many of the last lines may be the beginning of a value over several lines. */
  unfinished(lines: readonly string[]): number;
};

export function createLearnedValues(): LearnedValues {
  const known = new Map<string, { readonly name: string; readonly inWords: boolean }>();
  const overLines: string[][] = [];
  const begins = new Uint8Array(65_536);
  const byStart = new Map<string, string[]>();
  const valueAt = (text: string, at: number) =>
    byStart
      .get(text.slice(at, at + shortest))
      ?.find(
        (value) => text.startsWith(value, at) && (known.get(value)!.inWords || standsAlone(text, at, value.length)),
      );
  return {
    learn(value, name, inWords) {
      if (value.length < shortest || known.size >= most) return;
      const before = known.get(value);
      known.set(value, { name: before?.name ?? name, inWords: inWords || before?.inWords === true });
      if (before !== undefined) return;
      if (value.includes("\n") && overLines.length < mostOverLines) overLines.push(value.split("\n"));
      begins[pairAt(value, 0)] = 1;
      const start = value.slice(0, shortest);
      byStart.set(
        start,
        [...(byStart.get(start) ?? []), value].sort((one, other) => other.length - one.length),
      );
    },
    hide(text) {
      if (known.size === 0) return text;
      const pieces: string[] = [];
      let kept = 0;
      for (let at = 0; at <= text.length - shortest; at += 1) {
        if (begins[pairAt(text, at)] === 0) continue;
        const value = valueAt(text, at);
        if (value === undefined) continue;
        pieces.push(
          text.slice(kept, at),
          value.replace(/[^\n]+/g, () => known.get(value)!.name),
        );
        kept = at + value.length;
        at = kept - 1;
      }
      return pieces.length === 0 ? text : pieces.join("") + text.slice(kept);
    },
    unfinished: (lines) => overLines.reduce((most, value) => Math.max(most, begunBy(lines, value)), 0),
  };
}

/** How many of the last lines are the first ones of the value; its first line may stand behind other text. */
function begunBy(lines: readonly string[], value: readonly string[]): number {
  for (let count = Math.min(lines.length, value.length - 1); count > 0; count -= 1) {
    const last = lines.slice(-count);
    if (last.every((line, at) => (at === 0 ? line.endsWith(value[0]!) : line === value[at]))) return count;
  }
  return 0;
}

const wordCharacter = /[A-Za-z0-9_-]/;

/** No letter, digit, `_` or `-` touches it. An escape is none: in JSON `\ncorrecthorse` a line begins with the value. */
function standsAlone(text: string, at: number, length: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  const isFree = !wordCharacter.test(before.slice(-1)) || /^\\[nrtbf]$/.test(before);
  return isFree && !wordCharacter.test(text.slice(at + length, at + length + 1));
}

function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 251 + text.charCodeAt(at + 1)) & 0xffff;
}
