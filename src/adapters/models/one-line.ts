const longest = 1_000;

/** A text on one line, cut where it gets too long to be one. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, longest);
}
