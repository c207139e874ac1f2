/** What is wrong with a value as such: the line break that `echo` leaves, blanks around it, quotes that were meant for a shell, base64 within base64. */
export type Flaw = "newline" | "blanks" | "quotes" | "encoded-twice";

/** The flaw of a value under `data` of a Secret; of one that was redacted the placeholder tells. */
export const flawOfSecret = (found: unknown): Flaw | undefined => {
  const value = String(found);
  if (/^\[?redacted:/.test(value)) return redactedFlaws.find(([label]) => value.includes(label))?.[1];
  const plain = decoded(value);
  return plain === undefined ? undefined : flawOf(plain);
};

const redactedFlaws: readonly (readonly [string, Flaw])[] = [
  ["redacted:secret-ending-in-newline-", "newline"],
  ["redacted:secret-with-blanks-around-", "blanks"],
  ["redacted:secret-in-quotes-", "quotes"],
  ["redacted:secret-encoded-twice-", "encoded-twice"],
];

/** The flaw of a value in plain text. */
export const flawOf = (plain: string): Flaw | undefined => {
  if (/^[^\r\n]{1,300}\r?\n$/.test(plain)) return "newline";
  if (/^(?:[ \t]{1,20}\S{1,300}|\S{1,300}[ \t]{1,20})$/.test(plain)) return "blanks";
  if (/^(["'])[^"'\n]{1,300}\1$/.test(plain)) return "quotes";
  const inner = plain.length >= 12 ? decoded(plain) : undefined;
  return inner !== undefined && /^[\x20-\x7e]{6,300}\n?$/.test(inner) ? "encoded-twice" : undefined;
};

/** Short base64 text in plain text. */
export const decoded = (value: string): string | undefined => {
  if (!/^[A-Za-z0-9+/]{4,400}={0,2}$/.test(value) || value.length % 4 !== 0) return undefined;
  try {
    return atob(value);
  } catch {
    return undefined;
  }
};

export const printFlaw = (flaw: Flaw): string => {
  switch (flaw) {
    case "newline":
      return 'ends in a newline (a trailing line break, as "echo" without -n leaves it before base64)';
    case "blanks":
      return "begins or ends with a blank, which is a part of the value and not taken off";
    case "quotes":
      return "stands in quotes, which are a part of the value and not taken off";
    case "encoded-twice":
      return "is base64 once more when it is decoded: it was encoded before it was put under data (or stringData), where it is encoded anyway";
  }
};

export const mendOf = (flaw: Flaw, key: string): string => {
  switch (flaw) {
    case "newline":
      return `Write ${key} anew without the line break (printf '%s' instead of echo, or create secret with --from-literal), then restart the pods that read it.`;
    case "blanks":
      return `Write ${key} anew without the blanks around it, then restart the pods that read it.`;
    case "quotes":
      return `Write ${key} anew without the quotes, then restart the pods that read it.`;
    case "encoded-twice":
      return `Write ${key} anew, encoded once only (or under stringData in plain text), then restart the pods that read it.`;
  }
};
