import { expect, test } from "vitest";
import { isSameCommand } from "./questions/same-command.ts";
import { sets } from "./questions/sets.ts";
import { translate } from "./situations.ts";

test.each(sets)("the first command answers the questions about %s", async (_name, questions, atLeast) => {
  const wrong: string[] = [];
  for (const [question, ...answers] of questions) {
    const said = await translate(question);
    if (!answers.some((answer) => isSameCommand(said, answer))) wrong.push(`${question} -> ${said}`);
  }
  expect(questions.length - wrong.length, wrong.join("\n")).toBeGreaterThanOrEqual(atLeast);
});

test.each(sets)("every expected answer to the questions about %s is a command", (_name, questions) => {
  const odd = questions.flatMap(([, ...answers]) => answers.filter((answer) => !isSameCommand(answer, answer)));
  expect(odd).toEqual([]);
});

test.each([
  ["get pods -n shop", "get pods", false],
  ["get po web -o wide", "get pods web", true],
  ["delete pod web", "get pod web", false],
  ["logs web --previous", "logs web", false],
  ["get pods -l app=a", "get pods -l app=b", false],
])("%s and %s ask for the same: %s", (one, other, same) => {
  expect(isSameCommand(one, other)).toBe(same);
});
