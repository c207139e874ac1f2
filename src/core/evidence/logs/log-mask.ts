/** Classes of characters: what joins parts of ids and times, letters, hexadecimal letters, digits; 0 for all others. */
const joiner = 1;
const letter = 2;
const hexLetter = 3;
const digit = 4;

const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[-.:_+,]/.test(char)) classes[code] = joiner;
  else if (/[a-fA-F]/.test(char)) classes[code] = hexLetter;
  else if (/[a-zA-Z]/.test(char)) classes[code] = letter;
  else if (/[0-9]/.test(char)) classes[code] = digit;
}

const classOf = (code: number) => (code < 128 ? classes[code]! : letter);

const dash = 45;
const escapeCode = 27;
const longest = 1000;
const masks: ReadonlyMap<number, string> = new Map([
  [1, "<*>"],
  [4, "4xx"],
  [5, "5xx"],
]);

/** Says that a range holds terminal colours and must be read without them. */
export const coloured = -1;

/**
 * A hash (32 bits, not negative) of a range of a text with what changes from line to line masked: every word with a digit in it
 * (numbers, times, addresses, ids), also over the `-.:_+,` that join such words. A number from 400 to 599 that stands alone keeps its
 * class, because status codes matter. `coloured` when there are terminal colours. One pass in place, as logs are large.
 * What is hashed is also given to `pieces`, when somebody wants to see it.
 */
export function maskedHash(text: string, from: number, to: number, pieces?: string[]): number {
  const end = to - from > longest ? from + longest : to;
  let hash = 0x811c9dc5;
  let at = from;
  let afterMask = false;
  let pending = 0;
  while (at < end) {
    const start = at;
    let kind = classOf(text.charCodeAt(at));
    let most = kind;
    let isHex = true;
    for (; kind > joiner && at < end; kind = at < end ? classOf(text.charCodeAt(at)) : 0) {
      if (kind > most) most = kind;
      if (kind === letter) isHex = false;
      at++;
    }
    if (at === start) {
      const code = text.charCodeAt(at++);
      if (code === escapeCode) return coloured;
      if (kind === joiner && afterMask && pending === 0) {
        pending = code;
        continue;
      }
      afterMask = false;
    } else if (most === digit || (pending === dash && isHex && at - start >= 4)) {
      const shown: number = afterMask ? 1 : maskOf(text, start, at, end);
      if (!afterMask || shown !== 1) hash = taken(hash, shown, pieces);
      afterMask = shown === 1;
      pending = 0;
      continue;
    } else afterMask = false;
    if (pending !== 0) hash = taken(hash, pending, pieces);
    pending = 0;
    for (let index = start; index < at; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    pieces?.push(text.slice(start, at));
  }
  return (pending === 0 ? hash : taken(hash, pending, pieces)) >>> 0;
}

function taken(hash: number, code: number, pieces: string[] | undefined): number {
  pieces?.push(masks.get(code) ?? String.fromCharCode(code));
  return Math.imul(hash ^ code, 0x01000193);
}

/** The pattern of a text: what stays, and `<*>` (or `4xx`, `5xx`) for what was masked. */
export function patternOf(text: string): string {
  const pieces: string[] = [];
  maskedHash(text, 0, text.length, pieces);
  return pieces.join("");
}

/** 4 or 5 for a number from 400 to 599 with nothing joined to it, else 1. */
function maskOf(text: string, from: number, to: number, end: number): number {
  if (to - from !== 3) return 1;
  const first = text.charCodeAt(from) - 48;
  const isNumber = classOf(text.charCodeAt(from + 1)) === digit && classOf(text.charCodeAt(from + 2)) === digit;
  if ((first !== 4 && first !== 5) || !isNumber) return 1;
  const next = to < end ? text.charCodeAt(to) : 32;
  return classOf(next) === joiner && next !== 44 ? 1 : first;
}
