import { listAt, numberAt } from "../../diagnosis/objects/fields.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { columnsOf } from "./columns.ts";
import type { Condition } from "./conditions.ts";

const version =
  "(?:version |kubernetes |k8s |kubelet |kernel |containerd |release )?v?(\\d{1,3}\\.\\d{1,4}(?:\\.\\d{1,6})?)";
const below = new RegExp(
  `\\b(?:below|older than|lower than|less than|under|before|prior to|behind|earlier than|(?:have|has|need|needs|had|left|remain\\w*|outstanding|still) (?:yet )?to (?:be )?(?:get )?(?:upgraded?|updated?|mov\\w+|migrat\\w+|go|brought)(?: up)? to|(?:need|needs|await\\w*|missing|lack\\w*|for) (?:an? |the |their )?(?:upgrade|update) to|not (?:yet|been|already)(?: been)?(?: upgraded| updated| moved| on| at| running| reached| arrived)*(?: to| on| at)?|(?:isn't|aren't|haven't|hasn't) yet (?:\\w+ ){0,2}(?:on|at|to)) ${version}(?! or (?:newer|later|higher|above))`,
);
const orBelow = new RegExp(`${version} (?:or|and) (?:older|lower|below|earlier|less)\\b`);
const above = new RegExp(`\\b(?:newer than|above|higher than|later than|greater than|past|beyond|over) ${version}`);
const orAbove = new RegExp(
  `\\b(?:at least|minimum|from) ${version}|${version} (?:or|and) (?:newer|later|higher|above|up)\\b`,
);

/** `below 1.32`, `still have to be upgraded to 1.32`, `1.31 or newer`: versions that are compared, and not only looked for. */
export function ofVersion(
  clause: string,
  objects: readonly ObservedObject[],
): (Condition & { readonly text: string }) | null {
  const forms = [
    { pattern: orBelow, word: "or older", holds: (order: number) => order <= 0 },
    { pattern: orAbove, word: "or newer", holds: (order: number) => order >= 0 },
    { pattern: below, word: "older than", holds: (order: number) => order < 0 },
    { pattern: above, word: "newer than", holds: (order: number) => order > 0 },
  ];
  const heading = /\bkernel\b/.test(clause)
    ? "KERNEL-VERSION"
    : /\b(?:containerd|runtime|cri-o|docker)\b/.test(clause)
      ? "CONTAINER-RUNTIME"
      : "VERSION";
  if (!objects.some((object) => columnsOf(object).has(heading))) return null;
  for (const { pattern, word, holds } of forms) {
    const found = pattern.exec(clause);
    const text = found?.[1] ?? found?.[2];
    if (text === undefined) continue;
    return {
      text,
      said: `have a ${heading} ${word.startsWith("or") ? `${text} ${word}` : `${word} ${text}`}`,
      holds: (object) => {
        const own = /(\d{1,3}(?:\.\d{1,6}){1,3})/.exec(columnsOf(object).get(heading)?.value ?? "")?.[1];
        return own !== undefined && holds(compared(own, text));
      },
    };
  }
  return null;
}

/** The order of two versions, as far as the second is told: `1.32.7` is no other than `1.32`. */
function compared(own: string, wanted: string): number {
  const [left, right] = [own.split(".").map(Number), wanted.split(".").map(Number)];
  for (const [index, part] of right.entries()) if ((left[index] ?? 0) !== part) return (left[index] ?? 0) - part;
  return 0;
}

const numerals: Readonly<Record<string, number>> = {
  zero: 0,
  once: 1,
  one: 1,
  two: 2,
  twice: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};
const numeral = "(\\d{1,7}|zero|one|two|three|four|five|six|seven|eight|nine|ten|once|twice)";
const word = "(more than|over|above|at least|less than|fewer than|under|below|at most|exactly|>=|<=|>|<|=)";
const counted = new RegExp(`${word} ?${numeral} (?:times?\\b|([a-z-]{3,20}))`);
const orMore = new RegExp(`\\b${numeral} (?:times? )?(or more|or fewer|or less|\\+)(?: times?)? ?([a-z-]{3,20})?`);

/** `more than 5 restarts`, `restarted at least twice`, `have restarted`, `with fewer than 3 replicas`: a column of numbers. */
export function ofNumber(clause: string, objects: readonly ObservedObject[]): Condition | null {
  const found = counted.exec(clause);
  const more = found === null ? orMore.exec(clause) : null;
  const [operator, digits, noun] =
    found !== null
      ? [found[1]!, found[2]!, found[3]]
      : more !== null
        ? [more[2]!, more[1]!, more[3]]
        : [undefined, undefined, undefined];
  if (operator === undefined || digits === undefined) return ofAnyRestart(clause, objects);
  const heading = headingOf(
    noun === undefined || /^(?:in|on|of|with|since|so|and|or)$/.test(noun) ? "" : noun,
    clause,
    objects,
  );
  if (heading === null) return null;
  const bound = numerals[digits] ?? Number(digits);
  const test = tests.find(([pattern]) => pattern.test(operator))!;
  return {
    said: `have ${test[1]} ${bound} ${heading}`,
    holds: (object) => {
      const own = countOf(object, heading);
      return own !== undefined && test[2](own, bound);
    },
  };
}

const tests: readonly (readonly [RegExp, string, (own: number, bound: number) => boolean])[] = [
  [/^(?:at least|or more|\+|>=)$/, "at least", (own, bound) => own >= bound],
  [/^(?:at most|or fewer|or less|<=)$/, "at most", (own, bound) => own <= bound],
  [/^(?:more than|over|above|>)$/, "more than", (own, bound) => own > bound],
  [/^(?:less than|fewer than|under|below|<)$/, "fewer than", (own, bound) => own < bound],
  [/^(?:exactly|=)$/, "exactly", (own, bound) => own === bound],
];

function ofAnyRestart(clause: string, objects: readonly ObservedObject[]): Condition | null {
  if (!/\brestart/.test(clause) || !objects.some((object) => countOf(object, "RESTARTS") !== undefined)) return null;
  if (/\b(?:no|zero|without(?: any| a)?|never(?: been)?|not(?: been| yet)?|haven't|hasn't) restart\w*/.test(clause))
    return { said: "have 0 RESTARTS", holds: (object) => countOf(object, "RESTARTS") === 0 };
  if (
    /\b(?:have|has|had|were|was|ever|been|with|any|at least a|show) (?:been |any |ever |a )?restart(?:ed|s)?\b(?! (?:count|polic))/.test(
      clause,
    )
  )
    return { said: "have RESTARTS", holds: (object) => (countOf(object, "RESTARTS") ?? 0) > 0 };
  return null;
}

/** The column of numbers that a word calls; restarts where only `times` is said of what restarts. */
function headingOf(noun: string, clause: string, objects: readonly ObservedObject[]): string | null {
  const wanted =
    noun === "" || noun === "restart"
      ? /\brestart/.test(clause)
        ? "RESTARTS"
        : ""
      : noun.replace(/^keys?$|^entries$/, "data").toUpperCase();
  if (wanted === "") return null;
  const headings = new Set(
    objects
      .slice(0, 500)
      .flatMap(({ printed, ref }) => [...printed.keys(), ...(ref.kind === "Pod" ? ["RESTARTS"] : [])]),
  );
  const heading = [wanted, wanted.replace(/S$/, ""), `${wanted}S`].find((one) => headings.has(one));
  return heading !== undefined && objects.some((object) => countOf(object, heading) !== undefined) ? heading : null;
}

/** The number in a cell (`5 (3d ago)` is 5), or the restarts that the statuses of containers tell. */
export function countOf(object: ObservedObject, heading: string): number | undefined {
  const cell = /^(\d{1,9})(?: \(|$)/.exec(object.printed.get(heading)?.value ?? "")?.[1];
  if (cell !== undefined) return Number(cell);
  if (heading !== "RESTARTS") return undefined;
  const statuses = listAt(object.fields, "status", "containerStatuses");
  const counts = statuses.flatMap((one) => numberAt(one, "restartCount") ?? []);
  return counts.length === 0 ? undefined : counts.reduce((sum, one) => sum + one, 0);
}
