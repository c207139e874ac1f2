import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { Look } from "../../../../src/core/planner/lookups/form/look.ts";
import { takes } from "../../../../src/core/planner/lookups/look-up.ts";
import { lookups } from "../../../../src/core/planner/lookups/lookups.ts";
import { understand } from "../../../../src/core/planner/question/understand.ts";
import { sets } from "../questions/sets.ts";
import { situation } from "../situations.ts";
import { groups } from "./groups.ts";
import { precedences } from "./precedence.ts";

const nowhere = { namespace: null };

/** The lookups that take a question before anything is read, in their order. */
function takersOf(text: string): readonly string[] {
  const question = understand(text);
  const look = new Look(situation(text), nowhere);
  return lookups.flatMap((one) => {
    const form = () => ("look" in one ? one.look(question, look) : one.inquiry(question, nowhere));
    return takes(one, question) && form() !== null ? [one.name] : [];
  });
}

const ofLookups = groups.flatMap(([, rows]) =>
  Object.values(rows).flatMap((some) => some.map(([question]) => question)),
);
const ofOthers = sets.flatMap(([, questions]) => questions.map(([question]) => question));
const recorded = [...new Set([...ofLookups, ...ofOthers, ...precedences.map(({ question }) => question)])];

/** Every lookup is tried on every question that any test holds. */
const long = { timeout: 120_000 };

test("a recorded question that several lookups take has a row for each that comes after the first", long, () => {
  const known = new Set(precedences.map(({ first, second }) => `${first} before ${second}`));
  const unsaid = recorded.flatMap((question) => {
    const [first, ...others] = takersOf(question);
    return others
      .filter((second) => !known.has(`${first} before ${second}`))
      .map((second) => `${first} before ${second}: ${question}`);
  });
  expect(unsaid).toEqual([]);
});

test.each(precedences)("$first comes before $second: $because", ({ question, first, second }) => {
  const takers = takersOf(question);
  expect(takers[0]).toBe(first);
  expect(takers).toContain(second);
});

test("no pair has two rows", () => {
  const pairs = precedences.map(({ first, second }) => [first, second].sort().join(" "));
  expect(new Set(pairs).size).toBe(pairs.length);
});

test.each(groups)("what is asked about %s is taken by a lookup of its folder", (folder, rows) => {
  const questions = Object.values(rows).flatMap((some) => some.map(([question]) => question));
  const strange = questions.filter((question) => !takersOf(question)[0]?.startsWith(`${folder}/`));
  expect(strange).toEqual([]);
});

test("every lookup is called as its file is", () => {
  const folder = new URL("../../../../src/core/planner/lookups/", import.meta.url);
  expect(lookups.map(({ name }) => name).filter((name) => !existsSync(new URL(`${name}.ts`, folder)))).toEqual([]);
});
