import { escaped } from "../../kubectl/escaped.ts";
import { isFiller } from "./filler.ts";
import { denialBefore, doingOf, phrasesOfLogs } from "./log-words.ts";

/** A piece of what is asked that a line has to say; `isOwn` are names, ids, paths and quoted words, which nothing else stands for. */
export type Needle = { readonly said: string; readonly isOwn: boolean; holds(text: string): boolean };

export const quoted = (said: string): Needle => {
  const parts = said
    .toLowerCase()
    .split(/\s{0,3}(?:\.{3,}|…)\s{0,3}/)
    .filter((one) => one !== "");
  const holds = (text: string) => {
    let from = 0;
    for (const part of parts) {
      const at = text.toLowerCase().indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return true;
  };
  return { said: `"${said}"`, isOwn: true, holds };
};

/** `switched the flag off`. */
const apart = /\b(switch|turn|toggl|flipp?)\w{0,4} ([^|]{2,40}?) (on|off)\b/;

const stemOf = (word: string): string => {
  const stem = word.replace(/(?:ments?|ations?|ions?|ings?|ied|ies|ed|es|s|e|y)$/, "");
  if (stem.length > 3 && /([bdglmnprt])\1$/.test(stem) && stem !== word)
    return `${escaped(stem.slice(0, -1))}${stem.at(-1)}?`;
  return escaped(stem.length > 2 ? stem : word);
};

/** What people say in several words; taken out of the text. */
export function phraseNeedles(text: string): { readonly rest: string; readonly needles: readonly Needle[] } {
  const needles: Needle[] = [];
  let rest = text;
  for (const asked of [
    /\b(switch|turn|toggl|flipp?|scal|roll|sign|check|back)\w{0,4} (on|off|out|up|down|back|in)\b/,
    apart,
  ])
    rest = rest.replace(asked, (said, stem: string, ...groups: readonly string[]) => {
      const particle = groups.find((one) => /^(?:on|off|out|up|down|back|in)$/.test(one))!;
      const also = { on: "|\\benabl", off: "|\\bdisabl" }[particle] ?? "";
      const between = said.split(" ").slice(1, -1).join(" ");
      needles.push(needleOf(said, new RegExp(`\\b${stem}\\w{0,4}[ _-]${particle}\\b${also}`, "i"), true));
      return ` ${between} `;
    });
  rest = rest.replace(/\b(?:not|never) ([a-z]{4,20})\b/, (said, word: string) => {
    const stem = stemOf(word);
    needles.push(
      needleOf(
        said,
        new RegExp(
          `(?:\\b(?:not|never|no|cannot|unable to|failed to)|n't) (?:\\w{1,20} ){0,2}${stem}|\\b(?:un|in|dis)${stem}`,
          "i",
        ),
        true,
      ),
    );
    return " | ";
  });
  for (const [asked, says] of phrasesOfLogs)
    rest = rest.replace(asked, (said) => {
      needles.push(needleOf(said, says, false));
      return " | ";
    });
  return { rest, needles };
}

/** A word as lines may say it: an id or a path as it stands, a name as a whole word, a doing in any form. */
export function wordNeedle(word: string, texts: () => readonly string[], isValue: boolean): Needle {
  if (/[\d/_@]|[\w][.:-][\w]/.test(word) && /[a-z]/.test(word)) return needleOf(word, literal(word), true);
  const doing = doingOf(word);
  if (doing !== null) return needleOf(word, doing, false);
  const whole = new RegExp(`(?<![\\w-])${escaped(word)}(?![\\w-])`, "i");
  if (isValue || texts().some((text) => whole.test(text))) return needleOf(word, whole, isValue);
  return needleOf(word, new RegExp(`(?<![\\p{L}])${stemOf(word)}`, "iu"), false);
}

const literal = (word: string): RegExp =>
  new RegExp(`(?<![\\w-]|\\w[.:])${escaped(word)}(?![\\w-]${/[/.:]/.test(word) ? "|[/.:]\\w" : ""})`, "i");

const needleOf = (said: string, pattern: RegExp, isOwn: boolean): Needle => ({
  said,
  isOwn,
  holds(text) {
    const match = pattern.exec(text);
    return match !== null && (isOwn || !denialBefore.test(text.slice(Math.max(0, match.index - 40), match.index)));
  },
});

/** Words that ask, that tell where to look, or that any line may be meant by. */
const asking =
  /^(?:ever|anyone|anybody|someone|somebody|anything|something|nobody|noone|else|line|lines|message|messages|entry|entries|logs?|logged|logging|reports?|reported|reporting|mentions?|mentioned|say|says|said|saying|shows?|shown|showed|contains?|prints?|printed|appears?|appeared|appear|occurs?|occurred|happen(?:s|ed)?|seen|see|writes?|complain(?:s|ed|ing)?|hint|hints|evidence|trace|traces|sign|signs|according|excerpt|output|file|stdout|name|names|exactly|yes|possible|possibly|action|did|does|user|users|client|clients|person|account|call|calls|called|request|requests|requested|ask|asked|hit|access|accessed|fetch|fetched|open|opened|use|used|sent|made|come|came|coming|from|attempt|attempts|attempted|try|tried)$/;

export const isAsking = (word: string): boolean => isFiller(word) || asking.test(word);
