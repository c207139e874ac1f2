/** The first few of a list, and how many more there are: `a,b,c + 2 more...`. */
export function someOf(list: readonly string[], most: number, separator = ","): string {
  const shown = list.slice(0, most).join(separator);
  return list.length > most ? `${shown} + ${list.length - most} more...` : shown;
}
