const numbers: Readonly<Record<string, number>> = { a: 1, an: 1, another: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, eight: 8, ten: 10 }; // biome-ignore format: one list

const amount = "(\\d{1,4}|an?|another|one|two|three|four|five|six|eight|ten)";
const unit = "(?:replicas?|pods?|instances?|copies|copy)";

/** Changes of a number that say by how much, not to what; the first that fits counts. */
const relatives: readonly (readonly [said: RegExp, change: (now: number, by: number) => number])[] = [
  [new RegExp(`\\b${amount} (?:${unit} )?(?:more|extra|additional)\\b`), (now, by) => now + by],
  [new RegExp(`\\b(?:another) ${amount} ${unit}\\b`), (now, by) => now + by],
  [new RegExp(`\\b(another) ${unit}\\b`), (now, by) => now + by],
  [new RegExp(`\\b${amount} (?:${unit} )?(?:less|fewer)\\b`), (now, by) => now - by],
  [new RegExp(`\\b(?:add|plus) ${amount} (?:\\w+ )?${unit}\\b`), (now, by) => now + by],
  [new RegExp(`\\b(?:remove|drop|subtract|take(?: away| off)?|minus) ${amount} (?:\\w+ )?${unit}\\b`), (now, by) => now - by],
  [new RegExp(`\\b(?:down|reduce|decrease|lower|shrink|cut|trim|less)\\b.{0,60}\\bby ${amount}\\b(?! ?%)`), (now, by) => now - by],
  [new RegExp(`\\b(?:up|scale|increase|raise|grow|bump|extend)\\b.{0,60}\\bby ${amount}\\b(?! ?%)`), (now, by) => now + by],
  [/\b(?:double|twice|twofold|two times)\b/, (now) => now * 2],
  [/\b(?:triple|treble|three times|thrice)\b/, (now) => now * 3],
  [/\b(?:halve|half)\b/, (now) => Math.ceil(now / 2)],
]; // biome-ignore format: one line a phrase

/** What a request makes of a number: `2 more replicas`, `double the pods`; null when it says the number itself, or none. */
export function relativeIn(plain: string): ((now: number) => number) | null {
  if (/\bto (?:just )?(?:\d+|one|two|three|four|five|zero|nothing|none)\b|\breplicas ?= ?\d/.test(plain)) return null;
  for (const [said, change] of relatives) {
    const match = said.exec(plain);
    if (match === null) continue;
    const by = match[1] === undefined ? 0 : (numbers[match[1]] ?? Number(match[1]));
    return (now) => Math.max(0, change(now, by));
  }
  return null;
}

/** `up a bit`, `some more replicas`: by how much is not said at all. */
export function isVague(plain: string): boolean {
  return /\b(?:a bit|a little|somewhat|slightly|some more|a few more|more replicas|more pods|more instances|fewer replicas|less replicas)\b/.test(
    plain,
  );
}
