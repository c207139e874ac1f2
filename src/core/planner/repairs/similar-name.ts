/**
 * The one name among others that somebody who wrote `wanted` most likely meant: a letter or two apart, or the same words with other
 * hyphens, order or plural. null when none or several come into question.
 */
export function similarName(wanted: string, others: readonly string[]): string | null {
  const distinct = [...new Set(others)].filter((name) => name !== wanted);
  for (const isLike of [isSameWords, isNear, isPart]) {
    const like = distinct.filter((name) => isLike(wanted.toLowerCase(), name.toLowerCase()));
    if (like.length > 0) return like.length === 1 ? like[0]! : null;
  }
  return null;
}

const wordsOf = (name: string) => name.split(/[-_.]+/).map((word) => word.replace(/(?<=..)s$/, ""));

function isSameWords(one: string, other: string): boolean {
  return wordsOf(one).sort().join("") === wordsOf(other).sort().join("");
}

function isNear(one: string, other: string): boolean {
  const most = Math.min(one.length, other.length) < 5 ? 1 : 2;
  return Math.abs(one.length - other.length) <= most && distance(one, other) <= most;
}

/** `player-api` and `players`: one is the other with a word more. */
function isPart(one: string, other: string): boolean {
  const [fewer, more] = [wordsOf(one), wordsOf(other)].sort((left, right) => left.length - right.length) as [
    string[],
    string[],
  ];
  return more.length - fewer.length === 1 && fewer.every((word) => word.length > 2 && more.includes(word));
}

/** Letters to put in, leave out, change or swap (optimal string alignment). Names are at most 253 letters long. */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const change = one[at - 1] === other[to - 1] ? 0 : 1;
      const swapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      const steps = [
        row[to]! + 1,
        next[to - 1]! + 1,
        row[to - 1]! + change,
        swapped ? before[to - 2]! + 1 : Number.POSITIVE_INFINITY,
      ];
      next.push(Math.min(...steps));
    }
    [before, row] = [row, next];
  }
  return row[other.length]!;
}
