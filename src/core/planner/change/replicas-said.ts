import type { Question } from "../question/understand.ts";

/** How many replicas there are now, as a request tells it; kubectl scales only if that is so. */
export function currentSaid({ plain, text }: Question, isRelative: boolean): string | undefined {
  return (
    /\b(?:has|(?<!\b(?:to|should|must|shall|will|let it) )have|currently|from)\s+(?:at\s+)?(\d{1,5})\b/.exec(
      plain,
    )?.[1] ??
    (isRelative ? /\bit(?:'s| is)(?: currently| now)? (?:at|on) (\d{1,5})\b/i.exec(text)?.[1] : undefined) ??
    /\bif (?:the )?[^,;.!?]{0,80}?\b(?:current )?(?:size|replicas|number of replicas|replica count)(?: of [^,;.!?]{1,80}?)? (?:is|are|=|equals)(?: currently| now)? (\d{1,5})\b/i.exec(
      text,
    )?.[1] ??
    /\bonly if (?:it(?:'s| is| stands)?|there are) (?:currently |now |still )?(?:at |on )?(\d{1,5})\b/i.exec(
      text,
    )?.[1] ??
    /\b(?:has|(?<!\b(?:to|should|must|shall|will|let it) )have|had|runs|currently)\s+(\d{1,5}) (?:replicas?|pods?|instances?|copies)\b/i.exec(
      text,
    )?.[1]
  );
}

const whole = "(\\d{1,5})\\b(?!\\.\\d)";

/** How many there are to be; the number that tells how many there are does not count. */
export function countSaid(said: string, current: string | undefined): string | undefined {
  const plain =
    current === undefined
      ? said
      : said.replace(
          new RegExp(
            `\\b(?:has|have|had|runs|currently|from)\\s+(?:at\\s+)?${current}\\b(?: (?:replicas?|pods?|instances?|copies))?`,
          ),
          "",
        );
  return (
    new RegExp(`\\b(?:to|=)\\s*(?:have\\s*)?${whole}`).exec(plain)?.[1] ??
    spokenCount(plain) ??
    new RegExp(`\\bshould (?:have|be|run|be at|get) ${whole}`).exec(plain)?.[1] ??
    /(?<!\d\.)\b(\d{1,5})\s*(?:replicas?|pods?|instances?|copies)\b/.exec(plain)?.[1] ??
    new RegExp(`\\breplicas?\\s*(?:to|of|=)?\\s*${whole}`).exec(plain)?.[1] ??
    (/\b(zero|stop|shut\b.{0,60}\bdown|switch off|take down|turn off|to (nothing|none|nil))\b/.test(plain)
      ? "0"
      : undefined)
  );
}

/** `to one replica`, `to three`. */
export function spokenCount(plain: string): string | undefined {
  const names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
  if (/\bto (?:just |only )?(?:a |one )?single\b/.test(plain)) return "1";
  const word = /\bto (?:just |only )?(zero|one|two|three|four|five|six|seven|eight|nine|ten)\b/.exec(plain)?.[1];
  return word === undefined ? undefined : String(names.indexOf(word));
}
