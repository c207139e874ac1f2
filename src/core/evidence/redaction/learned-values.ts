const shortest = 8;
const most = 2_000;

/**
 * Values that were once seen in a Secret, to be hidden wherever they appear again. One pass over the text whatever their number: a place
 * is looked at more closely only where two characters begin one of them.
 */
export type LearnedValues = {
  /** Short values are not taken: they would be found everywhere. */
  learn(value: string, name: string): void;
  hide(text: string): string;
};

export function createLearnedValues(): LearnedValues {
  const names = new Map<string, string>();
  const begins = new Uint8Array(65_536);
  const byStart = new Map<string, string[]>();
  const valueAt = (text: string, at: number) =>
    byStart.get(text.slice(at, at + shortest))?.find((value) => text.startsWith(value, at));
  return {
    learn(value, name) {
      if (value.length < shortest || names.has(value) || names.size >= most) return;
      names.set(value, name);
      begins[pairAt(value, 0)] = 1;
      const start = value.slice(0, shortest);
      byStart.set(
        start,
        [...(byStart.get(start) ?? []), value].sort((one, other) => other.length - one.length),
      );
    },
    hide(text) {
      if (names.size === 0) return text;
      const pieces: string[] = [];
      let kept = 0;
      for (let at = 0; at <= text.length - shortest; at += 1) {
        if (begins[pairAt(text, at)] === 0) continue;
        const value = valueAt(text, at);
        if (value === undefined) continue;
        pieces.push(text.slice(kept, at), names.get(value)!);
        kept = at + value.length;
        at = kept - 1;
      }
      return pieces.length === 0 ? text : pieces.join("") + text.slice(kept);
    },
  };
}

function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 251 + text.charCodeAt(at + 1)) & 0xffff;
}
