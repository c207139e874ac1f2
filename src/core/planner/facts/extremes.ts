import { textAt } from "../../diagnosis/objects/fields.ts";
import { ageSeconds } from "../../evidence/age.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { enumerated } from "../wording.ts";
import { columnsOf } from "./columns.ts";
import { amountColumn, amountOf } from "./conditions.ts";
import { countOf } from "./number-conditions.ts";

/** What objects are ranked by: larger is `more`; `said` is the word for the first in order. */
export type Rank = {
  readonly said: string;
  readonly sign: 1 | -1;
  value(object: ObservedObject): number | undefined;
  shown(object: ObservedObject): string;
};

const superlative =
  /\b(oldest|eldest|newest|youngest|latest|most recent(?:ly)?|longest|shortest|slowest|fastest|quickest|most|fewest|least|highest|lowest|biggest|largest|smallest|maximum|minimum)\b/;

export const asksSuperlative = (words: string): boolean => superlative.test(words);

/** By what a superlative ranks the objects: age, duration, restarts, amounts or another column of numbers; null when they show none of it. */
export function rankOf(words: string, before: string, objects: readonly ObservedObject[]): Rank | null {
  const word = superlative.exec(words)?.[1];
  if (word === undefined) return null;
  const isLess =
    /^(?:newest|youngest|latest|most recent|shortest|fastest|quickest|fewest|least|lowest|smallest|minimum)/.test(word);
  const sign = isLess ? 1 : -1;
  const ofAge = /^(?:oldest|eldest|newest|youngest|latest|most recent)/.test(word);
  if (ofAge) return byText(word, sign, objects, "AGE", (object) => ageOf(object));
  const ofTime = /^(?:longest|shortest|slowest|fastest|quickest)$/.test(word);
  if (ofTime && objects.some(({ printed }) => printed.has("DURATION")))
    return byText(
      word,
      sign,
      objects,
      "DURATION",
      (object) => ageSeconds(object.printed.get("DURATION")?.value ?? "") ?? undefined,
    );
  for (const said of [words, before]) {
    const column = /\brestart/.test(said) ? null : amountColumn(said, objects);
    if (column !== null) return byText(word, sign, objects, column, (object) => amountOf(object, column));
    const heading = numberHeading(said, objects);
    if (heading !== null) return byText(word, sign, objects, heading, (object) => countOf(object, heading));
  }
  return null;
}

function byText(
  word: string,
  sign: 1 | -1,
  objects: readonly ObservedObject[],
  heading: string,
  value: (object: ObservedObject) => number | undefined,
): Rank | null {
  if (!objects.some((object) => value(object) !== undefined)) return null;
  const isOne =
    /^(?:oldest|eldest|newest|youngest|latest|longest|shortest|slowest|fastest|quickest|biggest|largest|smallest)$/.test(
      word,
    );
  return {
    said: isOne ? word : `one with the ${/^(?:most|highest|maximum)$/.test(word) ? "most" : "least"} ${heading}`,
    sign,
    value,
    shown: (object) =>
      (
        columnsOf(object).get(heading)?.value ??
        (heading === "RESTARTS"
          ? `${value(object)}`
          : `created ${textAt(object.fields, "metadata", "creationTimestamp")}`)
      ).replace(/^(\d+) \(.*$/, "$1"),
  };
}

function ageOf(object: ObservedObject): number | undefined {
  const age = ageSeconds(object.printed.get("AGE")?.value ?? "");
  if (age !== null) return age;
  const created = Date.parse(textAt(object.fields, "metadata", "creationTimestamp"));
  return Number.isNaN(created) ? undefined : -created / 1000;
}

function numberHeading(said: string, objects: readonly ObservedObject[]): string | null {
  const words = new Set(said.split(/[^a-z]+/).flatMap((one) => [one, `${one}s`, one.replace(/s$/, "")]));
  const headings = new Set(
    objects
      .slice(0, 500)
      .flatMap(({ printed, ref }) => [...printed.keys(), ...(ref.kind === "Pod" ? ["RESTARTS"] : [])]),
  );
  const found = [...headings].filter(
    (heading) =>
      heading
        .toLowerCase()
        .split(/[ _-]/)
        .some((part) => part.length > 2 && words.has(part)) ||
      (heading === "RESTARTS" && words.has("restarted")),
  );
  return found.find((heading) => objects.some((object) => countOf(object, heading) !== undefined)) ?? null;
}

/** The first of objects in an order, and all that are equal to it. */
export function firstOf(
  rank: Rank,
  objects: readonly ObservedObject[],
): { readonly said: string; readonly ordered: readonly ObservedObject[] } | null {
  const ordered = objects
    .filter((object) => rank.value(object) !== undefined)
    .toSorted((one, other) => rank.sign * (rank.value(one)! - rank.value(other)!));
  if (ordered.length === 0) return null;
  const same = ordered.filter((object) => rank.value(object) === rank.value(ordered[0]!));
  const names = enumerated(
    same.map(({ ref }) => `${ref.namespace === undefined ? "" : `${ref.namespace}/`}${ref.name}`),
    5,
  );
  return { said: `${names} (${rank.shown(ordered[0]!)})`, ordered };
}
