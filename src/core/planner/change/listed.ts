import type { Question } from "../question/understand.ts";

/**
 * Whether names stand beside each other in a question, with nothing but joints, kinds and the word for a namespace between them: `web,
 * api and cart`. `isSure`: a comma between them is enough.
 */
export function areListed({ words, kinds }: Question, names: readonly string[], isSure: boolean): boolean {
  const at = names.map((name) => words.findIndex(({ lower }) => lower === name || lower.endsWith(`/${name}`)));
  const [from, to] = [Math.min(...at), Math.max(...at)];
  const isKind = (index: number) => kinds.some((mention) => mention.from <= index && index < mention.to);
  const between = words.slice(from, to).filter((_, offset) => !at.includes(from + offset) && !isKind(from + offset));
  return (
    from >= 0 &&
    between.every(({ lower }) => filler.test(lower)) &&
    (isSure || between.some(({ lower }) => /^(and|&|\+|plus)$/.test(lower)))
  );
}

const filler = /^(and|&|\+|plus|also|the|as|well|both|in|namespaces?|ns)$/;
