/** The first of those that say nearly the same, by the words in them. */
export function distinct<T>(items: readonly T[], textOf: (item: T) => string): readonly T[] {
  const kept: { readonly item: T; readonly words: ReadonlySet<string> }[] = [];
  for (const item of items.slice(0, 300)) {
    const words = new Set(
      textOf(item)
        .toLowerCase()
        .match(/[a-z]{3,}/g) ?? [],
    );
    if (kept.length < 12 && !kept.some((other) => likeness(words, other.words) > 0.6)) kept.push({ item, words });
  }
  return kept.map(({ item }) => item);
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared / Math.max(1, one.size + other.size - shared);
}
