const zero = 48;
const nine = 57;

/** Two 32-bit hashes of a masked line, which together tell templates apart. */
export type Mask = { readonly high: number; readonly low: number };

/** Whether the code of a character is an ASCII letter, a digit or above ASCII, and so part of a word. */
function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= zero && code <= nine) || code >= 128;
}

/** Characters that join parts of ids, times, addresses and versions. */
function joins(code: number): boolean {
  return code === 45 || code === 46 || code === 58 || code === 95 || code === 43 || code === 44;
}

/**
 * Masks what changes from line to line: every word with a digit in it (numbers, times, addresses, ids, hashes), also over the
 * `-.:_+,` that join such words. Status codes from 400 to 599 that stand alone keep their class, because they matter.
 * Calls `visit` with the code of each character that stays, and -1, -4 or -5 for each mask. One pass, no backtracking.
 */
export function maskRange(text: string, from: number, to: number, visit: (code: number) => void): void {
  let at = from;
  let afterMask: boolean = false;
  let pending = -1;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (!isWordCode(code)) {
      if (afterMask && pending < 0 && joins(code)) pending = code;
      else {
        if (pending >= 0) visit(pending);
        pending = -1;
        afterMask = false;
        visit(code);
      }
      at++;
      continue;
    }
    let end = at;
    let digits = 0;
    let hex = true;
    for (; end < to; end++) {
      const next = text.charCodeAt(end);
      if (next >= zero && next <= nine) digits++;
      else if (!isWordCode(next)) break;
      else if (!((next >= 97 && next <= 102) || (next >= 65 && next <= 70))) hex = false;
    }
    const inId = pending === 45 && hex && end - at >= 4;
    if (digits > 0 || inId) {
      const status: number = digits === 3 && end - at === 3 && !afterMask ? statusClass(text, at, end, to) : 0;
      if (!afterMask || status !== 0) visit(status === 0 ? -1 : status);
      afterMask = status === 0;
    } else {
      if (pending >= 0) visit(pending);
      for (let index = at; index < end; index++) visit(text.charCodeAt(index));
      afterMask = false;
    }
    pending = -1;
    at = end;
  }
  if (pending >= 0) visit(pending);
}

/** -4 or -5 for a number from 400 to 599 with nothing joined to it, else 0. */
function statusClass(text: string, at: number, end: number, to: number): number {
  const first = text.charCodeAt(at) - zero;
  if (first !== 4 && first !== 5) return 0;
  const next = end < to ? text.charCodeAt(end) : 32;
  return joins(next) && next !== 44 ? 0 : -first;
}

/** The pattern of a line: what stays, and `<*>` (or `4xx`, `5xx`) for what was masked. */
export function patternOf(text: string): string {
  let pattern = "";
  maskRange(text, 0, text.length, (code) => {
    pattern += code >= 0 ? String.fromCharCode(code) : code === -1 ? "<*>" : `${-code}xx`;
  });
  return pattern;
}
