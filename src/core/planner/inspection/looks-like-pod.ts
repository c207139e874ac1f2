/** A name with the random end of a generated pod, the ordinal of a stateful one, or the word itself. */
export function looksLikePod(name: string): boolean {
  return /-[bcdfghjklmnpqrstvwxz2456789]{5}$|-\d{1,3}$|(^|-)pod(-|$)|-[0-9a-z]*\d[0-9a-z]*$/.test(name);
}
