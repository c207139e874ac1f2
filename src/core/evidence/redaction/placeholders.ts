/** What a placeholder stands for: as it was printed, and in plain text (base64-decoded where a Secret printed it so). */
export type Original = { readonly printed: string; readonly plain: string };

/** Which text stands behind which placeholder, for as long as the thread is remembered; never written anywhere. */
export type Placeholders = {
  remember(placeholder: string, original: Original): void;
  /** null: not known (any more), or two texts got the same placeholder. */
  original(placeholder: string): Original | null;
};

const mostCharacters = 1_000_000;

export function createPlaceholders(): Placeholders {
  const known = new Map<string, Original | null>();
  let characters = 0;
  return {
    remember(placeholder, original) {
      const before = known.get(placeholder);
      if (before === null || before?.printed === original.printed) return;
      if (before !== undefined || !isWhole(original)) known.set(placeholder, null);
      else if (characters < mostCharacters) {
        characters += placeholder.length + original.printed.length + original.plain.length;
        known.set(placeholder, original);
      }
    },
    original: (placeholder) => known.get(placeholder) ?? null,
  };
}

/** A text with another placeholder in it is not whole, and no argument of a process can hold a NUL. */
function isWhole({ printed, plain }: Original): boolean {
  return !printed.includes("[redacted:") && !`${printed}${plain}`.includes("\0");
}
